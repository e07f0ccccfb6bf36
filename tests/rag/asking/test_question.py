from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.asking.question import QuestionKind, parse_question

TODAY = date(2026, 11, 23)
SAID, WHO, FACT = QuestionKind.SAID, QuestionKind.WHO, QuestionKind.FACT


@pytest.mark.parametrize(
    ("text", "kind", "speakers", "groups", "topic"),
    [
        ("What did Tarnow say about the talks?", SAID, ("Tarnow",), (), "the talks"),
        ("What did Ilse Tarnow say?", SAID, ("Ilse Tarnow",), (), ""),
        ("What does Katrin Vollan think of the plan?", SAID, ("Katrin Vollan",), (), "the plan"),
        ("What do European analysts say about the fleet's capacity?", SAID, (), ("European analysts",), "the fleet's capacity"),
        ("What have the insurers said on costs?", SAID, (), ("insurers",), "costs"),
        ("What is Brodhelm's position on the inquiry?", SAID, ("Brodhelm",), (), "the inquiry"),
        ("What did Vask and Orlanes say about mines?", SAID, ("Vask", "Orlanes"), (), "mines"),
        ("Who thinks the dam was unsafe?", WHO, (), (), "the dam was unsafe"),
        ("Which analysts expect a war?", WHO, (), ("analysts",), "a war"),
        ("How many people died?", FACT, (), (), "How many people died"),
        ("What did it say about rain?", FACT, (), (), "What did it say about rain"),
        ("According to Norfell Hydro, when was the alarm raised?", SAID, ("Norfell Hydro",), (), "when was the alarm raised"),
        ("When did the dam fail, according to the police?", SAID, (), ("police",), "When did the dam fail"),
    ],
)  # fmt: skip
def test_questions_are_read(
    text: str, kind: QuestionKind, speakers: tuple[str, ...], groups: tuple[str, ...], topic: str
) -> None:
    question = parse_question(text, TODAY)
    assert (question.kind, question.speakers, question.groups, question.topic) == (kind, speakers, groups, topic)


def test_words_in_quotation_marks_are_kept_as_phrases() -> None:
    assert parse_question("Who called it “a fairy tale” last week?", TODAY).phrases == ("a fairy tale",)


@given(st.text())
def test_any_text_is_a_question(text: str) -> None:
    assert parse_question(text, TODAY).asked_on == TODAY
