"""Holders of viewpoints: short names for the unnamed, and who an article's own sentence gives as speaking."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.article import SpeakerKind
from rag.who import Person

_CLAUSE = re.compile(r",? (?:and )?who asked\b|, (?:and )?(?:who|which|whose)\b| (?:quoted|cited) (?:by|in)\b")
_SHORTEST = 2  # words of a name that is cut
_SPEAKS = re.compile(
    r"^(?P<who>(?:The |An? )?[\w’'\- ]{2,60}?)(?:, [^.;“\"]{3,90}?,)? (?:has |have |had |also |then |repeatedly )*"
    r"(?:said|put|estimated|denied|spoke of|spoken of|speaks of|speak of|declared|reckoned|insisted|acknowledged|conceded)\b"
)
_SAID_LAST = re.compile(
    r", (?P<who>[\w’'\- ]{2,50}?) (?:said|says|estimated?|reckons?|reckoned|added)(?: (?:on|in) \w+| yesterday| today)?[.,]?$"
)
_SMALL = frozenset("the a an its of for and".split())
_BODIES = frozenset("company firm operator association federation agency ministry union bank".split())


def short_name(person: Person) -> str:
    """Return what to call a holder: the unnamed without the clause that tells why they are not named."""
    if person.named:
        return person.name
    found = _CLAUSE.search(person.name)
    if found and len(person.name[: found.start()].split()) >= _SHORTEST:
        return person.name[: found.start()].strip(" ,")
    return person.name.strip(" ,")


def merged(people: Sequence[Person]) -> tuple[Person, ...]:
    """Put the unnamed together whom one article calls the same but for such a clause, and give them their short names."""
    kept: list[Person] = []
    place: dict[tuple[str, frozenset[str]], int] = {}
    for person in people:
        name = short_name(person)
        articles = frozenset(said.article.id for said in person.statements)
        key = (name.casefold(), articles if len(articles) == 1 else frozenset())
        if not person.named and key in place:
            other = kept[place[key]]
            kept[place[key]] = replace(
                other,
                count=other.count + person.count,
                statements=(*other.statements, *person.statements),
                sides=tuple(dict.fromkeys((*other.sides, *person.sides))),
            )
            continue
        if not person.named:
            place[key] = len(kept)
            person = replace(person, name=name[:1].upper() + name[1:])
        kept.append(person)
    return tuple(kept)


def spoken_by(sentence: str, people: Sequence[tuple[int, Person]], before: str) -> int | None:
    """Return who a sentence of the article's own gives as speaking ("The commodore said ..."), or None.

    people: those quoted in the article, with their numbers. before: the article's text up to the sentence. The subject must
    be their name, or all its words be said of exactly one of them; "the company" is the body named last before.
    """
    flat = " ".join(sentence.split())
    found = _SPEAKS.match(flat) or _SAID_LAST.search(flat)
    if not found:
        return None
    who = [word for word in _words(found["who"]) if word not in _SMALL]
    if not who:
        return None
    named = [
        number
        for number, person in people
        if person.named and any(_words(name)[-1:] == who[-1:] for name in (person.name, *person.also))
    ]
    if len(named) == 1:
        return named[0]
    if len(who) == 1 and who[0] in _BODIES:
        bodies = [
            (before.rfind(person.name), number)
            for number, person in people
            if person.named
            and person.name in before
            and (not person.descriptions or person.kind is SpeakerKind.ORGANISATION)
        ]
        return max(bodies)[1] if bodies else None
    called = [
        number
        for number, person in people
        if set(who) <= set(_words(" ".join((*person.descriptions, "" if person.named else person.name))))
    ]
    return called[0] if len(called) == 1 else None


def _words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in re.findall(r"[\w'-]+", text.lower().replace("’", "'"))]
