"""What a user limits a question to, held against the library: what can be meant by it, or an error that says what to do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from difflib import get_close_matches

from ingest.article import Filters
from ingest.errors import DatelineError
from rag.day import day_in_words

LONGEST_TOPIC = 300  # characters
LONGEST_QUESTION = 2_000
_NAMED = 6  # outlets that are named where one is not known
_ALIKE = 0.5


def standing(limits: Filters, outlets: Collection[str]) -> Filters:
    """Return limits as they can be applied: outlets by the names that the library has for them, whatever their case.

    outlets: of the library, those of most articles first. Raises DatelineError for days the wrong way round and for an
    outlet that has no article.
    """
    in_order(limits.since, limits.until)
    known = {name.casefold(): name for name in outlets}
    if not known:
        return limits
    for name in limits.publishers:
        if name.casefold().strip() not in known:
            near = get_close_matches(name.casefold(), known, n=_NAMED, cutoff=_ALIKE)
            meant = f"Did you mean {' or '.join(known[one] for one in near)}?"
            some = (
                f"It has articles of {', '.join(list(outlets)[:_NAMED])}{' and others' if len(known) > _NAMED else ''}."
            )
            raise DatelineError(f"The library has no article of the outlet “{name}”. {meant if near else some}")
    return replace(limits, publishers=tuple(known[name.casefold().strip()] for name in limits.publishers))


def in_order(since: str | None, until: str | None) -> None:
    """Raise DatelineError where the last of two ISO days lies before the first."""
    if since and until and since > until:
        raise DatelineError(
            f"The first day, {day_in_words(since)}, lies after the last, {day_in_words(until)}; put them the other way round."
        )


def worded(words: str, what: str, longest: int) -> str:
    """Return a topic or question on one line. Raises DatelineError where it is too long to be one."""
    told = " ".join(words.split())
    if len(told) > longest:
        raise DatelineError(
            f"The {what} has {len(told):,} characters; {longest:,} are the most. Put it shorter: a long text can be added as an article."
        )
    return told
