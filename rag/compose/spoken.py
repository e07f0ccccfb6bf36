"""Whose words a sentence is."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.article import Attribution, Span


def spoken(sentence: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution most of whose sentence this is, so that its words are not given as the outlet's own."""
    best, share = None, 0.5
    for said in attributions:
        inside = sum(max(0, min(s.end, sentence.end) - max(s.start, sentence.start)) for s in said.content)
        if inside > share * (sentence.end - sentence.start):
            best, share = said, inside / (sentence.end - sentence.start)
    return best
