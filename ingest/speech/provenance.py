"""Through whom a statement reached the reader: wire credits, outlets that report outlets, and who was spoken to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.speech.namewords import is_outlet

# "HALVIK, Nov. 2 (HPA) - Varland and Tesmar agreed ..."; "WASHINGTON (AP) — ..."
_WIRE = re.compile(r"^[^\n]{0,80}?\((?P<agency>[A-Z][\w/.’' -]{1,30})\)\s*[-–—]{1,2}\s")
_NAME = r"(?P<name>(?:[Tt]he\s+)?[A-ZÀ-ÞА-Я][\w'’&.-]*(?:\s+(?:(?:of|the|della|des|du)\s+)?[A-ZÀ-ÞА-Я][\w'’&-]*){0,4})"
_HEARD = (
    re.compile(rf"\b(?:told|tells|telling)\s+{_NAME}"),
    re.compile(
        rf"\binterview\s+(?:\w+\s+){{0,3}}?(?:with|to|on|by|for|in)\s+{_NAME}(?:\s+on\s+(?P<station>[A-Z][\w’'-]+))?"
    ),
    re.compile(rf"\b(?:speaking|spoke|talking|talked|confirmed|said)\s+(?:to|with|on)\s+{_NAME}"),
    re.compile(rf"\b(?:article|column|op-ed|essay)\s+(?:for|in)\s+{_NAME}"),
)
_TRAILING = re.compile(r"(?:'s|’s|['’])$")
_MANY = 3  # further outlets from which on an article gathers reports instead of retelling one


def wire_credit(text: str) -> str | None:
    """Return the agency of a dateline such as "WASHINGTON (AP) —" at the head of a text."""
    for line in text.split("\n", 4)[:4]:
        found = _WIRE.match(line)
        if found and not found["agency"].islower() and len(found["agency"].split()) < 4:
            return found["agency"].strip()
    return None


def heard_by(sentence: str, known: Sequence[str] = ()) -> str | None:
    """Return the outlet that a sentence says the speaker talked to: "told Reuters", "in an interview with the Post".

    known: names that count as outlets besides those known by form: the article's publisher, its agency.
    """
    for pattern in _HEARD:
        for found in pattern.finditer(sentence):
            station = found.groupdict().get("station")
            name = _outlet_in(_TRAILING.sub("", found["name"]), known)
            if name:
                return name
            if station and _outlet_in(station, known):
                return station
    return None


def _outlet_in(words: str, known: Sequence[str]) -> str | None:
    """Return the longest beginning of some words that names an outlet."""
    parts = words.split()
    for size in range(len(parts), 0, -1):
        name = _TRAILING.sub("", " ".join(parts[:size]))
        if name in known or is_outlet(name):
            return name.removeprefix("the ")
    return None


def same_outlet(one: str | None, other: str | None) -> bool:
    """Tell whether two names are one outlet's: "The Times" and "the Times"."""
    if not one or not other:
        return False
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return name.lower().strip().removeprefix("the ").removesuffix(".com").removesuffix(" news")


def chain(outlets: Sequence[str], publisher: str | None) -> tuple[str, ...]:
    """Return a chain of outlets, nearest to the reader first, without the article's own publisher and repeats."""
    kept: list[str] = []
    for outlet in outlets:
        if not same_outlet(outlet, publisher) and not any(same_outlet(outlet, other) for other in kept):
            kept.append(outlet)
    return tuple(kept)


def retold(
    outlet_sources: Sequence[tuple[int, str]], publisher: str | None, agency: str | None, length: int
) -> tuple[str, ...]:
    """Return the outlets whose report an article retells, nearest to the reader first; () where it reports itself.

    outlet_sources: (place in the text, outlet) of every attribution to an outlet, a definite "the publication"
    among them. An article retells another when its opening is attributed to that outlet and it comes back to it
    at least twice; an outlet round that one ("Bloomberg reports, writes UNN") stands before it. News from fifty
    states, or what the papers say, retells none of those it names.
    """
    if len({_plain(name) for _, name in outlet_sources}) > _MANY:
        return ()
    opening = [name for place, name in outlet_sources if place < max(600, length // 10)]
    own = [name for name in (publisher, agency) if name]
    for name in opening:
        if any(same_outlet(name, other) for other in own):
            continue
        times = sum(same_outlet(name, other) for _, other in outlet_sources)
        if times >= 3:
            around = [
                other
                for other in opening
                if not same_outlet(other, name) and sum(same_outlet(other, o) for _, o in outlet_sources) < times
            ]
            return chain([*around, name], publisher)
    return ()
