"""What stands in an answer behind its first sentence."""

from __future__ import annotations

from datetime import date

import pytest

from rag import NewsAssistant
from rag.compose.nearest import NEAREST

DAY = date(2026, 11, 7)


def told(samples: NewsAssistant, question: str) -> list[str]:
    return [statement.text for statement in samples.ask(question, asked_on=DAY).statements]


def test_a_question_of_what_something_is_gets_what_it_is_and_no_more(samples: NewsAssistant) -> None:
    texts = told(samples, "What is river fever?")
    assert "mosquito-borne disease" in texts[0] and len(texts) == 1


def test_where_nobody_does_what_is_asked_that_is_said_and_few_passages_are_shown(samples: NewsAssistant) -> None:
    texts = told(samples, "Who painted the Orrel dam?")
    assert not texts or (NEAREST in texts[0] and len(texts) <= 3)


@pytest.mark.parametrize("question", ["Who wrote the letter?", "Who leads the inquiry?", "Who opened the letter?"])
def test_what_follows_tells_of_the_same_doing(samples: NewsAssistant, question: str) -> None:
    texts = told(samples, question)
    assert NEAREST not in texts[0] and len(texts) <= 3
