"""Put figures for the same thing side by side: who gives which, and whether they differ, were updated, or agree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rag.claims.figures import MONEY, TOLLS, Measure, Quantity
from rag.claims.figures_alike import BULK, differ, same_thing
from rag.comparison.evidence import Item, Table
from rag.comparison.grouping import phrase_of
from rag.comparison.naming import Naming, compatible, day_told, sentence_at
from rag.comparison.scopes import scope_of
from rag.comparison.types import Figure, FigureKind, FigureValue

_NEAR = 0.5  # cosine from which two claims are about the same by meaning
_LEAST = 0.2
_APART = 45  # days between articles from which figures are of other times
_TOGETHER = 900  # characters apart in one article
_SHORT_NAME = 2  # words
_MOST = 500  # claims with figures that are compared
_LINKED = 2 / 3  # share of a group that a figure must be of one thing with
_ISO = len("2026-10-24")
_SUPPOSED = re.compile(
    r"\b(?:could|may|might|would|if|expect\w*|forecast\w*|predict\w*|threat\w*|up to|warn\w*|as (?:much|many) as|scenarios?)\b",
    re.I,
)
_WISHED = re.compile(
    r"\b(?:urg(?:e[sd]?|ing)|propos(?:e[sd]?|als?|ing)|call(?:s|ed|ing)? for|want(?:s|ed|ing)?|s(?:eek(?:s|ing)?|ought)|demand(?:s|ed|ing)?|"
    r"push(?:es|ed|ing)? for|(?:plan|hope)(?:s|ned|ning|d|ing)? to|ask(?:s|ed|ing)? for|should)\b",
    re.I,
)
_GIVES = re.compile(
    r"\b(?:put|puts|expects?|estimates?d?|reckons?|reckoned|counts|counted|speaks? of|spoken of|says?|said|told)\b",
    re.I,
)
_HOUR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tomorrow|morning|noon|afternoon|evening|night|early|late|"
    r"\d+(?::\d\d)? [ap]\.?m)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:at (?:least|most)|(?:no )?(?:more|fewer|less) than|over|up to|under|nearly|almost|as many as)(?: an?)? $",
    re.IGNORECASE,
)
_COUNTS_UP = re.compile(
    r"\b(?:(?:number|toll|count|tally|total)\b.*\b(?:rose|risen|rises|stands?|stood|climbed|reached|grew|grown|now|is|was)|"
    r"so far|(?:have|has|had) now\b|now (?:puts?|stands?|counts?|treated|identified)|rose to|risen to|climbed to|has reached|up from)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class _Given:
    item: Item
    quantity: Quantity
    source: str
    narrow: frozenset[str]  # names and years that say of which place, event or person
    told: date | None  # the day its sentence tells of

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.item.day) if len(self.item.day) == _ISO else None

    @property
    def toll(self) -> bool:
        return self.quantity.concept in TOLLS


def figures_of(table: Table, source_of: dict[int, str], naming: Naming) -> tuple[Figure, ...]:
    """Return the figures given for the same thing in several claims. source_of: who gives each claim, by its number.

    A group holds only figures each of which is of one thing with most others, and with none that is surely of another.
    """
    given = [
        _Given(
            item,
            quantity,
            source_of[item.at],
            scope_of(
                item.claim.words,
                quantity.start,
                before=item.article.text[: item.span.end],
                source=source_of[item.at],
                naming=naming,
            )
            if quantity.concept in TOLLS
            else naming.restrictions(item.claim.words, quantity.start),
            day_told(item, quantity.start),
        )
        for item in table.items[:_MOST]
        for quantity in item.quantities
    ]
    links = {(i, j) for i in range(len(given)) for j in range(i) if _same(given[i], given[j], table, naming)}
    found = []
    for group in _groups(len(given), links):
        found += _figures([given[i] for i in group])
    order = {FigureKind.CONFLICT: 0, FigureKind.UPDATE: 1, FigureKind.AGREE: 2}
    return tuple(sorted(found, key=lambda figure: (order[figure.kind], -len(figure.values))))


def _groups(count: int, links: set[tuple[int, int]]) -> list[list[int]]:
    """Return groups in which every figure is linked with at least two thirds of the others, larger ones first."""
    near: dict[int, set[int]] = defaultdict(set)
    for i, j in links:
        near[i].add(j)
        near[j].add(i)
    free = set(range(count))
    found = []
    for i in sorted(near, key=lambda k: (-len(near[k]), k)):
        if i not in free:
            continue
        group = [i]
        for j in sorted(near[i] & free, key=lambda k: (-len(near[k] & near[i]), k)):
            if len(near[j] & set(group)) >= _LINKED * len(group):
                group.append(j)
        if len(group) > 1:
            free -= set(group)
            found.append(sorted(group))
    return found


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


def _same(one: _Given, other: _Given, table: Table, naming: Naming) -> bool:
    a, b = one.item, other.item
    if a is b or (a.claim.article_id == b.claim.article_id and a.span.overlaps(b.span)):
        return False
    if a.claim.article_id == b.claim.article_id and a.found.sentence == b.found.sentence:
        return False
    near = float(table.near[a.at, b.at])
    days = abs((one.day - other.day).days) if one.day and other.day else 0
    if days > _APART or near < _LEAST or not table.related(a.claim.article_id, b.claim.article_id):
        return False
    one_article = a.claim.article_id == b.claim.article_id
    together = one_article and abs(a.span.start - b.span.start) < _TOGETHER
    if one_article and not (
        together and all(given.item.spoken or _GIVES.search(_sentence(given)) for given in (one, other))
    ):
        return False  # an article does not dispute itself; two whom it quotes may
    if one.quantity.unit != "once in years" and not _one_event(one, other, together):
        return False
    return same_thing(
        one.quantity,
        other.quantity,
        around_one=a.around,
        around_other=b.around,
        near=near >= _NEAR,
        together=together,
        known=naming.topic,
    )


def _one_event(one: _Given, other: _Given, together: bool) -> bool:
    """Tell whether nothing says that two figures are of different places, days or cases."""
    grouped = one.quantity.group and other.quantity.group
    if not grouped and not compatible(one.narrow, other.narrow):
        return False
    if one.toll or one.quantity.measure is Measure.DATE:
        return True
    if one.quantity.measure is Measure.TIME:
        return one.told is None or other.told is None or one.told == other.told
    momentary = one.quantity.unit and one.quantity.unit not in MONEY | BULK
    if momentary and _hours(one) != _hours(other):
        return False  # winds, speeds and shares are of their hour
    if one.told != other.told and (momentary or (one.told and other.told)):
        return False
    here, there = _sentence(one), _sentence(other)
    if bool(_WISHED.search(here)) != bool(_WISHED.search(there)):
        return False  # what is asked for is not what is
    return together or bool(_SUPPOSED.search(here)) == bool(_SUPPOSED.search(there))


def _hours(one: _Given) -> set[str]:
    return {found.lower() for found in _HOUR.findall(_sentence(one))}


def _sentence(one: _Given) -> str:
    return sentence_at(one.item.claim.words, one.quantity.start)


def _figures(group: Sequence[_Given]) -> list[Figure]:
    """Return the figures of one thing: those that differ, how they rose from day to day, or those that agree."""
    ordered = sorted(group, key=lambda one: (one.item.day or "9", one.item.at))
    if len({one.source for one in ordered}) < 2 and len({one.item.day for one in ordered}) < 2:
        return []
    pairs = [(a, b) for i, a in enumerate(ordered) for b in ordered[:i] if differ(a.quantity, b.quantity)]
    if not pairs:
        most = Counter(one.quantity.low for one in ordered).most_common(1)[0][0]
        alike = [
            one
            for one in ordered
            if one.quantity.low == most or (not one.quantity.bound and one.quantity.low <= most <= one.quantity.high)
        ]
        if ordered[0].quantity.measure is Measure.TIME:
            return []  # an hour is a figure only where accounts of it differ
        return [_figure(alike, FigureKind.AGREE)] if len({one.source for one in alike}) > 1 else []
    found = []
    against = _against(ordered, pairs)
    rising = _rising(ordered)
    if against:
        last = max(one.item.day for one in against)
        later = [one for one in rising if one.item.day > last] if _grows(ordered) else []
        found.append(_figure(against, FigureKind.CONFLICT, later))
    changed = _grows(ordered) or (
        ordered[0].quantity.measure is Measure.NUMBER and all(a.source == b.source for a, b in pairs)
    )
    days = {one.item.day for one in rising}
    if changed and len(rising) > 1 and len(days) > 1 and not (against and len({r.quantity.low for r in rising}) <= 2):
        found.append(_figure(rising, FigureKind.UPDATE))
    return found


def _grows(ordered: Sequence[_Given]) -> bool:
    """Tell whether a figure is one that grows as days go by: a toll, or one of which the articles say so."""
    if ordered[0].toll:
        return True
    told = sum(1 for one in ordered if _COUNTS_UP.search(_sentence(one)))
    return told >= 1 and ordered[0].quantity.measure is Measure.NUMBER and ordered[0].quantity.unit not in MONEY


def _against(ordered: Sequence[_Given], pairs: Sequence[tuple[_Given, _Given]]) -> list[_Given]:
    """Return the figures that cannot both hold, with those that repeat them.

    What one source gives later is its correction. A figure that grows is in dispute only where it differs at one time, or
    where somebody gives less later on; "at least eight" after nine is no dispute.
    """
    first = ordered[0].quantity
    grows = _grows(ordered) or (first.counted is not None and not first.unit)  # what is counted becomes more
    found: list[_Given] = []
    for later, earlier in pairs:
        if later.source == earlier.source:
            continue
        if grows:
            a, b = later.day, earlier.day
            same_time = a is None or b is None or a == b
            if not same_time and (_falls(ordered) or later.quantity.low >= earlier.quantity.low):
                continue
        found += [one for one in (earlier, later) if one not in found]
    values = {(one.quantity.low, one.quantity.high) for one in found}
    return [one for one in ordered if one in found or (found and (one.quantity.low, one.quantity.high) in values)]


def _rising(ordered: Sequence[_Given]) -> list[_Given]:
    """Return the highest figure of each day on which it was higher than ever before, and those that repeat the last.

    Of the missing, the lowest of each day on which it was lower: they are found.
    """
    sign = -1 if _falls(ordered) else 1
    highest: dict[str, _Given] = {}
    for one in ordered:
        known = highest.get(one.item.day)
        if one.item.day and (known is None or sign * one.quantity.low > sign * known.quantity.low):
            highest[one.item.day] = one
    rising: list[_Given] = []
    for one in sorted(highest.values(), key=lambda one: one.item.day):
        if not rising or sign * one.quantity.low >= sign * rising[-1].quantity.low:
            rising.append(one)
    return rising


def _falls(ordered: Sequence[_Given]) -> bool:
    return ordered[0].quantity.concept == "missing"


def _figure(group: Sequence[_Given], kind: FigureKind, later: Sequence[_Given] = ()) -> Figure:
    first = group[0].quantity
    unit = {Measure.TIME: "time", Measure.DATE: "date"}.get(first.measure, first.unit or first.counted or "")
    return Figure(
        what=_what(group),
        unit=unit,
        kind=kind,
        values=tuple(_value(one) for one in group),
        later=tuple(_value(one) for one in later),
    )


def _value(one: _Given) -> FigureValue:
    claim = one.item.claim
    bound = _BOUND.search(claim.words[: one.quantity.start]) if one.quantity.bound else None
    return FigureValue(
        text=(bound[0] if bound else "") + one.quantity.text,
        low=one.quantity.low,
        high=one.quantity.high,
        source=one.source,
        claim=claim.id,
        citation=_citation(one),
        outlet=claim.outlet,
        date=claim.date,
    )


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
