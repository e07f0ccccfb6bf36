"""Shorten exact words at the ends of clauses. What is left is still exact: a narrower span of the same text."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.article import Span

LONGEST = 600  # characters of one quoted piece
_MARKS = "-–—•*·"  # that a line may begin with
_WORTH = 40  # characters that a cut must save
_LEAST = 40  # characters that must be left

# Where a clause begins that a sentence can do without; what limits or doubts the sentence ("if", "unless") is not here.
TAIL = re.compile(
    r"(?:,\s+(?=(?:as|after|while|which|who|whose|where|when|with|including|amid|following|joining|adding|marking|making|"
    r"leaving|bringing|and|or|an?|the|\w+ing|\w+ed)\b)|\s+(?=[-–—]\s)|;\s+|\s+(?=\())",
)
_LABEL = re.compile(r"(?:[A-Z][\w’'&-]*,?\s+)?(?:[\w’'&?!-]+\s+){0,6}[\w’'?!-]+:(?=[A-Z“\"‘'])")
_BINDS = re.compile(
    r"\b(?:said|says|say|told|tells|according|claim\w*|report\w*|announc\w*|den(?:y|ied|ies)|accus\w*|alleg\w*|insist\w*|"
    r"warn\w*|estimat\w*|believ\w*|suspect\w*|apparently|reportedly|not|no|never|none|neither|nor|without|unless|if|but|"
    r"except|only|however|though|although|may|might|could|would|n['’]t)\b|[\"“”„«»‘]",
    re.IGNORECASE,
)


def bare(span: Span, text: str) -> Span:
    """Leave out blank ends, and cut an overlong piece at the end of its last whole sentence, clause or word."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in _MARKS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > LONGEST:
        end = _end(text, start)
    return Span(start=start, end=end)


def _end(text: str, start: int) -> int:
    for stop, kept in ((". ", 1), ("; ", 0), (", ", 0), (" ", 0)):
        cut = text.rfind(stop, start + LONGEST // 3, start + LONGEST)
        if cut > start:
            return cut + kept
    return start + LONGEST


def shortened(span: Span, text: str, needed: Callable[[str], bool]) -> Span:
    """Return the sentence without a label before it and without clauses at its end that are not needed.

    needed: tells whether words bear on the question. A clause that says who says so, or that denies, limits or doubts,
    always stays, and so does everything before it.
    """
    span = bare(span, text)
    label = _LABEL.match(text, span.start, span.end)
    if label and span.end - label.end() >= _LEAST:
        span = Span(start=label.end(), end=span.end)
    places = [m.start() for m in TAIL.finditer(text, span.start, span.end)]
    for place in reversed(places):
        tail = text[place : span.end]
        if place - span.start < _LEAST or _BINDS.search(tail) or needed(tail):
            break
        if span.end - place >= _WORTH or place != places[-1]:
            span = Span(start=span.start, end=place)
    return span
