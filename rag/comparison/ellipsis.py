"""What a claim leaves to the sentence before it: "the three on the east bank", where sirens were spoken of. Pure functions of texts."""

from __future__ import annotations

import re

from rag.wordforms import NUMBER_WORDS, form

_COUNTS = "|".join(
    sorted(NUMBER_WORDS - {"percent", "per", "cent", "some", "about", "around", "nearly", "least", "almost", "total"})
)
_BARE = re.compile(
    rf"\b(?P<the>the|those|all) (?P<count>{_COUNTS}|\d+)(?= (?:on|in|at|near|along|off|from|with|outside|inside) )",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    rf"\b(?:the|these|those|all|its|their|{_COUNTS}|\d+)(?: (?:{_COUNTS}|\d+))? ([a-z]{{2,}}[^s\W]s)(?![\w’'-])",
    re.IGNORECASE,
)
_NO_THING = frozenset(
    "says days weeks months years hours minutes times others reports sources always perhaps besides towards afterwards sometimes".split()
)
_FAR = 400  # characters before a claim in which the thing was named
# Ways to say that a thing does not work, of which one is written for all.
_BROKEN = re.compile(
    r"\b(?:without (?:power|current|electricity)|out of (?:service|action|operation|use)|not (?:in )?work(?:ing)?(?: order)?|switched off|"
    r"offline|off line|inoperable|inoperative|broken down)\b",
    re.IGNORECASE,
)
_OUT = "out of order"


def in_full(words: str, before: str) -> str:
    """Return the words of a claim with the thing that a bare number counts, "the three sirens on the bank", as the text before names it.

    The nearest thing of which there are several, and which the claim does not name itself, is taken; where there is none the words stay.
    """
    bare = _BARE.search(words)
    if bare is None:
        return words
    own = {form(word) for word in re.findall(r"\w+", words)}
    named = [word for word in _PLURAL.findall(before[-_FAR:]) if word not in _NO_THING and form(word) not in own]
    if not named:
        return words
    return f"{words[: bare.end()]} {named[-1]}{words[bare.end() :]}"


def alike_told(words: str) -> str:
    """Return a text in which the ways to say that a thing does not work are one."""
    return _BROKEN.sub(_OUT, words)
