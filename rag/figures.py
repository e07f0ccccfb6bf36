"""The figures of a sentence, and whether two of them measure the same thing and differ. Pure functions of texts.

A figure is compared only where unit and rate agree and the words around say that the same is counted. Tolls (dead, missing,
injured), costs and prices are known by name; everything else must share several words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import inf

from rag.verify.facts_in_text import Number, Token, days_of, negates, numbers_of, tokens_of
from rag.verify.names_in_text import same_name_word
from rag.wordforms import NUMBER_WORDS, form


class Measure(StrEnum):
    """What sort of figure it is."""

    NUMBER = "number"
    TIME = "time"
    DATE = "date"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quantity:
    """One figure: its words at start to end of the text, its range, and what it measures.

    low, high: equal for a plain figure; high is infinite for "at least", low 0 for "at most". Times are minutes of the day,
    dates days of a year (month * 100 + day). unit: "$", "%", "crown", "". rate: "day" of "a day". counted: form of the noun
    counted. concept: dead, missing, injured, cost, price, or None. group: a name tied to it ("Varland coastguards").
    context: forms of the words of its piece of sentence.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    measure: Measure
    unit: str = ""
    rate: str | None = None
    counted: str | None = None
    concept: str | None = None
    group: str | None = None
    context: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @property
    def bound(self) -> bool:
        """Whether only one end is given: "at least eight"."""
        return self.high == inf or self.low == 0 < self.high


_CONCEPTS = {
    "dead": "die toll victim bury",
    "missing": "missing unaccounted",
    "injured": "injure wound hurt",
    "cost": "cost loss",
    "price": "price sell",
    "jobs": "job layoff",
}
_CONCEPT_OF = {form(word): concept for concept, words in _CONCEPTS.items() for word in words.split()}
TOLLS = frozenset({"dead", "missing", "injured"})
_PEOPLE = frozenset(form(w) for w in "people person dead victim life body name casualty more other".split())
_UNITS = frozenset(
    form(w)
    for w in "metre meter mile kilometre kilometer km tonne ton degree megawatt litre liter hectare acre crown rouble ruble "
    "rupee yuan franc peso krona day week month year hour minute inch foot feet barrel gallon millimetre point seat vote".split()
)
_SCALED = re.compile(r"(?:million|billion|trillion|\bbn\b|\bm\b|thousand)\b", re.IGNORECASE)
_FLOOR = re.compile(
    r"(?:at least|more than|over|no (?:fewer|less) than|upwards of|as many as|exceed\w*|not less than)\s*$", re.I
)
_CEILING = re.compile(r"(?:at most|no more than|less than|fewer than|up to|under|nearly|almost)\s*$", re.I)
_ASIDE = re.compile(
    r"(?:\bof (?:its|their|his|her|the)|\bout of|\bagainst|\bcompared (?:with|to)|\b(?:up|down) from|\bfrom|\bthan|\bnot(?: at| by| on)?|"
    r"\bafter|\bwithin|\bage[ds]?|\binstead of)\s*[$€£]?$",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"^(?:(?:tens|hundreds|dozens|scores) of )?(?:dozens|hundreds|thousands|millions|billions)\b", re.I)
_OF_WHOLE = re.compile(r"\s+of (?:its|their|his|her|the)\s+", re.IGNORECASE)
_RATE = re.compile(
    r"^\W*(?:[\w-]+\W+){0,2}?(?:a|an|per|each|every)\s+(day|week|month|year|dose|hour|person|head|barrel|family|ton|tonne|share)\b",
    re.I,
)
_ONCE = re.compile(r"\bonce in(?: every)?\s*(?:about\s*)?$", re.IGNORECASE)
_CUT = re.compile(r"[;:.!?…]\s|,\s(?!\d{3})|\s[-–—]\s|\n")
_CLOCK = re.compile(r"^(?:[01]?\d|2[0-3])[:.][0-5]\d$")
_WHOSE = frozenset("their its our his her my your".split())
_SOMEBODYS = "somebody's"  # whose, only the sentences before tell
_LARGE = 1e6  # from here a cost of an event is told by its size alone
_CLOSE = 0.02  # share by which two figures may differ and be the same


@lru_cache(maxsize=4096)
def quantities_of(text: str) -> tuple[Quantity, ...]:
    """Return the figures of a text in order; ordinals, ages, years and figures named only to compare are left out."""
    tokens = tokens_of(text)
    found: list[Quantity] = []
    numbers = numbers_of(tokens, text)
    at = 0
    while at < len(numbers):
        number, following = numbers[at], numbers[at + 1] if at + 1 < len(numbers) else None
        ranged = following is not None and _is_range(tokens, number, following)
        last = following if ranged and following else number
        if made := _quantity(text, tokens, number, last, following):
            found.append(made)
        at += 2 if ranged else 1
    found += _dates(text, tokens)
    return tuple(sorted(found, key=lambda one: one.start))


def _is_range(tokens: Sequence[Token], one: Number, other: Number) -> bool:
    between = [token.low for token in tokens[one.last : other.first]]
    if between in (["to"], ["-"], ["–"]):
        return True
    return between == ["and"] and one.first > 0 and tokens[one.first - 1].low == "between"


def _quantity(
    text: str, tokens: Sequence[Token], first: Number, last: Number, following: Number | None
) -> Quantity | None:
    start, end = tokens[first.first].start, tokens[last.last - 1].end
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    if (
        _VAGUE.search(text[start : end + 12])
        or last.unit == "th"
        or _ASIDE.search(before)
        or re.match(r"\W*(?:more|less|fewer|higher|lower|later|earlier|before|after|times)\b", after)
    ):
        return None
    piece_start, piece_end = _piece(text, start, end)
    piece = tokens_of(text[piece_start:piece_end])
    context = _forms(piece)
    if _CLOCK.match(first.text) and first is last and last.unit == "":
        hours, minutes = re.split("[:.]", first.text)
        moment = int(hours) * 60.0 + int(minutes)
        if ":" not in first.text:
            return None
        return Quantity(
            text=first.text, start=start, end=end, low=moment, high=moment, measure=Measure.TIME, context=context
        )
    low, high = first.value, last.value
    if first is not last and low < 1000 <= high and _SCALED.search(last.text) and not _SCALED.search(first.text):
        low *= high / float(re.sub(r"[^\d.]", "", last.text) or 1) if re.search(r"\d", last.text) else 1
    unit, counted, group, until = _counted(tokens, last)
    if following is not None and _OF_WHOLE.fullmatch(text[end : tokens[following.first].start]):
        unit, counted, group, _ = _counted(tokens, following)  # "38 million of its 44 million cubic metres"
        until = end
    if _ONCE.search(before) and unit in ("year",):
        unit = "once in years"
    if not unit and counted is None and high < 1000 and _nearest_concept(piece, start - piece_start) not in TOLLS:
        return None
    if low == high == 1:
        return None
    if re.match(r"\W*(?:\w+\W+){0,2}?(?:on|of|from|among) (?:its|their|our|his|her)\b", after):
        group = _subject(piece, start - piece_start) or _SOMEBODYS
    if _FLOOR.search(before):
        high = inf
    elif _CEILING.search(before):
        low = 0.0
    rate = _RATE.match(text[end : end + 40])
    return Quantity(
        text=text[start:until],
        start=start,
        end=until,
        low=low,
        high=high,
        measure=Measure.NUMBER,
        unit=unit,
        rate=rate[1].lower() if rate else None,
        counted=counted,
        concept=_nearest_concept(piece, start - piece_start),
        group=group,
        context=context,
        names=_names(piece),
    )


def _subject(piece: Sequence[Token], at: int) -> str | None:
    """Return the name that a piece of sentence begins with: "The Varland coastguard has buried three of its crew"."""
    opening = [token for token in piece[:3] if token.start < at and token.capital and token.content]
    return opening[0].low if opening else None


def _piece(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the piece of sentence, between commas and full stops, that a figure stands in."""
    low, high = 0, len(text)
    for cut in _CUT.finditer(text):
        if cut.end() <= start:
            low = cut.end()
        elif cut.start() >= end:
            high = cut.start()
            break
    return low, high


def _names(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the words written with a capital, those that begin a sentence only where another follows."""
    return frozenset(
        token.low
        for i, token in enumerate(tokens)
        if token.capital and token.content and (not token.opens or (i + 1 < len(tokens) and tokens[i + 1].capital))
    )


def _forms(tokens: Sequence[Token]) -> frozenset[str]:
    words = (t.low for t in tokens if t.content and not t.text[0].isdigit() and len(t.low) > 1)
    return frozenset(form(word) for word in words if word not in NUMBER_WORDS and "-" not in word)


def _counted(tokens: Sequence[Token], number: Number) -> tuple[str, str | None, str | None, int]:
    """Return unit, noun counted, the name tied to it, and where the figure with its noun ends."""
    end = tokens[number.last - 1].end
    after = list(tokens[number.last : number.last + 4])
    if number.unit == "%":
        sign = next((t for t in after[:2] if t.low in ("%", "percent", "cent")), None)
        return "%", None, None, sign.end if sign else end
    if number.unit:
        word = (
            after[0] if after and after[0].text[0].isalpha() and tokens[number.first - 1].text != number.unit else None
        )
        return number.unit, None, None, word.end if word else end
    group: str | None = None
    words: list[Token] = []
    for token in after:
        if not token.word or token.low in ("of", "to", "in", "at", "on") or (negates(token)) or token.text[0].isdigit():
            if token.low == "of" and not words:
                continue
            break
        if token.low in _WHOSE:
            group = _SOMEBODYS
            continue
        if token.low == "the":
            continue
        if not token.content:
            break
        if token.capital:
            group = group or token.low
        words.append(token)
        if form(token.low) in _UNITS:
            break
        if len(words) == 2:
            break
    if not words:
        return "", None, group, end
    noun = next((w for w in words if form(w.low) in _UNITS), None)
    if noun is not None:
        power = words[0].low if words[0].low in ("cubic", "square") else ""
        return f"{power} {form(noun.low)}".strip(), None, group, noun.end
    if _SCALED.search(number.text):
        wide = words[:2] if words[0].low in ("cubic", "square") else words[:1]
        return " ".join(form(w.low) for w in wide), None, group, wide[-1].end
    plain = next((w for w in words if not w.capital), words[0])
    return "", form(plain.low), group, plain.end


def _nearest_concept(piece: Sequence[Token], at: int) -> str | None:
    """Return the concept named nearest to a figure in its piece; what follows counts before what precedes."""
    best, distance = None, 200
    for token in piece:
        concept = _CONCEPT_OF.get(form(token.low))
        if concept is None:
            continue
        apart = token.start - at if token.start >= at else (at - token.end) + 8
        if apart < distance:
            best, distance = concept, apart
    return best


def _dates(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    found = []
    for day in days_of(list(tokens)):
        if not (day.month and day.day):
            continue
        start, end = tokens[day.first].start, tokens[day.last - 1].end
        if _ASIDE.search(text[max(0, start - 20) : start]):
            continue
        while text[end - 1] in "., ":
            end -= 1
        low, high = _piece(text, start, end)
        value = float(day.month * 100 + day.day)
        found.append(
            Quantity(text=text[start:end], start=start, end=end, low=value, high=value, measure=Measure.DATE,
                     context=_forms(tokens_of(text[low:start] + " " + text[end:high])) - MONTHS)
        )  # fmt: skip
    return found


MONTHS = frozenset(
    form(m) for m in "january february march april may june july august september october november december".split()
)
_MONEY = frozenset(
    {"$", "€", "£", "¥", *(form(w) for w in "crown rouble ruble rupee yuan franc peso krona dollar euro".split())}
)
_WHEN = frozenset(form(w) for w in "month year week day last start beginning end ago past next quarter".split())
_SHARED_MONEY = 3
_SHARED_TIME, _SHARED_DATE, _SHARED_COUNT, _COVERED = 2, 3, 2, 0.5


def same_thing(
    one: Quantity, other: Quantity, *, around_one: frozenset[str] = frozenset(), around_other: frozenset[str] = frozenset(),
    near: bool = False, together: bool = False,
) -> bool:  # fmt: skip
    """Tell whether two figures measure the same.

    around: forms of the words of the sentences around. near: their statements are about the same by meaning. together:
    they stand in one article, a few sentences apart.
    """
    if one.measure is not other.measure or one.unit != other.unit:
        return False
    shared = one.context & other.context
    fewest = max(1, min(len(one.context), len(other.context)))
    if one.measure is Measure.TIME:
        return len(shared) >= _SHARED_TIME
    if one.measure is Measure.DATE:
        return len(shared) >= _SHARED_DATE and len(shared) >= 0.6 * fewest
    if one.rate != other.rate and not (together and one.concept == other.concept == "price"):
        return False
    if one.concept != other.concept and one.unit != "once in years":
        return False
    if one.concept in TOLLS:
        return _same_people(one, other)
    if one.concept and one.unit:
        return (
            near
            or (min(one.low, other.low) >= _LARGE and one.concept == "cost")
            or bool(shared - _names_of_concepts())
            or (together and one.concept == "price")
        )
    if one.unit == "once in years":
        return together
    if one.unit == "%":
        return near and len(shared) >= 3 and len(shared) >= 0.7 * max(len(one.context), len(other.context))
    if one.unit in ("day", "week", "month", "year", "hour", "minute"):
        return len(shared) >= 3 and len(shared) >= 0.6 * fewest
    wider = shared | (one.context & around_other) | (other.context & around_one)
    if one.unit in _MONEY:
        alike = shared - _WHEN
        return near and len(alike) >= _SHARED_MONEY and len(alike) >= _COVERED * fewest and _same_names(one, other)
    if one.unit:
        return len(shared) >= _SHARED_COUNT and len(shared) >= _COVERED * fewest
    if one.counted is None or one.counted != other.counted:
        return False
    more = wider - {one.counted}
    return (
        not together
        and len(more) >= (1 if near else _SHARED_COUNT + 1)
        and not _apart(one, other)
        and _same_names(one, other)
    )


def _names_of_concepts() -> frozenset[str]:
    return frozenset(_CONCEPT_OF)


def _same_people(one: Quantity, other: Quantity) -> bool:
    """Tell whether two tolls count the same people: everybody, or those of one group."""
    if _SOMEBODYS in (one.group, other.group):
        return False
    if one.group and other.group:
        return same_name_word(one.group.removesuffix("s"), other.group.removesuffix("s"))
    if one.group or other.group:
        return False
    return all(q.counted is None or q.counted in _PEOPLE for q in (one, other))


def _same_names(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures may be of one subject: where both pieces name somebody, they share a name."""
    if not (one.names and other.names):
        return True
    return any(same_name_word(a, b) for a in one.names for b in other.names)


def _apart(one: Quantity, other: Quantity) -> bool:
    return bool(one.group and other.group and not same_name_word(one.group, other.group))


def differ(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures for the same thing cannot both hold; a range holds what lies in it."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    if low <= high:
        return False
    return (low - high) > _CLOSE * max(abs(low), abs(high)) or one.measure is not Measure.NUMBER
