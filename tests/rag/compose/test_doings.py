"""Questions of why and of who does what, put to the sample articles."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.article import Filters
from rag import Answer, NewsAssistant
from rag.compose.reasons import NO_REASON
from rag.retrieval.retrieve import Retriever

DAY = date(2026, 11, 7)


def asked(samples: NewsAssistant, question: str, filters: Filters | None = None) -> Answer:
    answer = samples.ask(question, asked_on=DAY, filters=filters)
    assert not answer.abstained and not answer.rejected
    return answer


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Who wrote the letter?", "Jonas Eskermoen"),
        ("Who called on Brodhelm to resign?", "Katla Isvarn"),
        ("Who opened the letter?", "opened by a trainee"),
        ("Who leads the inquiry?", "Judge Henrike Falsen, who leads"),
        ("Who will monitor the truce?", "60 Lunmark monitors"),
        ("Why did the dam fail?", "destroyed by water that had been eating it"),
        ("Why did Kastrell agree to the truce?", "only after the monitors"),
        ("Why did river fever spread?", "as the rivers have warmed"),
        ("Why does the difference matter?", "because it showed that the breach"),
        ("How many people were asked?", "1,204 adults"),
    ],
)
def test_the_first_statement_answers(samples: NewsAssistant, question: str, first: str) -> None:
    assert first in asked(samples, question).statements[0].text


@pytest.mark.parametrize("question", ["Why did Varland close the northern lane?", "Why is the northern lane closed?"])
def test_events_are_not_told_as_reasons(samples: NewsAssistant, question: str) -> None:
    told = [statement.text for statement in asked(samples, question).statements]
    assert told[0].startswith(NO_REASON) and not any(text.startswith(NO_REASON) for text in told[1:])


def test_no_figure_of_several_is_left_out(samples: NewsAssistant) -> None:
    toll = asked(samples, "How many people died when the Orrel dam broke?").statements[0].text
    assert all(figure in toll for figure in ("31 dead", "29", "26 people", "19 people"))
    cost = asked(samples, "How much would the dam collapse cost?").statements[0].text
    assert all(figure in cost for figure in ("3.1 billion", "3.9 billion", "2.4 billion"))


def test_a_filtered_search_is_believed_as_far_as_it_holds_the_answer(samples: NewsAssistant) -> None:
    question = "How many people died when the Orrel dam broke?"
    holds = asked(samples, question, Filters(publishers=("Counting House",)))
    assert "26 people" in holds.statements[0].text
    assert samples.ask(question, asked_on=DAY, filters=Filters(publishers=("Calverra Tribune",))).abstained


def test_what_is_usual_is_that_of_the_whole_library(samples: NewsAssistant) -> None:
    retriever: Retriever = samples._retriever
    from rag.asking.question import parse_question

    question = parse_question("How many ships a day used the Kessary Strait before the clash?", DAY)
    whole = retriever.retrieve(question, k=5)
    within = retriever.retrieve(question, k=5, filters=Filters(article_ids=(whole.passages[0].article.id,)))
    assert abs(within.confidence - whole.confidence) < 0.1
