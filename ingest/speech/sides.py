"""Whose side a speaker is on: countries, regions, kinds of organisation and roles that a phrase supports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from ingest.speech.geography import Found, find_places, key_of, labels, listed, members, rows, words_in

# "an expert on Russia", "the special representative for Ukraine": what a speaker deals with is not their side.
_TOPIC_BEFORE = frozenset("on about regarding concerning toward towards against covering studying into versus".split())
_TOPIC_AFTER = frozenset(
    "analyst analysts expert experts specialist specialists watcher watchers scholar hawk hawks".split()
)
_TOPIC_ROLES = frozenset("army party health government court police media".split())
_ENVOYS = frozenset("ambassador envoy representative emissary".split())
# What follows one of these tells what the speaker did, seldom who they are.
_CLAUSE = re.compile(r"\b(?:who|whose|which|that|fighting|speaking|asked|commenting|citing|referring|visiting)\b")
# "a person familiar with the president's thinking": near power, not in it; of what follows only the place counts.
_NEAR = re.compile(
    r"\b(?:familiar with|close to|ties (?:to|with)|links (?:to|with)|linked to|knowledge of|briefed (?:on|by)|loyal to|critical of|"
    r"opposed to|wanted by|informed (?:on|about|of))\b"
)
_LONGEST_ROLE = 5


@cache
def _roles() -> dict[tuple[str, ...], tuple[str, ...]]:
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for label, words, more in rows("roles.txt"):
        for word in listed(words):
            known = table.get(key_of(word), ())
            table[key_of(word)] = tuple(dict.fromkeys((*known, label, *listed(more))))
    return table


@lru_cache(maxsize=8192)
def sides_of(phrase: str) -> tuple[str, ...]:
    """Return the labels a description supports, or a group in a question asks for: geography first, then roles.

    "Western analysts" gives ("west", "analyst"); "a senior fellow ... of the International Institute for Strategic
    Studies" gives ("united kingdom", "think tank", "analyst"); a bare "Moscow" gives ("russia", "government").
    """
    phrase = " ".join(phrase.split())
    cut = _CLAUSE.search(phrase)
    head = phrase[: cut.start()] if cut and cut.start() > 0 else phrase
    found = _labels(head)
    if cut and head != phrase:
        rest = _labels(phrase)
        geography = labels()
        if not any(label in geography for label in found):
            found = [*[label for label in rest if label in geography], *found]
        if all(label in geography or label == "source" for label in found):
            found = [*found, *[label for label in rest if label not in geography]]
    return tuple(dict.fromkeys(found))


def _labels(phrase: str) -> list[str]:
    words = [word.lower() for word in words_in(phrase)]
    plain = list(key_of(phrase))
    places = [found for found in find_places(phrase) if not _is_topic(found, words)]
    geography = _geography(places, words)
    covered = {at for found in places if found.place.how != "seat" for at in range(found.start, found.end)}
    near = _NEAR.search(phrase)
    inside = len(words_in(phrase[: near.start()])) if near else len(plain)
    kinds = [kind for found in places if found.start < inside for kind in found.place.kinds]
    roles = [*kinds, *_roles_in(plain[:inside], covered)]
    if "think tank" in kinds and any(role in ("academic", "analyst") for role in roles):
        roles.append("analyst")
    if len(places) == 1 and not roles and places[0].place.how in ("country", "capital", "seat"):
        whole = words[places[0].start : places[0].end]
        if [word for word in words if word not in ("the", "of")] == [
            word for word in whole if word not in ("the", "of")
        ]:
            roles.append("government")
    if any(found.place.how == "seat" and _is_office(words[found.start : found.end]) for found in places) and not roles:
        roles.append("government")
    return [*geography, *dict.fromkeys(roles)]


def _is_office(words: Sequence[str]) -> bool:
    return " ".join(words) in (
        "kremlin",
        "white house",
        "downing street",
        "elysee",
        "élysée",
        "pentagon",
        "state department",
    )


def _geography(places: Sequence[Found], words: Sequence[str]) -> list[str]:
    """Return the labels of the places that speak for the speaker's side.

    Words for a people ("Finnish") come before a place that something merely is in; an envoy's first place is whose
    envoy it is, what follows is where to.
    """
    known = [found for found in places if found.place.label]
    people = [found for found in known if found.place.how == "people"]
    if people and any(found not in people for found in known):
        first = people[0]
        known = [
            found for found in known if found in people or not _after_in(found, words) or found.start < first.start
        ]
    if any(word in _ENVOYS for word in words):
        known = known[:1]
    institutions = [found for found in known if found.place.how == "institution"]
    chosen = institutions or known
    return list(dict.fromkeys(found.place.label for found in chosen))


def _after_in(found: Found, words: Sequence[str]) -> bool:
    before = words[max(0, found.start - 2) : found.start]
    return any(word in ("in", "to", "for", "with", "from") for word in before)


def _is_topic(found: Found, words: Sequence[str]) -> bool:
    """Tell whether the place is what the speaker deals with: "an expert on Russia", "a Russia analyst"."""
    before = words[max(0, found.start - 2) : found.start]
    if any(word in _TOPIC_BEFORE for word in before):
        return True
    after = words[found.end : found.end + 1]
    return (
        found.place.how in ("country", "capital", "city")
        and bool(after)
        and after[0] in _TOPIC_AFTER
        and len(words) > 2
    )


def _roles_in(words: list[str], covered: set[int]) -> list[str]:
    table = _roles()
    found: list[tuple[tuple[str, ...], int]] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST_ROLE, len(words) - at), 0, -1):
            labels_here = table.get(tuple(words[at : at + size]))
            if labels_here and at not in covered:
                found.append((labels_here, at + size))
                at += size
                break
        else:
            at += 1
    roles: list[str] = []
    for labels_here, end in found:
        # "a military analyst", "a political expert": the field of the analyst, not where they belong.
        if end < len(words) and words[end] in _TOPIC_AFTER and labels_here[0] in _TOPIC_ROLES:
            continue
        if words[end - 1] == "deputy" and end < len(words) and words[end] not in ("of", "for", "from", "in", "who"):
            continue  # "the deputy defence minister" sits in no parliament
        roles.extend(labels_here)
    return roles


def matches(asked: Sequence[str], sides: Sequence[str]) -> bool:
    """Tell whether a speaker with these sides belongs to the group asked for.

    Geography holds what lies in it ("west" holds "united kingdom"); of several places asked for one must fit,
    of several roles each. An empty request matches nobody.
    """
    if not asked:
        return False
    geography = labels()
    places = [label for label in asked if label in geography]
    roles = [label for label in asked if label not in geography]
    here = set(sides)
    if places and not any(members(place) & here for place in places):
        return False
    return all(role in here or here & _HELD_BY.get(role, frozenset()) for role in roles)


_HELD_BY = {
    "analyst": frozenset({"think tank", "academic", "economist"}),
    "official": frozenset({"government", "diplomat", "spokesperson"}),
    "politician": frozenset({"lawmaker", "party"}),
    "academic": frozenset({"scientist"}),
}
