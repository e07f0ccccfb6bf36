"""In a word or two, whose side a holder is on, for grouping: a place, with government or opposition where that is said."""

from __future__ import annotations

import re

from ingest.article import SpeakerKind
from ingest.speech.geography import labels
from rag.voices.who import Person

_OWNER = re.compile(r"\b((?:[A-Z][\w-]+ )?[A-Z][\w-]+)['’]s?\b")
_BEFORE_OFFICE = re.compile(
    r"\b([A-Z][\w-]+) (?:[\w-]+ ){0,2}(?i:minister|ministry|president|government|officials?|envoy|navy|army|coastguard|"
    r"delegation|parliament|ambassador|opposition|defence|foreign|police)\b"
)
_OFFICES = frozenset(
    "Prime Foreign Defence Defense Finance Interior Transport Energy Health Justice Home The A An Its His Her".split()
)
_SMALL_NUMBERS = frozenset("one two three four five six seven eight nine ten several some many most".split())
_ROLES = (
    ("opposition", "opposition"),
    ("party", "party"),
    ("government", "government"),
    ("army", "military"),
    ("think tank", "analysts"),
    ("academic", "academics"),
    ("analyst", "analysts"),
    ("company", "business"),
    ("police", "police"),
    ("court", "judiciary"),
    ("ngo", "organisations"),
    ("media", "media"),
    ("resident", "residents"),
    ("source", "unnamed sources"),
    ("official", "officials"),
)


def side_of(person: Person) -> str:
    """Return the side: "Russia, government", "Varland, government", "analysts", "Norfell Hydro"; "others" where none is told."""
    place = _place(person)
    described = " ".join(person.descriptions).lower()
    role = (
        "opposition"
        if "opposition" in described
        else next((name for label, name in _ROLES if label in person.sides), "")
    )
    if person.affiliation and role in ("business", "") and not place:
        return person.affiliation
    if place and role:
        return f"{place}, {role}"
    if place or role:
        return place or role
    if person.kind in (SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT) and person.named:
        return person.name
    return "others"


def _place(person: Person) -> str:
    geography = labels()
    known = [side for side in person.sides if side in geography]
    if known:
        return known[0].title() if len(known[0]) > 3 else known[0].upper()
    called = [*person.descriptions, *([] if person.named else [person.name])]
    for pattern in (_OWNER, _BEFORE_OFFICE):
        for description in called:
            for found in pattern.finditer(description):
                if found[1].split()[0] not in _OFFICES and found[1].lower() not in _SMALL_NUMBERS:
                    return found[1]
    return ""
