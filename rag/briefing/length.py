"""How much stands on a page: sentences are chosen by weight, each part having its share, until the page is full."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rag.briefing.draft import Drafted
from rag.briefing.types import Length, SectionKind, Voice

LINES = {Length.HALF: 38.0, Length.ONE: 78.0, Length.TWO: 152.0}
_ACROSS, _ACROSS_SMALL = 112, 76  # characters on a line of text, and of a note
_SMALL = 0.36  # height of a line of small print, of which two stand side by side
_HEADING, _HEAD, _TOP = 2.0, 1.25, 6.0
_SOURCE = 0.8
_NOTE = 60  # characters of where a note's words stand, without its quote
SOURCES = {Length.HALF: 4, Length.ONE: 8, Length.TWO: 16}

_HELD = 0.6  # of a sentence, from which it is not told again
_TELLING = (SectionKind.BOTTOM_LINE, SectionKind.HAPPENED, SectionKind.WHO_SAYS, SectionKind.MISSING)
_PEOPLE = {Length.HALF: 0.0, Length.ONE: 2.0, Length.TWO: 14.0}  # lines kept for the people

# Sentences that each part may hold at most, by length of the page; the parts that are filled first stand first.
_MOST: dict[SectionKind, tuple[int, int, int]] = {
    SectionKind.BOTTOM_LINE: (2, 3, 4),
    SectionKind.CHAIN: (1, 1, 2),
    SectionKind.FIGURES: (1, 5, 12),
    SectionKind.HAPPENED: (3, 7, 14),
    SectionKind.WHO_SAYS: (5, 14, 30),
    SectionKind.DISPUTED: (0, 6, 15),
    SectionKind.MISSING: (1, 4, 9),
    SectionKind.PEOPLE: (0, 8, 14),
}


def fitted(drafts: Sequence[Drafted], length: Length, sources: int, lines: float | None = None) -> list[Drafted]:
    """Return the drafts that fit on the page, in their given order. lines: of text, where they are not the length's own.

    In turns each part adds its weightiest sentences that are left, so that every part has something before any is full; the
    people come last, and only those whom no other lead has introduced, except where there is room for two pages.
    """
    page = _Page((lines or LINES[length]) - _TOP - (_HEADING + _SOURCE * min(sources, SOURCES[length])))
    place = list(Length).index(length)
    waiting = {
        kind: sorted((d for d in drafts if d.section is kind), key=lambda d: -d.weight)[: most[place]]
        for kind, most in _MOST.items()
    }
    known = waiting.pop(SectionKind.PEOPLE)
    page.room -= _PEOPLE[length]
    while any(waiting.values()):
        for kind, left in waiting.items():
            for _ in range(_turn(kind) if length is not Length.HALF or kind is SectionKind.BOTTOM_LINE else 1):
                if left:
                    first = left.pop(0)
                    both = [other for other in left if first.whole and other.head == first.head]
                    if length is not Length.TWO:
                        both = both[:1]  # the two sides, without what the article adds
                    left[:] = [other for other in left if not (first.whole and other.head == first.head)]
                    page.add(first, *both)
    page.room += _PEOPLE[length]
    leads = " ".join(draft.lead for draft in page.chosen)
    for draft in known:
        if length is Length.TWO or not draft.unless or draft.unless not in leads:
            page.add(draft)
    kept = {id(draft) for draft in page.chosen}
    return [draft for draft in drafts if id(draft) in kept]


class _Page:
    """A page being filled: the lines left, and what stands on it."""

    def __init__(self, room: float) -> None:
        self.room = room
        self.chosen: list[Drafted] = []
        self._heads: set[tuple[SectionKind, str]] = set()
        self._cited: set[tuple[str, int, int]] = set()
        self._told: set[tuple[str, int, int]] = set()

    def add(self, *drafts: Drafted) -> None:
        """Add sentences if there is room for all of them, and no other part shows the same words."""
        heads, cited = set(self._heads), set(self._cited)
        cost = 0.0
        for draft in drafts:
            if draft.section in _TELLING and draft.voice is not Voice.OURS and self._holds(draft):
                return
            cost += _cost(draft, heads, cited)
            heads |= {(draft.section, ""), (draft.section, draft.head)}
            cited |= {(e.article_id, e.span.start, e.span.end) for e in draft.evidence}
        if cost <= self.room:
            self.room -= cost
            self.chosen += drafts
            self._heads, self._cited = heads, cited
            for draft in drafts:
                if draft.section in (*_TELLING, SectionKind.DISPUTED) and draft.voice is not Voice.OURS:
                    self._told |= {(e.article_id, e.span.start, e.span.end) for e in draft.evidence}

    def _holds(self, draft: Drafted) -> bool:
        """Tell whether most of a draft's words stand on the page already."""
        size = sum(e.span.end - e.span.start for e in draft.evidence)
        held = sum(
            max(0, min(end, e.span.end) - max(start, e.span.start))
            for e in draft.evidence
            for article_id, start, end in self._told
            if article_id == e.article_id
        )
        return held > _HELD * size


def _turn(kind: SectionKind) -> int:
    return {SectionKind.WHO_SAYS: 3, SectionKind.BOTTOM_LINE: 2, SectionKind.HAPPENED: 2}.get(kind, 1)


def _cost(draft: Drafted, heads: set[tuple[SectionKind, str]], cited: set[tuple[str, int, int]]) -> float:
    lines = float(math.ceil((len(draft.lead) + len(draft.words) + 4) / _ACROSS)) + 0.15
    if (draft.section, "") not in heads:
        lines += _HEADING
    if draft.head and (draft.section, draft.head) not in heads:
        lines += _HEAD
    words = " ".join(draft.words.split())
    for proof in draft.evidence:
        if (proof.article_id, proof.span.start, proof.span.end) in cited:
            continue
        quote = " ".join(proof.quote.split())
        shown = sum(word in words for word in quote.split()) >= 0.6 * len(quote.split())
        lines += _SMALL * math.ceil((_NOTE + (0 if shown else len(quote))) / _ACROSS_SMALL)
    return lines
