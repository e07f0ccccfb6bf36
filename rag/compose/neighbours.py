"""The sentences beside one in its article, in its paragraph or the next: what explains it, or whom its "they" means."""

from __future__ import annotations

import re

from ingest.article import Span

_SENTENCE = re.compile(r"(?<=[.!?])[”\"’']?\s+(?=[“\"‘'A-ZÀ-Þ0-9])")
_WHOLE = re.compile(r"[.!?…][”’\"')\]]*$")
_FURTHEST = 420  # characters of a neighbour
_MARKS = "”\"’' \n"


def ends_whole(words: str) -> bool:
    """Tell whether words end as a sentence does, not as a headline or a piece that was cut."""
    return bool(_WHOLE.search(words))


def sentence_after(span: Span, text: str) -> Span | None:
    """Return the sentence that follows, also where it begins the next paragraph; None where none ends near."""
    rest = text[span.end : span.end + _FURTHEST]
    start = span.end + len(rest) - len(rest.lstrip(_MARKS))
    line = text[start : span.end + len(rest)].split("\n", 1)[0]
    piece = _SENTENCE.split(line, maxsplit=1)[0].rstrip()
    return Span(start=start, end=start + len(piece)) if len(piece.split()) > 2 and ends_whole(piece) else None


def sentence_before(span: Span, text: str) -> Span | None:
    """Return the sentence that stands before, also where it ends the paragraph before; None where none begins near."""
    head = text[max(0, span.start - _FURTHEST) : span.start].rstrip()
    line = head.rsplit("\n", 1)[-1]
    end = max(0, span.start - _FURTHEST) + len(head)
    if len(line.split()) < 3 or not ends_whole(line):
        return None
    cuts = [found.end() for found in _SENTENCE.finditer(line)]
    if not cuts and len(line) == len(head) and span.start > _FURTHEST:
        return None  # its beginning is too far away
    return Span(start=end - len(line) + (cuts[-1] if cuts else 0), end=end)
