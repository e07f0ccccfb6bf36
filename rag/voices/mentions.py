"""Find sentences that name whom a question asks about and hold what it asks, where no words of theirs were read as such.

"What did the government say about the harbour?" is met by "The government is seeking a lease of the harbour", too: the
outlet's own words, and shown as that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, Attribution, Span
from ingest.speech.namewords import HONORIFICS, given_names, titles
from ingest.store import ArticleStore
from rag.asking.question import Question
from rag.words import content_words, coverage, plain_letters, plain_text

_MOST_ARTICLES = 20
_OPENING = 4  # words of a sentence among which the country stands that it is about
_MOST_OF_IT = 0.5  # share of a sentence that makes it the words of whoever said that much of it
_LEAST_COVERED = 0.75  # share of the topic's words that must stand in the sentence
_WORDS, _NAMED_FIRST = 0.8, 0.1  # weights of a mention's score, which is on the scale of an attribution's
_QUANTIFIED = re.compile(
    r"^(?:(?:some|many|most|several|few|all|both|one|two|three|four|five|other|these|those|such|same|a|an|the|of|out|"
    r"number|majority|group)\s+)+",
    re.IGNORECASE,
)
_BEHIND_HEAD = re.compile(
    r"\s+(?:of|in|from|at|for|with|within|who|whose|on|near|close|to|among|by|across|against)\b|,", re.IGNORECASE
)
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A sentence that names the one asked about. score: on the scale of a candidate's. said: whose words most of it are."""

    article: Article
    sentence: Span
    score: float
    covered: float
    said: Attribution | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    """Words that must all stand in a sentence, in small letters.

    person: the surname; given: what may stand before it. place: a country or body that must be what the sentence is
    about, as another does not speak for it.
    """

    words: frozenset[str]
    person: str = ""
    given: frozenset[str] = frozenset()
    place: bool = False


def mentions(
    question: Question,
    article_ids: Sequence[str],
    vector: NDArray[np.float32],
    *,
    store: ArticleStore,
    article_of: Callable[[str], Article],
    persons: Collection[str] = (),
    beyond: float = 0.0,
) -> list[Mention]:
    """Return the sentences that name whom is asked about, hold more of the topic than `beyond`, and are nobody else's words.

    vector: the topic's, of unit length. persons: the names asked for that are known to be persons'.
    """
    topic = content_words(question.topic)
    least = max(_LEAST_COVERED, beyond + 1e-6)
    asked = [one for one in (_asked(name, persons) for name in (*question.speakers, *question.groups)) if one.words]
    if not topic or not asked or least > 1:
        return []
    near = []
    for article_id in article_ids:
        article = article_of(article_id)
        lowered = plain_text(article.text).lower()
        if any(all(word in lowered for word in one.words) for one in asked) and coverage(topic, article.text) >= least:
            near.append(article)
    near = near[:_MOST_ARTICLES]
    ids = store.passage_ids([article.id for article in near])
    stored = store.passages([i for of_article in ids.values() for i in of_article])
    attributions = store.attributions([article.id for article in near])
    found: dict[tuple[str, Span], Mention] = {}
    for article in near:
        for i in ids[article.id]:
            for at, span in enumerate(stored[i].passage.sentences):
                text = span.of(article.text)
                covered = coverage(topic, text)
                if covered < least or any(heading.overlaps(span) for heading in article.headings):
                    continue
                place = min((p for p in (_place(one, text) for one in asked) if p >= 0), default=-1)
                if place < 0:
                    continue
                cosine = float(stored[i].vectors.sentences[at] @ vector)
                score = cosine + _WORDS * covered + _NAMED_FIRST * (1 - place / max(1, len(text)))
                said, others = _whose(span, attributions[article.id], asked)
                if not others:
                    found[article.id, span] = Mention(
                        article=article, sentence=span, score=score, covered=covered, said=said
                    )
    return sorted(found.values(), key=lambda mention: -mention.score)


def words_naming(name: str) -> frozenset[str]:
    """Return the words, in small letters, that must all stand where somebody asked about is named: of a person the surname."""
    return _asked(name, ()).words


def _asked(name: str, persons: Collection[str]) -> _Asked:
    plain = _QUANTIFIED.sub("", _BRACKETS.sub(" ", name)).strip()
    words = [_plain(word) for word in _WORD.findall(plain)]
    if not words:
        return _Asked(frozenset())
    last = plain.split()[-1]
    named = last[:1].isupper() and not last.isupper()
    if named and (name in persons or (len(words) > 1 and _is_person(words))):
        return _Asked(
            frozenset(words[-1:]), person=words[-1], given=frozenset(words) if len(words) > 1 else frozenset()
        )
    if named and len(words) == 1:
        return _Asked(frozenset(words), place=not last.endswith("s"))
    head = {_plain(word) for word in _WORD.findall(_BEHIND_HEAD.split(plain)[0])}
    names = {_plain(word) for word in _WORD.findall(plain) if word[:1].isupper()}  # "the captain of the Anna"
    return _Asked(frozenset(head | names))


def _is_person(words: Sequence[str]) -> bool:
    """Tell whether a given name or a title stands before the last of these words."""
    return bool(given_names().get(words[-2])) or words[-2] in titles() or words[-2] in HONORIFICS


def _plain(word: str) -> str:
    return plain_letters(word).lower().replace("’", "'").removesuffix("'s")


def _place(one: _Asked, text: str) -> int:
    """Return where in a sentence the one asked about is first named, -1 where not."""
    words = [(found.start(), found[0], _plain(found[0])) for found in _WORD.finditer(text)]
    if not one.words <= {plain for _, _, plain in words}:
        return -1
    if one.place:
        for i, (start, word, plain) in enumerate(words[:_OPENING]):
            follows = words[i + 1][1] if i + 1 < len(words) else ""
            if plain in one.words and not word.endswith(("'s", "’s")) and follows[:1].islower():
                return start
        return -1
    if not one.person:
        return min(start for start, _, plain in words if plain in one.words)
    for i, (start, word, plain) in enumerate(words):
        if plain != one.person or not word[:1].isupper():
            continue
        before = words[i - 1][2] if i else ""
        if given_names().get(before) and words[i - 1][1][:1].isupper() and one.given and before not in one.given:
            continue  # somebody else of that surname
        return start
    return -1


def _whose(span: Span, attributions: Sequence[Attribution], asked: Sequence[_Asked]) -> tuple[Attribution | None, bool]:
    """Return the attribution in a sentence that is of the one asked about, and whether most of it is the words of another."""
    theirs = None
    for said in attributions:
        inside = sum(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in said.content)
        if not inside:
            continue
        name = {_plain(word) for word in _WORD.findall(f"{said.speaker or ''} {said.description or ''}")}
        if any(one.words <= name for one in asked):
            theirs = theirs or said
        elif inside > _MOST_OF_IT * (span.end - span.start) and said.speaker:
            return None, True
    return theirs, False
