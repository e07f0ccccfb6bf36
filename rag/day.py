"""Days as a reader writes them."""

from __future__ import annotations

import calendar
from datetime import date


def day_of(published_at: str | None) -> date | None:
    """Return the day of an ISO date or time, None where it is not known to the day."""
    try:
        return date.fromisoformat((published_at or "")[:10])
    except ValueError:
        return None


def days_between(earlier: str | None, later: str | None) -> int | None:
    """Return the days from one ISO date or time to another, below 0 where it is the later one; None where one is not known."""
    first, last = day_of(earlier), day_of(later)
    return (last - first).days if first and last else None


def day_in_words(published_at: str | None) -> str | None:
    """Return "19 May 2025" for an ISO date or time, the month or year where no more is known, None for None."""
    if not published_at:
        return None
    parts = published_at[:10].split("-")
    if len(parts) == 3:
        try:
            day = date.fromisoformat(published_at[:10])
        except ValueError:
            return published_at[:10]
        return f"{day.day} {calendar.month_name[day.month]} {day.year}"
    if len(parts) == 2 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        return f"{calendar.month_name[int(parts[1])]} {parts[0]}"
    return published_at[:10]
