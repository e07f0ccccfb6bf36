"""One event apart from another: what a question names, and whether a sentence is about that and no other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.speech.geography import find_places
from ingest.speech.namewords import given_names, titles
from rag.compose.choice import Choice
from rag.compose.wording import ArticleOf
from rag.day import days_between
from rag.words import STOP_WORDS, content_words, stem

_KINDS = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "collapse collapsed failure failed fail breach broke break broken burst gave gives give way",
        "shooting shootings shot gunman gunfire rampage massacre attack attacked killings stabbing",
        "earthquake quake earthquakes tremor temblor aftershocks",
        "flood floods flooding flooded",
        "storm storms blizzard hurricane tornado tornadoes cyclone typhoon winter snow",
        "crash crashed collision derailment derailed",
        "fire fires blaze wildfire wildfires",
        "explosion exploded blast bombing bomb",
        "clash clashes standoff stand-off fighting battle war invasion",
        "eruption erupted volcano",
        "protest protests riot riots unrest",
        "outbreak epidemic pandemic virus",
    )
)
"""What articles call events of one kind, by stems."""
_ANY = frozenset(stem(word) for word in "disaster catastrophe crisis accident incident tragedy event affair".split())
EVENT_WORDS = frozenset(word for kind in _KINDS for word in kind) | _ANY
_RUN = re.compile(r"[A-ZÀ-Þ][\w’'.-]*(?:\s+(?:(?:of|the|de|and)\s+(?=[A-ZÀ-Þ]))?[A-ZÀ-Þ0-9][\w’'.-]*)*")
_GENERAL = re.compile(
    r"(?:(?:Republican|Democrat|Democratic|GOP|Conservative|Labour|Tory|Tories|Liberal|President|Prime|Minister|Senator|Governor|Congress|Senate|House|"
    r"Ph\.?D|African|American|Americans|CEO|MVP|TV|Internet|God)s?\b\W*)+$"
)
_COMPASS = re.compile(
    r"^(?:(?:South|North|East|West|Central|Southern|Northern|Eastern|Western|Latin|Sub-Saharan)\b\s*)+"
)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_PLACED = re.compile(r"\b(?:in|at|near|of|outside|from)\s+(?:the\s+)?(?=[A-ZÀ-Þ])(?P<name>(?:[A-ZÀ-Þ][\w’'-]*\s?)+)")
_PIECES = re.compile(r";\s*|,?\s+(?:while|whereas)\s+|\s[-–—]\s|,\s+and\s+(?=[A-ZÀ-Þ])")
_LEAD, _BEFORE = 300, 300  # characters of an article's beginning, and before a sentence, that may name what it is about
_FAR_APART = 60  # days after which reports of one kind of thing are of another one
_LOOKED_AT, _OTHERS = 40, 2  # sentences looked at for one of all names, and told where none of those chosen is
_ALIAS = {
    "us": "america american united states u.s", "uk": "britain british united kingdom u.k", "eu": "european union", "u.s": "us america american",
    "u.k": "britain british uk", "un": "united nations",
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """What a question names: runs of capitalised words, and the kind of event it speaks of."""

    text: str

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The words of each name, in small letters; a person's is the surname alone."""
        body = self.text.split(" ", 1)[1] if " " in self.text else ""
        found = []
        for run in _RUN.findall(body):
            words = [word.lower().replace("’", "'").removesuffix("'s").rstrip(".'") for word in run.split()]
            words = [word for word in words if word and word not in STOP_WORDS]
            if len(words) > 1 and any(word in given_names() or word in titles() for word in words[:-1]):
                words = words[-1:]
            if words and not _general(run):
                found.append(tuple(words))
        return tuple(found)

    @cached_property
    def kinds(self) -> tuple[frozenset[str], ...]:
        """The kinds of event that the question speaks of."""
        held = content_words(self.text)
        return tuple(kind for kind in _KINDS if kind & held)

    @cached_property
    def places(self) -> frozenset[str]:
        """Labels of the countries that the question names."""
        return frozenset(found.place.label for found in find_places(self.text))

    def missing(self, text: str) -> int:
        """Return how many of the names a text does not hold."""
        low = text.lower().replace("’", "'")
        return sum(not all(_stands(word, low) for word in name) for name in self.names)


def _general(run: str) -> bool:
    """Tell whether capitalised words name a people, a party or an office rather than somebody or something."""
    words = _COMPASS.sub("", run)
    return (
        not words
        or bool(_GENERAL.match(words))
        or any(
            found.place.how in ("people", "region") and found.end - found.start == len(words.split())
            for found in find_places(words)
        )
    )


def _stands(word: str, low: str) -> bool:
    forms = (word, *_ALIAS.get(word, "").split())
    word = word.split("-")[0] if len(word.split("-")[0]) > 3 else word  # "Covid-19", "Covid"
    root = word if len(word) < 6 else word[: max(5, len(word) - 2)]  # "Turkey", "Turkish"
    return any(re.search(rf"(?<!\w){re.escape(form)}", low) for form in (root, *forms[1:]))


def context(one: Choice, article_of: ArticleOf) -> str:
    """Return a sentence with what tells what it is about: its headline, its article's beginning, what stands just before it."""
    article = article_of(one.passage.article.id)
    before = article.text[max(0, one.span.start - _BEFORE) : one.span.start]
    return " ".join((article.title or "", article.text[:_LEAD], before, one.words))


def of_it(named: Named, one: Choice, article_of: ArticleOf) -> bool:
    """Tell whether a sentence, with what stands around it, holds the one name of the question, or of several more than half."""
    nearest = min(pieces(one.words), key=lambda piece: named.missing(one.words[piece[0] : piece[1]]))
    if named.kinds and not piece_fits(named, one.words, nearest[0], one.passage.article.published_at):
        return False  # of such an event elsewhere, or in another year
    return 2 * named.missing(context(one, article_of)) < max(1, len(named.names)) + (len(named.names) > 1)


def pieces(text: str) -> list[tuple[int, int]]:
    """Return the places of a sentence's parts that may tell of different things: "35,418 in A; officials in B said 5,800"."""
    found, at = [], 0
    for cut in _PIECES.finditer(text):
        found.append((at, cut.start()))
        at = cut.end()
    return [*found, (at, len(text))]


def piece_fits(named: Named, sentence: str, start: int, published_at: str | None) -> bool:
    """Tell whether a part of a sentence around `start` may be about what the question names.

    Not where another part holds the names and this one does not; where it tells of another year or another country; or where the
    sentence places it elsewhere and names nothing of what is asked.
    """
    parts = pieces(sentence)
    own = next((sentence[a:b] for a, b in parts if a <= start < max(b, a + 1)), sentence)
    if named.names and named.missing(own) and any(not named.missing(sentence[a:b]) for a, b in parts):
        return False
    year = int(published_at[:4]) if published_at and published_at[:4].isdigit() else None
    asked = {int(found) for found in _YEAR.findall(named.text)}
    if year and any(abs(int(found) - year) > 1 and int(found) not in asked for found in _YEAR.findall(own)):
        return False
    if named.names and named.missing(sentence) == len(named.names):
        here = {found.place.label for found in find_places(own)}
        if named.places and here and not here & named.places:
            return False
        placed = [found["name"] for found in _PLACED.finditer(own)]
        if not named.places and placed and all(not _time(name) for name in placed):
            return False
    return True


def same_kind(named: Named, text: str) -> bool:
    """Tell whether a text speaks of such an event as the question does."""
    held = content_words(text)
    if named.kinds:
        return any(kind & held for kind in named.kinds)
    return True


def near_in_time(one: str | None, other: str | None) -> bool:
    """Tell whether two days lie so near that reports of them may be of one event; unknown days may."""
    return abs(days_between(one, other) or 0) <= _FAR_APART


def only_of_it(
    named: Named, kept: Sequence[Choice], ranked: Sequence[Choice], article_of: ArticleOf
) -> tuple[list[Choice], bool]:
    """Return those chosen that are of what the question names; where none is, the best other one that is before them.

    Where no sentence looked at is, the nearest are returned, and False.
    """
    if not named.names:
        return list(kept), True
    if of_all := [one for one in kept if of_it(named, one, article_of)]:
        return of_all, True
    other = next((one for one in ranked[:_LOOKED_AT] if of_it(named, one, article_of)), None)
    return ([other, *kept[:_OTHERS]], True) if other is not None else (list(kept), False)


def _time(name: str) -> bool:
    return bool(
        re.match(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec", name)
    )
