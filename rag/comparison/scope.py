"""Which articles are about a topic, which merely touch it, and which only lie near it by meaning.

A vector alone puts a club named Santos beside a politician named Santos, and every school beside one school. News says what
it is about in its title and lead, so a topic's words are looked for there, each weighed by how rare it is among the articles
that lie near: "Uvalde" tells more than "school".
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.store import StoredPassage
from rag.day import days_between
from rag.words import content_words

_LEAST = 0.3  # nearness of an article that is about anything asked
_OF_BEST = 0.5  # of the best article's nearness
_LED = 0.5  # share, by weight, of the words that the best article has in its title and lead
_HELD = 0.5  # share, by weight, of the words that the best article holds anywhere
_AS_NEAR = 0.8  # of the best article's mean nearness: so near an article may use other words in its lead
_NEAR_ENOUGH = 0.4  # of the same: below, an article names the topic among many others
_MOST = 24
_STORY_NEAR, _SAME_NAMES, _STORY_DAYS = 0.5, 4, 60
_FEW_NAMES = 2  # that are enough where the lead has the topic's own name: "on the wreck of the Marigold"
_MANY, _RARE = 12, 0.4
_NAME = re.compile(r"\b[A-Z][\w’'-]+\s[A-Z][\w’'-]+")
_OPENING = "“”‘’«»\"'([-–—"
_PART = 2  # words of a thing that is looked for by itself
_JOINED = re.compile(r"\s+and\s+|\s*[,;&/]\s*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """about: ids of the articles about the topic, all that is said in them counts. touching: those that hold its words."""

    about: frozenset[str]
    touching: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Seen:
    near: float  # half of the best passage's nearness, half of all passages' mean
    mean: float
    lead: set[str]  # words of the title and the first passage
    words: set[str]
    names: frozenset[str]  # of two words
    lower: set[str]  # words that stand there in small letters
    published_at: str | None


def scope_of(topic: str, passages: Mapping[str, Sequence[StoredPassage]], vector: NDArray[np.float32]) -> Scope:
    """Return which of the articles, each with all its passages in order, are about a topic. vector: the topic's, unit length."""
    seen = {article_id: _seen(here, vector) for article_id, here in passages.items() if here}
    if not seen:
        return Scope(about=frozenset(), touching=frozenset())
    parts = _parts(topic)
    held_by = Counter(word for one in seen.values() for word in frozenset().union(*parts) & one.words)
    weight = {word: math.log(1 + len(seen) / count) for word, count in held_by.items()}
    named = {word for word in weight if not any(word in one.lower for one in seen.values())}
    told = {word: weight[word] for word in weight if word not in named}
    if told:  # all that lies near names it, so that rarity would make it the least
        weight |= {word: max(weight[word], *told.values()) for word in named}
    led = {i: _share(parts, one.lead, weight) for i, one in seen.items()}
    held = {i: _share(parts, one.words, weight) for i, one in seen.items()}
    nearness = {i: one.near + 0.3 * held[i] for i, one in seen.items()}
    best = max(nearness.values())
    most_led, most_held, nearest = max(led.values()), max(held.values()), max(one.mean for one in seen.values())
    about = [
        i
        for i, one in seen.items()
        if nearness[i] >= max(_LEAST, _OF_BEST * best)
        and one.mean >= (_NEAR_ENOUGH if led[i] >= _LED * most_led else _AS_NEAR) * nearest
        and held[i] >= _HELD * most_held
        and (one.words & named or not named)
    ]
    about += _of_the_same_story(about, seen, nearest, frozenset().union(*parts), named)
    return Scope(
        about=frozenset(sorted(about, key=lambda i: -nearness[i])[:_MOST]),
        touching=frozenset(i for i in seen if held[i] >= _HELD * most_held),
    )


def _of_the_same_story(
    about: Sequence[str], seen: Mapping[str, _Seen], nearest: float, words: frozenset[str], named: Set[str]
) -> list[str]:
    """Return further articles that lie near and name the people and bodies of those about the topic, in other words than its own.

    named: the topic's words that are names; where the lead has one, fewer people need be the same.

    Names that half of many articles hold, "White House", tie nothing together, nor does one in the topic's words, "Hurricane X".
    """
    held_by = Counter(name for one in seen.values() for name in one.names)
    rare = {name for name, count in held_by.items() if len(seen) < _MANY or count <= _RARE * len(seen)}
    told = Counter(name for i in about for name in seen[i].names & rare)
    known = {name for name, count in told.items() if (count > 1 or len(about) == 1) and not content_words(name) & words}
    return [
        i
        for i, one in seen.items()
        if i not in about
        and any(abs(days_between(one.published_at, seen[k].published_at) or 0) <= _STORY_DAYS for k in about)
        and one.mean >= _STORY_NEAR * nearest
        and len(one.names & known) >= (_FEW_NAMES if one.lead & named else _SAME_NAMES)
    ]


def _parts(topic: str) -> list[frozenset[str]]:
    """Return the words of a topic; of two things joined by "and" those of each: "Kessary Strait and Skarn Bank"."""
    parts = [frozenset(content_words(part)) for part in _JOINED.split(topic)]
    return parts if min(len(part) for part in parts) >= _PART else [frozenset(content_words(topic))]


def _share(parts: Sequence[frozenset[str]], words: set[str], weight: Mapping[str, float]) -> float:
    """Return how much of a topic, or of one of its parts, stands among words, by weight: 0 to 1."""
    shares = [
        sum(weight.get(word, 0.0) for word in part & words) / (sum(weight.get(word, 0.0) for word in part) or 1.0)
        for part in parts
    ]
    return max(shares)


def _seen(here: Sequence[StoredPassage], vector: NDArray[np.float32]) -> _Seen:
    near = [float(stored.vectors.passage @ vector) for stored in here]
    title = here[0].header.title or ""
    mean = float(np.mean(near))
    text = " ".join(stored.passage.text for stored in here)
    return _Seen(
        near=0.5 * max(near) + 0.5 * mean,
        mean=mean,
        lead=content_words(f"{title} {here[0].passage.text}"),
        words=content_words(f"{title} {text}"),
        published_at=here[0].header.published_at,
        lower=content_words(
            " ".join(word for word in f"{title} {text}".split() if word.lstrip(_OPENING)[:1].islower())
        ),
        names=frozenset(" ".join(found.split()) for found in _NAME.findall(text)),
    )
