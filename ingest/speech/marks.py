"""Find the quotations of a text by their marks: every mark of the world's press, dialogue dashes, missing closing marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DOUBLE = '“”„‟"«»「」『』″'
_ASCII_DOUBLE = re.compile(r"''|``")
_SINGLE = "‘’‚‛'‹›"
# The mark that closes each opening mark; where a paper sets the wrong one, the context decides (see `_closes`).
_CLOSERS = {
    "“": '”"“″',
    "„": '“”"',
    "‟": '”"',
    '"': '"”“″',
    "”": "”",
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "″": "″",
    "‘": "’'",
    "‚": "‘’",
    "'": "'’",
    "‹": "›",
    "›": "‹",
}
_STOPS = ".,!?…;:"
_DASH = re.compile(r"(?:(?<=[.!?…]\s)|(?<=[.!?…][\"”»]\s)|^)[-–—]\s*(?=[^\W\d_])")
_CUE_BEHIND = re.compile(
    r",(?=\s+(?:[A-Z]\w+|he|she|they|it)\s+(?:said|says|added|told|wrote)\b|\s+(?:said|says|added)\b)"
)
_SENTENCE_END = re.compile(r"[.!?…][\"”»’]?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words set as someone's own: `start` to `end` with their marks, `inner_start` to `inner_end` without.

    closed: a closing mark stands at the end. dash: opened by a dash ("- But he will not.").
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True
    dash: bool = False


def find_quotations(text: str, start: int, end: int, *, dialogue: bool = False) -> list[Quotation]:
    """Return the outermost quotations of the paragraph that is text[start:end], in order, never overlapping.

    dialogue: read a dash that opens the paragraph as the start of speech, as French, Spanish and Russian prose does.
    """
    found = _marked(text, start, end, _DOUBLE)
    found = _single(text, start, end, found) if _has_single(text, start, end) else found
    return _dashes(text, start, end, found, dialogue)


def _has_single(text: str, start: int, end: int) -> bool:
    return any(mark in text[start:end] for mark in "‘'‹›‚")


def _mark_at(text: str, at: int, end: int) -> tuple[str, int]:
    """Return the double mark at a place and its length; two apostrophes in a row are one mark."""
    character = text[at]
    if character in _DOUBLE:
        return character, 1
    if character in "'`" and at + 1 < end and text[at + 1] == character:
        return '"', 2
    return "", 0


def _marked(text: str, start: int, end: int, marks: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened: tuple[int, int, str] | None = None  # start, inner start, mark
    depth = 0
    at = start
    while at < end:
        mark, size = _mark_at(text, at, end)
        if not mark:
            at += 1
            continue
        if opened is None:
            if _opens(text, at, size, start, end, mark):
                opened = (at, at + size, mark)
                depth = 0
            elif _looks_closing(text, at, size, start, end) and mark not in "«":
                found = _close_without_opening(text, at, size, start, found)
        elif mark in _CLOSERS.get(opened[2], "") and _closes(text, at, size, end, mark, opened[2]):
            if depth:
                depth -= 1
            else:
                found.append(Quotation(opened[0], at + size, opened[1], at))
                opened = None
        elif mark == opened[2] and _opens(text, at, size, start, end, mark):
            if opened[2] in "«»" or _closed_later(text, at + size, end, opened[2]) > 1:
                depth += 1
            else:
                found.append(_cut(text, opened, at))
                opened = (at, at + size, mark)
        at += size
    if opened is not None:
        found.append(_until_end(text, opened, end))
    return [quotation for quotation in found if text[quotation.inner_start : quotation.inner_end].strip()]


def _opens(text: str, at: int, size: int, start: int, end: int, mark: str) -> bool:
    after = text[at + size] if at + size < end else ""
    before = text[at - 1] if at > start else ""
    if mark in "„‟「『«":
        return bool(after)
    if mark == "“":
        return bool(after) and not after.isspace() and not (before.isalnum() and after in _STOPS)
    if mark == "»":  # German and Danish books turn the guillemets round
        return (
            bool(after)
            and not after.isspace()
            and (not before or before.isspace() or before in "([")
            and "«" in text[at:end]
        )
    if mark in "」』":
        return False
    return (
        bool(after) and not after.isspace() and (not before or before.isspace() or before in "([—–-/:" or before == "…")
    )


def _looks_closing(text: str, at: int, size: int, start: int, end: int) -> bool:
    after = text[at + size] if at + size < end else ""
    before = text[at - 1] if at > start else ""
    return bool(before) and not before.isspace() and (not after or not after.isalnum())


def _closes(text: str, at: int, size: int, end: int, mark: str, opener: str) -> bool:
    after = text[at + size] if at + size < end else ""
    before = text[at - 1]
    if mark in "”」』″" or (mark == "»" and opener == "«") or (mark == "“" and opener == "„"):
        return True
    return (not before.isspace() and (not after or not after.isalnum())) or (not after or after.isspace())


def _closed_later(text: str, at: int, end: int, opener: str) -> int:
    closers = _CLOSERS[opener].replace(opener, "")
    return sum(text.count(mark, at, end) for mark in set(closers))


def _until_end(text: str, opened: tuple[int, int, str], end: int) -> Quotation:
    """Let a quotation that is not closed go on to the paragraph's end, or to the comma before its cue."""
    comma = _CUE_BEHIND.search(text, opened[1], end)
    stop = comma.end() if comma else end
    while stop > opened[1] and text[stop - 1].isspace():
        stop -= 1
    return Quotation(opened[0], stop, opened[1], stop, closed=False)


def _cut(text: str, opened: tuple[int, int, str], at: int) -> Quotation:
    """End a quotation whose closing mark is missing: at the first sentence end, since the cue stands in what follows."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text, opened[1], at)]
    comma = _CUE_BEHIND.search(text, opened[1], at)
    stop = comma.end() if comma else (ends[0] if ends else at)
    while stop > opened[1] and text[stop - 1].isspace():
        stop -= 1
    return Quotation(opened[0], stop, opened[1], stop, closed=False)


def _close_without_opening(text: str, at: int, size: int, start: int, found: list[Quotation]) -> list[Quotation]:
    """Pair a closing mark with a dash that opened the speech: '... he said. - But it will not last."'"""
    since = found[-1].end if found else start
    dashes = [match for match in _DASH.finditer(text, since, at) if match.start() > start]
    if dashes:
        opener = dashes[0]
        return [*found, Quotation(opener.end(), at + size, opener.end(), at, dash=True)]
    return found


def _single(text: str, start: int, end: int, found: list[Quotation]) -> list[Quotation]:
    """Add quotations in single marks that stand outside the double ones; apostrophes are not marks."""
    taken = found[:]
    at = start
    while at < end:
        inside = next((quotation for quotation in taken if quotation.start <= at < quotation.end), None)
        if inside:
            at = inside.end
            continue
        mark = text[at]
        if mark in "‘'‚‹" and _opens_single(text, at, start, end):
            close = _single_close(text, at, end, mark)
            limit = min((q.start for q in found if q.start > at), default=end)
            if close is not None and (close < limit or any(q.end <= close for q in found if q.start > at)):
                taken = [q for q in taken if not (at < q.start and q.end <= close)]
                taken.append(Quotation(at, close + 1, at + 1, close))
                at = close
        at += 1
    return sorted(taken, key=lambda quotation: quotation.start)


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else ""
    after = text[at + 1] if at + 1 < end else ""
    if not after or after.isspace() or after in "'’" or (before in "'’" and before):
        return False
    return (not before or before.isspace() or before in "([—–-:") and not after.isdigit()


def _single_close(text: str, at: int, end: int, mark: str) -> int | None:
    """Return where a single mark is closed, or None where it is an apostrophe.

    A mark after a stop is sure; one after a letter may be a plural's apostrophe ("the voters' choice"), so it counts only
    where no surer one follows in the sentence.
    """
    first: int | None = None
    for place in range(at + 2, end):
        if text[place] not in _CLOSERS[mark]:
            if first is not None and text[place] in ".!?" and place + 1 < end and text[place + 1].isspace():
                break
            continue
        after = text[place + 1] if place + 1 < end else ""
        if after.isalnum() or text[place - 1].isspace():
            continue
        if text[place - 1] in _STOPS:
            return place
        if text[place - 1].lower() == "s" and after.isspace():
            first = first if first is not None else place
            continue
        return place
    return first


def _dashes(text: str, start: int, end: int, found: list[Quotation], dialogue: bool) -> list[Quotation]:
    """Add speech that a dash opens: at the paragraph's start (dialogue), or after a quotation's cue."""
    out = list(found)
    if dialogue and not found:
        opener = re.compile(r"[-–—]\s*(?=[^\W\d_¿¡])|[-–—]\s*(?=[¿¡])").match(text, start, end)
        if opener:
            stop = end
            while stop > start and text[stop - 1].isspace():
                stop -= 1
            return [Quotation(opener.end(), stop, opener.end(), stop, closed=False, dash=True)]
    if not found:
        return out
    for opener in _DASH.finditer(text, start, end):
        if opener.start() == start or any(q.start <= opener.start() < q.end or q.start == opener.end() for q in out):
            continue
        before = [q for q in out if q.end <= opener.start()]
        if not before or any(q.start >= opener.end() for q in out):
            continue
        stop = end
        while stop > opener.end() and text[stop - 1].isspace():
            stop -= 1
        out.append(Quotation(opener.end(), stop, opener.end(), stop, closed=False, dash=True))
    return sorted(out, key=lambda quotation: quotation.start)
