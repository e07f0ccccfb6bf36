"""Which names across articles mean one speaker: conservative, since two people merged are worse than one in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from ingest.speech.cast import name_key
from ingest.speech.geography import find_places, key_of
from ingest.speech.namewords import (
    GROUPS,
    HONORIFICS,
    ORGANISATION_WORDS,
    given_names,
    is_outlet,
    titles,
)


def canonical_speakers(names: Iterable[str]) -> dict[str, str]:
    """Return, for each name, the fullest name of the same speaker among the names given.

    Names are given once per attribution, or once each; how often decides only which spelling stands. Merged are
    spellings that differ in case, titles, initials or "the" ("President Ana Lee", "Ana M. Lee"), and a surname alone
    where one full name only ends in it. A surname of two people stays as it is; so do a given name alone and
    anything that may be an organisation or a place.
    """
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        counts[name] += 1
    by_key: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in counts:
        by_key[_key(name)].append(name)
    full = _full_names(by_key)
    by_surname: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for key in full:
        if len(key) > 1 and _is_person(key, by_key.get(key, ())):
            by_surname[key[-1]].add(full[key])
    canonical: dict[str, str] = {}
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, spellings in by_key.items():
        owner = full[key]
        surname = key[0].split()[-1]
        if len(key) == 1 and len(by_surname.get(surname, ())) == 1 and not _is_thing(spellings[0]):
            bearer = next(iter(by_surname[surname]))
            owner = bearer if surname not in GROUPS and all(_may_bear(one, bearer) for one in spellings) else owner
        groups[owner].extend(spellings)
    for spellings in groups.values():
        best = max(
            spellings, key=lambda name: (len(_key(name)), len(_key(name)) - len(key_of(name)), counts[name], name)
        )
        canonical.update(dict.fromkeys(spellings, best))
    return canonical


@lru_cache(maxsize=50_000)
def _key(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell who it is: no article, titles, initials, suffixes."""
    words = list(name_key(name)) or [
        name.lower()
    ]  # "Lord" or "Jr." alone names nobody further, and is a name all the same
    if (last := name.lower().rstrip(".").split()[-1]) in ("jr", "sr") and len(words) > 1:
        words[-1] = f"{words[-1]} {last}"  # a son is not his father
    if len(words) == 1 and (gender := HONORIFICS.get(name.lower().split()[0])) and " " in name:
        return (f"{gender} {words[0]}",)  # "Mr. Lee" and "Ms. Lee" are two
    while len(words) > 1 and words[0] in ("the", "a"):
        words = words[1:]
    if any(word in ORGANISATION_WORDS for word in words) or is_outlet(name):
        return tuple(words)
    while len(words) > 1 and (words[0] in titles() or words[0] in HONORIFICS or _is_people(words[0])):
        words = words[1:]
        while len(words) > 1 and words[0] in ("of", "for"):
            words = words[1:]
    return tuple(words)


@lru_cache(maxsize=50_000)
def _is_people(word: str) -> bool:
    places = find_places(word.capitalize())
    return bool(places) and places[0].place.how == "people"


def _full_names(keys: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Map a name with middle names to the one without: ("ana", "maria", "lee") to ("ana", "lee") where both are given."""
    known = set(keys)
    return {key: _shorter(key, known) for key in known}


def _shorter(key: tuple[str, ...], known: set[tuple[str, ...]]) -> tuple[str, ...]:
    if len(key) > 2 and (key[0], key[-1]) in known:
        return key[0], key[-1]
    if len(key) > 2 and key[1:] in known and not any(word in ORGANISATION_WORDS for word in key):
        return key[1:]  # "Per Anders Lee", who is called Anders Lee
    return key


def _may_bear(spelling: str, owner: tuple[str, ...]) -> bool:
    """Tell whether a surname with an honorific can be somebody's: "Mr. Lee" only a man's whose given name says so."""
    gender = HONORIFICS.get(spelling.lower().split()[0], "") if " " in spelling else ""
    return not gender or given_names().get(owner[0]) == gender


def _is_person(key: tuple[str, ...], spellings: Iterable[str]) -> bool:
    return not any(word in ORGANISATION_WORDS for word in key) and not any(_is_thing(name) for name in spellings)


@lru_cache(maxsize=50_000)
def _is_thing(name: str) -> bool:
    if is_outlet(name) or any(word in ORGANISATION_WORDS for word in key_of(name)):
        return True
    places = find_places(name)
    return bool(places) and places[0].end - places[0].start == len(key_of(name))
