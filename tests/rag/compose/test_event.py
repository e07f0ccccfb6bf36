"""One event apart from another, in invented sentences."""

from __future__ import annotations

import pytest

from rag.compose.event import Named, near_in_time, piece_fits, same_kind


def test_the_names_of_a_question_and_its_kind_of_event() -> None:
    named = Named("How many people died in the earthquake in Turkey?")
    assert named.names == (("turkey",),) and named.kinds
    assert Named("What did Ann Lee say about the Orrel Bank?").names == (("lee",), ("orrel", "bank"))
    assert Named("In which South Asian country did a Republican speak?").names == ()


def test_all_words_of_a_thing_are_its_name_and_the_surname_is_a_persons() -> None:
    named = Named("What is new about the Orrel Valley Bank?")
    assert named.missing("Many firms in Orrel Valley were hit") == 1 and not named.missing(
        "Orrel Valley Bank was closed"
    )
    assert not Named("What did Anna Lee plead?").missing("Lee was silent")


@pytest.mark.parametrize(
    ("sentence", "number", "fits"),
    [
        ("The toll in Turkey rose to 35,418; Syrian officials have said at least 5,800 have died there.", "35,418", True),
        ("The toll in Turkey rose to 35,418; Syrian officials have said at least 5,800 have died there.", "5,800", False),
        ("He called it the worst disaster since a 1939 earthquake killed some 30,000 people.", "30,000", False),
        ("More than 5,000 people were dead by nightfall.", "5,000", True),
    ],
)  # fmt: skip
def test_a_figure_belongs_to_the_place_and_the_year_of_its_clause(sentence: str, number: str, fits: bool) -> None:
    named = Named("How many people died in the earthquake in Turkey?")
    assert piece_fits(named, sentence, sentence.index(number), "2023-02-07") is fits


def test_another_event_of_its_kind_is_told_apart() -> None:
    named = Named("How many people were killed in the shooting in Monterey Park?")
    assert not piece_fits(named, "Seven people were killed in Half Moon Bay.", 0, "2023-01-24")
    assert same_kind(named, "the gunman fled") and not same_kind(named, "a snow storm buried the city")
    assert near_in_time("2023-01-24", "2023-02-07") and not near_in_time("2023-01-24", "2018-12-18")
    assert near_in_time(None, "2023-02-07")
