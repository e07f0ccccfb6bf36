"""The bottom line: the sentences of the articles that best say what it is all about, each from another report."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.article import ArticleHeader, Attribution
from ingest.speech.geography import find_places
from rag.briefing.draft import Drafted, after_dateline, carried, evidence, flat, trimmed, unmarked
from rag.briefing.main_event import MainEvent
from rag.briefing.material import Material
from rag.briefing.types import SectionKind, Voice
from rag.briefing.voices import leaning
from rag.briefing.weighed import OwnSentence
from rag.day import day_in_words, days_between
from rag.verify.facts_in_text import Token, days_of, tokens_of
from rag.verify.names_in_text import runs_of_capitals
from rag.words import STOP_WORDS

_MOST = 4
_FIRST = 2  # sentences of an article that may give somebody's words and still sum up
_WORTH = 0.72  # of the best sentence's score, below which another does not sum up
_WORTH_OF_ALL = 0.6  # where no topic is named, and the next greatest news is another one's
_OPENING = 0.5  # what standing first in an article adds: news says first what matters most
_TYPICAL = 0.4  # what nearness to the openings of all the articles adds
_NEWER = 0.45  # what the newest article's sentences gain over the oldest one's
_STALE, _LONG = 0.4, 300  # what a sentence loses whose report is so many days older than the newest
_SAME = 0.62  # cosine from which two sentences say much the same
_SAME_NEWS = 0.45  # from which two sentences tell of one event, where several are to be told
_LONGEST = 430
_TWO_OF_ONE = 0.5  # what a second sentence of the same article loses
_BEGINS = re.compile(
    r"^[\W_]*(?:but|and|yet|however|still|also|meanwhile|nevertheless|nonetheless|moreover|furthermore|besides|instead|thus|therefore|"
    r"so|then|otherwise|on the (?:other|one) hand|more recently|even so|additionally|in (?:particular|addition|contrast|turn)|as a result|for example|for instance|of those|that said)\b",
    re.IGNORECASE,
)


# "charged him", "the company’s collapse", "the measure": whoever or whatever it is was told before
_OF_SOMEBODY = re.compile(
    r"\b(?:him|his|he|she)\b|\b[Tt]he (?:company|firm|airline|bill|measure|incident|agency|pair|duo|couple|suspect|gunman|shooter|driver)\b"
)
_PLACE_WORDS = 2  # a longer name holds more than a place


def bottom_line(material: Material, aside: Sequence[Drafted] = ()) -> list[Drafted]:
    """Return the sentences that sum up best, weightiest first. aside: what is told elsewhere."""
    days = sorted({material.newest(article) for article in material.articles})
    chosen: list[OwnSentence] = []
    typical = _typical(material)
    left = [
        one
        for one in material.own
        if (one.said is None or one.place < _FIRST) and material.language_of(one.article) is None
    ]
    event = MainEvent(material.own, material.topic)
    left = [one for one in left if event.bears(one)] or left
    told = [(proof.article_id, proof.span) for draft in aside for proof in draft.evidence]
    left = [one for one in left if not any(i == one.article.id and span.overlaps(one.span) for i, span in told)] or left
    scores = {
        id(one): _score(one, material, days)
        + _TYPICAL * float(one.vector @ typical)
        + event.weight(one, _age(one, material, days))
        for one in left
    }
    same = _SAME if material.topic else _SAME_NEWS
    worth = _WORTH if material.topic else _WORTH_OF_ALL
    while left and len(chosen) < _MOST:
        best = max(left, key=lambda one: scores[id(one)] - _TWO_OF_ONE * _used(one, chosen))
        left = [one for one in left if one is not best]
        if chosen and scores[id(best)] < worth * scores[id(chosen[0])]:
            break
        if not _alone(best, material) or any(float(best.vector @ other.vector) >= same for other in chosen):
            continue
        chosen.append(best)
    return [_drafted(one, 10.0 - place, material) for place, one in enumerate(chosen)]


def _typical(material: Material) -> NDArray[np.float32]:
    """Return what the articles begin with, taken together: a sentence near it tells what they are about."""
    firsts: dict[str, OwnSentence] = {}
    for one in material.own:
        if one.article.id not in firsts or one.place < firsts[one.article.id].place:
            firsts[one.article.id] = one
    if not firsts:
        return np.zeros(1, dtype=np.float32)
    mean = np.mean([one.vector for one in firsts.values()], axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6), dtype=np.float32)


def _used(one: OwnSentence, chosen: list[OwnSentence]) -> float:
    return float(sum(other.article.id == one.article.id for other in chosen))


def _score(one: OwnSentence, material: Material, days: list[str]) -> float:
    age = _age(one, material, days)
    behind = _STALE * min(1.0, max(0, days_between(material.newest(one.article), days[-1]) or 0) / _LONG)
    size = one.span.end - one.span.start
    return one.score + _OPENING / (1 + one.place) + _NEWER * age - behind - (0.3 if size > _LONGEST else 0.0)


def _age(one: OwnSentence, material: Material, days: list[str]) -> float:
    """Return where an article's day stands among all of them, 0 for the oldest to 1 for the newest."""
    return days.index(material.newest(one.article)) / (len(days) - 1) if len(days) > 1 else 0.0


def _alone(one: OwnSentence, material: Material) -> bool:
    """Tell whether the sentence can be read by itself."""
    text = one.span.of(one.article.text)
    if _BEGINS.match(text) or text.rstrip()[-1:] in ("?", ":"):
        return False
    return not points_back(one, material)


def points_back(one: OwnSentence, material: Material) -> bool:
    """Tell whether the sentence needs those before it: it opens with "This" or "They", or names nobody and nothing."""
    text = one.span.of(one.article.text)
    if leaning(one.article, one.span, material.sentences.get(one.article.id, ()), False) is not None:
        return True
    tokens = tokens_of(text)
    if _nobody_before(text, tokens):
        return True
    dates = {i for day in days_of(tokens) for i in range(day.first, day.last)}
    names = (t for i, t in enumerate(tokens) if t.word and t.capital and i not in dates)
    return not any(not t.opens or _is_name(t.text, one.article.text) for t in names)


def _nobody_before(text: str, tokens: list[Token]) -> bool:
    """Tell whether somebody is called "him" or "the company" before anybody is named: the sentence before told who."""
    found = _OF_SOMEBODY.search(text)
    if found is None:
        return False
    before = text[: found.start()]
    names = [
        before[tokens[a].start : tokens[b - 1].end]
        for a, b in runs_of_capitals(tokens)
        if tokens[b - 1].end <= found.start()
    ]
    names = [name for name in names if name.lower() not in STOP_WORDS]
    return not any(not find_places(name) or len(name.split()) > _PLACE_WORDS for name in names)


def _is_name(word: str, text: str) -> bool:
    """Tell whether a word that opens a sentence is written with a capital within others too."""
    return re.search(rf"[a-z,;] {re.escape(word)}\b", text) is not None


def _drafted(one: OwnSentence, weight: float, material: Material) -> Drafted:
    said = one.said or carried(material.attributions[one.article.id], one.span)
    span = trimmed(after_dateline(one.span, one.article.text), one.article.text, _LONGEST)
    return Drafted(
        section=SectionKind.BOTTOM_LINE,
        lead=f"{_where(one.article, material, said)}:",
        holder=unmarked(material.through(one.article, said)),
        words=flat(span.of(one.article.text)),
        voice=Voice.REPORTED,
        evidence=(evidence(one.article, span, said),),
        weight=weight,
    )


def _where(article: ArticleHeader, material: Material, said: Attribution | None) -> str:
    outlets = material.through(article, said)
    day, later = day_in_words(article.published_at), day_in_words(material.updated.get(article.id))
    if later:
        day = f"article of {day}, updated to {later}"
    return unmarked(f"{outlets}, {day}" if day else outlets)
