"""Tell how surely an attribution's speaker is the one a question asks for: by name, or by the group they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.article import Article, Attribution, SpeakerKind
from ingest.speech.geography import labels
from ingest.speech.namewords import given_names
from ingest.speech.provenance import same_outlet
from ingest.speech.sides import matches, sides_of
from rag.asking.question import Question
from rag.voices.circles import circle_of, in_circle
from rag.voices.stances import takes_stance
from rag.words import plain_letters

SURE, RELATED, POSSIBLE, KINDRED = 1.0, 0.75, 0.6, 0.5
"""Named or of the group by what the article says; of the organisation asked for; of the group as far as is said; of the
place asked for, and in a position to assess, though not by trade (officials, where analysts are asked for)."""

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_EMPTY = frozenset("the a an of for and in at to mr mrs ms dr sir by from its his her their who which with on".split())
_GENERAL = frozenset(
    "live lived lives living people person other side member source voice everyone anyone somebody someone".split()
)
_OFFICE = frozenset(
    """foreign prime defence defense transport health finance energy interior justice trade labour education home deputy
    vice acting former senior chief general major secretary minister president chancellor premier senator governor mayor
    judge commissioner director chairman chairwoman chair spokesman spokeswoman spokesperson ambassador envoy admiral
    commodore captain colonel sergeant professor doctor bishop king queen prince princess sheriff attorney""".split()
)
_ANAPHOR = re.compile(
    r"^(?:the|its?|this|their)\s+(?:\w+\s+)?(?:company|group|firm|bank|ministry|agency|union|institute|council|party|"
    r"government|commission|court|office|university|charity|hospital|association|federation|court|board|authority|"
    r"regulator|airline|manufacturer|operator|owner|newspaper|organisation|organization|statement|filing|report)\b|^it$",
    re.IGNORECASE,
)
_KIN = {"think tank": ("analyst",), "academic": ("analyst",), "economist": ("analyst",)}
"""Who works at a think tank or university and speaks of its field is among the analysts."""
_ASSESSING = frozenset(("official", "government", "army", "diplomat"))
_SPEAKING_FOR = frozenset(("official", "government", "army", "diplomat", "spokesperson"))
_OF_THEIR_OWN = frozenset(("analyst", "think tank", "academic", "party", "resident"))
_OTHER_NAME = re.compile(r"(?<![.!?:“\"]\s)(?<!^)\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][\w-]+")
_AFTER_HEAD = re.compile(r"\s+(?:of|in|from|at|for|with|who|on|near|close|within|to|among|by)\b|,")
_IN_BRACKETS = re.compile(r"\([^()]*\)")  # "Ann Lee (D-Minn.)"
_BELONGING = re.compile(r"^(?P<name>(?:[A-Z][\w.'’-]*\s+)+[A-Z][\w'’-]*)\s+(?:of|at|from|with)\s+(?:the\s+)?[A-Z]")
_ITS_PLACE = re.compile(r"\b(?P<place>[A-Z][\w-]{2,})(?=['’]s\s[a-z])|\bin (?P<town>[A-Z]\w+)$")
_COUNTS = frozenset("one two three four five six several some many other another most both".split())
_NAMELESS = ("unnamed", "anonymous")
_NEAR = frozenset("close near familiar knowledge briefed insider insiders circle".split())
_BEFORE = 500  # characters before "the company" in which its name may stand


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What all the articles at hand call one speaker."""

    descriptions: tuple[str, ...] = ()
    sides: frozenset[str] = frozenset()
    person: bool = False


def profiles(found: Iterable[Attribution]) -> dict[str, Profile]:
    """Return each named speaker's descriptions, affiliations and sides, put together over the attributions."""
    described: dict[str, list[str]] = {}
    sides: dict[str, set[str]] = {}
    persons = set()
    for said in found:
        if said.speaker:
            if said.speaker_kind is SpeakerKind.PERSON:
                persons.add(said.speaker)
            described.setdefault(said.speaker, []).extend(filter(None, (said.description, said.affiliation)))
            sides.setdefault(said.speaker, set()).update(said.sides)
    return {
        name: Profile(descriptions=tuple(dict.fromkeys(texts)), sides=frozenset(sides[name]), person=name in persons)
        for name, texts in described.items()
    }


def words_of(text: str) -> list[str]:
    """Return the words of a name or description, lower-cased, without possessive endings and small words."""
    return list(_words_of(text))


@lru_cache(maxsize=65536)
def _words_of(text: str) -> tuple[str, ...]:
    found = _WORD.findall(text.lower().replace("’", "'"))
    words = (plain_letters(word.removesuffix("'s").removesuffix("'")) for word in found)
    return tuple(word for word in words if word and word not in _EMPTY)


def same_name(asked: str, speaker: str, description: str | None = None) -> bool:
    """Tell whether an asked name means this speaker: "Rubio" or "Secretary of State Rubio" means Marco Rubio.

    The last words must agree, and every further word asked must belong to the speaker's name or description;
    so "Bill Clinton" never means Hillary Clinton.
    """
    want, have = words_of(_IN_BRACKETS.sub(" ", asked)), words_of(speaker)
    if not want or not have:
        return False
    if want == have:
        return True
    if len(want) == 1 < len(have) and want[0] == have[0] and given_names().get(want[0]):
        return True  # by the given name alone, as some are known
    if want[-1] != have[-1] and (belongs := _BELONGING.match(asked)):  # "Ann Lee of the Courier"
        return same_name(belongs["name"], speaker, description)
    if want[-1] != have[-1]:
        # An organisation may be asked by its first words.
        return have[: len(want)] == want and len(have) > 2 >= len(have) - len(want)
    further = set(want) - set(have)
    if not further:
        return True
    titles = set(words_of(description or "")) | _OFFICE
    if set(have) < set(want) and len(have) > 1:
        return True  # the whole name, with something before it
    return further <= titles


def names_of_persons(question: Question, known: dict[str, Profile]) -> frozenset[str]:
    """Return which of the names asked for are those of persons who speak in the articles at hand."""
    persons = [speaker for speaker, profile in known.items() if profile.person]
    return frozenset(name for name in question.speakers if any(same_name(name, speaker) for speaker in persons))


def match(
    question: Question, said: Attribution, article: Article, known: dict[str, Profile], persons: frozenset[str]
) -> float:
    """Return how surely the question asks for this speaker: SURE, RELATED, POSSIBLE, or 0.

    persons: the names asked for that are persons', from `names_of_persons`.
    """
    profile = known.get(said.speaker or "", Profile(sides=frozenset(said.sides)))
    source = said.source.of(article.text) if said.source else ""
    best = 0.0
    for name in question.speakers:
        best = max(best, _named(name, said, article, source, profile, person=name in persons))
    if best < SURE:
        for group in question.groups:
            owner = circle_of(group)
            near = owner is not None and in_circle(owner, said, article, source)
            belongs = SURE if near else in_group(group, said, source, profile)
            if group in question.speakers and "government" not in sides_of(group):
                belongs = min(belongs, RELATED)  # "Republicans": one of them speaks, but the name itself is surer
            if belongs < RELATED and takes_stance(group, question.topic, said, article):
                belongs = RELATED
            best = max(best, belongs)
    return best


def _named(name: str, said: Attribution, article: Article, source: str, profile: Profile, *, person: bool) -> float:
    described = " ".join(filter(None, (said.description, said.affiliation, *profile.descriptions)))
    if said.speaker:
        if same_name(name, said.speaker, described):
            return SURE
    elif source and not person and set(words_of(name)) <= set(words_of(source)):
        return SURE  # unnamed, but the article's words for the source hold the name: "Norfell Hydro officials"
    elif said.source and not person and _ANAPHOR.match(source) and said.description in (None, source):
        start = said.source.start
        if _last_named(name, article.text[max(0, start - _BEFORE) : start]):
            return SURE
    if any(same_outlet(name, outlet) for outlet in (*said.via, said.heard_by)):
        return RELATED  # through the outlet asked for
    wanted = words_of(name)
    if wanted and not person and all(_held(word, words_of(described)) for word in wanted):
        if len(wanted) == 1 and _of_another(name, said, profile):
            return 0.0  # "Lunmark's envoy to Tesmar", where Tesmar is asked for
        sides = profile.sides | set(said.sides)
        return SURE if sides & _SPEAKING_FOR and not sides & _OF_THEIR_OWN else RELATED
    return 0.0


def _last_named(name: str, before: str) -> bool:
    """Tell whether a name is the last one in the text before "the company" or "it"."""
    at = before.rfind(name)
    return at >= 0 and not _OTHER_NAME.search(before[at + len(name) :])


def in_group(group: str, said: Attribution, source: str, profile: Profile) -> float:
    """Return how surely a speaker belongs to a group, by labels of side and by the words of what they are called.

    An office ("the mayor") must be said of the speaker; a sort of speaker ("officials", "analysts") may be a label.
    """
    sides = _with_kin(profile.sides | set(said.sides))
    text = " ".join(filter(None, (said.description, said.affiliation, source, *profile.descriptions)))
    known = [_singular(word) for word in words_of(text)]
    whole, asked, head, office = _read_group(group)
    if any(word.lower() in _NAMELESS for word in asked):
        if said.speaker:
            return 0.0
        asked = tuple(word for word in asked if word.lower() not in _NAMELESS)
    fits = bool(whole) and not office and matches(whole, sides)
    held = missing = unknown = 0
    for word in asked:
        plain = _singular(word.lower())
        own = sides_of(word)
        if word == head and not (fits or _held(plain, known) or (own and matches(own, sides))):
            return KINDRED if _assesses(whole, sides) else 0.0
        if _held(plain, known) or (own and plain not in _OFFICE and matches(own, sides)) or _is_near(plain, known):
            held += 1
        elif word[:1].isupper() and not own:
            if _of_another(word, said, profile):
                return 0.0
            unknown += 1  # a place that no table holds, and that nothing said of the speaker speaks against
        else:
            missing += 1
    if unknown > 1:
        return 0.0
    if fits:
        return SURE if not unknown else POSSIBLE if not missing else 0.0
    if _assesses(whole, sides):
        return KINDRED
    if not held:
        return 0.0
    if not missing:
        return POSSIBLE if unknown else SURE
    return POSSIBLE if held >= 2 and missing == 1 and not unknown else 0.0


@lru_cache(maxsize=512)
def _read_group(group: str) -> tuple[tuple[str, ...], tuple[str, ...], str | None, bool]:
    """Return a group's labels, the words that must be said of a member, its head, and whether it is an office."""
    whole = sides_of(group)
    words = (word.removesuffix("'s").removesuffix("'") for word in _WORD.findall(group.replace("’", "'")))
    asked = tuple(word for word in words if word.lower() not in _EMPTY and _singular(word.lower()) not in _GENERAL)
    if len(whole) > 1:
        whole = tuple(label for label in whole if label != "source")  # "people who live in": more than people is asked
    office = any(_singular(word.lower()) in _OFFICE for word in asked)
    return whole, asked, _head(group), office


def _is_near(word: str, known: Sequence[str]) -> bool:
    """Tell whether somebody near to power is asked for and described as that, in whatever words."""
    return word in _NEAR and any(other in _NEAR for other in known)


def _head(group: str) -> str | None:
    """Return the word that says what sort of speaker is asked for: "officials" of "Varland officials close to X"."""
    words = [word.removesuffix("'s").removesuffix("'") for word in _WORD.findall(_AFTER_HEAD.split(group)[0])]
    plain = _singular(words[-1].lower()) if words else ""
    return words[-1] if words and plain not in _GENERAL and words[-1][:1].islower() else None


def _assesses(asked: Sequence[str], sides: Sequence[str]) -> bool:
    """Tell whether a speaker is an official of the place whose analysts are asked for."""
    geography = labels()
    places = [label for label in asked if label in geography]
    return "analyst" in asked and bool(places) and matches(places, sides) and bool(_ASSESSING & set(sides))


def _with_kin(sides: Iterable[str]) -> tuple[str, ...]:
    found = set(sides)
    return tuple(found | {more for side in found for more in _KIN.get(side, ())})


def _of_another(place: str, said: Attribution, profile: Profile) -> bool:
    """Tell whether a description begins with another place or body than the one asked for: "Varland's minister"."""
    for description in filter(None, (said.description, *profile.descriptions)):
        if any(
            not _held((found["place"] or found["town"]).lower(), [place.lower()])
            for found in _ITS_PLACE.finditer(description)
        ):
            return True
        words = [w for w in _WORD.findall(description.replace("’", "'")) if w.lower() not in _EMPTY | _COUNTS]
        if len(words) < 2 or not words[0][:1].isupper():
            continue
        if all(word[:1].isupper() for word in words):
            continue  # a body's name alone: "Calverra Centre for Policy"
        first = words[0].lower().removesuffix("'s")
        if first not in _OFFICE and not _held(first, [place.lower()]):
            return True
    return False


def _held(word: str, known: Iterable[str]) -> bool:
    """Tell whether a word, or one that differs in its ending only, is among others: "Tesmari" and "Tesmar"."""
    return any(word == other or _akin(word, other) for other in known)


def _akin(one: str, two: str) -> bool:
    shorter, longer = sorted((one, two), key=len)
    return (
        len(shorter) >= 5 and len(longer) - len(shorter) <= 4 and longer.startswith(shorter[: max(5, len(shorter) - 1)])
    )


def _singular(word: str) -> str:
    for ending, replacement in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + replacement
    return word


def asked_at_all(question: Question) -> bool:
    """Tell whether the question names speakers or groups to answer from."""
    return bool(question.speakers or question.groups)
