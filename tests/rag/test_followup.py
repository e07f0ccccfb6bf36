"""Follow-ups made whole, and twenty conversations of three turns over the sample articles."""

from __future__ import annotations

from datetime import date

import pytest

from rag import Answer, NewsAssistant
from rag.followup import make_whole
from rag.question import parse_question
from rag.types import Turn
from tests.rag.expectations import asked_on, cites, rows, speakers

DAY = date(2026, 11, 7)


def whole(text: str, *before: str) -> str:
    history = [Turn(question=question) for question in before]
    return make_whole(text, history, parse_question(text, DAY))


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("What did Ilse Tarnow say about the truce?", "And what does Tesmar say?", "What does Tesmar say about the truce?"),
        ("What did Ilse Tarnow say about the truce?", "And the transport minister?", "the transport minister say about the truce?"),
        ("What did Ilse Tarnow say about the truce?", "What about the mines?", "Ilse Tarnow say about the mines?"),
        ("What did Ilse Tarnow say about the truce?", "Did she change her mind?", "Did Ilse Tarnow change Ilse Tarnow's mind?"),
        ("What did Ilse Tarnow say about the truce?", "Who else?", "Who else said something about the truce?"),
        ("What did Ilse Tarnow say about the truce?", "When was that?", "the truce?"),
        ("Who was killed in the clash at Skarn Bank?", "Who fired first?", "clash at Skarn Bank?"),
    ],
)  # fmt: skip
def test_what_was_left_out_is_put_back(before: str, text: str, expected: str) -> None:
    assert expected in whole(text, before)


@pytest.mark.parametrize(
    "text", ["What did the inspectorate of Lunmark find at the Orrel dam?", "Who is Marit Oldane?"]
)
def test_a_question_that_stands_alone_is_left_alone(text: str) -> None:
    assert whole(text) == text
    assert whole(text, "What did Ilse Tarnow say about the truce?") == text


def test_conversations_over_the_sample_articles(samples: NewsAssistant) -> None:
    faults, turns, found = [], 0, 0
    for row in rows("conversations"):
        history: list[Turn] = []
        for number, turn in enumerate(row["turns"], 1):
            answer = samples.ask(turn["question"], history=history, asked_on=asked_on(row))
            history.append(Turn(question=turn["question"], answer=answer))
            if number == 1:
                continue
            turns += 1
            fault = _fault(turn, answer, samples)
            found += fault is None
            if fault:
                faults.append(f"{row['id']}.{number} {answer.understood}: {fault}")
    assert found >= 0.85 * turns, "\n".join(faults)


def _fault(turn: dict, answer: Answer, samples: NewsAssistant) -> str | None:
    """A follow-up retrieves what a person would expect: among the words cited, or else the passages shown."""
    if wrong := speakers(answer) & set(turn["not_speakers"]):
        return f"gives words of {sorted(wrong)}"
    wanted = [" ".join(expected["text"].split()) for expected in turn["any_of"]]
    shown = [" ".join(passage.passage.text.split()) for passage in answer.passages]
    if any(cites(answer, words) for words in wanted) or any(words in text for words in wanted for text in shown):
        return None
    return f"neither cites nor shows any of {wanted}"
