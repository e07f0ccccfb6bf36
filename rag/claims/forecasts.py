"""Whether of two claims one expects a thing by a day and the other doubts that it comes as soon.

Pure functions of two texts and the days of their articles. Doubt of a day contradicts only who expects the thing by then or sooner:
who would be surprised before Christmas does not say no to who expects it in summer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.claims.clauses import Opposition, Rule
from rag.verify.facts_in_text import tokens_of
from rag.wordforms import form

_MONTHS = ("january february march april may june july august september october november december").split()
_SEASONS = {
    "spring": 5,
    "summer": 8,
    "autumn": 11,
    "fall": 11,
    "winter": 2,
    "christmas": 12,
    "easter": 4,
    "thanksgiving": 11,
}
_BY = re.compile(
    rf"\b(?:by|before|until) (?:the (?:end|start|beginning|middle) of )?(?:next |this |the |early |late |mid-?)*"
    rf"(?P<when>{'|'.join((*_MONTHS, *_SEASONS))}|(?:year|month|week)(?:['’]s end)?)\b",
    re.IGNORECASE,
)
_EXPECTS = re.compile(
    r"\b(?:expect(?:s|ed)?|predict(?:s|ed)?|forecasts?|anticipat(?:es?|ed)|is confident|are confident|was confident|were confident|will|sure)\b",
    re.IGNORECASE,
)
_DOUBTS = re.compile(
    r"\b(?:(?:would|should|['’]d) be (?:\w+ )?surprised (?:if|to see)|(?:do|does|did) not (?:expect|believe|think|see)|n[’']t (?:expect|believe|think|see)|"
    r"doubt(?:s|ed)?|(?:highly |very )?unlikely|no chance|little chance|impossible)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;][”\"’']*(?: …)? |, (?:but|and|while) ")
_LEAST = 2  # words of meaning that the two hold beside the day


@dataclass(frozen=True, slots=True)
class _Forecast:
    words: str
    doubts: bool
    months: float  # from the day of its article
    forms: frozenset[str]


def doubts_a_day(text: str) -> bool:
    """Tell whether a claim doubts something, and names a day by which."""
    return bool(_DOUBTS.search(text) and _BY.search(text))


def forecast(one: str, other: str, *, day: str, other_day: str) -> Opposition | None:
    """Return how one of two claims expects something by a day and the other doubts it by that day or a later one.

    day, other_day: the days of the articles, ISO 8601; "" where unknown, and then nothing is found.
    """
    if not day or not other_day:
        return None
    for a in _forecasts(one, day):
        for b in _forecasts(other, other_day):
            hopes, doubts = (b, a) if a.doubts else (a, b)
            if a.doubts == b.doubts or hopes.months > doubts.months or len(a.forms & b.forms) < _LEAST:
                continue
            return Opposition(
                rule=Rule.DENIAL,
                about=" ".join(sorted(a.forms & b.forms)),
                one=a.words,
                other=b.words,
                negates_first=a.doubts,
            )
    return None


def _forecasts(text: str, day: str) -> list[_Forecast]:
    """Return what a text expects, or doubts, by some day; of each sentence one."""
    found = []
    for piece in _SENTENCE.split(" ".join(text.split())):
        by = _BY.search(piece)
        doubts = _DOUBTS.search(piece)
        cue = doubts or _EXPECTS.search(piece)
        if by is None or cue is None:
            continue
        rest = piece[: cue.start()] + " " + piece[cue.end() : by.start()]
        forms = frozenset(form(token.low) for token in tokens_of(rest) if token.content and len(token.low) > 2)
        found.append(_Forecast(f"{cue[0]} … {by[0]}", doubts is not None, _ahead(by["when"].lower(), day), forms))
    return found


def _ahead(when: str, day: str) -> float:
    """Return how many months after a day a named time ends."""
    now = int(day[5:7])
    if when in _MONTHS or when in _SEASONS:
        month = _MONTHS.index(when) + 1 if when in _MONTHS else _SEASONS[when]
        return (month - now) % 12
    if when.startswith("year"):
        return 12 - now
    return 0.5 if when.startswith("month") else 0.25
