"""Whether one claim denies that any such deed was done and the other tells of one: "denied that any work was put off".

What is denied of any is contradicted by one, whatever its name. Whose deed it is, is for the caller to know. Pure functions of texts.
"""

from __future__ import annotations

import re

from rag.verify.facts_in_text import tokens_of
from rag.wordforms import form

_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)) (?:that )?(?:any|a single) (?P<what>(?:[\w’'-]+ ){1,3}?)"
    r"(?:had|has|have|was|were|is|are)(?: ever)?(?: been)?(?: \w+ly)? (?P<verb>[a-z]+(?:ed|en|t|d|ne|wn|pt))\b",
    re.IGNORECASE,
)
_ANY_AT_ALL = frozenset(
    form(word)
    for word in "work repair thing step measure rule money job action activity document record record file item material mistake error".split()
)  # of nearly every deed


def denied_of_any(words: str) -> tuple[str, frozenset[str]] | None:
    """Return the verb of what a claim denies of any, by form, and what it is denied of: empty for all sorts of things."""
    found = _DENIED.search(" ".join(words.split()))
    if found is None:
        return None
    things = [form(token.low) for token in tokens_of(found["what"]) if token.content]
    head = things[-1:]
    return form(found["verb"].lower()), frozenset() if not head or head[0] in _ANY_AT_ALL else frozenset(head)
