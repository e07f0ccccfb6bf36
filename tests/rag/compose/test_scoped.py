"""Questions about an outlet, a time, one article, the library itself; and greetings. Real models, the sample articles."""

from __future__ import annotations

from datetime import date

import pytest

from rag import Answer, NewsAssistant
from rag.asking.about import About, about_library
from rag.asking.question import parse_question
from rag.asking.scope import asked_gist, asked_outlet, asked_time, outlet_named
from rag.types import Turn

DAY = date(2026, 11, 7)
OUTLETS = ("Halvik Post", "The Hestrel Courier", "The Lowland Examiner", "Counting House", "The Dunholt Gazette")


def asked(samples: NewsAssistant, question: str) -> Answer:
    return samples.ask(question, asked_on=DAY)


def outlets(answer: Answer) -> set[str | None]:
    return {citation.publisher for citation in answer.citations}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What does the Courier report about the truce?", ("The Hestrel Courier",)),
        ("What does Counting House say about Kastrell?", ("Counting House",)),
        ("What is the Courier's coverage of the truce?", ("The Hestrel Courier",)),
        ("What is reported about the dam in the Halvik Post?", ("Halvik Post",)),
        ("What did Tarnow say about the truce?", ()),
        ("How many died in Brussels?", ()),
    ],
)
def test_an_outlet_is_known_by_its_name_or_the_end_of_it(text: str, expected: tuple[str, ...]) -> None:
    assert asked_outlet(parse_question(text, DAY), OUTLETS)[0] == expected


def test_a_bare_word_is_no_outlet_of_several_words() -> None:
    assert outlet_named("Post", OUTLETS) == () and outlet_named("the Post", OUTLETS) == ("Halvik Post",)
    assert outlet_named("the government", OUTLETS) == ()


def test_questions_of_a_time_and_of_an_article_are_told_from_others() -> None:
    def read(text: str) -> tuple[bool, str | None]:
        question = parse_question(text, DAY)
        return asked_gist(question, OUTLETS) is not None, asked_time(question)

    assert read("What was said last week?") == (False, "")
    assert read("What was reported about Skarn Bank since 1 November?") == (False, "Skarn Bank")
    assert read("Summarise the Gazette article") == (True, None)
    assert read("What is this article about?") == (True, None)
    assert read("What did Tarnow say last week?") == (False, None)
    assert read("What does the government report say?") == (False, None)
    assert read("Summarise the talks") == (False, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello", About.GREETING),
        ("Thanks a lot!", About.THANKS),
        ("What can you do?", About.ABILITY),
        ("What articles do you have?", About.ARTICLES),
        ("And which outlets are in the library?", About.OUTLETS),
        ("Who is quoted most?", About.SPEAKERS),
        ("What do you have on the dam?", None),
        ("How does it work?", None),
        ("Who was quoted on the truce?", None),
    ],
)
def test_messages_about_the_library_are_told_from_questions_about_the_news(text: str, expected: About | None) -> None:
    assert about_library(text) is expected


def test_an_outlet_is_asked_about_its_own_articles(samples: NewsAssistant) -> None:
    answer = asked(samples, "What does the Courier report about the truce?")
    assert outlets(answer) == {"The Hestrel Courier"} and answer.statements
    none = asked(samples, "What does the Courier report about the vaccine?")
    assert none.abstained and "The Hestrel Courier" in none.notes[0] and "two articles" in none.notes[0]


def test_a_time_is_asked_about_its_own_articles(samples: NewsAssistant) -> None:
    answer = asked(samples, "What was said last week?")
    days = {(citation.published_at or "")[:10] for citation in answer.citations}
    assert days == {"2026-10-27", "2026-10-28", "2026-10-30"} and answer.reply.startswith("Three articles")
    before = asked(samples, "What happened in September?")
    assert before.abstained and "from 20 October 2026 to 6 November 2026" in before.notes[0]


def test_one_article_is_told_by_its_own_sentences_in_its_own_order(samples: NewsAssistant) -> None:
    answer = asked(samples, "Summarise the Gazette article")
    assert outlets(answer) == {"The Dunholt Gazette"} and len(answer.statements) >= 4
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts) and starts[0] == 0
    again = samples.ask(
        "What is this article about?",
        history=[Turn(question="Summarise the Gazette article", answer=answer)],
        asked_on=DAY,
    )
    assert again.citations[0] == answer.citations[0]
    two = asked(samples, "What is the Courier article about?")
    assert "newest of two articles" in two.notes[0] and "20 October 2026" in two.notes[0]
    assert asked(samples, "Summarise this").abstained


def test_the_library_is_told_by_its_counts_and_cited_beginnings(samples: NewsAssistant) -> None:
    held = asked(samples, "What articles do you have?")
    assert "12 articles of eight outlets" in held.reply and len(held.statements) == 8 and not held.abstained
    quoted = asked(samples, "Who is quoted most?")
    assert quoted.reply.count(" times in ") >= 5 and all(statement.citations for statement in quoted.statements)
    assert {c.speaker for c in quoted.citations} >= {"Karsten Brodhelm", "Tobias Rennholt"}


def test_a_greeting_is_answered_and_carries_nothing_over(samples: NewsAssistant) -> None:
    first = asked(samples, "What did Ilse Tarnow say about the truce?")
    history = [Turn(question="What did Ilse Tarnow say about the truce?", answer=first)]
    thanks = samples.ask("Thanks!", history=history, asked_on=DAY)
    assert thanks.reply and not thanks.abstained and not thanks.citations and thanks.understood == "Thanks!"
