"""What a user put where in a briefing, kept when it is made anew: their own sentences, the order of sentences and of parts."""

from __future__ import annotations

from collections.abc import Sequence

from rag.briefing.rebuilt import Row
from rag.briefing.types import Briefing, SectionKind


def order_of(briefing: Briefing) -> list[SectionKind]:
    """Return all parts in the briefing's order; one that it has not stands after the one it follows by default."""
    order = [part.kind for part in briefing.sections]
    before: SectionKind | None = None
    for kind in SectionKind:
        if kind not in order:
            order.insert(0 if before is None else order.index(before) + 1, kind)
        before = kind
    return order


def in_their_places(rows: Sequence[Row], own: Sequence[Row], before: Briefing) -> list[Row]:
    """Return rows with the user's own among them, each after the sentence of its part that it followed; and all in the
    order that the user gave them, as far as they did."""
    merged = list(rows)
    for row in own:
        there = {other.id: i for i, (kind, other, _) in enumerate(merged) if kind is row[0]}
        earlier = [there[i] for i in _before(row, before) if i in there]
        first = min(there.values(), default=len(merged))
        merged.insert(max(earlier) + 1 if earlier else first, row)
    for kind in before.arranged:
        places = [i for i, row in enumerate(merged) if row[0] is kind]
        for i, row in zip(places, _as_before([merged[i] for i in places], before), strict=True):
            merged[i] = row
    order = order_of(before) if before.ordered else list(SectionKind)
    return sorted(merged, key=lambda row: order.index(row[0]))


def _before(row: Row, before: Briefing) -> list[str]:
    """Return the ids of the sentences that stood before one in its part."""
    ids = [sentence.id for part in before.sections if part.kind is row[0] for sentence in part.sentences]
    return ids[: ids.index(row[1].id)] if row[1].id in ids else ids


def _as_before(rows: Sequence[Row], before: Briefing) -> list[Row]:
    """Return the rows of one part in the order they had; new ones stay after the one that they follow."""
    had = {sentence.id: place for place, sentence in enumerate(before.sentences)}
    known = [row for row in rows if row[1].id in had]
    runs: dict[str, list[Row]] = {}
    last = ""
    for row in rows:
        last = row[1].id if row[1].id in had else last
        if row[1].id not in had:
            runs.setdefault(last, []).append(row)
    placed = runs.get("", [])
    for row in sorted(known, key=lambda row: had[row[1].id]):
        placed = [*placed, row, *runs.get(row[1].id, [])]
    return placed
