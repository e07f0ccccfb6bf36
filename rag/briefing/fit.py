"""As many sentences as the page holds: set, measured and set again, until the page is full and no fuller."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from rag.briefing.as_document import briefing_document
from rag.briefing.draft import Drafted
from rag.briefing.length import LINES, fitted
from rag.briefing.types import Briefing, Length
from rag.export.pdf import length as pages_of

log = logging.getLogger(__name__)

PAGES = {Length.HALF: 0.5, Length.ONE: 0.97, Length.TWO: 1.96}  # at most
_FULL = 0.95  # of that, from which the page is full
_TRIES = 4


def fit(
    drafts: Sequence[Drafted], length: Length, sources: int, made_of: Callable[[Sequence[Drafted]], Briefing]
) -> Briefing:
    """Return the fullest briefing that is no longer than was asked; of those that were tried, the shortest where none is.

    made_of: makes a briefing of drafts that stand.
    """
    lines, most = LINES[length], PAGES[length]
    best: tuple[float, Briefing] | None = None
    shortest: tuple[float, Briefing] | None = None
    for _ in range(_TRIES):
        chosen = fitted(drafts, length, sources, lines)
        briefing = made_of(chosen)
        filled = pages_of(briefing_document(briefing))
        if shortest is None or filled < shortest[0]:
            shortest = (filled, briefing)
        if filled <= most and (best is None or filled > best[0]):
            best = (filled, briefing)
        log.debug("%s of %s lines fill %.2f pages", len(chosen), round(lines), filled)
        if _FULL * most <= filled <= most or (filled <= most and len(chosen) == len(drafts)):
            break
        lines *= most * (1 + _FULL) / 2 / max(filled, 0.1)
    found = best or shortest
    assert found is not None
    return found[1]
