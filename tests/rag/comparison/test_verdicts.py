"""A model's verdicts are read from its lines; its words count only where they stand in the quote exactly."""

from __future__ import annotations

import pytest

from rag.comparison.verdicts import Verdict, lines_of, standing

QUOTES = ("“The brakes did not respond,” the driver’s lawyer said", "41 people – not 14 – had died")


@pytest.mark.parametrize(
    ("row", "pair", "verdict"),
    [
        ("3-17: contradicts | a b | c d", (3, 17), Verdict.CONTRADICTS),
        ("3 – 17: contradict | a b | c d", (3, 17), Verdict.CONTRADICTS),
        ("- **4-9**: same | “a b” | 'c d'", (4, 9), Verdict.SAME),
        ("[4]-[9]: says the same | a b | c d", (4, 9), Verdict.SAME),
        ("1. 4 and 9: agrees | a b | c d", (4, 9), Verdict.SAME),
    ],
)
def test_lines_are_read_in_the_forms_that_models_write(row: str, pair: tuple[int, int], verdict: Verdict) -> None:
    (line,) = lines_of(f"Here are the lines.\n{row}\n")
    assert ((line.one, line.other), line.verdict, line.words) == (pair, verdict, ("a b", "c d"))


@pytest.mark.parametrize("row", ["none", "3-17: neither | a | b", "3: contradicts | a | b", "3-17 are near", "{}"])
def test_other_text_is_no_verdict(row: str) -> None:
    assert lines_of(row) == []


def test_without_both_words_a_line_names_none() -> None:
    assert [line.words for line in lines_of("1-2: same\n1-3: same | a\n1-4: same | a | b | c")] == [("", "")] * 3


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("brakes did not respond", "brakes did not respond"),
        ('"The brakes did  not respond,"', "“The brakes did not respond,”"),
        ("driver's lawyer", "driver’s lawyer"),
        ("41 people - not 14", "41 people – not 14"),
        ("brakes did respond", None),  # a word left out
        ("brakes didn’t respond", None),
        ("The Brakes", None),
        ("rakes did not", None),  # within a word
        ("1 people", None),
        ("respond … people", None),
        ("did not", None),  # says nothing
        ("", None),
    ],
)
def test_words_stand_exactly_or_not_at_all(words: str, found: str | None) -> None:
    assert standing(words, QUOTES) == found
