"""Questions of the days just past, and questions that tell something before they ask."""

from __future__ import annotations

import pytest

from rag.asking.question import parse_question
from rag.compose.lately import of_late
from rag.reading.parsed import SentenceReader
from tests.rag.compose.invented import DAY, answered, article


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return SentenceReader()


def test_what_is_of_late() -> None:
    assert of_late(parse_question("Who won the Arvel Cup on Sunday?", DAY))
    assert of_late(parse_question("Which mine was closed this week?", DAY))
    assert not of_late(parse_question("Who won the Arvel Cup in 2019?", DAY))
    assert not of_late(parse_question("Who won the Arvel Cup?", DAY))


def test_a_report_of_long_ago_stands_behind_one_of_this_week(reader: SentenceReader) -> None:
    old = article("Tarn", "Mia Strand won the Arvel Cup on Sunday in Korvik harbour.", day="2024-11-03")
    new = article("Sarn", "Ole Brandt won the Arvel Cup on Sunday in Korvik harbour.", day="2026-11-02")
    assert "Ole Brandt" in answered("Who won the Arvel Cup on Sunday?", reader, old, new)[0]


def test_what_says_all_that_is_asked_stands_first(reader: SentenceReader) -> None:
    one = article(
        "Tarn",
        "The Lantern Days closed this week with parades, masks and loads of beads. The harbour was full of boats. "
        "Lumen Vark is Old Norrish for fat candle.",
    )
    question = (
        "The Lantern Days closed this week with parades, masks and loads of beads. Lumen Vark is Norrish for what?"
    )
    assert "fat candle" in " ".join(answered(question, reader, one)[:1])


def test_since_when_asks_for_a_year(reader: SentenceReader) -> None:
    one = article(
        "Tarn",
        "Prime Minister Liv Marten of Varland announced on Thursday that she will resign. "
        "Liv Marten became prime minister of Varland in 2017, and will resign in May.",
    )
    assert "2017" in answered("Liv Marten has been prime minister of Varland since when?", reader, one)[0]


def test_a_thing_of_some_kind_is_named(reader: SentenceReader) -> None:
    one = article("Tarn", "The company closed the Orrel mine in May. Tarn Steel closed the Orrel mine after a flood.")
    assert "Tarn Steel closed" in answered("Which company closed the Orrel mine?", reader, one)[0]
