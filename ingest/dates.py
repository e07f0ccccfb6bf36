"""Dates as sources write them, turned into ISO 8601; what cannot be read for certain is None.

A day alone stays a day ("2023-01-05"). A time keeps the zone that was stated and gets none that was not.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from dateutil import parser as _dateutil

_EARLIEST, _LATEST = 1700, 2100
_YEAR_FIRST = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
_YEAR_SPACED = re.compile(r"^(\d{4}) (\d{1,2}) (\d{1,2})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_DAY_OR_MONTH_FIRST = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})\b")
_EPOCH = re.compile(r"^\d{10}(\d{3})?(\.\d+)?$")
_HAS_TIME = re.compile(r"\d{1,2}:\d{2}|T\d{4}|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_LEADING_WORDS = re.compile(
    r"^(?:(?:first\s+)?(?:published|posted|updated|last\s+updated|modified|publié|veröffentlicht|publicado|pubblicato)"
    r"(?:\s+(?:on|at|le|am|el|il))?)\s*:?\s+",
    re.IGNORECASE,
)
# Names of zones that mean one offset wherever they are used in news; others ("IST", "CST") are ambiguous.
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "EST": -5 * 3600, "EDT": -4 * 3600, "PST": -8 * 3600, "PDT": -7 * 3600,
    "CET": 3600, "CEST": 7200, "MSK": 3 * 3600,
}  # fmt: skip


def iso_date(value: object) -> str | None:
    """Return a stated date as ISO 8601, or None where it is absent, impossible or ambiguous (05/01/2023).

    Takes strings in ISO, RFC 2822 and plain English forms, seconds or milliseconds since 1970, dates and datetimes.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return _write(value)
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(str(value).split())
    if not 4 <= len(text) <= 120:
        return None
    if _EPOCH.match(text):
        return _from_epoch(float(text))
    for pattern in (_YEAR_FIRST, _YEAR_SPACED, _COMPACT):
        if found := pattern.match(text):
            return _day(*(int(part) for part in found.groups()))
    return _from_text(_LEADING_WORDS.sub("", text))


def _zone(name: str | None, offset: int | None) -> int | None:
    return offset if offset is not None else _ZONES.get((name or "").upper())


def _from_text(text: str) -> str | None:
    try:
        return _write(datetime.fromisoformat(text), dated_only=not _HAS_TIME.search(text))
    except ValueError:
        pass
    day_first = False
    if found := _DAY_OR_MONTH_FIRST.match(text):
        first, second = int(found[1]), int(found[3])
        # "19.11.2019" with dots is day first in every country that writes it; with slashes only a number over 12 tells.
        if found[2] != "." and first <= 12 and second <= 12 and first != second:
            return None
        day_first = found[2] == "." or first > 12
    try:
        # Two different fill-ins show which parts the text itself states.
        one = _dateutil.parse(text, default=datetime(2000, 1, 1), dayfirst=day_first, tzinfos=_zone)
        two = _dateutil.parse(text, default=datetime(2004, 2, 2), dayfirst=day_first, tzinfos=_zone)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    if one.date() != two.date():
        return None
    return _write(one, dated_only=not _HAS_TIME.search(text))


def _from_epoch(seconds: float) -> str | None:
    try:
        return _write(datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, tz=UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return _write(datetime(year, month, day), dated_only=True)
    except ValueError:
        return None


def _write(moment: datetime, *, dated_only: bool = False) -> str | None:
    if not _EARLIEST <= moment.year <= _LATEST:
        return None
    return moment.date().isoformat() if dated_only else moment.isoformat(timespec="seconds")
