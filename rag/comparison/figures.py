"""Put figures for the same thing side by side: who gives which, and whether they differ, were updated, or agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.comparison.evidence import Item, Table
from rag.comparison.grouping import phrase_of
from rag.comparison.types import Figure, FigureKind, FigureValue
from rag.figures import TOLLS, Measure, Quantity, differ, same_thing

_NEAR = 0.5  # cosine from which two claims are about the same by meaning
_LEAST = 0.2
_APART = 45  # days between articles from which figures are of other times
_TOGETHER = 900  # characters apart in one article
_SAME_TIME = 1  # days between tolls that are of one moment
_SHORT_NAME = 2  # words
_MOST = 500  # claims with figures that are compared


@dataclass(frozen=True, eq=False)
class _Given:
    item: Item
    quantity: Quantity

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.item.day) if len(self.item.day) == 10 else None


def figures_of(table: Table, source_of: dict[int, str]) -> tuple[Figure, ...]:
    """Return the figures given for the same thing in several claims. source_of: who gives each claim, by its number."""
    given = [_Given(item, quantity) for item in table.items[:_MOST] for quantity in item.quantities]
    links: dict[int, set[int]] = defaultdict(set)
    for i, one in enumerate(given):
        for j in range(i):
            if _same(one, given[j], table):
                links[i].add(j)
                links[j].add(i)
    seen: set[int] = set()
    found = []
    for i in range(len(given)):
        if i in seen or not links[i]:
            continue
        group, ahead = [], [i]
        while ahead:
            k = ahead.pop()
            if k not in seen:
                seen.add(k)
                group.append(given[k])
                ahead += links[k]
        found += _figures(group, source_of)
    order = {FigureKind.CONFLICT: 0, FigureKind.UPDATE: 1, FigureKind.AGREE: 2}
    return tuple(sorted(found, key=lambda figure: (order[figure.kind], -len(figure.values))))


def same_values(figure: Figure) -> list[tuple[int, ...]]:
    """Return the claims that give the same value, where several sources do."""
    groups: dict[tuple[float, float], list[FigureValue]] = defaultdict(list)
    for value in figure.values:
        groups[value.low, value.high].append(value)
    return [
        tuple(dict.fromkeys(value.claim for value in group))
        for group in groups.values()
        if len({value.source for value in group}) > 1
    ]


def _same(one: _Given, other: _Given, table: Table) -> bool:
    a, b = one.item, other.item
    if a is b or (a.claim.article_id == b.claim.article_id and a.span.overlaps(b.span)):
        return False
    if a.claim.article_id == b.claim.article_id and a.found.sentence == b.found.sentence:
        return False
    near = float(table.near[a.at, b.at])
    days = abs((one.day - other.day).days) if one.day and other.day else 0
    if days > _APART:
        return False
    if near < _LEAST or not table.related(a.claim.article_id, b.claim.article_id):
        return False
    one_article = a.claim.article_id == b.claim.article_id
    together = one_article and abs(a.span.start - b.span.start) < _TOGETHER
    if one_article and not together:
        return False
    return same_thing(
        one.quantity,
        other.quantity,
        around_one=a.around,
        around_other=b.around,
        near=near >= _NEAR,
        together=together,
    )


def _figures(group: Sequence[_Given], source_of: dict[int, str]) -> list[Figure]:
    """Return the figures of one thing: those that differ, those that were brought up to date, or those that agree."""
    ordered = sorted(group, key=lambda one: (one.item.day or "9", one.item.at))
    if len({(source_of[one.item.at], one.quantity.text) for one in ordered}) < 2:
        return []
    pairs = [(a, b) for i, a in enumerate(ordered) for b in ordered[:i] if differ(a.quantity, b.quantity)]
    if not pairs:
        if len({source_of[one.item.at] for one in ordered}) < 2:
            return []
        return [_figure(ordered, FigureKind.AGREE, source_of)]
    if ordered[0].quantity.concept not in TOLLS:
        kind = FigureKind.CONFLICT
        if all(source_of[a.item.at] == source_of[b.item.at] for a, b in pairs):
            kind = FigureKind.UPDATE
        return [_figure(ordered, kind, source_of)]
    return _tolls(ordered, pairs, source_of)


def _tolls(
    ordered: Sequence[_Given], pairs: Sequence[tuple[_Given, _Given]], source_of: dict[int, str]
) -> list[Figure]:
    """Tolls rise as the search goes on: they conflict where they differ at one time, or where a later one is lower."""
    against: list[_Given] = []
    for later, earlier in pairs:
        a, b = later.day, earlier.day
        same_time = a is None or b is None or (a - b).days <= _SAME_TIME
        if same_time or later.quantity.low < earlier.quantity.low:
            against += [one for one in (earlier, later) if one not in against]
    # "at least eight" after "nine" was known: whoever says so has not taken the nine.
    lows = [(one, one.quantity.low) for one in ordered]
    for i, (one, low) in enumerate(lows):
        for before, known in lows[:i]:
            if low < known:
                against += [given for given in (before, one) if given not in against]
    found = []
    if against:
        values = {one.quantity.low for one in against}
        with_it = [
            one for one in ordered if one in against or (one.quantity.low in values and one.quantity.bound is False)
        ]
        found.append(_figure(sorted(with_it, key=lambda one: one.item.day or "9"), FigureKind.CONFLICT, source_of))
    rising: list[_Given] = []
    for one in ordered:
        if not rising or one.quantity.low > rising[-1].quantity.low:
            rising.append(one)
    days = {one.item.day for one in rising}
    if len(rising) > 1 and len(days) > 1 and not (against and len(rising) <= 2):
        latest: dict[str, _Given] = {}
        for one in rising:
            latest[one.item.day] = one
        lows_known = {one.quantity.low for one in latest.values()}
        again = [one for one in ordered if one.quantity.low in lows_known and not one.quantity.bound]
        every = sorted({*latest.values(), *again}, key=lambda one: (one.item.day, one.item.at))
        found.append(_figure(every, FigureKind.UPDATE, source_of))
    return found


def _figure(group: Sequence[_Given], kind: FigureKind, source_of: dict[int, str]) -> Figure:
    values = []
    for one in group:
        claim = one.item.claim
        values.append(
            FigureValue(
                text=one.quantity.text,
                low=one.quantity.low,
                high=one.quantity.high,
                source=source_of[one.item.at],
                claim=claim.id,
                citation=_citation(one),
                outlet=claim.outlet,
                date=claim.date,
            )
        )
    first = group[0].quantity
    unit = {Measure.TIME: "time", Measure.DATE: "date"}.get(first.measure, first.unit or first.counted or "")
    return Figure(what=_what(group), unit=unit, kind=kind, values=tuple(values))


def _citation(one: _Given) -> int:
    """Return the number of the citation whose words hold the figure."""
    at = 0
    for number, span in zip(one.item.claim.citations, one.item.found.spans, strict=False):
        words = " ".join(span.of(one.item.article.text).split())
        if one.quantity.start < at + len(words):
            return number
        at += len(words) + 3
    return one.item.claim.citations[-1]


def _what(group: Sequence[_Given]) -> str:
    """Return what is measured, in words of the claims: the concept, or the words that all have in common."""
    concept = group[0].quantity.concept
    common = frozenset.intersection(*(one.quantity.context for one in group))
    first = group[0].item.claim.words
    name = phrase_of(first, common - {group[0].quantity.unit})
    if len(name.split()) < _SHORT_NAME:
        widest = group[0].quantity
        name = phrase_of(first, widest.context - {widest.unit}) or name
    return name or concept or group[0].quantity.text
