"""Whose circle is asked for, and who is of it."""

from __future__ import annotations

from datetime import date

import pytest

from rag import Answer, NewsAssistant
from rag.voices.circles import circle_of

DAY = date(2026, 11, 7)


@pytest.mark.parametrize(
    ("group", "owner"),
    [
        ("Kastrell's circle", "Kastrell"),
        ("Kastrell's inner circle", "Kastrell"),
        ("people close to Kastrell", "Kastrell"),
        ("people familiar with Kastrell's thinking", "Kastrell"),
        ("sources close to the Kremlin", "Kremlin"),
        ("Kremlin insiders", "Kremlin"),
        ("the president's advisers", "president"),
        ("analysts in Lunmark", None),
        ("residents near the dam", None),
        ("Western analysts", None),
    ],
)
def test_whose_circle_is_asked_for(group: str, owner: str | None) -> None:
    assert circle_of(group) == owner


def said(samples: NewsAssistant, question: str) -> tuple[Answer, str]:
    answer = samples.ask(question, asked_on=DAY)
    return answer, " ".join(statement.text for statement in answer.statements)


@pytest.mark.parametrize(
    "question",
    [
        "What does Kastrell's circle believe?",
        "What do people close to Kastrell say?",
        "What do people familiar with Kastrell's thinking say?",
    ],
)
def test_those_close_to_a_president_are_found_by_his_office(samples: NewsAssistant, question: str) -> None:
    _, text = said(samples, question)
    assert "A person familiar with the president's thinking" in text and "Emil Straker" in text
    assert "An aide to the president" not in text  # of the other president


def test_the_aides_of_another_president_are_told_apart(samples: NewsAssistant) -> None:
    _, text = said(samples, "What do Orlanes's aides say?")
    assert "An aide to the president" in text and "Straker" not in text
