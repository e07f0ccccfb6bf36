from hypothesis import given
from hypothesis import strategies as st

from ingest.normalise import content_hash, normalise_field, normalise_text

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates too


@given(any_text)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_text(text)
    assert normalise_text(once) == once


@given(any_text)
def test_a_normalised_text_can_be_stored_and_hashed(text: str) -> None:
    normalised = normalise_text(text)
    assert normalised.encode("utf-8").decode("utf-8") == normalised
    assert len(content_hash(normalised)) == 64
    assert "\r" not in normalised and "\x00" not in normalised


def test_words_hidden_by_invisible_characters_come_out() -> None:
    assert normalise_text("pass\u200bword \u202ereversed\u202c") == "password reversed"


def test_line_ends_and_blank_lines_are_one_kind() -> None:
    assert normalise_text("one\r\ntwo\rthree \t\n\n\n\nfour\u2028five") == "one\ntwo\nthree\n\nfour\nfive"


def test_letters_are_composed() -> None:
    assert normalise_text("Ku\u0308ste") == "Küste"


def test_emoji_and_persian_joiners_stay() -> None:
    assert normalise_text("👩\u200d🚒 می\u200cخواهم") == "👩\u200d🚒 می\u200cخواهم"


def test_a_field_is_one_line_or_none() -> None:
    assert normalise_field("  A  headline\nin two lines ") == "A headline in two lines"
    assert normalise_field(" \n ") is None
    assert normalise_field(None) is None
