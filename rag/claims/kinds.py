"""Whether one claim calls something by a kind that the other says it cannot be: "a drill", "a drill does not bring coffins".

A general statement about a kind, with "a" and a no, is made of something in dispute: it says that the thing is not of that kind.
Pure functions of two texts.
"""

from __future__ import annotations

import re

from rag.claims.clauses import Opposition, Rule
from rag.wordforms import form

_NO_SUCH = re.compile(
    r"(?:^|[.!?…]\s)[“\"'‘]*(?P<words>(?:An? (?P<kind>[a-z][\w-]{3,}) (?:does not|doesn[’']t|would not|wouldn[’']t|never|has no|needs no)|"
    r"No (?P<other>[a-z][\w-]{3,}) (?:needs|requires|has|brings|carries|takes|asks for|comes with|pays|keeps)) [^.!?;”\"]{3,60})"
)
_CALLED = r"(?:\b(?:is|was|are|were|be|been|being|called|describ\w+ (?:\w+ )?as|just|only|merely|no more than|nothing but|part of|in) |, )an? (?:\w+ ){0,2}?"
_PERSONS = re.compile(r"(?:er|or|ist|ian|man|woman|person|president|king|queen|child|student|people|parent)$")


def of_no_such_kind(text: str) -> bool:
    """Tell whether a claim says what no thing of some kind does."""
    return bool(_NO_SUCH.search(" ".join(text.split())))


def not_of_kind(one: str, other: str) -> Opposition | None:
    """Return how one claim gives something a kind and the other says what no such thing does, or None."""
    for general, told, first in ((one, other, True), (other, one, False)):
        flat = " ".join(general.split())
        found = _NO_SUCH.search(flat)
        if found is None:
            continue
        kind = found["kind"] or found["other"]
        called = re.search(rf"{_CALLED}(?P<kind>{re.escape(kind)})\b", " ".join(told.split()), re.IGNORECASE)
        if called is None or _PERSONS.search(kind):
            continue
        words = (found["words"], called[0].strip(", "))
        return Opposition(
            rule=Rule.DENIAL, about=form(kind), one=words[not first], other=words[first], negates_first=first
        )
    return None
