"""Days that a question names: "in March 2022", "since Monday", "on 19 May", "last week"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name} | {
    name.lower(): i for i, name in enumerate(calendar.month_abbr) if name
}
_WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = re.compile(
    rf"\b(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH})\.?(?:,? (?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y2>\d{{4}}))?"
    rf"|(?P<m3>{_MONTH})\.?,? (?P<y3>\d{{4}})"
    rf"|(?:in|of|during|since|before|after|until|from) (?:early |late |mid-?)?(?:the year )?(?P<y4>(?:19|20)\d\d)"
    rf"|(?<=in )(?P<m4>{_MONTH})\.?(?!\w)|(?<=since )(?P<m5>{_MONTH})\.?(?!\w)|(?<=last )(?P<m6>{_MONTH})\.?(?!\w)"
    rf"|(?P<weekday>{'|'.join(_WEEKDAYS)})|(?P<relative>today|yesterday|this week|last week|this month|last month))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(since|after|from|before|until|till|by|up to|between)\s+(?:the\s+|last\s+)?$", re.IGNORECASE)
_MAY = re.compile(r"\bmay\b")  # the auxiliary, in lower case, is not the month


@dataclass(frozen=True, kw_only=True, slots=True)
class Days:
    """The time a question gives: bounds where it gives them, and whether it speaks of a time of its own.

    named: it names a time at all. first, last: the first and last day of the time it names ("last week", "in March"), or
    None at an open end ("since Monday").
    """

    since: date | None = None
    until: date | None = None
    first: date | None = None
    last: date | None = None
    dated: bool = False
    named: bool = False


def without_days(text: str) -> str:
    """Return a text without the times it names and the small words before them: "What did she say in March?"."""
    plain = _MAY.sub("\x00\x00\x00", text)
    for found in reversed(list(_DAY.finditer(plain))):
        start = found.start()
        before = re.search(
            r"(?:\b(?:since|after|from|before|until|till|by|up to|between|on|in|during|of|and)\s+)+(?:the\s+|last\s+)?$",
            text[:start],
            re.I,
        )
        text = (text[: before.start()] if before else text[:start]).rstrip() + text[found.end() :]
    return " ".join(text.split())


def days_in(text: str, asked_on: date) -> Days:
    """Return the time a question names, relative to the day it is asked on.

    "Since Monday", "before 3 June" bound; a bare day, month or year covers itself; "today" and "this week"
    are bounds but leave the question undated, for the newest is still what is wanted.
    """
    since: date | None = None
    until: date | None = None
    begins: date | None = None
    ends: date | None = None
    dated = named = False
    for found in _DAY.finditer(_MAY.sub("\x00\x00\x00", text)):
        span = _days(found, asked_on)
        if span is None:
            continue
        named = True
        first, last, past = span
        word = _BEFORE.search(text[: found.start()])
        if found["y4"]:
            word = re.match(r"(\w+)", found[0])
        kind = word[1].lower() if word else ""
        dated = dated or past
        begins, ends = first, last
        if kind in {"since", "after", "from"}:
            since = first
            ends = None
        elif kind in {"before", "until", "till", "by", "up to"}:
            until = last if kind != "before" else first - timedelta(days=1)
            begins, ends = since, until
        elif kind == "between":
            since = first
        elif since is not None and until is None and kind == "" and "between" in text.lower():
            until = last
            begins = since
        elif past:
            # A thing of that day is reported on that day and after it.
            since = since or first
    return Days(since=since, until=until, first=begins, last=ends, dated=dated, named=named)


def _days(found: re.Match[str], asked_on: date) -> tuple[date, date, bool] | None:
    """Return first day, last day, and whether this is a time of its own rather than the present."""
    try:
        if found["iso"]:
            day = date.fromisoformat(found["iso"])
            return day, day, True
        for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
            if found[d]:
                month = _MONTHS[found[m].lower()]
                year = int(found[y]) if found[y] else _latest_year(month, int(found[d]), asked_on)
                day = date(year, month, int(found[d]))
                return day, day, True
        if found["m3"]:
            year, month = int(found["y3"]), _MONTHS[found["m3"].lower()]
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), True
        if bare := found["m4"] or found["m5"] or found["m6"]:
            month = _MONTHS[bare.lower()]
            year = _latest_year(month, 1, asked_on)
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), True
        if found["y4"]:
            return date(int(found["y4"]), 1, 1), date(int(found["y4"]), 12, 31), True
    except ValueError:  # 31 June
        return None
    if found["weekday"]:
        back = (asked_on.weekday() - _WEEKDAYS[found["weekday"].lower()]) % 7
        day = asked_on - timedelta(days=back)
        return day, day, False
    monday, first = asked_on - timedelta(days=asked_on.weekday()), asked_on.replace(day=1)
    day_before = asked_on - timedelta(days=1)
    start, end = {
        "today": (asked_on, asked_on),
        "yesterday": (day_before, day_before),
        "this week": (monday, asked_on),
        "last week": (monday - timedelta(days=7), monday - timedelta(days=1)),
        "this month": (first, asked_on),
        "last month": ((first - timedelta(days=1)).replace(day=1), first - timedelta(days=1)),
    }[found["relative"].lower()]
    return start, end, False


def _latest_year(month: int, day: int, asked_on: date) -> int:
    """A day without a year is its last occurrence before the question was asked."""
    return asked_on.year if (month, day) <= (asked_on.month, asked_on.day) else asked_on.year - 1
