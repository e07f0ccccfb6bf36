"""The timeline of a topic: statements by the day they were published, and what is told of a day by date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from ingest.article import AttributionKind
from rag.comparison.types import Claim, TimelineEvent, Viewpoint
from rag.day import day_of
from rag.types import Citation
from rag.verify.facts_in_text import Day, days_of, meant_by, tokens_of

_LONGEST = 140  # characters of a label
_HAPPENED = 400  # days before its report that something told of a day without a year may lie
_MOST = 400


def timeline(
    claims: Sequence[Claim], viewpoints: Sequence[Viewpoint], citations: Sequence[Citation]
) -> tuple[TimelineEvent, ...]:
    """Return statements and events by day, oldest first; what has no known day is left out."""
    events = []
    for claim in claims:
        published = day_of(claim.date)
        if published is None:
            continue
        if claim.viewpoint is not None:
            events.append(_event(claim, published, True, viewpoints[claim.viewpoint].side))
        told = told_of(claim.words, published) if claim.kind in (None, AttributionKind.INDIRECT) else None
        if told is not None and told != published:
            events.append(_event(claim, told, False, "events"))
    events.sort(key=lambda event: (event.date, not event.said, -claims[event.claim].score))
    return tuple(events[:_MOST])


def _event(claim: Claim, day: date, said: bool, side: str) -> TimelineEvent:
    words = claim.words
    label = words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return TimelineEvent(
        date=day.isoformat(), said=said, label=label, side=side, claim=claim.id, citation=claim.citations[0]
    )


@lru_cache(maxsize=8192)  # of a claim that is in very many pairs
def told_of(words: str, published: date) -> date | None:
    """Return the one day that words tell of: a date with its month, or a weekday or "yesterday" of an article's day."""
    known = {day for day in (_date_of(found, published) for found in days_of(tokens_of(words))) if day}
    return known.pop() if len(known) == 1 else None


def _date_of(found: Day, published: date) -> date | None:
    if found.month and found.day:
        year = found.year or published.year
        try:
            day = date(year, found.month, found.day)
            if not found.year and (day - published).days > _HAPPENED / 2:
                day = date(year - 1, found.month, found.day)
        except ValueError:
            return None
        return day
    if found.relative or found.weekday is not None:
        meant = meant_by(found, published)
        return meant[0] if meant else None
    return None
