"""What an article tells of a speaker: name, kind, description, affiliation and sides."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.article import SpeakerKind
from ingest.speech.cast import Character
from ingest.speech.geography import find_places
from ingest.speech.namewords import COLLECTIVE_NOUNS, DOCUMENT_NOUNS, GENDERED, OUTLET_NOUNS, POLL_NOUNS
from ingest.speech.sides import sides_of

_AFFILIATION = re.compile(
    r"\b(?:at|of|for|with|from|runs|leads|heads|directs|chairs|commands)\s+(?:the\s+)?"
    r"(?P<name>(?:[A-ZÀ-ÞА-ЯЄІЇҐ][\w'’&.-]*)(?:\s+(?:(?:of|for|and|the|on|de|du|des|&)\s+)*[A-ZÀ-ÞА-ЯЄІЇҐ][\w'’&.-]*)*)"
)
# What somebody did is not where they belong; where they lead or work is.
_ASIDE = re.compile(r"(?:^|,?\s+)(?:who|whose)\s+(?!runs|leads|heads|chairs|works|directs|commands)")
_OWNED = re.compile(r"(?:its|his|her|their|my|our)\s+(?=\w)", re.IGNORECASE)
_RELATIVE_NOUNS = frozenset(
    "author owner founder creator successor predecessor replacement counterpart colleague rival opponent critic boss friend "
    "ally neighbour neighbor wife husband partner mother father parent parents son daughter brother sister widow fiancé "
    "fiancée cousin uncle aunt".split()
)
_OFFICES = (
    "Secretary",
    "secretary",
    "President",
    "Speaker",
    "Ministry",
    "Department",
    "Bank",
    "House",
    "Office",
    "Institute",
    "University",
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is behind a source. `noun`: the common noun an unnamed speaker goes by ("official"), for "the official said"."""

    name: str | None = None
    kind: SpeakerKind | None = None
    description: str | None = None
    affiliation: str | None = None
    sides: tuple[str, ...] = ()
    gender: str = ""
    noun: str = ""
    plural: bool = False


def government_of(character: Character) -> Speaker:
    """Return the government that a country, capital or seat of power stands for."""
    places = find_places(character.name)
    if places and places[0].place.how == "region":
        return Speaker(character.name, SpeakerKind.ORGANISATION, sides=(places[0].place.label,))
    sides = tuple(dict.fromkeys((*sides_of(character.name), "government")))
    return Speaker(character.name, SpeakerKind.GOVERNMENT, sides=sides)


def sides_of_character(character: Character) -> tuple[str, ...]:
    """Return the labels that titles, descriptions and, for a body, the name support."""
    labels: dict[str, None] = {}
    for text in [*character.titles, *character.descriptions]:
        labels.update(dict.fromkeys(sides_of(text)))
    if character.person is False:
        labels.update(dict.fromkeys(sides_of(character.name)))
    return tuple(labels)


def of_character(character: Character) -> Speaker:
    """Return one of the cast as a speaker."""
    title = next(filter(None, map(_alone, character.titles)), None)
    called = [said for said in map(_alone, character.descriptions) if said]
    description = next((said for said in called if not said.startswith(("who ", "whose "))), None)
    clause = next(iter(called), None)
    said_to_be = description or title or clause
    if description and title and len(description) < 25 and title.lower() not in description.lower():
        said_to_be = f"{title}, {description}"
    kind = SpeakerKind.PERSON
    sides = sides_of_character(character)
    if character.person is False:
        kind = SpeakerKind.GOVERNMENT if "government" in sides else SpeakerKind.ORGANISATION
    elif character.person is None and not character.known_as() and not character.gender:
        kind = SpeakerKind.PERSON if len(character.name.split()) > 1 else SpeakerKind.ORGANISATION
    text = ", ".join([*character.descriptions, *character.titles])
    affiliation = _affiliation(text) if kind is SpeakerKind.PERSON else None
    return Speaker(character.name, kind, said_to_be, affiliation, sides, character.gender)


def _alone(said: str) -> str | None:
    """Return what is said of somebody as it can stand without its sentence: "lawyer" of "his lawyer".

    None where the word left tells nothing without the other: "its author", "her brother".
    """
    if (owned := _OWNED.match(said)) is None:
        return said
    rest = said[owned.end() :]
    return None if rest.lower().split()[0].strip(",") in _RELATIVE_NOUNS else rest


def _affiliation(text: str) -> str | None:
    text = _ASIDE.split(text)[0]
    for found in _AFFILIATION.finditer(text):
        name = re.sub(r"['’]s?$", "", found["name"].strip(" .,"))
        before = text[: found.start()].split()
        if before and before[-1] in _OFFICES:
            if before[-1] in ("Secretary", "secretary", "President", "Speaker"):
                continue
            name = f"{before[-1]} of {name}"
        places = find_places(name)
        if places and places[0].place.how in ("country", "capital", "city", "people") and len(name.split()) <= 2:
            continue
        return name
    return None


def of_noun(noun: str, text: str, plural: bool, owner: str) -> Speaker:
    """Return the speaker of a common-noun source: a poll, a document, an organisation, or an unnamed person."""
    sides = sides_of(text)
    if noun in POLL_NOUNS or (noun in ("data", "results") and "poll" in text.lower()):
        return Speaker(None, SpeakerKind.POLL, text, None, sides, noun=noun, plural=plural)
    if noun in DOCUMENT_NOUNS:
        return Speaker(None, SpeakerKind.DOCUMENT, text, owner or None, sides, noun=noun, plural=plural)
    if noun in OUTLET_NOUNS and noun not in ("agency", "network", "website", "site"):
        return Speaker(None, SpeakerKind.OUTLET, text, None, sides, noun=noun, plural=plural)
    affiliation = owner or _affiliation(text)
    if noun in COLLECTIVE_NOUNS:
        kind = SpeakerKind.GOVERNMENT if "government" in sides else SpeakerKind.ORGANISATION
        return Speaker(None, kind, text, affiliation, sides, noun=noun, plural=plural)
    return Speaker(None, SpeakerKind.UNNAMED, text, affiliation, sides, GENDERED.get(noun, ""), noun, plural)


def with_article_publisher(speaker: Speaker, publisher: str | None) -> Speaker:
    """Return the speaker as an outlet where its name is the article's own publisher."""
    if (
        speaker.name
        and publisher
        and speaker.name.lower().removeprefix("the ") == publisher.lower().removeprefix("the ")
    ):
        return replace(speaker, kind=SpeakerKind.OUTLET)
    return speaker
