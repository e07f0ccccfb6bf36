"""Find the figures that are given for the same thing in several claims; how they stand to each other: `rag.comparison.standing`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from rag.claims.figures import MONEY, Measure, Quantity
from rag.claims.figures_alike import BULK, same_thing
from rag.comparison.captions import caption_of
from rag.comparison.evidence import Table
from rag.comparison.given import Given, Meanings, given_in
from rag.comparison.naming import Naming, compatible
from rag.comparison.standing import agreed, standing
from rag.comparison.told_alike import groups_alike
from rag.comparison.types import Figure, FigureKind, Viewpoint
from rag.reading.parsed import SentenceReader

_NEAR = 0.5  # cosine from which two claims are about the same by meaning
_LEAST = 0.2
_FAIRLY_NEAR = 0.4  # cosine from which grammar alone may tell
_FAR = 20  # times from which two figures are of different things
_APART = 45  # days between articles from which figures are of other times
_TOLL_APART = 21  # days between articles from which tolls of no named place are of two events
_STEM = 5  # letters by which a name and its people are known: "Varlanders"
_NAME = re.compile(r"\b[A-Z][\w-]+")
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
_WILL = re.compile(r"\bwill (?!have\b)", re.IGNORECASE)
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
_PERIOD = re.compile(
    r"\b(?:(year|annual)\w*|(month)\w*|(week)\w*|(quarter)\w*|(january|february|march|april|june|july|august|september|october|november|december))\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)


def figures_of(
    table: Table,
    source_of: dict[int, str],
    naming: Naming,
    reader: SentenceReader,
    viewpoints: Sequence[Viewpoint] = (),
) -> tuple[Figure, ...]:
    """Return the figures given for the same thing in several claims. source_of: who gives each claim, by its number. viewpoints: the holders.

    A group holds only figures each of which is of one thing with most others, and with none that is surely of another. reader: parses
    the sentences of figures that rules take for one thing. Raises MissingDependency where its parser is not installed.
    """
    given = given_in(table, source_of, naming, viewpoints)
    pairs = [(i, j) for i in range(len(given)) for j in range(i) if _comparable(given[i], given[j], table)]
    links = {(i, j) for i, j in pairs if _same(given[i], given[j], table, naming)}
    open_pairs = {(i, j) for i, j in pairs if (i, j) not in links and _of_one_sort(given[i], given[j], table)}
    alike = groups_alike(given, lambda one, other: _near(one, other, table), naming)
    read = sorted({i for numbers in (*links, *open_pairs, *alike) for i in numbers})
    meanings = Meanings([given[i] for i in read], reader, naming.topic)
    links = {(i, j) for i, j in links if meanings.one_thing(given[i], given[j])}
    links |= {(i, j) for i, j in open_pairs if meanings.surely_one(given[i], given[j])}
    found = []
    shown: set[int] = set()
    for numbers in _groups(len(given), links):
        group = [given[i] for i in numbers]
        figures = standing(group)
        shown |= set(numbers) if figures else set()
        found += [replace(figure, what=caption_of(group, meanings, naming)) for figure in figures]
    for numbers in alike:
        group = [given[i] for i in numbers]
        if not shown & set(numbers):
            found += [
                replace(figure, what=caption_of(group, meanings, naming, placed=False)) for figure in agreed(group)
            ]
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


def _near(one: Given, other: Given, table: Table) -> float:
    return float(table.near[one.item.at, other.item.at])


def _comparable(one: Given, other: Given, table: Table) -> bool:
    """Tell whether two figures stand in different claims, of one time and of articles of one event."""
    a, b = one.item, other.item
    if a is b or (a.claim.article_id == b.claim.article_id and a.span.overlaps(b.span)):
        return False
    if a.claim.article_id == b.claim.article_id and a.found.sentence == b.found.sentence:
        return False
    if _near(one, other, table) < _LEAST:
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
        _near(one, other, table) >= _FAIRLY_NEAR
        and max(first.stated, second.stated) <= _FAR * min(first.stated, second.stated)
        and _one_event(one, other, False)
    )


def _sort(quantity: Quantity) -> tuple[Measure, str, str | None, str | None]:
    return quantity.measure, quantity.unit, quantity.rate, "" if quantity.unit else quantity.counted


def _same(one: Given, other: Given, table: Table, naming: Naming) -> bool:
    """Tell whether two figures are of one thing by the words around them."""
    a, b = one.item, other.item
    near = _near(one, other, table)
    one_article = a.claim.article_id == b.claim.article_id
    together = one_article and abs(a.span.start - b.span.start) < _TOGETHER
    if one_article and not (
        together and all(given.item.spoken or _GIVES.search(given.sentence) for given in (one, other))
    ):
        return False  # an article does not dispute itself; two whom it quotes may
    if one.quantity.unit != "once in years" and not _one_event(one, other, together):
        return False
    if one.toll and not (_names_known(one, other, naming) and _names_known(other, one, naming)):
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
    if one.toll:
        placed = one.narrow or other.narrow
        return bool(placed) or not (one.day and other.day) or abs((one.day - other.day).days) <= _TOLL_APART
    if one.quantity.measure is Measure.DATE:
        return True
    if one.quantity.measure is Measure.TIME:
        return one.told is None or other.told is None or one.told == other.told
    momentary = one.quantity.unit and one.quantity.unit not in MONEY | BULK
    if momentary and _hours(one) != _hours(other):
        return False  # winds, speeds and shares are of their hour
    if one.quantity.unit == "%" and _periods(one) != _periods(other):
        return False  # a rise over a year is not one over a month
    if one.quantity.counted and _weekdays(one) and _weekdays(other) and not _weekdays(one) & _weekdays(other):
        return False  # flights of Friday and of Monday
    if one.told != other.told and (momentary or (one.told and other.told)):
        return False
    here, there = one.sentence, other.sentence
    if bool(_WISHED.search(here)) != bool(_WISHED.search(there)):
        return False  # what is asked for is not what is
    if one.quantity.concept == other.quantity.concept == "cost":
        return True  # what a thing will cost, could cost and is expected to cost is its cost
    return together or _foretold(here) == _foretold(there)


def _foretold(sentence: str) -> bool:
    """Tell whether a sentence says what may or will be."""
    return bool(_SUPPOSED.search(sentence) or _WILL.search(sentence))


def _names_known(here: Given, there: Given, naming: Naming) -> bool:
    """Tell whether one of the topic's names in a toll's sentence stands in another toll's article: "in Kentucky" is of no other state."""
    names = {name for name in _NAME.findall(here.sentence) if naming.is_everywhere(name.lower())}
    return not names or any(re.search(rf"\b{name[:_STEM]}", there.item.article.text, re.IGNORECASE) for name in names)


def _tells_of_before(one: Given) -> bool:
    """Tell whether a figure is one of a year or some weeks ago: its sentence begins so, or its piece between commas says so."""
    words = one.item.claim.words
    start = max(words.rfind(", ", 0, one.quantity.start), words.rfind(". ", 0, one.quantity.start), 0)
    end = min(
        (place for mark in (", ", ". ") if (place := words.find(mark, one.quantity.end)) >= 0), default=len(words)
    )
    return bool(_EARLIER.match(one.sentence) or _EARLIER.search(words[start:end]))


def _periods(one: Given) -> set[str]:
    return {word.lower() for found in _PERIOD.findall(one.sentence) for word in found if word}


def _weekdays(one: Given) -> set[str]:
    return {found.lower() for found in _WEEKDAY.findall(one.sentence)}


def _hours(one: Given) -> set[str]:
    return {found.lower() for found in _HOUR.findall(one.sentence)}
