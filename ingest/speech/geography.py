"""Countries, regions and institutions named in a phrase, from the tables in `ingest/speech/data`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")
_LONGEST = 6
# Lower-case words that are also ordinary English words: places only where written as a place is.
_NEEDS_CAPITAL = frozenset(
    "us pole poles polish turkey chad jordan china mali oman cork nice lima georgia who reading bath rand iris demos "
    "local perth washington chile niger togo un west gulf capitol america's indiana foi brown mit".split()
)
US_STATES = frozenset(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa "
    "kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada "
    "ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming".split()
) | {
    "new hampshire", "new jersey", "new mexico", "new york", "north carolina", "north dakota", "rhode island",
    "south carolina", "south dakota", "west virginia", "district of columbia", "puerto rico", "u.s. virgin islands",
}  # fmt: skip
"""The states of the United States, lower case, which no table of countries holds."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a name stands for: a country or region label, how it names it, and kinds that go with an institution."""

    label: str
    how: str  # "people", "country", "capital", "city", "seat", "region", "institution"
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A place found in a phrase: words `start` to `end` of it (exclusive)."""

    place: Place
    start: int
    end: int


def rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of a table in `ingest/speech/data`."""
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def listed(cell: str) -> list[str]:
    """Return the comma-separated entries of a cell."""
    return [entry.strip() for entry in cell.split(",") if entry.strip(" -")]


def key_of(text: str) -> tuple[str, ...]:
    """Return the words of a name as the tables know them: lower case, no possessive endings."""
    return tuple(_plain(word.lower()) for word in _WORD.findall(text))


def _plain(word: str) -> str:
    word = word.replace("’", "'")
    word = word[:-2] if word.endswith("'s") else word
    return word.replace(".", "") if "." in word else word


def words_in(phrase: str) -> list[str]:
    """Return the words of a phrase as written; `find_places` counts in them."""
    return _WORD.findall(phrase)


@cache
def _names() -> dict[tuple[str, ...], Place]:
    names: dict[tuple[str, ...], Place] = {}
    for country, people, cities, others in rows("countries.txt"):
        for other in listed(others):
            names.setdefault(key_of(other), Place(country, "seat"))
        towns = [town.strip() for town in cities.split(",") if town.strip()]
        for position, town in enumerate(towns):
            if town != "-":
                names.setdefault(key_of(town), Place(country, "city" if position else "capital"))
        for word in _people(people):
            names[key_of(word)] = Place(country, "people")
        names[key_of(country)] = Place(country, "country")
    for label, words, _ in rows("regions.txt"):
        for word in listed(words):
            names[key_of(word)] = Place(label, "region")
    for title, where, kinds in rows("institutions.txt"):
        for name in listed(title):
            names[key_of(name)] = Place(where, "institution", tuple(listed(kinds)))
    for short, country in (("uk", "united kingdom"), ("us", "united states"), ("usa", "united states")):
        names[short,] = Place(country, "country")
    return names


def _people(cell: str) -> Iterator[str]:
    """Yield the words for a people; those of two words ("north korean") stand beside each other in the table."""
    words = cell.split()
    firsts = {"north", "south", "new", "saudi", "costa", "sri", "cape", "sierra", "central"}
    at = 0
    while at < len(words):
        pair = words[at] in firsts and at + 1 < len(words) and words[at + 1] not in firsts and words[at + 1] != "saudis"
        yield " ".join(words[at : at + 2]) if pair else words[at]
        at += 2 if pair else 1


@cache
def members(label: str) -> frozenset[str]:
    """Return the countries and regions that a region holds, itself among them; a country holds itself alone."""
    held = {label}
    for name, _, inside in rows("regions.txt"):
        if name == label:
            for member in listed(inside):
                held |= members(member[1:]) if member.startswith("*") else {member}
    return frozenset(held)


@cache
def labels() -> frozenset[str]:
    """Return every country and region label."""
    return frozenset(row[0] for name in ("countries.txt", "regions.txt") for row in rows(name))


def find_places(phrase: str) -> list[Found]:
    """Return the places named in a phrase, in order, the longest name first where two begin together.

    A name must be written with a capital, unless the whole phrase is in lower case (a question typed in haste).
    """
    words = words_in(phrase)
    plain = [_plain(word.lower()) for word in words]
    cased = any(character.isupper() for character in phrase)
    names = _names()
    found = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            place = names.get(tuple(plain[at : at + size]))
            if place and _written_as_name(words[at : at + size], plain[at], cased):
                found.append(Found(place, at, at + size))
                at += size
                break
        else:
            at += 1
    return found


def _written_as_name(words: list[str], first: str, cased: bool) -> bool:
    if first in ("us", "un", "who", "mit", "rand") and len(words) == 1:
        return words[0].replace(".", "").isupper()
    capital = any(word[:1].isupper() for word in words)
    return capital or (not cased and (len(words) > 1 or first not in _NEEDS_CAPITAL))
