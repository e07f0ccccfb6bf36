"""Which pairs of claims to put to a language model: those that the rules left open and that most likely say the same or oppose."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.claims.conflicts import denies
from rag.claims.figures_alike import differ
from rag.comparison.evidence import Item, Table
from rag.comparison.holders import one_party
from rag.comparison.naming import Naming
from rag.day import days_between
from rag.verify.facts_in_text import negates, tokens_of
from rag.verify.opposites import opposite_forms
from rag.writing.orders import states_something

_MOST = 2000  # pairs
_WEIGHED = 300  # claims of which every pair is weighed, those nearest to the topic
_LONG_AGO = 60  # days between two articles of different holders
_OFTEN = 0.05  # taken off for each pair that a claim is in already, so that no single claim fills the list
_GAP = 300  # characters between two statements of one article, from one to the reply
# What is added to the cosine of two claims; chosen on the sample articles and one further story.
_SHARED, _RARE, _MOST_RARE = 0.35, 0.03, 8.0  # share of the shorter one's words that both hold; and each by its rarity
_TURNED, _OPPOSITES, _FIGURES = (
    0.1,
    0.1,
    0.05,
)  # one says that it is not so; the words are opposites; the figures differ
_BOTH_SPOKEN, _NEITHER_SPOKEN, _REPLY, _UNRELATED = 0.25, -0.2, 0.15, -0.1


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """Two claims by number, and how promising they are to be judged; higher is more so."""

    one: int
    other: int
    score: float


def candidates(
    table: Table, naming: Naming, names: Mapping[int, str], settled: Collection[frozenset[int]], *, most: int = _MOST
) -> list[Candidate]:
    """Return the most promising pairs that the rules left open, the best first.

    Two holders, or one holder on two days. names: who makes each claim. settled: pairs that the rules
    have called opposed, the same or changed, and so are not asked about.
    """
    items = [item for item in table.items if item.forms and states_something(item.claim.words)]
    items = sorted(items, key=lambda item: -item.claim.score)[:_WEIGHED]
    weigh = _Weigh(table, naming)
    scored = []
    for k, one in enumerate(items):
        for other in items[k + 1 :]:
            if frozenset((one.at, other.at)) not in settled and _may_be(one, other, names):
                scored.append((weigh.pair(one, other), one.at, other.at))
    scored.sort(reverse=True)
    return _spread(scored, most)


def statements_of(pairs: Iterable[Candidate], *, most: int) -> list[int]:
    """Return the claims of pairs in the order in which they first come, at most so many; both of a pair or neither."""
    found: dict[int, None] = {}
    for pair in pairs:
        new = [at for at in (pair.one, pair.other) if at not in found]
        if len(found) + len(new) <= most:
            found.update(dict.fromkeys(new))
    return list(found)


def may_be_judged(one: Item, other: Item, names: Mapping[int, str]) -> bool:
    """Tell whether two claims state something and are of two holders, or of one holder on two days.

    What orders or asks something is put to no model.
    """
    stated = all(states_something(item.claim.words) for item in (one, other))
    return stated and _may_be(one, other, names)


def _may_be(one: Item, other: Item, names: Mapping[int, str]) -> bool:
    if not (one.spoken or other.spoken) and one.holder == other.holder:
        return False
    if one.claim.article_id == other.claim.article_id and one.span.overlaps(other.span):
        return False
    if one.holder == other.holder:
        return bool(one.day and other.day) and one.day != other.day
    if one_party(names[one.at], names[other.at]):
        return False
    return abs(days_between(one.day, other.day) or 0) <= _LONG_AGO


class _Weigh:
    """Tells how promising a pair is."""

    def __init__(self, table: Table, naming: Naming) -> None:
        self._table = table
        count = len(table.items)
        # the rarer a word is among the claims the more it tells, the topic's own nothing
        self._rare = {w: 0.0 if w in naming.topic else math.log((count + 1) / n) for w, n in table.held.items()}
        self._negative = [_negative(item) for item in table.items]
        self._opposite = {word for pair in opposite_forms() for word in pair}

    def pair(self, one: Item, other: Item) -> float:
        score = float(self._table.near[one.at, other.at])
        common = one.forms & other.forms
        if common:
            shared = sum(self._rare[word] for word in common)
            fewest = min(sum(self._rare[word] for word in item.forms) for item in (one, other))
            score += _SHARED * shared / max(fewest, 1.0) + _RARE * min(shared, _MOST_RARE)
        if self._negative[one.at] != self._negative[other.at]:
            score += _TURNED
        turning = one.forms & self._opposite
        if turning and any((a, b) in opposite_forms() for a in turning for b in other.forms & self._opposite):
            score += _OPPOSITES
        if one.quantities and other.quantities and _figures_differ(one, other):
            score += _FIGURES
        score += _BOTH_SPOKEN * (one.spoken and other.spoken) + _NEITHER_SPOKEN * (not (one.spoken or other.spoken))
        if one.claim.article_id == other.claim.article_id:
            gap = max(one.span.start, other.span.start) - min(one.span.end, other.span.end)
            score += _REPLY * (gap <= _GAP)
        elif not self._table.related(one.claim.article_id, other.claim.article_id):
            score += _UNRELATED
        return score


def _figures_differ(one: Item, other: Item) -> bool:
    return any(
        a.measure is b.measure and a.unit == b.unit and differ(a, b) for a in one.quantities for b in other.quantities
    )


def _negative(item: Item) -> bool:
    return denies(item.claim.words) != any(negates(token) for token in tokens_of(item.claim.words))


def _spread(scored: Sequence[tuple[float, int, int]], most: int) -> list[Candidate]:
    """Return the best pairs, each taken for less the more often its claims are among those taken already."""
    used: Counter[int] = Counter()
    waiting = [(-score, one, other, score) for score, one, other in scored[: 2 * most]]
    heapq.heapify(waiting)
    found: list[Candidate] = []
    while waiting and len(found) < most:
        worth, one, other, score = waiting[0]
        now = _OFTEN * (used[one] + used[other]) - score
        if now > worth:  # its claims were taken since it was weighed
            heapq.heapreplace(waiting, (now, one, other, score))
            continue
        heapq.heappop(waiting)
        used.update((one, other))
        found.append(Candidate(one=one, other=other, score=round(score, 4)))
    return found
