"""The checkable facts of a sentence: its words, names, numbers, days, negations, and who it gives as speaking.

Rules over tokens, no model: the same text always gives the same facts, and every fact can be named in a reason.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rag.words import STOP_WORDS, stem

_TOKEN = re.compile(
    r"[$€£¥]|\d+(?:[.,:]\d+)*|(?:[^\W\d_]\.){2,}|[^\W\d_][^\W_]*(?:[-'’.&][^\W_]+)*|[^\w\s]", re.UNICODE
)
_MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m}
_MONTHS |= {m.lower(): i for i, m in enumerate(calendar.month_abbr) if m} | {"sept": 9}
_MONTHS |= {
    f"{part}-{m.lower()}": i for i, m in enumerate(calendar.month_name) if m for part in ("mid", "early", "late")
}
_WEEKDAYS = {d.lower(): i for i, d in enumerate(calendar.day_name)}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_WORDS_OF_NUMBER = {w: float(i) for i, w in enumerate(_UNITS)} | {w: float(v) for w, v in _TENS.items()}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0,
    "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9, "dozens": 12.0, "trillions": 1e12,
    "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "k": 1e3, "tn": 1e12,
}  # fmt: skip
_ORDINALS = {
    w: float(i)
    for i, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(), 1
    )
}
_SHARES = {"half": 0.5, "twice": 2.0, "double": 2.0, "doubled": 2.0, "triple": 3.0, "tripled": 3.0, "halved": 0.5}
_CURRENCIES = {"$": "$", "€": "€", "£": "£", "¥": "¥", "dollar": "$", "dollars": "$", "euro": "€", "euros": "€", "pound": "£",
               "pounds": "£", "yen": "¥"}  # fmt: skip

_DETERMINERS = frozenset("the a an his her its their our this that".split())
_SAID = frozenset("said says told tells spoke wrote denied came saw".split())
UNIT_WORDS = frozenset("% percent per cent percentage points".split()) | frozenset(_CURRENCIES)

NEGATORS = frozenset("not no never none nobody nothing neither nor without cannot nowhere hardly".split())
_NOT = re.compile(r"n['’]t$", re.IGNORECASE)
# Verbs that turn their clause round as a negation does.
LACKING = frozenset("lack lacks lacked lacking".split())
DENIALS = LACKING | frozenset(
    "deny denied denies denying refuse refused refuses refusing fail failed fails failing".split()
)
REJECTS = frozenset("reject rejects rejected dispute disputes disputed dismiss dismisses dismissed".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word, numeral or mark at `start` to `end` of its text. opens: it begins a sentence or a quotation."""

    text: str
    low: str
    stem: str
    start: int
    end: int
    opens: bool

    @property
    def word(self) -> bool:
        """Whether this is a word or numeral rather than a mark."""
        return self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital."""
        return self.text[0].isupper()

    @property
    def content(self) -> bool:
        """Whether it carries meaning by itself."""
        return self.word and self.low not in STOP_WORDS and self.low not in NEGATORS and not _NOT.search(self.low)


def tokens_of(text: str) -> list[Token]:
    """Return the words and marks of a text in order."""
    found: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(text):
        word = match[0]
        low = word.lower().replace("’", "'").removesuffix("'s")
        found.append(Token(word, low, stem(low), match.start(), match.end(), opens))
        if word[0].isalnum():
            opens = False
        elif word in '.!?…:“”"«»„':
            opens = True
    return found


def negates(token: Token) -> bool:
    """Tell whether a word turns its clause round: "not", "hasn't", "never", "denied"."""
    return token.low in NEGATORS or token.low in DENIALS or bool(_NOT.search(token.low))


@dataclass(frozen=True, slots=True)
class Number:
    """A number: value, unit ("%", a currency, "th" for an ordinal, or ""), what it counts (stems that follow).

    first, last: its place among the tokens, last exclusive.
    """

    value: float
    unit: str
    counted: tuple[str, ...]
    first: int
    last: int
    text: str


def numbers_of(tokens: list[Token], text: str) -> list[Number]:
    """Return the numbers of a text, written in digits or in words, without those that are part of a day."""
    taken = {i for day in days_of(tokens) for i in range(day.first, day.last)}
    found: list[Number] = []
    i = 0
    while i < len(tokens):
        if i in taken or not (parsed := _number_at(tokens, i)) or _adverb(tokens, i):
            i += 1
            continue
        value, last, ordinal = parsed
        unit = "th" if ordinal else ""
        if last < len(tokens) and tokens[last].low in ("%", "percent", "per", "percentage"):
            if tokens[last].low != "per" or (last + 1 < len(tokens) and tokens[last + 1].low == "cent"):
                unit = "%"
        elif i and tokens[i - 1].text in _CURRENCIES:
            unit = _CURRENCIES[tokens[i - 1].text]
        elif last < len(tokens) and tokens[last].low in _CURRENCIES:
            unit = _CURRENCIES[tokens[last].low]
        after = last
        while after < len(tokens) and tokens[after].low in UNIT_WORDS:
            after += 1
        counted = tuple(t.stem for t in tokens[after : after + 3] if t.content and not t.text[0].isdigit())
        found.append(Number(value, unit, counted, i, last, text[tokens[i].start : tokens[last - 1].end]))
        i = last
    return found


def _adverb(tokens: list[Token], i: int) -> bool:
    """Tell whether "first" says when rather than which: "who first said that"."""
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    before = tokens[i - 1].low if i else ""
    return tokens[i].low == "first" and before not in _DETERMINERS and (after in _SAID or after.endswith("ed"))


def is_number(token: Token) -> bool:
    """Tell whether a word is a number by itself: "14", "fourteen", "four-way"; "one" is not."""
    first = token.low.split("-")[0]
    return token.text[0].isdigit() or (first in _WORDS_OF_NUMBER and first != "one") or first in _TENS


def _number_at(tokens: list[Token], i: int) -> tuple[float, int, bool] | None:
    token = tokens[i]
    value: float | None = None
    ordinal = False
    last = i + 1
    if token.text[0].isdigit():
        digits = token.text.replace(",", "")
        if ":" in digits:
            hours, minutes = digits.split(":")[:2]
            return float(hours) + float(minutes or 0) / 100, last, False
        value = float(digits) if digits.count(".") <= 1 else float(digits.replace(".", ""))
        if last < len(tokens) and tokens[last].low in ("st", "nd", "rd", "th") and tokens[last].start == token.end:
            return value, last + 1, True
    elif token.low in _WORDS_OF_NUMBER and token.low != "one":
        value = _WORDS_OF_NUMBER[token.low]
    elif "-" in token.low and token.low.split("-")[0] in _TENS and token.low.split("-")[1] in _WORDS_OF_NUMBER:
        tens, units = token.low.split("-")[:2]
        value = _TENS[tens] + _WORDS_OF_NUMBER[units]
    elif "-" in token.low and token.low.split("-")[0] in _WORDS_OF_NUMBER and not token.low.startswith("one-"):
        return _WORDS_OF_NUMBER[token.low.split("-")[0]], last, False  # "a four-way contest"
    elif token.low in _ORDINALS:
        return _ORDINALS[token.low], last, True
    elif token.low in _SHARES:
        more = (
            i > 1 and tokens[i - 1].low == "a" and tokens[i - 2].low == "and"
        )  # "an hour and a half", not half of one
        return _SHARES[token.low] + more, last, False
    elif token.low == "one":
        value = 1.0
    elif token.low in _SCALES and len(token.low) > 2:
        value = 1.0
        last = i
    if value is None:
        return None
    while last < len(tokens) and tokens[last].low in _SCALES:
        if len(tokens[last].low) <= 2 and tokens[last].start != tokens[last - 1].end:
            break
        value *= _SCALES[tokens[last].low]
        last += 1
        if last + 1 < len(tokens) and tokens[last].low == "and" and tokens[last + 1].low in _WORDS_OF_NUMBER:
            value += _WORDS_OF_NUMBER[tokens[last + 1].low]
            last += 2
    return value, max(last, i + 1), ordinal


@dataclass(frozen=True, slots=True)
class Day:
    """A time as written: any of year, month, day, weekday (Monday is 0), or a relative word."""

    year: int | None
    month: int | None
    day: int | None
    weekday: int | None
    relative: str | None
    first: int
    last: int
    text: str = ""


_RELATIVE = frozenset("today yesterday tomorrow tonight".split())


def days_of(tokens: Sequence[Token]) -> list[Day]:
    """Return the days, months and years that a text names."""
    found: list[Day] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.low in _WEEKDAYS and token.capital:
            found.append(Day(None, None, None, _WEEKDAYS[token.low], None, i, i + 1, token.text))
        elif token.low in _RELATIVE and (token.opens or not token.capital):  # not "USA Today"
            found.append(Day(None, None, None, None, token.low, i, i + 1, token.text))
        elif (
            token.low in _MONTHS
            and (token.capital or "-" in token.low)
            and not (token.low == "may" and token.opens)
            and (token.low not in ("march", "mar", "may") or _dated(tokens, i))
        ):
            i = _month(tokens, i, found)
            continue
        elif _year(token) and not (i + 1 < len(tokens) and tokens[i + 1].low in _CURRENCIES):
            found.append(Day(int(token.text), None, None, None, None, i, i + 1, token.text))
        i += 1
    return found


def _dated(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether "May" or "March" stands as a month: beside a numeral, or after "in", "since", "last"."""
    before = tokens[i - 1].low if i else ""
    beside = [tokens[j].text[0].isdigit() for j in (i - 1, i + 1, i + 2) if 0 <= j < len(tokens)]
    return any(beside) or before in {
        "in",
        "since",
        "last",
        "until",
        "by",
        "late",
        "early",
        "from",
        "of",
        "next",
        "this",
    }


def _month(tokens: Sequence[Token], i: int, found: list[Day]) -> int:
    month, first, last = _MONTHS[tokens[i].low], i, i + 1
    day = year = None
    if i and _day_number(tokens[i - 1]):
        day, first = int(tokens[i - 1].text), i - 1
    elif (i > 1 and tokens[i - 1].low in ("st", "nd", "rd", "th") and _day_number(tokens[i - 2])) or (
        i > 1 and tokens[i - 1].low == "of" and _day_number(tokens[i - 2])
    ):
        day, first = int(tokens[i - 2].text), i - 2
    if last < len(tokens) and tokens[last].text == ".":
        last += 1
    if day is None and last < len(tokens) and _day_number(tokens[last]):
        day, last = int(tokens[last].text), last + 1
        if last < len(tokens) and tokens[last].low in ("st", "nd", "rd", "th"):
            last += 1
    after = last + 1 if last < len(tokens) and tokens[last].text == "," else last
    if after < len(tokens) and _year(tokens[after]):
        year, last = int(tokens[after].text), after + 1
    elif day is None and last > i + 1 and tokens[last - 1].text == ".":
        last -= 1
    found.append(Day(year, month, day, None, None, first, last, " ".join(t.text for t in tokens[first:last])))
    return last


def _day_number(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) <= 2 and 1 <= int(token.text) <= 31


def _year(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == 4 and 1700 <= int(token.text) <= 2100


def meant_by(day: Day, published: date | None) -> list[date]:
    """Return the calendar days that a relative day or weekday may mean in an article of that date."""
    if published is None:
        return []
    if day.relative:
        return [published + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(day.relative, 0))]
    if day.weekday is not None:
        back = (published.weekday() - day.weekday) % 7
        return [published - timedelta(days=back), published + timedelta(days=7 - back)]
    return []


def same_day(asked: Day, known: Day, published: date | None) -> bool:
    """Tell whether a day in a sentence agrees with one in its source: every part that both name is equal."""
    if asked.relative and known.relative:
        return asked.relative == known.relative
    if asked.weekday is not None and known.weekday is not None:
        return asked.weekday == known.weekday
    if asked.month or asked.day or asked.year:
        if known.month or known.day or known.year:
            pairs = ((asked.year, known.year), (asked.month, known.month), (asked.day, known.day))
            if asked.year and not known.year and published and asked.month == known.month:
                return abs(asked.year - published.year) <= 1 and _parts_agree(pairs[1:])
            if not asked.year and not asked.month:
                return asked.day == known.day
            return (
                _parts_agree(pairs) and not (asked.day and known.day is None) and not (asked.month and not known.month)
            )
        return any(_is(asked, day) for day in meant_by(known, published))
    if known.month and known.day and published:
        year = known.year or published.year
        try:
            day = date(year, known.month, known.day)
        except ValueError:
            return False
        return day in meant_by(asked, published)
    return any(day in meant_by(known, published) for day in meant_by(asked, published))


def _parts_agree(pairs: tuple[tuple[int | None, int | None], ...]) -> bool:
    return all(a is None or b is None or a == b for a, b in pairs)


def _is(asked: Day, day: date) -> bool:
    return (
        (asked.year is None or asked.year == day.year)
        and (asked.month is None or asked.month == day.month)
        and (asked.day is None or asked.day == day.day)
    )
