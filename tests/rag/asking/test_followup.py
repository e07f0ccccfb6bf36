"""Follow-ups made whole, and twenty conversations of three turns over the sample articles."""

from __future__ import annotations

from datetime import date

import pytest

from rag import Answer, NewsAssistant
from rag.asking.followup import make_whole
from rag.asking.question import parse_question
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
        ("Who was killed in the clash at Skarn Bank?", "Who fired first?", "in the clash at Skarn Bank?"),
        ("What happened at the Orrel dam?", "How many people died?", "How many people died at the Orrel dam?"),
        ("How well does the river fever vaccine work?", "What do critics say?", "say about the river fever vaccine?"),
        ("How much does the closure of the strait cost?", "Why?", "the reason for"),
        ("Who was killed in the clash at Skarn Bank?", "How many?", "How many was killed in the clash at Skarn Bank?"),
        ("Has Varland laid mines in the strait?", "Is that confirmed?", "confirmed or denied mines in the strait?"),
        ("What did Ilse Tarnow say about the truce?", "And in April?", "What did Ilse Tarnow say about the truce in April?"),
        ("What did Ilse Tarnow say in October about the truce?", "What about last week?", "about the truce last week?"),
        ("What does the Courier report about the truce?", "And what was said last week?", "What was said last week, regarding the truce?"),
        ("What did Ilse Tarnow say about the truce?", "What is the latest?", "What is the latest on the truce?"),
        ("What did Ilse Tarnow say about the truce?", "No, I mean the mayor", "What did the mayor say about the truce?"),
        ("What did Ilse Tarnow say about the truce?", "sorry, I meant Astanov", "What did Astanov say about the truce?"),
        ("What did Ilse Tarnow say about the truce?", "And in Brussels?", "What does Brussels say about the truce?"),
        ("What did Ilse Tarnow say about the truce?", "What about the opposition?", "the opposition say about the truce?"),
        ("What did Ilse Tarnow say about the truce?", "Why?", "Why did Ilse Tarnow say that about the truce?"),
        ("How many people died at the Orrel dam?", "And at Skarn Bank?", "How many people died at Skarn Bank?"),
        ("Has Varland laid mines in the strait?", "Since when?", "Since when has Varland laid mines in the strait?"),
        ("When was the northern lane closed?", "Is that disputed?", "Is it disputed when the northern lane"),
        ("When was the northern lane closed?", "Why?", "Why was the northern lane closed?"),
        ("What was agreed in Halvik?", "When?", "When was it agreed in Halvik?"),
        ("What does Norfell Hydro say about the sirens?", "How many are there?", "How many sirens are there?"),
        ("Did Norfell Hydro postpone repairs?", "How much did it save?", "How much did Norfell Hydro save"),
        ("What did Osric Bellan say about the closure?", "Who is that?", "Who is Osric Bellan?"),
    ],
)  # fmt: skip
def test_what_was_left_out_is_put_back(before: str, text: str, expected: str) -> None:
    assert expected in whole(text, before)


def test_what_was_said_in_a_time_is_asked_of_everything() -> None:
    before = "What does the Courier report about the truce?"
    assert whole("What was said last week?", before) == "What was said last week?"
    assert whole("What happened in October?", before) == "What happened in October?"


def test_somebody_who_is_quoted_in_the_library_is_asked_and_not_asked_about() -> None:
    history = [Turn(question="What did Ilse Tarnow say about the truce?")]
    asked = parse_question("What about Torrigan?", DAY)
    assert make_whole("What about Torrigan?", history, asked) == "What did Ilse Tarnow say about Torrigan?"
    known = make_whole("What about Torrigan?", history, asked, lambda name: name == "Torrigan")
    assert known == "What did Torrigan say about the truce?"


def test_who_is_quoted_and_was_not_heard_yet_is_asked_for_all_they_say() -> None:
    history = [Turn(question="How much does the tram delay cost and who is to blame?")]
    text = "What did Ulla Brandel say?"
    asked = parse_question(text, DAY)
    assert make_whole(text, history, asked, lambda name: True) == text
    assert make_whole(f"And {text[:1].lower()}{text[1:]}", history, asked, lambda name: True) == (
        "What did Ulla Brandel say about the cost of the tram delay?"
    )


def test_words_of_nobody_and_nothing_are_no_follow_up(samples: NewsAssistant) -> None:
    first = "What did Ilse Tarnow say about the truce?"
    history = [Turn(question=first, answer=samples.ask(first, asked_on=DAY))]
    answer = samples.ask("asdf qwer zxcv blub", history=history, asked_on=DAY)
    assert answer.understood == "asdf qwer zxcv blub" and answer.abstained


def test_before_that_asks_for_what_was_said_before(samples: NewsAssistant) -> None:
    first = "What did Ilse Tarnow say about the truce?"
    history = [Turn(question=first, answer=samples.ask(first, asked_on=DAY))]
    answer = samples.ask("And before that?", history=history, asked_on=DAY)
    assert answer.understood == "What did Ilse Tarnow say about the truce before 2 November 2026?"
    assert answer.citations and all((c.published_at or "")[:10] < "2026-11-02" for c in answer.citations)


@pytest.mark.parametrize(
    "text",
    [
        "What did the inspectorate of Lunmark find at the Orrel dam?",
        "Who is Marit Oldane?",
        "How many ships a day used the strait before the clash?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(text: str) -> None:
    assert whole(text) == text
    assert whole(text, "What did Ilse Tarnow say about the truce?") == text


@pytest.mark.parametrize(
    ("name", "least_found", "least_cited"), [("conversations", 0.85, 0.75), ("conversations_held_out", 0.75, 0.55)]
)
def test_conversations_over_the_sample_articles(
    samples: NewsAssistant, name: str, least_found: float, least_cited: float
) -> None:
    faults, turns, found, cited = [], 0, 0, 0
    for row in rows(name):
        history: list[Turn] = []
        for number, turn in enumerate(row["turns"], 1):
            answer = samples.ask(turn["question"], history=history, asked_on=asked_on(row))
            history.append(Turn(question=turn["question"], answer=answer))
            if number == 1:
                continue
            turns += 1
            fault = _fault(turn, answer, samples)
            found += fault is None
            cited += fault is None and any(cites(answer, expected["text"]) for expected in turn["any_of"])
            if fault:
                faults.append(f"{row['id']}.{number} {answer.understood}: {fault}")
    assert found >= least_found * turns and cited >= least_cited * turns, "\n".join(faults)


def test_a_new_topic_does_not_drag_the_old_one_along(samples: NewsAssistant) -> None:
    history: list[Turn] = []
    for question in ("What did Ilse Tarnow say about the truce?", "What is the river fever vaccine?"):
        history.append(Turn(question=question, answer=samples.ask(question, history=history, asked_on=DAY)))
    answer = history[-1].answer
    assert answer is not None and answer.understood == "What is the river fever vaccine?"
    assert {citation.publisher for citation in answer.citations} == {"The Lowland Examiner"}


@pytest.mark.parametrize(
    "question", ["Who designed it?", "Which bank lent the money?", "How many submarines were there?"]
)
def test_a_follow_up_that_the_articles_do_not_answer_is_not_answered(samples: NewsAssistant, question: str) -> None:
    first = "What happened at the Orrel dam?"
    history = [Turn(question=first, answer=samples.ask(first, asked_on=DAY))]
    assert samples.ask(question, history=history, asked_on=DAY).abstained


def _fault(turn: dict, answer: Answer, samples: NewsAssistant) -> str | None:
    """A follow-up retrieves what a person would expect: among the words cited, or else the passages shown."""
    if wrong := speakers(answer) & set(turn["not_speakers"]):
        return f"gives words of {sorted(wrong)}"
    wanted = [" ".join(expected["text"].split()) for expected in turn["any_of"]]
    shown = [" ".join(passage.passage.text.split()) for passage in answer.passages]
    if any(cites(answer, words) for words in wanted) or any(words in text for words in wanted for text in shown):
        return None
    return f"neither cites nor shows any of {wanted}"
