"""Whether two claims can dispute each other at all: both are asserted, and by people who are not of one camp."""

from __future__ import annotations

import re

from rag.comparison.evidence import Item
from rag.comparison.holders import words_of_name
from rag.comparison.types import Viewpoint
from rag.verify.names_in_text import same_name_word

_ASKS = re.compile(
    r"[?][\"”'’\s]*(?:…|$)|^[\"“'‘]*(?:asked|asks|asking|wonder(?:s|ed|ing)?)\b|^[\"“'‘]*(?:if|whether)\b",
    re.IGNORECASE,
)
_NOT_HELD = re.compile(
    r"\b(?:no|not|never|nobody|none|without|n['’]t)\b[^.;:“\"]{0,70}?\b(?:who|that|which|whom)(?: \w+)?\W*$",
    re.IGNORECASE,
)  # "has had no talks with supporters who have suggested"
_SHORT = 3  # letters up to which a word of a name says little


def asserts(item: Item) -> bool:
    """Tell whether a claim is one: no question, and not what somebody is said not to have said."""
    if _ASKS.search(item.claim.words):
        return False
    lead = item.article.text[item.found.sentence.start : item.span.start]
    return not (item.spoken and _NOT_HELD.search(lead))


def one_camp(one: Viewpoint, other: Viewpoint) -> bool:
    """Tell whether one of two holders is told to be with the other: "the mayor's lawyer", "a spokesman for Norfell Hydro"."""
    for here, there in ((one, other), (other, one)):
        told = words_of_name(f"{here.description or ''} {here.affiliation or ''} {'' if here.named else here.holder}")
        names = [word for word in words_of_name(there.holder) if len(word) >= _SHORT]
        if there.named and names and any(same_name_word(names[-1], word) for word in told):
            return True
    bodies = [view.affiliation.casefold() for view in (one, other) if view.affiliation]
    return len(bodies) > 1 and bodies[0] == bodies[1]
