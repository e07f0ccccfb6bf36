"""How figures of one thing stand to each other: whether they differ, rose from day to day, or agree; and who gives which."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import inf

from rag.claims.figures import BOUND, MONEY, Measure
from rag.claims.figures_alike import differ
from rag.comparison.given import Given
from rag.comparison.types import Figure, FigureKind, FigureValue

_CLOSE = 0.02  # share by which two figures may differ and be the same
_FEW = 2  # values of a figure in dispute that need no list of how it rose
_HAVE_DONE = re.compile(
    r"\b(?:have|has|had)(?: (?:\w+ly|now|already|also|since|so far|been))* (?:\w+ed|been|taken|given|made|built|left|shut|lost|won|sold|put|banned)\b"
)  # what so many have done, more will have done tomorrow
_SECOND_HAND = re.compile(r"\b(?:[Rr]eport(?:s|ed|edly)|outlets|media)\b")  # whoever says so has it of the press
_SIGN = re.compile(r"[$€£¥]\s?$")
_COUNTS_UP = re.compile(
    r"\b(?:(?:number|toll|count|tally|total)\b.*\b(?:rose|risen|rises|stands?|stood|climbed|reached|grew|grown|now|is|was)|"
    r"so far|(?:have|has|had) now\b|now (?:puts?|stands?|counts?|treated|identified)|rose to|risen to|climbed to|has reached|up from)\b",
    re.IGNORECASE,
)


def standing(group: Sequence[Given]) -> list[Figure]:
    """Return the figures of one thing: those that differ, how they rose from day to day, or those that agree."""
    ordered = sorted(group, key=lambda one: (one.item.day or "9", one.item.at))
    if len({one.source for one in ordered}) < 2 and len({one.item.day for one in ordered}) < 2:
        return []
    pairs = [(a, b) for i, a in enumerate(ordered) for b in ordered[:i] if _apart(a, b)]
    grows = _grows(ordered)
    found = []
    against = _against(ordered, pairs, grows)
    rising = _rising(ordered)
    if against:
        last = max(one.item.day for one in against)
        later = [one for one in rising if one.item.day > last] if grows else []
        found.append(_figure(against, FigureKind.CONFLICT, later))
    changed = (grows and (ordered[0].toll or not against)) or (
        ordered[0].quantity.measure is Measure.NUMBER and bool(pairs) and all(a.source == b.source for a, b in pairs)
    )
    days = {one.item.day for one in rising}
    values = {one.quantity.stated for one in rising}
    if changed and len(values) > 1 and len(days) > 1 and not (against and len(values) <= _FEW):
        found.append(_figure(rising, FigureKind.UPDATE))
    if found or any(differ(a.quantity, b.quantity) for a, b in pairs):
        return found
    return agreed(ordered)


def agreed(ordered: Sequence[Given]) -> list[Figure]:
    """Return the value that most give of figures of one thing that do not differ, where several sources of several outlets do."""
    if ordered[0].quantity.measure is Measure.TIME:
        return []  # an hour is a figure only where accounts of it differ
    most = Counter(one.quantity.stated for one in ordered).most_common(1)[0][0]
    alike = [
        one
        for one in ordered
        if one.quantity.stated == most or (not one.quantity.bound and one.quantity.low <= most <= one.quantity.high)
    ]
    first = alike[0]
    alike = [
        one
        for one in alike
        if not _SECOND_HAND.search(f"{one.source} {one.sentence}")
        and not (one.quantity.bound and first.day and one.day and abs((one.day - first.day).days) > _FEW)
    ]
    apart = len({one.source for one in alike}) > 1 and len({one.item.claim.outlet for one in alike}) > 1
    return [_figure(alike, FigureKind.AGREE)] if apart else []


def _apart(one: Given, other: Given) -> bool:
    """Tell whether two figures differ, or are floors, "at least", of which one has been left behind by the other."""
    a, b = one.quantity, other.quantity
    if differ(a, b):
        return True
    if a.measure is not Measure.NUMBER or not (a.high == inf or b.high == inf) or 0 in (a.low, b.low):
        return False
    return abs(a.stated - b.stated) > _CLOSE * max(a.stated, b.stated)


def _grows(ordered: Sequence[Given]) -> bool:
    """Tell whether a figure is one that grows as days go by: a toll, or one of which the articles say so."""
    first = ordered[0].quantity
    if ordered[0].toll:
        return not _long_past(ordered[0])
    if first.measure is not Measure.NUMBER or first.unit in MONEY:
        return False
    if any(_COUNTS_UP.search(one.sentence) for one in ordered):
        return True
    return first.counted is not None and all(_HAVE_DONE.search(one.sentence) for one in ordered)


def _long_past(one: Given) -> bool:
    """Tell whether a toll is one of a year before its article's: it is known, and rises no more."""
    return any(name.isdigit() and name < one.item.day[:4] for name in one.narrow)


def _against(ordered: Sequence[Given], pairs: Sequence[tuple[Given, Given]], grows: bool) -> list[Given]:
    """Return the figures that cannot both hold, with those that repeat them.

    What one source gives later is its correction. A figure that grows is in dispute only where it differs at one time, or
    where somebody gives less later on. "At least eight" is a toll as one outlet knows it: it is set against another outlet's of
    that day, and against a higher one of days before.
    """
    first = ordered[0].quantity
    grows = grows or (
        first.counted is not None and not first.unit and not ordered[0].toll
    )  # what is counted becomes more
    found: list[Given] = []
    for later, earlier in pairs:
        if later.source == earlier.source:
            continue
        if not differ(later.quantity, earlier.quantity) and not _left_behind(later, earlier):
            continue
        if grows:
            a, b = later.day, earlier.day
            same_time = a is None or b is None or a == b
            if not same_time and (_falls(ordered) or later.quantity.low >= earlier.quantity.low):
                continue
        found += [one for one in (earlier, later) if one not in found]
    values = {one.quantity.stated for one in found}
    ranges = {(one.quantity.low, one.quantity.high) for one in found}
    return [
        one
        for one in ordered
        if one in found
        or (one.toll and one.quantity.stated in values)
        or (found and (one.quantity.low, one.quantity.high) in ranges)
    ]


def _left_behind(later: Given, earlier: Given) -> bool:
    """Tell whether a toll of one outlet, "at least", is less than another outlet had it, on the same day or before."""
    if not later.toll or later.item.claim.outlet == earlier.item.claim.outlet or not (later.day and earlier.day):
        return False
    bounds = later.quantity.high == inf, earlier.quantity.high == inf
    return all(bounds) if later.day == earlier.day else bounds[0] and later.quantity.low < earlier.quantity.low


def _rising(ordered: Sequence[Given]) -> list[Given]:
    """Return the highest figure of each day on which it was higher than ever before, and those that repeat the last.

    Of the missing, the lowest of each day on which it was lower: they are found.
    """
    sign = -1 if _falls(ordered) else 1
    highest: dict[str, Given] = {}
    for one in ordered:
        known = highest.get(one.item.day)
        if one.item.day and (known is None or sign * one.quantity.low > sign * known.quantity.low):
            highest[one.item.day] = one
    rising: list[Given] = []
    for one in sorted(highest.values(), key=lambda one: one.item.day):
        if not rising or sign * one.quantity.low >= sign * rising[-1].quantity.low:
            rising.append(one)
    return rising


def _falls(ordered: Sequence[Given]) -> bool:
    return ordered[0].quantity.concept == "missing"


def _figure(group: Sequence[Given], kind: FigureKind, later: Sequence[Given] = ()) -> Figure:
    first = group[0].quantity
    unit = {Measure.TIME: "time", Measure.DATE: "date"}.get(first.measure, first.unit or first.counted or "")
    return Figure(
        what="",
        unit=unit,
        kind=kind,
        values=tuple(_value(one) for one in group),
        later=tuple(_value(one) for one in later),
    )


def _value(one: Given) -> FigureValue:
    claim = one.item.claim
    before = claim.words[: one.quantity.start]
    sign = _SIGN.search(before)
    bound = (
        BOUND.search(before[: sign.start() if sign else None]) if one.quantity.bound or one.quantity.nearly else None
    )
    return FigureValue(
        text=(bound[0] if bound else "") + (sign[0] if sign else "") + one.quantity.text,
        low=one.quantity.low,
        high=one.quantity.high,
        source=one.source,
        claim=claim.id,
        citation=_citation(one),
        outlet=claim.outlet,
        date=claim.date,
    )


def _citation(one: Given) -> int:
    """Return the number of the citation whose words hold the figure."""
    at = 0
    for number, span in zip(one.item.claim.citations, one.item.found.spans, strict=False):
        words = " ".join(span.of(one.item.article.text).split())
        if one.quantity.start < at + len(words):
            return number
        at += len(words) + 3
    return one.item.claim.citations[-1]


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
