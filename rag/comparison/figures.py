"""Put figures for the same thing side by side: who gives which, and whether they differ, were updated, or agree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rag.claims.figures import BOUND, MONEY, Measure, Quantity
from rag.claims.figures_alike import BULK, differ, same_thing
from rag.comparison.captions import caption_of
from rag.comparison.evidence import Table
from rag.comparison.given import Given, Meanings, given_in
from rag.comparison.naming import Naming, compatible
from rag.comparison.types import Figure, FigureKind, FigureValue
from rag.reading.parsed import SentenceReader

_NEAR = 0.5  # cosine from which two claims are about the same by meaning
_LEAST = 0.2
_FAIRLY_NEAR = 0.4  # cosine from which grammar alone may tell
_FAR = 20  # times from which two figures are of different things
_APART = 45  # days between articles from which figures are of other times
_TOGETHER = 900  # characters apart in one article
_LINKED = 2 / 3  # share of a group that a figure must be of one thing with
_SUPPOSED = re.compile(
    r"\b(?:could|may|might|would|if|expect\w*|forecast\w*|predict\w*|threat\w*|up to|warn\w*|as (?:much|many) as|scenarios?)\b",
    re.I,
)
_WISHED = re.compile(
    r"\b(?:urg(?:e[sd]?|ing)|propos(?:e[sd]?|als?|ing)|call(?:s|ed|ing)? for|want(?:s|ed|ing)?|s(?:eek(?:s|ing)?|ought)|demand(?:s|ed|ing)?|"
    r"push(?:es|ed|ing)? for|(?:plan|hope)(?:s|ned|ning|d|ing)? to|ask(?:s|ed|ing)? for|should)\b",
    re.I,
)
_AHEAD = re.compile(r"\b(?:will|is to|are to|due to|plans? to|planned|scheduled|expected)\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:(?:a|one|two|three|\d+) (?:year|month|week)s? (?:ago|earlier|before)|(?:this time )?last (?:year|month|week))\b",
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
_SIGN = re.compile(r"[$€£¥]\s?$")
_COUNTS_UP = re.compile(
    r"\b(?:(?:number|toll|count|tally|total)\b.*\b(?:rose|risen|rises|stands?|stood|climbed|reached|grew|grown|now|is|was)|"
    r"so far|(?:have|has|had) now\b|now (?:puts?|stands?|counts?|treated|identified)|rose to|risen to|climbed to|has reached|up from)\b",
    re.IGNORECASE,
)


def figures_of(table: Table, source_of: dict[int, str], naming: Naming, reader: SentenceReader) -> tuple[Figure, ...]:
    """Return the figures given for the same thing in several claims. source_of: who gives each claim, by its number.

    A group holds only figures each of which is of one thing with most others, and with none that is surely of another. reader: parses
    the sentences of figures that rules take for one thing. Raises MissingDependency where its parser is not installed.
    """
    given = given_in(table, source_of, naming)
    pairs = [(i, j) for i in range(len(given)) for j in range(i) if _comparable(given[i], given[j], table)]
    links = {(i, j) for i, j in pairs if _same(given[i], given[j], table, naming)}
    open_pairs = {(i, j) for i, j in pairs if (i, j) not in links and _of_one_sort(given[i], given[j], table)}
    meanings = Meanings(
        [given[i] for i in sorted({i for link in links | open_pairs for i in link})], reader, naming.topic
    )
    links = {(i, j) for i, j in links if meanings.one_thing(given[i], given[j])}
    links |= {(i, j) for i, j in open_pairs if meanings.surely_one(given[i], given[j])}
    found = []
    for numbers in _groups(len(given), links):
        group = [given[i] for i in numbers]
        called = caption_of(group, meanings, naming)
        found += [replace(figure, what=called) for figure in _figures(group)]
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


def _comparable(one: Given, other: Given, table: Table) -> bool:
    """Tell whether two figures stand in different claims, of one time and of articles of one event."""
    a, b = one.item, other.item
    if a is b or (a.claim.article_id == b.claim.article_id and a.span.overlaps(b.span)):
        return False
    if a.claim.article_id == b.claim.article_id and a.found.sentence == b.found.sentence:
        return False
    if float(table.near[a.at, b.at]) < _LEAST:
        return False
    return (not (one.day and other.day) or abs((one.day - other.day).days) <= _APART) and (
        table.related(a.claim.article_id, b.claim.article_id)
    )


def _of_one_sort(one: Given, other: Given, table: Table) -> bool:
    """Tell whether two figures of different articles are of one unit or noun, at one time, so that grammar may show them to be of one thing."""
    first, second = one.quantity, other.quantity
    if one.item.claim.article_id == other.item.claim.article_id or one.toll or other.toll:
        return False
    if _sort(first) != _sort(second):
        return False
    if first.measure is Measure.DATE and (_AHEAD.search(one.sentence) or _AHEAD.search(other.sentence)):
        return False  # a day that is put off is not in dispute
    return (
        float(table.near[one.item.at, other.item.at]) >= _FAIRLY_NEAR
        and max(first.stated, second.stated) <= _FAR * min(first.stated, second.stated)
        and _one_event(one, other, False)
    )


def _sort(quantity: Quantity) -> tuple[Measure, str, str | None, str | None]:
    return quantity.measure, quantity.unit, quantity.rate, "" if quantity.unit else quantity.counted


def _same(one: Given, other: Given, table: Table, naming: Naming) -> bool:
    """Tell whether two figures are of one thing by the words around them."""
    a, b = one.item, other.item
    near = float(table.near[a.at, b.at])
    one_article = a.claim.article_id == b.claim.article_id
    together = one_article and abs(a.span.start - b.span.start) < _TOGETHER
    if one_article and not (
        together and all(given.item.spoken or _GIVES.search(given.sentence) for given in (one, other))
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


def _one_event(one: Given, other: Given, together: bool) -> bool:
    """Tell whether nothing says that two figures are of different places, days or cases."""
    if one.item.day != other.item.day and not one.toll and (_tells_of_before(one) or _tells_of_before(other)):
        return False  # a year ago was another day for each
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
    here, there = one.sentence, other.sentence
    if bool(_WISHED.search(here)) != bool(_WISHED.search(there)):
        return False  # what is asked for is not what is
    return together or bool(_SUPPOSED.search(here)) == bool(_SUPPOSED.search(there))


def _tells_of_before(one: Given) -> bool:
    """Tell whether a figure is one of a year or some weeks ago: its sentence begins so, or its piece between commas says so."""
    words = one.item.claim.words
    start = max(words.rfind(", ", 0, one.quantity.start), words.rfind(". ", 0, one.quantity.start), 0)
    end = min(
        (place for mark in (", ", ". ") if (place := words.find(mark, one.quantity.end)) >= 0), default=len(words)
    )
    return bool(_EARLIER.match(one.sentence) or _EARLIER.search(words[start:end]))


def _hours(one: Given) -> set[str]:
    return {found.lower() for found in _HOUR.findall(one.sentence)}


def _figures(group: Sequence[Given]) -> list[Figure]:
    """Return the figures of one thing: those that differ, how they rose from day to day, or those that agree."""
    ordered = sorted(group, key=lambda one: (one.item.day or "9", one.item.at))
    if len({one.source for one in ordered}) < 2 and len({one.item.day for one in ordered}) < 2:
        return []
    pairs = [(a, b) for i, a in enumerate(ordered) for b in ordered[:i] if differ(a.quantity, b.quantity)]
    if not pairs:
        most = Counter(one.quantity.stated for one in ordered).most_common(1)[0][0]
        alike = [
            one
            for one in ordered
            if one.quantity.stated == most or (not one.quantity.bound and one.quantity.low <= most <= one.quantity.high)
        ]
        if ordered[0].quantity.measure is Measure.TIME:
            return []  # an hour is a figure only where accounts of it differ
        apart = len({one.source for one in alike}) > 1 and len({one.item.claim.outlet for one in alike}) > 1
        return [_figure(alike, FigureKind.AGREE)] if apart else []
    found = []
    against = _against(ordered, pairs)
    rising = _rising(ordered)
    if against:
        last = max(one.item.day for one in against)
        later = [one for one in rising if one.item.day > last] if _grows(ordered) else []
        found.append(_figure(against, FigureKind.CONFLICT, later))
    changed = (_grows(ordered) and (ordered[0].toll or not against)) or (
        ordered[0].quantity.measure is Measure.NUMBER and all(a.source == b.source for a, b in pairs)
    )
    days = {one.item.day for one in rising}
    if changed and len(rising) > 1 and len(days) > 1 and not (against and len({r.quantity.low for r in rising}) <= 2):
        found.append(_figure(rising, FigureKind.UPDATE))
    return found


def _grows(ordered: Sequence[Given]) -> bool:
    """Tell whether a figure is one that grows as days go by: a toll, or one of which the articles say so."""
    if ordered[0].toll:
        return True
    told = sum(1 for one in ordered if _COUNTS_UP.search(one.sentence))
    return told >= 1 and ordered[0].quantity.measure is Measure.NUMBER and ordered[0].quantity.unit not in MONEY


def _against(ordered: Sequence[Given], pairs: Sequence[tuple[Given, Given]]) -> list[Given]:
    """Return the figures that cannot both hold, with those that repeat them.

    What one source gives later is its correction. A figure that grows is in dispute only where it differs at one time, or
    where somebody gives less later on; "at least eight" after nine is no dispute.
    """
    first = ordered[0].quantity
    grows = _grows(ordered) or (first.counted is not None and not first.unit)  # what is counted becomes more
    found: list[Given] = []
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
    bound = BOUND.search(before[: sign.start() if sign else None]) if one.quantity.bound else None
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
