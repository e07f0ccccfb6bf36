"""Questions of the days just past: "this week", "on Sunday", "recently". What was reported long before tells of another time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rag.asking.question import Question
from rag.compose.choice import Choice
from rag.retrieval.recency import age_in_days

_LATELY = re.compile(
    r"\b(?:this (?:past )?(?:week|weekend|month)|(?:last|past) (?:week|weekend|night)|today|yesterday|tonight|recently|recent|newest|latest|now|"
    r"(?:on |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: night| morning| evening)?)\b",
    re.IGNORECASE,
)
_OLD = 60  # days before the day of asking, from which a report tells of an earlier time
_LESS = 1.0  # by which the score of its sentences falls


def of_late(question: Question) -> bool:
    """Tell whether a question asks of the days just past."""
    return not question.dated and bool(_LATELY.search(question.text))


def newest_first(question: Question, ranked: Sequence[Choice]) -> list[Choice]:
    """Return the sentences with those of long ago further down, where a question asks of the days just past."""
    if not ranked or not of_late(question):
        return list(ranked)
    scores = np.array([one.score - _LESS * _is_old(question, one) for one in ranked])
    belief = np.exp(scores - scores.max())
    shares = belief / belief.sum()
    order = np.argsort(-scores, kind="stable")
    return [replace(ranked[i], score=float(scores[i]), share=float(shares[i])) for i in order]


def _is_old(question: Question, one: Choice) -> bool:
    day = one.passage.article.published_at
    age = age_in_days(question.asked_on, day) if day else None
    return age is not None and age > _OLD
