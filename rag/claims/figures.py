"""The figures of a sentence: their range, unit and what they count. Whether two measure the same: `rag.claims.figures_alike`.

Tolls (dead, missing, injured), costs and prices are known by name. A number that is part of a name counts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import inf

from rag.claims.no_figure import ASIDE, counts_nothing, is_score, names_something
from rag.verify.facts_in_text import Number, Token, days_of, negates, numbers_of, tokens_of
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
    context: forms of the words of its piece of sentence. whole: a damage, bill or loss, which needs no word for what costs.
    nearly: a little less than what is written.
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
    whole: bool = False
    nearly: bool = False

    @property
    def bound(self) -> bool:
        """Whether only one end is given: "at least eight"."""
        return self.high == inf or self.low == 0 < self.high

    @property
    def stated(self) -> float:
        """The number that is written: the end that is given of a range with one end."""
        return self.high if self.low == 0 or self.nearly else self.low


_CONCEPTS = {
    "dead": "die toll bury perish slain succumb",
    "missing": "missing unaccounted",
    "injured": "injure injury wound hurt",
    "cost": "cost loss",
    "price": "price sell",
    "jobs": "job layoff",
}
CONCEPT_OF = {form(word): concept for concept, words in _CONCEPTS.items() for word in words.split()}
TOLLS = frozenset({"dead", "missing", "injured"})
PEOPLE = frozenset(form(w) for w in "people person dead victim life body name casualty more other".split())
_UNITS = frozenset(
    form(w)
    for w in "mph kph knot metre meter mile kilometre kilometer km tonne ton degree megawatt litre liter hectare acre crown rouble ruble "
    "rupee yuan franc peso krona day week month year hour minute inch foot feet barrel gallon millimetre point seat vote".split()
)
_SCALED = re.compile(r"(?:million|billion|trillion|\bbn\b|\bm\b|thousand)\b", re.IGNORECASE)
_AT_LEAST = r"(?:at least|more than|over|no (?:fewer|less) than|upwards of|as many as|exceed\w*|not less than)(?: an?)?"
_NEARLY = r"(?:nearly|almost|close to|just under)(?: an?)?"
_AT_MOST = r"(?:at most|no more than|less than|fewer than|up to|(?<!just )under)(?: an?)?"
_FLOOR = re.compile(rf"{_AT_LEAST}\s*[$€£¥]?\s*$", re.I)
_CEILING = re.compile(rf"{_AT_MOST}\s*[$€£¥]?\s*$", re.I)
_UNDER = re.compile(rf"{_NEARLY}\s*[$€£¥]?\s*$", re.I)
BOUND = re.compile(rf"\b(?:{_AT_LEAST}|{_AT_MOST}|{_NEARLY}) $", re.I)  # the words before a figure that make it one
_SPAN = re.compile(  # "the week ending 7 July" dates a span of time, no event
    r"\b(?:week|month|quarter|year|period|season)s? (?:that )?(?:end(?:ing|ed|s)|beginning|of|from|to|through)(?: on)?\s*$",
    re.I,
)
_OF_WHOLE = re.compile(r"\s+of (?:its|their|his|her|the)\s+", re.IGNORECASE)
_RATE = re.compile(
    r"^\W*(?:[\w-]+\W+){0,2}?(?:a|an|per|each|every)\s+(day|week|month|year|dose|hour|person|head|barrel|family|ton|tonne|share)\b",
    re.I,
)
_WHOLE = re.compile(
    r"\b(?:damages?|bill|loss(?:es)?)\b|\b(?:the|this|his|her|its|their|[A-Z]\w+['’]s?)(?: \w+)? (?:plan|program|programme|scheme|proposal|policy)\b",
    re.IGNORECASE,
)  # what an article tells of as "the plan" is one
_OF_WHOM = re.compile(r"\s+of (?:the|those|them|its|their) (?:\w+ )?(\w+)", re.IGNORECASE)
_BODY = form("bodies")
_FOUND = re.compile(r"\b(?:found|recovered|pulled|retrieved|identified|brought up)\b", re.IGNORECASE)
_RISEN_TO = re.compile(
    r"\b(?:toll|deaths?|dead|number of (?:the )?(?:dead|deaths|victims))\b[^;:.]*\b(?:climb\w*|ris(?:es|en|ing)|rose|jump\w*|increas\w*|"
    r"gr[eo]wn?|stands?|stood|surpass\w*|exceed\w*|reach\w*|pass(?:ed|es))(?: (?:to|at|past))?(?: (?:at least|more than|about|over))?\s*$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(r"\b(?:number|count|tally) of (?:the )?([a-z]+)\b[^,;.]*$", re.IGNORECASE)
_LIVES = re.compile(r"\b(?:claim|cost|t[ao]k|took|los[et])\w*\b[^,;:.]*\bli(?:ves|fe)\b", re.IGNORECASE)
_ALL_DIED = re.compile(
    r"[^,;:.]{0,80},? (?:and|but|where|of whom|who) (?:both|all(?: of them| \w+)?|they all|neither|none)\b(?: (?:of them|had|have|has|were|was|are|is|later|since))*"
    r" (?:died|dead|drowned|killed|perished|survived)\b",
    re.IGNORECASE,
)  # "two of the climbers were found, and both had frozen"
_INCLUDING = re.compile(
    r",? (?:including|among them|most of them|some of them|mostly|many of them)\b[^;:.]{0,80}?, (?:have|has|had|were|was|are)(?: been)? (\w+)",
    re.IGNORECASE,
)  # "eight people, including a child, have been killed"
_ONCE = re.compile(r"\bonce in(?: every)?\s*(?:about\s*)?$", re.IGNORECASE)
_PARTICLE = re.compile(r"-(?:up|down|off|out|in|over)$")
_CUT = re.compile(r"[;:.!?…]\s|,\s(?!\d{3})|\s[-–—]\s|\n")
MONTHS = frozenset(
    form(m) for m in "january february march april may june july august september october november december".split()
)
_NUMBERS = NUMBER_WORDS - frozenset("percent per cent some about around nearly least almost total".split())
MONEY = frozenset(
    {"$", "€", "£", "¥", *(form(w) for w in "crown rouble ruble rupee yuan franc peso krona dollar euro".split())}
)
_AHEAD = 6  # tokens behind a number among which is what it counts
_PREPOSITIONS = frozenset("of to in at on across from near along since by with into around".split())
_PLURALS = frozenset("people children men women police cattle sheep fish".split())
_SUM = 1e6  # money from which a price is what something costs in all
_ALMOST = 0.9  # of what is written, from which "nearly" holds
_CLOCK = re.compile(r"^(?:[01]?\d|2[0-3])[:.][0-5]\d$")
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_WHOSE = frozenset("their its our his her my your".split())
SOMEBODYS = "somebody's"  # whose, only the sentences before tell


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
        if following is not None and not ranged and is_score(tokens, number, following):
            at += 2  # "a 21-14 lead"
            continue
        if made := _quantity(text, tokens, number, last, following):
            found.append(made)
        at += 2 if ranged else 1
    found += _dates(text, tokens)
    return tuple(sorted(found, key=lambda one: one.start))


def _is_range(tokens: Sequence[Token], one: Number, other: Number) -> bool:
    if names_something(tokens, one):
        return False
    between = [token.low for token in tokens[one.last : other.first]]
    if between in (["-"], ["–"]):
        return one.value < other.value
    if between == ["to"]:
        return True
    return between == ["and"] and one.first > 0 and tokens[one.first - 1].low == "between"


def _quantity(
    text: str, tokens: Sequence[Token], first: Number, last: Number, following: Number | None
) -> Quantity | None:
    start, end = tokens[first.first].start, tokens[last.last - 1].end
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    if counts_nothing(text, tokens, first, last):
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
    floor = nearly = False
    of_whom = _OF_WHOM.match(text, end)  # "31 of the injured have gone home" is no count of the injured
    others = [
        t for t in piece if not of_whom or not of_whom.start() <= t.start + piece_start < of_whom.end() or _dead(t)
    ]
    concept = _nearest_concept(others, start - piece_start)
    if concept is None and counted == _BODY and _FOUND.search(text[piece_start:piece_end]):
        concept, floor = "dead", True  # at least so many have died
    if concept in (None, "cost") and not unit and _LIVES.search(text[piece_start:piece_end]):
        concept = "dead"  # "took the lives of 20 people"
    if concept is None and not unit and (told := _INCLUDING.match(text, until)):
        concept = CONCEPT_OF.get(form(told[1]))
    if concept is None and not unit and _ALL_DIED.match(text, end):
        concept = "dead"
    if concept is None and not unit and counted is None and _RISEN_TO.search(text[max(0, start - 200) : start]):
        concept = "dead"  # "the toll, which the ministry gave at noon, climbed to 49"
    if following is not None and _OF_WHOLE.fullmatch(text[end : tokens[following.first].start]):
        unit, counted, group, _ = _counted(tokens, following)  # "38 million of its 44 million cubic metres"
        until = end
    if _ONCE.search(before) and unit in ("year",):
        unit = "once in years"
    if (
        not unit
        and counted is None
        and high < 1000
        and concept not in TOLLS
        and not _NUMBER_OF.search(text[piece_start:start])
    ):
        return None
    if low == high == 1 or (not unit and low != int(low) and high < 1000):
        return None  # one of anything; "a 7.8 quake"
    if re.match(r"\W*(?:\w+\W+){0,2}?(?:on|of|from|among) (?:its|their|our|his|her)\b", after):
        group = _subject(piece, start - piece_start) or SOMEBODYS
    if floor or _FLOOR.search(before):
        high = inf
    elif _CEILING.search(before):
        low = 0.0
    elif (nearly := _UNDER.search(before) is not None) and low == high:
        low *= _ALMOST
    rate = _RATE.match(text[end : end + 40])
    if concept == "price" and unit in MONEY and high >= _SUM:
        concept = "cost"  # "came at a price of 400 million dollars"
    if unit and (concept in TOLLS or unit == "%"):
        concept = None  # eleven tonnes of dead fish are no toll, and a share by which a price rose is no price
    if counted is None and not unit and (told := _NUMBER_OF.search(text[piece_start:start])):
        counted = form(told[1])  # "the number of people treated rose to 118"
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
        concept=concept,
        group=group,
        context=context,
        names=_names(piece),
        whole=bool(_WHOLE.search(text[piece_start:piece_end])),
        nearly=nearly,
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
    parts = (_PARTICLE.sub("", word) for word in words)  # the clean-up is cleaning up
    return frozenset(form(word) for word in parts if word not in NUMBER_WORDS and "-" not in word)


def _counted(tokens: Sequence[Token], number: Number) -> tuple[str, str | None, str | None, int]:
    """Return unit, noun counted, the name tied to it, and where the figure with its noun ends."""
    end = tokens[number.last - 1].end
    after = list(tokens[number.last : number.last + _AHEAD])
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
        if not token.word or token.low in _PREPOSITIONS or (negates(token)) or token.text[0].isdigit():
            if token.low == "of" and not words:
                continue
            break
        if token.low in _WHOSE:
            group = SOMEBODYS
            continue
        if token.low == "the" or token.low in _WEEKDAYS:
            continue  # "5,500 Friday flights"
        if not token.content and token.text != "US":
            break
        if token.capital:
            group = group or token.low
        words.append(token)
        if form(token.low) in _UNITS:
            break
        if len(words) == _AHEAD - 2 or (len(words) > 1 and (_plural(token) or _plural(words[0]))):
            break
    words = words[: 1 + next((i for i, word in enumerate(words) if i and _plural(word)), 1)]
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
    if len(words) > 1 and _plural(words[-1]) and not _plural(plain) and form(plain.low) not in PEOPLE:
        plain = words[-1]  # "four white balls" are balls, "19 elementary school children" are children
    return "", form(plain.low), group, plain.end


def _plural(token: Token) -> bool:
    return (token.low.endswith("s") and not token.low.endswith(("us", "ss", "is", "'s", "’s"))) or token.low in _PLURALS


def _dead(token: Token) -> bool:
    return CONCEPT_OF.get(form(token.low)) == "dead"


def _nearest_concept(piece: Sequence[Token], at: int) -> str | None:
    """Return the concept named nearest to a figure in its piece; what follows counts before what precedes."""
    best, distance = None, 200
    for before, token in zip([None, *piece], piece, strict=False):
        concept = CONCEPT_OF.get(form(token.low))
        if concept is None or token.text == "Hurts":
            continue
        if before is not None and before.end <= at and (before.text[0].isdigit() or before.low in _NUMBERS):
            continue  # "left six dead and sent twenty to hospitals": the dead are another number's
        apart = token.start - at if token.start >= at else (at - token.end) + 8
        if apart < distance:
            best, distance = concept, apart
    return best


def _dates(text: str, tokens: Sequence[Token]) -> list[Quantity]:
    found = []
    for day in days_of(tokens):
        if not (day.month and day.day):
            continue
        start, end = tokens[day.first].start, tokens[day.last - 1].end
        if ASIDE.search(text[max(0, start - 20) : start]) or _SPAN.search(text[max(0, start - 30) : start]):
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
