from hypothesis import given
from hypothesis import strategies as st

from ingest.article import Span
from rag.compose.trim import LONGEST, bare, shortened


def cut(text: str, needed: str = "\0") -> str:
    return shortened(Span(start=0, end=len(text)), text, lambda words: needed in words).of(text)


def test_a_clause_that_bears_on_nothing_is_left_out_at_its_beginning() -> None:
    text = "The ferry to Ostrel will sail again on Sunday, as the harbour opens its eastern gate for the season."
    assert cut(text) == "The ferry to Ostrel will sail again on Sunday"
    assert cut(text, "harbour") == text


def test_who_says_so_and_what_limits_it_stay() -> None:
    for text in (
        "The ferry to Ostrel will sail again on Sunday, according to the harbour master of the town.",
        "The ferry to Ostrel will sail again on Sunday, the harbour master said in a letter to the town.",
        "The ferry to Ostrel will sail again on Sunday, which the union of the crews has denied so far.",
        "The ferry to Ostrel will sail again on Sunday, but only while the weather of the season holds.",
    ):
        assert cut(text) == text


def test_a_label_before_a_sentence_is_left_out() -> None:
    assert cut("LIVE UPDATES:The ferry to Ostrel will sail again on Sunday.") == (
        "The ferry to Ostrel will sail again on Sunday."
    )


@given(st.text(), st.integers(0, 50), st.integers(0, 2000))
def test_what_is_left_is_within_the_span(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    whole = Span(start=start, end=min(len(text), start + length))
    for span in (bare(whole, text), shortened(whole, text, lambda _: False)):
        assert whole.covers(span) and span.end - span.start <= LONGEST + 1
