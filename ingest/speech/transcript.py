"""Interviews printed as transcripts: "TAPPER: Do you think so?", paragraph by paragraph, each its speaker's words."""

from __future__ import annotations

import re
from collections import Counter

from ingest.speech.findings import Finding
from ingest.speech.namewords import given_names
from ingest.speech.words import Words

_CAPITALS = re.compile(
    r"(?P<name>[A-ZÀ-ÞА-ЯЄІЇҐ][A-ZÀ-ÞА-ЯЄІЇҐ.'’-]+(?:\s+[A-ZÀ-ÞА-ЯЄІЇҐ][A-ZÀ-ÞА-ЯЄІЇҐ.'’-]*){0,3}):\s+(?=\S)"
)
_NAME = re.compile(r"(?P<name>[A-ZÀ-ÞА-ЯЄІЇҐ][\w'’-]+(?:\s+[A-ZÀ-ÞА-ЯЄІЇҐ][\w.'’-]*){0,3}):\s+(?=\S)")
_NO_SPEAKERS = frozenset(
    "photo video update updated note read more watch related also see source sources correction breaking image images credit "
    "credits caption question answer abstract tags topics editor's date time where when what why who how opinion analysis "
    "fact listen live contact email phone details background".split()
)
_FEWEST = 2  # paragraphs with a label, of which it takes so many to be a transcript
_SELF = frozenset("i we me us my our you".split())


def find_labelled(units: list[Words], text: str) -> dict[int, Finding]:
    """Return, for the number of each paragraph of a transcript, what its labelled speaker says; {} where there is none.

    A label in capitals counts from two on; one written as a name only where two speakers take turns, and one of them
    at least is somebody: "News:" and "Sport:" take turns in a list of corrections, two clubs in a report of a match.
    """
    capitals: dict[int, re.Match[str]] = {}
    names: dict[int, re.Match[str]] = {}
    for number, words in enumerate(units):
        unit = words.unit
        for pattern, kept in ((_CAPITALS, capitals), (_NAME, names)):
            found = pattern.match(text, unit.start, unit.end)
            if found and not set(found["name"].lower().split()) & _NO_SPEAKERS:
                kept[number] = found
    if not any(_is_somebody(found["name"].title(), text) for found in capitals.values()):
        capitals = {}  # "WINNER: ...", "DRIVER: ..."
    if len(capitals) < _FEWEST:
        turns = Counter(found["name"] for found in names.values())
        taking = {name for name, count in turns.items() if count >= _FEWEST}
        capitals = {number: found for number, found in names.items() if found["name"] in taking}
        if len(taking) < _FEWEST or not any(_is_somebody(name, text) for name in taking):
            return {}
    return {number: _finding(units[number], found, text) for number, found in capitals.items()}


def _is_somebody(label: str, text: str) -> bool:
    """Tell whether a label is a person's name: with a given name, in itself or where the text writes it in full."""
    first, last = label.split()[0], re.escape(label.split()[-1])
    known = given_names()
    return first.lower() in known or any(
        found[1].lower() in known for found in re.finditer(rf"\b([A-Z][\w'’-]+)\s+(?:[A-Z]\.\s+)?{last}\b", text)
    )


def without_own(clauses: list[Finding]) -> list[Finding]:
    """Leave out what speakers say of their own saying: "I think that ...", "do you believe ..."."""
    return [found for found in clauses if found.head is not None and found.words.lower[found.head] not in _SELF]


def _finding(words: Words, found: re.Match[str], text: str) -> Finding:
    end = words.unit.end
    while text[end - 1].isspace():
        end -= 1
    inside = [i for i in range(len(words)) if words.start[i] < found.end("name")]
    return Finding(
        words=words,
        content=[(found.end(), end)],
        source=(inside[0], inside[-1]) if inside else None,
        head=inside[-1] if inside else None,
        quotations=list(range(len(words.unit.quotations))),
        label=found["name"],
    )
