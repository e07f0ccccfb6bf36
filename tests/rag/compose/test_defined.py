"""Questions of what or who something is."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asking.question import parse_question
from rag.compose.defined import _named, _says, asked_to_define

DAY = date(2026, 11, 7)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What is river fever?", "river fever"),
        ("Who is Vibeke Sollmark?", "Vibeke Sollmark"),
        ("What are the Autumn Shield drills?", "the Autumn Shield drills"),
        ("What is the price of bread?", None),
        ("Who is the president?", None),
        ("What is she accused of?", None),
        ("What is new in the report?", None),
    ],
)
def test_only_questions_of_what_something_is_are_read_as_such(question: str, topic: str | None) -> None:
    assert asked_to_define(parse_question(question, DAY)) == topic


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("River fever is a disease that mosquitoes carry.", True),
        ("A vaccine against river fever, a mosquito-borne disease that fills hospitals, is near.", True),
        ("The illness, known as river fever, spread.", True),
        ("River fever causes pain in the joints.", True),
        ("Cases of river fever rose by a third in May.", False),
        ("The minister said on Monday that river fever had reached the north.", False),
        ("There is no river fever, the minister said.", False),
    ],
)
def test_a_sentence_defines_what_it_says_something_of(sentence: str, says: bool) -> None:
    found = _named("river fever").search(sentence)
    assert found is not None and (_says(sentence, found) >= 0.45) is says
