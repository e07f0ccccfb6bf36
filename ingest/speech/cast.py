"""The cast of an article: its names, each person and organisation once, however often and however they are named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.speech.geography import find_places, key_of
from ingest.speech.mentions import Mention
from ingest.speech.namewords import HONORIFICS, ORGANISATION_WORDS, OUTLET_WORDS, PERSON_NOUNS, given_names, titles

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_NO_GIVEN = frozenset(
    "the a an and but or if when while as at by for from in of on to with that this these those his her their our my your its "
    "he she they we you i it not no so then now how why what who where yes well because since although though after before "
    "under over against about like unlike even only both all any some every dear thank thanks new old great good".split()
)
_ONCE = 4  # mentions of one namesake from which on another named but once is not meant by the surname


@dataclass(slots=True)
class Character:
    """Someone or something named in an article.

    name: the fullest form. titles, descriptions: what the article says of them, in order of appearance.
    gender: "m", "f" or "" where nothing tells. employer: it has a spokesman or a chief executive.
    """

    name: str
    person: bool | None = None
    outlet: bool = False
    place: bool = False
    gender: str = ""
    employer: bool = False
    titles: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def known_as(self) -> str:
        """Return all that is said of them, for looking up roles."""
        return ", ".join([*self.titles, *self.descriptions])


@lru_cache(50_000)  # an article's names are compared with each other many times over
def name_key(name: str) -> tuple[str, ...]:
    """Return a name's words for comparison: lower case, no honorifics, initials or suffixes."""
    words = [word for word in key_of(name) if word.strip(".")]
    kept = [word for word in words if word not in HONORIFICS and word not in _SUFFIXES]
    if len(kept) > 2:
        kept = [kept[0], *[word for word in kept[1:-1] if len(word.strip(".")) > 1], kept[-1]]
    return tuple(kept)


class Cast:
    """Who is named in an article, and to whom a name belongs."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.characters: list[Character] = []
        self._of: dict[int, Character] = {}
        self._others: set[tuple[str, ...]] = set()  # surnames of somebody else than the one who is named in full
        full: dict[tuple[str, ...], Character] = {}
        bare = {name_key(m.name) for m in mentions if not _suffix(m.name)}
        for mention in mentions:  # full names first, so that a short one before its full one finds it
            key = name_key(mention.name)
            if (suffix := _suffix(mention.name)) and len(key) > 1 and key in bare:
                key = (*key[:-1], f"{key[-1]} {suffix}")  # "Ann Lee Jr." beside "Ann Lee": two people
            if len(key) > 1 or mention.person is False:
                self._join(full, key, mention)
        for mention in mentions:
            if id(mention) not in self._of:
                self._short(mention)
        for character in self.characters:
            character.mentions.sort(key=lambda mention: mention.start)
            character.employer = any(mention.employer for mention in character.mentions)
            if character.employer and not (character.gender or character.titles or _is_somebody(character)):
                character.person = False

    def name_in_full(self, quoted: Sequence[str]) -> None:
        """Give bare surnames the full name by which only somebody quoted calls them: "“Ann Lee believes ...,” the paper writes"."""
        for character in self.characters:
            if character.person is not None or character.place or character.outlet or " " in character.name:
                continue
            called = re.compile(rf"(?:^|[a-z,] )(?P<given>[A-Z][a-z]+) {re.escape(character.name)}\b(?! [A-Z])")
            full = {found["given"] for text in quoted for found in called.finditer(text)}
            if len(full) == 1 and (given := full.pop()).lower() not in _NO_GIVEN and _is_name(given, self.characters):
                character.name = f"{given} {character.name}"
                character.person = True
                character.gender = character.gender or given_names().get(given.lower(), "")

    def of(self, mention: Mention) -> Character:
        """Return the character a mention names."""
        return self._of[id(mention)]

    def _join(self, full: dict[tuple[str, ...], Character], key: tuple[str, ...], mention: Mention) -> None:
        short = (key[0], key[-1]) if len(key) > 2 and mention.person else key
        character = full.get(key) or (full.get(short) if mention.person else None)
        if character is None and mention.person and len(key) == 2:
            character = next((c for k, c in full.items() if c.person and len(k) > 2 and (k[0], k[-1]) == key), None)
        if character is None:
            character = Character(mention.name, mention.person, mention.outlet, mention.place, mention.gender)
            self.characters.append(character)
        full.setdefault(key, character)
        full.setdefault(short, character)
        self._add(character, mention)

    def _add(self, character: Character, mention: Mention) -> None:
        self._of[id(mention)] = character
        character.mentions.append(mention)
        if len(name_key(mention.name)) > len(name_key(character.name)):
            character.name = mention.name
        if mention.honorific or name_key(mention.name) != name_key(character.name)[-1:] or len(character.mentions) == 1:
            character.gender = character.gender or mention.gender  # a surname may be a given name of the other gender
        character.person = mention.person if character.person is None else character.person
        for text, kept in ((mention.title, character.titles), (mention.description, character.descriptions)):
            if text and text.lower().rstrip(".") not in HONORIFICS and text not in kept:
                kept.append(text)

    def _short(self, mention: Mention) -> None:
        """Give a one-word name to the one whose full name holds it; left on its own where two would do."""
        word = name_key(mention.name)[-1:] or (mention.name.lower(),)
        named = [c for c in self.characters if c.person and len(name_key(c.name)) > 1]
        surname = [c for c in named if name_key(c.name)[-1:] == word]
        if mention.honorific and mention.gender:
            self._with_honorific(surname, mention)
            return
        fitting = surname or [c for c in named if name_key(c.name)[:1] == word]
        if mention.title and len(fitting) > 1:
            titled = [c for c in fitting if any(mention.title.split()[-1].lower() in t.lower() for t in c.titles)]
            fitting = titled or fitting
        if len(fitting) > 1:
            fitting = self._clearly(fitting, mention)
        if len(fitting) == 1 and not self._is_of_another(fitting[0], mention):
            self._add(fitting[0], mention)
            return
        if word[0] in OUTLET_WORDS and not mention.person:  # "The Journal" of the Norvale Journal
            papers = [c for c in self.characters if c.outlet and name_key(c.name)[-1:] == word]
            if len(papers) == 1:
                self._add(papers[0], mention)
                return
        same = [c for c in self.characters if name_key(c.name) == name_key(mention.name)]
        if same := [c for c in same if c.name == mention.name] or same[:1]:
            self._add(same[0], mention)
            return
        organisation = [
            c
            for c in self.characters
            if c.person is False
            and not c.place
            and _initials(c.name) == mention.name.replace(".", "")
            and len(mention.name) > 1
        ]
        if organisation:
            self._add(organisation[0], mention)
            return
        character = Character(mention.name, mention.person, mention.outlet, mention.place, mention.gender)
        self.characters.append(character)
        self._add(character, mention)

    def _with_honorific(self, namesakes: list[Character], mention: Mention) -> None:
        """Give "Mr. Lee" to the one Lee it can mean: of that gender, and, of several Lees, named in full before.

        Where none fits he is somebody of his own: "Mr. Lee" of whose wife alone the full name stands there.
        """
        own = f"{mention.title.split()[-1]} {mention.name}" if namesakes and mention.title else mention.name
        same = [c for c in self.characters if c.name == own and c.gender in ("", mention.gender)]
        fitting = [c for c in namesakes if c.gender in ("", mention.gender)] if not same else []
        if len(namesakes) > 1:
            known = [c for c in fitting if c.gender == mention.gender]
            before = [c for c in known or fitting if _named_before(c, mention)]
            fitting = before or [c for c in known if len(fitting) == 1 and not _is_relative(c)]
            if len(fitting) > 1:
                fitting = self._clearly(fitting, mention) if known else []
        if len(fitting) == 1:
            self._add(fitting[0], mention)
            return
        if not same:
            same = [Character(own, mention.person, mention.outlet, mention.place, mention.gender)]
            self.characters.append(same[0])
        self._add(same[0], mention)

    def _is_of_another(self, character: Character, mention: Mention) -> bool:
        """Tell whether a surname stands before the one relative is named who bears it: "Lee ... Lee's wife, Ann Lee"."""
        first = min(m.start for m in character.mentions if len(name_key(m.name)) > 1)
        relative = _is_relative(character)
        if relative and not mention.title and mention.start < first:
            self._others.add(name_key(mention.name))
        return relative and name_key(mention.name) in self._others

    def _clearly(self, fitting: list[Character], mention: Mention) -> list[Character]:
        """Keep the one of several namesakes who was named in full before and last; where two were at once, none."""
        before = [
            (max((m.start for m in c.mentions if m.start < mention.start and len(name_key(m.name)) > 1), default=-1), c)
            for c in fitting
        ]
        named = [(place, c) for place, c in before if place >= 0]
        counts = sorted(((len(c.mentions), c) for c in fitting), key=lambda pair: -pair[0])
        if counts[1][0] == 1 and counts[0][0] > _ONCE:  # the other is named once, perhaps by a headline run together
            return [counts[0][1]]
        if len(named) == 1:
            return [named[0][1]]
        if counts[0][0] >= 3 * counts[1][0]:
            return [counts[0][1]]
        return []


def _is_relative(character: Character) -> bool:
    """Tell whether somebody is introduced as another's relative: "his wife, Ann Lee"."""
    full = [m for m in character.mentions if len(name_key(m.name)) > 1]
    return min(full, key=lambda m: m.start).relative if full else False


def _named_before(character: Character, mention: Mention) -> bool:
    return any(m.start < mention.start and len(name_key(m.name)) > 1 for m in character.mentions)


def _is_name(given: str, characters: Sequence[Character]) -> bool:
    """Tell whether a capitalised word before a surname can be a given name: no title, people, place or body."""
    word = given.lower()
    if word in titles() or word in ORGANISATION_WORDS or word in HONORIFICS or find_places(given):
        return False
    return not any(c.person is not True and given in c.name.split() for c in characters)


def _suffix(name: str) -> str:
    last = name.lower().rstrip(".").split()[-1]
    return last if last in _SUFFIXES else ""


def _is_somebody(character: Character) -> bool:
    """Tell whether what stands behind the name says that it is a person's."""
    return any(
        word in PERSON_NOUNS for text in character.descriptions for word in text.lower().replace(",", " ").split()[:5]
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[:1].isupper())
