"""Names of rows: a noun phrase that several claims hold, or the clearest claim cut to a line."""

from __future__ import annotations

import pytest

from rag.comparison.row_names import RowNames, one_line
from rag.reading.parsed import SentenceReader

TEXTS = (
    "The council said the loading doors of the ferry had been left open",
    "He told the inquiry that nobody checks the loading doors at night",
    "Water came in through the loading doors within minutes",
    "The owner refused to speak of the night",
    "We are grateful to the divers who came at once",
)


@pytest.fixture(scope="module")
def names() -> RowNames:
    return RowNames(TEXTS, "ferry Solveig", SentenceReader())


def test_a_row_is_named_by_a_noun_phrase_that_its_claims_hold(names: RowNames) -> None:
    assert names.name((0, 1, 2)) == "loading doors"


def test_a_name_is_given_once(names: RowNames) -> None:
    assert names.name((0, 1, 2), ("loading doors",)).casefold() != "loading doors"


def test_claims_without_a_phrase_in_common_are_named_by_the_clearest(names: RowNames) -> None:
    assert names.name((3, 4)) in TEXTS


def test_a_long_claim_is_cut_at_a_word_and_marked() -> None:
    line = one_line(
        "has " + "said again and again that the harbour will not be closed, whatever the weather brings this year"
    )
    assert line.startswith("said again") and line.endswith(" …") and len(line) <= 66
