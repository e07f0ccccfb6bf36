"""What a question is about, as a phrase that a follow-up can carry over."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asking.followup import make_whole
from rag.asking.phrases import phrase_asked
from rag.asking.question import parse_question
from rag.types import Turn

DAY = date(2026, 11, 7)


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("How effective is the river fever vaccine", "the river fever vaccine"),
        ("What is in the accord between Varland and Tesmar", "the accord between Varland and Tesmar"),
        ("How many tanks will Lunmark send to Varland", "the tanks that Lunmark will send to Varland"),
        ("How much damage did the dam collapse do", "the dam collapse"),
        ("What happened to Ada Melling", "Ada Melling"),
        ("What did Wesselin decide about the pensions", "the pensions"),
        ("Who leads the inquiry into the Orrel dam", "the inquiry into the Orrel dam"),
        ("Who fired first at Skarn Bank", None),
    ],
)
def test_a_question_is_about_a_noun_phrase(question: str, phrase: str | None) -> None:
    assert phrase_asked(question) == phrase


@pytest.mark.parametrize(
    ("first", "then", "whole"),
    [
        ("How effective is the river fever vaccine?", "When will it be approved?", "When will the river fever vaccine be approved?"),
        ("Who leads the inquiry into the Orrel dam?", "And the company's reaction?", "What did the company say about the inquiry into the Orrel dam?"),
        ("How effective is the river fever vaccine?", "Any side effects?", "Were there any side effects, regarding the river fever vaccine?"),
        ("Who is Ada Melling?", "Why was she angry?", "Why was Ada Melling angry?"),
    ],
)  # fmt: skip
def test_a_follow_up_is_whole_and_is_english(first: str, then: str, whole: str) -> None:
    assert make_whole(then, [Turn(question=first)], parse_question(then, DAY)) == whole
