"""Whether a description fits one of an article's cast: "the senator", "the paper", "the company"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.speech.cast import Character
from ingest.speech.described import sides_of_character
from ingest.speech.geography import US_STATES, find_places
from ingest.speech.namewords import PERSON_NOUNS
from ingest.speech.sides import sides_of
from ingest.speech.words import Words

_LESSER = frozenset("vice former deputy assistant ex acting".split())
_PARTIES = (
    (("republican", "gop"), r"\b(?:democrat\w*|d-[a-z])"),
    (("democratic",), r"\b(?:republican|gop|r-[a-z])"),
)  # what a noun says of somebody, and what speaks against it
_BELONGS = re.compile(r"\s+(?:of|at|for|from|in|with|to|who|whose|which|that)\s+")
_AT_HAND, _OFTEN = 1_500, 3  # characters after which somebody named but once or twice is not "the mayor" any more
_PRINTED = frozenset("paper newspaper magazine weekly tabloid journal broadsheet".split())
_ON_AIR = frozenset("tv radio television bbc cnn nbc abc cbs npr itv sky fox msnbc".split())
_PORTFOLIOS = frozenset(
    "prime finance foreign defence defense interior home health education energy transport trade justice labor labour culture "
    "sports environment agriculture information tourism economy vice deputy first assistant chief press treasury attorney state "
    "lieutenant county city police fire school university church union".split()
)
_OPENING = frozenset("the a an some several many two three four five six seven eight nine ten both other".split())


def last_before(character: Character, place: int) -> int | None:
    """Return where somebody was named last before a place, or None."""
    return max((m.start for m in character.mentions if m.start < place), default=None)


def fits(name: str, noun: str) -> bool:
    """Tell whether an outlet may be called so: "the paper" is no broadcaster."""
    on_air = any(word in _ON_AIR for word in words_of(name)) or (name.isupper() and len(name) < 5)
    return not on_air if noun in _PRINTED else True


def at_hand(character: Character, place: int) -> bool:
    """Tell whether somebody was named before and is still spoken of: near, or often enough to stay in mind."""
    before = [m.start for m in character.mentions if m.start < place]
    return bool(before) and (len(before) >= _OFTEN or place - before[-1] <= _AT_HAND)


def offices_of(words: Words, head: int) -> set[str]:
    """Return the words before a noun that tell which office is meant: "the finance minister" is not the prime minister."""
    low = words.left[head]
    return {words.lower[k] for k in range(low, head) if words.lower[k] in _PORTFOLIOS}


def lowered(text: str) -> str:
    """Return a description as it stands within a sentence: without the capital of "Two officials"."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.lower() in _OPENING else text


def words_of(text: str) -> list[str]:
    """Return the words of a text, lower-cased."""
    return re.findall(r"\w+", text.lower())


def is_called(character: Character, noun: str) -> bool:
    """Tell whether what is said of somebody says that they are a `noun`, not that they belong to one."""
    return bool(_called(character, noun))


def _called(character: Character, noun: str) -> list[str]:
    """Return what is said of somebody that says that they are a `noun`, each up to the noun, lower case."""
    if noun not in PERSON_NOUNS and character.person is not False:
        return []
    found = []
    for text in [*character.titles, *character.descriptions]:
        own = _BELONGS.split(f" {text.lower()}", maxsplit=1)[0]
        if match := re.search(rf"\b{re.escape(noun)}\b", own):
            found.append(own[: match.start()])
    return found


def holds_office(character: Character, noun: str, words: Words, head: int) -> bool:
    """Tell whether an office is the very one: "the president" is no vice president, "the former mayor" not the mayor."""
    before = {words.lower[k] for k in range(words.left[head], head)}
    for text in _called(character, noun):
        had = set(words_of(text))
        if had & _LESSER <= before and before & _LESSER <= had:
            return True
    return not _called(character, noun)


def is_from(character: Character, words: Words, head: int) -> bool:
    """Tell whether the place or party named before a noun may be somebody's: "the Turkish president"."""
    known = f"{character.name} {character.known_as()}".lower()
    sides = set(sides_of_character(character))
    for k in range(words.left[head] + 1, head):
        places = {found.place.label for found in find_places(words.text[k])} - {""}
        state = {words.lower[k], f"{words.lower[k - 1]} {words.lower[k]}"} & US_STATES
        if state and not any(name in known for name in state):
            return False
        if places and words.lower[k] not in known and not places <= sides:
            return False
        if any(words.lower[k] in mine and known.strip() and re.search(other, known) for mine, other in _PARTIES):
            return False
    return True


def of_the_state(name: str) -> bool:
    """Tell whether a body is one of the state rather than a firm."""
    return "government" in sides_of(name)


def told_of_another(noun: str, since: int, place: int, units: Sequence[Words]) -> bool:
    """Tell whether between a body's name and a place another of its sort is told of: "the trade group for hospitals ... the group"."""
    for words in units:
        if words.unit.end < since or words.unit.start > place:
            continue
        for i in range(len(words)):
            told = words.text[i] == noun and since < words.start[i] < place and words.quote[i] < 0
            if told and any(words.dep[k] in ("prep", "relcl", "acl", "appos") for k in words.kids[i] if k > i):
                return True
    return False


def nearest(characters: list[Character], place: int) -> list[Character]:
    """Return the one of them named last before a place, unless another was named about as near."""
    last = sorted(
        ((max(m.start for m in c.mentions if m.start < place), c) for c in characters), key=lambda pair: -pair[0]
    )
    return [last[0][1]] if last[0][0] - last[1][0] > 300 else []


def may_be(character: Character, gender: str) -> bool:
    """Tell whether "he" ("m") or "she" ("f") may mean somebody."""
    return bool(
        character.person is not False
        and not character.place
        and not character.outlet
        and character.gender in ("", gender)
    )
