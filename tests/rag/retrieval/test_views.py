"""A question for views brings several outlets and voices; one for a fact, or for one person's words, the best passages."""

from __future__ import annotations

from datetime import date

import pytest

from rag import NewsAssistant
from rag.asking.question import parse_question
from rag.retrieval.views import asks_for_views

DAY = date(2026, 11, 1)


@pytest.mark.parametrize("question", ["What are the views on the truce?", "Who thinks the truce will hold?"])
def test_no_outlet_fills_the_first_four_where_others_speak_too(samples: NewsAssistant, question: str) -> None:
    parsed = parse_question(question, DAY)
    best = samples._retriever.retrieve(parsed, k=40).passages
    assert len({p.article.publisher for p in best}) > 3  # others do speak
    shown = samples.search(question, k=8, asked_on=DAY).passages
    assert len({p.article.publisher for p in shown[:4]}) > 1
    assert len({p.article.publisher for p in shown}) >= 3
    voices = {said.speaker for p in shown[:4] for said in p.attributions if said.speaker}
    assert len(voices) >= 3
    assert shown[0].score == max(p.score for p in shown)  # the best one stays first


def test_other_questions_are_answered_best_first(samples: NewsAssistant) -> None:
    for question in ("How many people died at the Orrel dam?", "What did Ilse Tarnow say about talks?"):
        scores = [p.score for p in samples.search(question, k=8, asked_on=DAY).passages]
        assert scores == sorted(scores, reverse=True)


def test_which_questions_ask_for_views() -> None:
    for question in (
        "What do Western analysts say about Varland's capacity?",
        "What are the critics' arguments against the dam?",
        "How did the outlets react to the truce?",
        "Who says that the truce will fail?",
    ):
        assert asks_for_views(parse_question(question, DAY)), question
    for question in (
        "What did Ilse Tarnow say about her critics?",
        "How high was the Orrel dam?",
        "When did the review end?",
        "Why did the interviews stop?",
    ):
        assert not asks_for_views(parse_question(question, DAY)), question
