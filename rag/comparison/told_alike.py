"""Whether two outlets give one figure alike: the same number of the same kind, of one event or place that both sentences name.

Looser than what sets figures against each other: that the number is the same is itself a sign that the same was counted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.claims.figures import PEOPLE, TOLLS, Measure, Quantity
from rag.comparison.given import Given
from rag.comparison.naming import Naming, years_in
from rag.verify.facts_in_text import days_of, tokens_of
from rag.wordforms import form

_TELLING = 10  # a toll from which it is seldom the same by chance
_SMALLEST = 3  # a number below which so many of anything tell nothing, tolls aside
_NEAR = 0.5  # cosine of the statements
_SIGNS = 2  # words and names in common, other than what is counted and the topic's own
_SIGNS_OF_SHARE = 3  # shares of a hundred are often the same by chance
_APART = 45  # days between articles from which figures that no name ties together are of two events
_TOLL_APART = 21  # days between articles from which small tolls may be of two events
_PASSING = frozenset(
    form(word) for word in "minute hour day week month year decade quarter mile kilometer kilometre foot metre".split()
)
_ADDED = re.compile(r"\b(?:an?other|additional|further|extra|new|second|more)\s+(?:\w+\s+)?[$€£¥]?\s?$", re.IGNORECASE)
_IDLE = frozenset(
    form(word) for word in "less more most least about average last past next new time year month day week".split()
)


def told_alike(one: Given, other: Given, near: float, naming: Naming) -> bool:
    """Tell whether two figures are one, which two outlets give alike. near: the cosine of their statements."""
    a, b = one.quantity, other.quantity
    first, second = one.item.claim, other.item.claim
    if first.article_id == second.article_id or first.outlet == second.outlet or one.source == other.source:
        return False
    if a.measure is not Measure.NUMBER or (a.low, a.high) != (b.low, b.high):
        return False
    if (a.unit, a.rate, a.concept) != (b.unit, b.rate, b.concept) or a.group != b.group or not _same_kind(a, b):
        return False
    if _other_years(one) != _other_years(other) or _added(one) or _added(other):
        return False
    every = _names(one) & _names(other)
    names = every - naming.sources
    apart = abs((one.day - other.day).days) if one.day and other.day else 0
    if one.toll:
        return bool(names) and (a.stated >= _TELLING or apart <= _TOLL_APART or bool(_tolls(one) & _tolls(other)))
    if near < _NEAR or a.unit in _PASSING or a.counted in _PASSING or a.stated < _SMALLEST:
        return False
    words = (a.context & b.context) - {a.counted, *a.unit.split()} - naming.topic - _IDLE
    own = {name for name in names if form(name) not in words | naming.topic}
    if not every and apart > _APART:
        return False
    return len(words) + len(own) >= (_SIGNS_OF_SHARE if a.unit == "%" else _SIGNS)


def groups_alike(given: Sequence[Given], near: Callable[[Given, Given], float], naming: Naming) -> list[list[int]]:
    """Return the figures that are given alike, by their places among all, in groups joined pair by pair. near: the cosine of two statements."""
    groups: list[list[int]] = []
    for i, one in enumerate(given):
        own = [g for g in groups if any(told_alike(one, given[j], near(one, given[j]), naming) for j in g)]
        groups = [g for g in groups if g not in own] + [sorted([i, *(j for g in own for j in g)])]
    return [group for group in groups if len(group) > 1]


def _same_kind(one: Quantity, other: Quantity) -> bool:
    if one.counted == other.counted or (one.concept in TOLLS and one.stated >= _TELLING):
        return bool(one.counted or one.unit or one.concept)
    return bool(one.concept) and all(q.counted is None or q.counted in PEOPLE for q in (one, other))


def _added(one: Given) -> bool:
    """Tell whether it is told as one that comes to others: "another $800 million"."""
    return bool(_ADDED.search(one.item.claim.words[: one.quantity.start]))


def _tolls(one: Given) -> set[float]:
    """Return the large tolls that its claim gives: "19 children and two teachers" are two of one event."""
    return {q.stated for q in one.item.quantities if q.concept in TOLLS and q.stated >= _TELLING}


def _other_years(one: Given) -> set[str]:
    """Return the years that its sentence names and that are not its article's."""
    return {year for year in years_in(one.sentence) if not one.item.day.startswith(year)}


def _names(one: Given) -> frozenset[str]:
    tokens = tokens_of(one.sentence)
    days = {i for day in days_of(tokens) for i in range(day.first, day.last)}
    return frozenset(
        token.low
        for i, token in enumerate(tokens)
        if token.capital and token.content and not token.opens and i not in days and token.low.isalpha()
    )
