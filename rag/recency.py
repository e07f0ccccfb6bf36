"""How much an article's age speaks for it: news is asked about while it is new, unless the question names a time."""

from __future__ import annotations

import math
from datetime import date

from rag.question import Question

_DAYS = 14.0  # age at which the lift has fallen to 1/e


def freshness(question: Question, published_at: str | None) -> float:
    """Return 0 to 1: how new an article is on the day of asking; 0 for a dated question or an unknown day."""
    if question.dated or not published_at:
        return 0.0
    age = age_in_days(question.asked_on, published_at)
    return math.exp(-max(age, 0) / _DAYS) if age is not None else 0.0


def age_in_days(asked_on: date, published_at: str) -> int | None:
    """Return how many days before the day of asking an article came out; None where the day cannot be read."""
    try:
        return (asked_on - date.fromisoformat(published_at[:10])).days
    except ValueError:
        return None
