"""Which names across articles mean one speaker: conservative, since two people merged are worse than one in two places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from ingest.speech.cast import name_key
from ingest.speech.geography import find_places, key_of
from ingest.speech.namewords import HONORIFICS, ORGANISATION_WORDS, is_outlet, titles


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
        if len(key) == 1 and len(by_surname.get(key[0], ())) == 1 and not _is_thing(spellings[0]):
            owner = next(iter(by_surname[key[0]]))
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
    words = list(name_key(name))
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


def _is_person(key: tuple[str, ...], spellings: Iterable[str]) -> bool:
    return not any(word in ORGANISATION_WORDS for word in key) and not any(_is_thing(name) for name in spellings)


@lru_cache(maxsize=50_000)
def _is_thing(name: str) -> bool:
    if is_outlet(name) or any(word in ORGANISATION_WORDS for word in key_of(name)):
        return True
    places = find_places(name)
    return bool(places) and places[0].end - places[0].start == len(key_of(name))
