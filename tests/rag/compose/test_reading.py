"""How answers read: two sides beside each other, the newest first, what is disputed, who is against it. The sample articles."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.article import ArticleHeader, Attribution, AttributionKind, Span
from rag import Answer, NewsAssistant
from rag.asking.question import parse_question
from rag.compose.parts import parts_of
from rag.compose.together import same_claim
from rag.compose.trim import balanced, without_dateline
from rag.compose.wording import described_as, unmarked, within
from rag.types import Turn
from rag.voices.evidence import Candidate
from tests.rag.expectations import speakers

DAY = date(2026, 11, 7)


def asked(samples: NewsAssistant, question: str) -> Answer:
    answer = samples.ask(question, asked_on=DAY)
    assert not answer.abstained and not answer.rejected
    return answer


def texts(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


@pytest.mark.parametrize(
    "question",
    [
        "Compare what Varland and Tesmar say about the mines",
        "What is the difference between what Varland and Tesmar say about the mines?",
        "How do Varland and Tesmar differ on the mines?",
        "Do Varland and Tesmar agree on the mines?",
        "Does Varland agree with Tesmar on the mines?",
    ],
)
def test_a_comparison_is_two_questions(question: str) -> None:
    parts = [part.text for part in parts_of(parse_question(question, DAY))]
    assert parts == ["What does Varland say about the mines?", "What does Tesmar say about the mines?"]


def test_three_questions_in_one_are_three_and_keep_their_place() -> None:
    question = "Who fired first at Skarn Bank, how many died, and what did the observers find?"
    parts = [part.text for part in parts_of(parse_question(question, DAY))]
    assert parts[:2] == ["Who fired first at Skarn Bank?", "How many died at Skarn Bank?"] and len(parts) == 3


def test_two_sides_are_set_beside_each_other_and_a_contradiction_is_said(samples: NewsAssistant) -> None:
    answer = asked(samples, "Compare what Varland and Tesmar say about the mines")
    told = texts(answer)
    denies = next(i for i, text in enumerate(told) if "There are no Varland mines" in text)
    assert any(text.startswith("Against that, ") and "accused Varland" in text for text in told[denies + 1 :])


def test_the_newest_toll_is_the_answer_and_the_earlier_ones_its_history(samples: NewsAssistant) -> None:
    first = texts(asked(samples, "How many people died at the Orrel dam?"))[0]
    assert first.startswith("Newest: “31 dead” (Halvik Post, 6 November 2026). Earlier: ")
    assert "“the toll at 29” (Counting House, 28 October 2026)" in first


def test_when_is_answered_by_what_dates_it(samples: NewsAssistant) -> None:
    assert "failed at 04:12 on Friday" in texts(asked(samples, "When did the dam fail?"))[0]
    assert "30 April 2027" in texts(asked(samples, "When does the inquiry deliver its final report?"))[0]


def test_when_somebody_said_something_is_answered_by_the_days(samples: NewsAssistant) -> None:
    told = texts(asked(samples, "When did Ilse Tarnow say something about Skarn Bank?"))
    assert told[0].startswith("Reported on 30 October 2026: ") and told[-1].startswith("Reported on 20 October 2026: ")


def test_yes_or_no_is_answered_where_what_is_asked_is_spoken_of(samples: NewsAssistant) -> None:
    assert "He would not resign" in texts(asked(samples, "Will Brodhelm resign?"))[0]
    assert "I was wrong about that" in texts(asked(samples, "Was Rennholt wrong about the talks?"))[0]


def test_one_quotation_does_not_oppose_itself(samples: NewsAssistant) -> None:
    answer = asked(samples, "Did the dam fail because of the storm?")
    if any("accounts differ" in text for text in texts(answer)):
        assert len({citation.start for citation in answer.citations}) > 1 and len(speakers(answer)) > 1


def test_what_is_disputed_is_told_by_both_accounts(samples: NewsAssistant) -> None:
    first = "When was the northern lane closed?"
    history = [Turn(question=first, answer=samples.ask(first, asked_on=DAY))]
    answer = samples.ask("Is that disputed?", history=history, asked_on=DAY)
    assert "on 17 October" in answer.statements[0].text and "on 16 October" in answer.statements[1].text
    assert answer.statements[1].text.startswith("Against that, ")


@pytest.mark.parametrize("topic", ["the vaccine", "the river fever vaccine"])
def test_critics_are_those_whom_the_article_sets_against_it(samples: NewsAssistant, topic: str) -> None:
    assert speakers(asked(samples, f"What do critics say about {topic}?")) == {"Colm Essermann"}


def test_who_says_the_opposite_is_not_counted(samples: NewsAssistant) -> None:
    answer = asked(samples, "How many people say the storm was to blame?")
    assert answer.statements[0].text.startswith("One speaker is quoted on this")
    assert "Henrike Falsen" not in speakers(answer)


def test_the_same_report_elsewhere_is_told_in_the_statement_itself(samples: NewsAssistant) -> None:
    told = texts(asked(samples, "What did Tobias Rennholt say about the truce?"))
    both = [text for text in told if "(the same report)" in text]
    assert both and all("Courier" in text and "Examiner" in text for text in both)


def test_every_statement_tells_its_day(samples: NewsAssistant) -> None:
    for question in ("What did Ilse Tarnow say about the truce?", "Why did the Orrel dam fail?"):
        for text in texts(asked(samples, question)):
            assert " 2026" in text or text.split(":")[0] == "Tarnow", text


def test_an_only_report_is_told_by_its_beginning_and_more(samples: NewsAssistant) -> None:
    told = texts(asked(samples, "What is known about the river fever vaccine?"))
    assert "71 percent of cases" in told[0] and len(told) >= 3


def said(words: str, article: str, speaker: str) -> Candidate:
    span = Span(start=0, end=len(words))
    header = ArticleHeader(id=article, name=article, publisher=article, fetched_at="", content_hash="")
    quoted = Attribution(article_id=article, content=(span,), kind=AttributionKind.DIRECT, speaker=speaker)
    return Candidate(said=quoted, article=header, words=words, sentence=span, score=1.0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            "the old stone bridge over the Sarn will reopen on Monday",
            "the old stone bridge over the Sarn will reopen on Monday morning",
            True,
        ),
        (
            "the old stone bridge over the Sarn will reopen on Monday",
            "the old stone bridge over the Sarn will not reopen on Monday",
            False,
        ),
        ("the repair of the bridge costs 12 million crowns", "the repair of the bridge costs 14 million crowns", False),
        (
            "the old stone bridge over the Sarn will reopen on Monday",
            "the old stone bridge over the Sarn could reopen on Monday",
            False,
        ),
        ("the bridge is safe", "the bridge is safe", False),  # too few words to be sure
    ],
)
def test_only_what_is_surely_the_same_is_told_together(one: str, other: str, same: bool) -> None:
    assert same_claim(said(one, "A", "Ann Orlo"), said(other, "B", "Ben Tavik")) is same


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("KORVIK, Nov. 2 (HPA) - The harbour was closed on Monday after a storm.", "The harbour"),
        ("KORVIK. The harbour was closed on Monday after a storm at sea.", "The harbour"),
        ("Korvik (HPA)–The harbour was closed on Monday after a storm at sea.", "The harbour"),
        ("NASA - the space agency - said on Friday that it had found water there.", "NASA"),
    ],
)
def test_a_dateline_is_left_out(text: str, left: str) -> None:
    assert without_dateline(Span(start=0, end=len(text)), text).of(text).startswith(left)


def test_a_half_quotation_is_made_whole() -> None:
    text = "“It came at night. Nobody knew,” said Orlo. He left."
    assert balanced(Span(start=19, end=43), text).of(text) == "“It came at night. Nobody knew,” said Orlo."


def test_marks_and_descriptions_are_left_in_order() -> None:
    assert unmarked("“She said, ‘To the relevant desk.’”") == "She said, ‘To the relevant desk.’"
    assert unmarked("‘It is a bluff,’") == "It is a bluff"
    assert described_as("the energy minister, who flew over the valley") == "the energy minister"
    assert described_as("Its author") is None and described_as("who leads the Reform Party") is not None


def test_who_gives_a_figure_is_named_in_few_words_or_not_at_all() -> None:
    def named(source: str) -> str | None:
        span = Span(start=0, end=len(source))
        quoted = Attribution(article_id="A", content=(span,), kind=AttributionKind.INDIRECT, source=span)
        return within(quoted, source)

    assert named("The police") == "the police"
    assert named("a report that the observers handed to both sides") == "a report"
    assert named("the frantic nightly search along both banks of the river") is None
