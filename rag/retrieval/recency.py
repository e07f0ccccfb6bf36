"""How much an article's age speaks for it: news is asked about while it is new, unless the question names a time."""

from __future__ import annotations

import math
from datetime import date

from rag.asking.question import Question

DAYS = (14.0, 4.0, 60.0, 365.0)  # ages at which a lift has fallen to 1/e


def freshness(question: Question, published_at: str | None) -> tuple[float, ...]:
    """Return 0 to 1 for each of DAYS: how new an article is on the day of asking, and 1 if it came out only after it.

    All 0 for a dated question or an unknown day.
    """
    age = age_in_days(question.asked_on, published_at) if published_at and not question.dated else None
    if age is None:
        return (0.0,) * (len(DAYS) + 1)
    return (*(math.exp(-max(age, 0) / days) for days in DAYS), float(age < -1))


def age_in_days(asked_on: date, published_at: str) -> int | None:
    """Return how many days before the day of asking an article came out; None where the day cannot be read."""
    try:
        return (asked_on - date.fromisoformat(published_at[:10])).days
    except ValueError:
        return None
