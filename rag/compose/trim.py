"""Shorten exact words at the ends of clauses. What is left is still exact: a narrower span of the same text."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.article import Span

LONGEST = 600  # characters of one quoted piece
_MARKS = "-–—•*·"  # that a line may begin with
_PAIRS = ("“”", "«»", '""')  # “ and ”; single marks are apostrophes too often
_REACH = 400  # characters within which the other end of a quotation is looked for
_WORTH = 40  # characters that a cut must save
_LEAST = 40  # characters that must be left

# Where a clause begins that a sentence can do without; what limits or doubts the sentence ("if", "unless") is not here.
TAIL = re.compile(
    r"(?:,\s+(?=(?:as|after|while|which|who|whose|where|when|with|including|amid|following|joining|adding|marking|making|"
    r"leaving|bringing|and|or|an?|the|\w+ing|\w+ed)\b)|\s+(?=[-–—]\s)|;\s+|\s+(?=\())",
)
_LABEL = re.compile(r"(?:[A-Z][\w’'&-]*,?\s+)?(?:[\w’'&?!-]+\s+){0,6}[\w’'?!-]+:(?=[A-Z“\"‘'])")
# "HALVIK, Nov. 2 (HPA) - Varland and ...", "(HPA) - Varland", "DUNHOLT. At least"; what follows begins a sentence.
_DATELINE = re.compile(
    r"(?:[^\W\d_a-zß-ÿ]{3,}(?:[\s,/.-]+(?:[A-ZÀ-Þ][\w.'’-]*|\d{1,4}))*\.?,?\s*(?:\([^()\n]{2,40}\)\s*)?[-–—]\s+|"
    r"(?:[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+){0,3},?\s*)?\([A-Z][^()\n]{1,30}\)\s*[-–—]+\s*|[^\W\d_a-zß-ÿ]{4,}(?:\s[^\W\d_a-zß-ÿ]{3,}){0,2}\.\s+)(?=[A-ZÀ-Þ“\"‘'«])"
)
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


def without_dateline(span: Span, text: str) -> Span:
    """Return a sentence without the place, day and agency that a report opens with, where it stands at a line's start."""
    if span.start and text[span.start - 1] != "\n":
        return span
    found = _DATELINE.match(text, span.start, span.end)
    return Span(start=found.end(), end=span.end) if found and span.end - found.end() >= _LEAST else span


def balanced(span: Span, text: str) -> Span:
    """Return a sentence with the rest of the quotation that it holds only the end or the beginning of.

    Looked for within its paragraph; the sentence itself where the missing mark is not near.
    """
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = end if end >= 0 else len(text)
    for pair in _PAIRS:
        opening, closing = pair[0], pair[1]
        depth = 0
        for found in re.finditer(f"[{opening}{closing}]", span.of(text)):
            opens = (
                found[0] == opening
                if opening != closing
                else text.count(opening, start, span.start + found.start()) % 2 == 0
            )
            depth += 1 if opens else -1
            if depth < 0:
                first = text.rfind(opening, start, span.start)
                return Span(start=first, end=span.end) if 0 <= span.start - first <= _REACH and first >= start else span
        if depth > 0:
            last = text.find(closing, span.end, end)
            return Span(start=span.start, end=last + 1) if 0 <= last - span.end <= _REACH else span
    return span


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
    span = bare(without_dateline(span, text), text)
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
