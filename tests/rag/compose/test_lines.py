"""Lines that are no sentences of an article."""

from __future__ import annotations

import pytest

from rag.compose.lines import is_caption, is_headline, is_link


@pytest.mark.parametrize(
    "words",
    [
        "Harbour strike:Harbour workers walk out in Dunholt, union says; port weighs closing",
        "WHAT IS KELP ASH?:Grey powder on the beach causes concern",
        "More on the strike: Harbour workers walk out",
        "A letter (probably) from the minister of ports:",
    ],
)
def test_a_line_that_leads_elsewhere_is_a_link(words: str) -> None:
    assert is_link(words)


@pytest.mark.parametrize(
    "words",
    [
        "Ada Brandel/AP The minister addresses the chamber.",
        "Ada Brandel, left, and her brother leave the court with, from left, their lawyers.",
        "The minister arrives with her deputy at the port on Tuesday, May 13, 2025.",
    ],
)
def test_what_is_written_under_a_picture_is_a_caption(words: str) -> None:
    assert is_caption(words)


@pytest.mark.parametrize(
    "words", ["What doctors said about the minister's health", "Harbour Strike Speech Skewered By Port Minister."]
)
def test_a_line_without_a_stop_or_all_in_capitals_is_a_headline(words: str) -> None:
    assert is_headline(words)


@pytest.mark.parametrize(
    "words",
    [
        "The minister said on Tuesday that the port would stay closed.",
        "The FBI/DOJ task force left on May 3, 2025.",
        "He said: “The port stays closed.”",
        "Ada Brandel, Minister of Ports, met Karl Ost, Head of the Harbour Union.",
    ],
)
def test_a_sentence_is_none_of_them(words: str) -> None:
    assert not is_link(words) and not is_caption(words) and not is_headline(words)
