"""Choose the sentences that answer a question of fact: a linear model over what speaks for each sentence found.

The weights are fitted by `tests/benchmarks/fit_choice.py` on one half of a set of news questions and reported on the other.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, Span
from rag.asking.question import Question
from rag.compose.asked_kind import Kind, kind_asked
from rag.retrieval.answer_type import AnswerType, answer_type, holds, numbers_in
from rag.retrieval.recency import freshness
from rag.types import RetrievedPassage
from rag.words import STOP_WORDS, content_words, stem

FEATURES = (
    "similarity",
    "window",
    "first",
    "answer_type",
    "vote",
    "fresh",
    "length",
    "unfinished",
    "covered",
    "new_names",
    "opens_quote",
    "early",
    "place",
    "kind_word",
)
_WEIGHTS = Path(__file__).with_name("choice.json")
_CAPITALISED = re.compile(r"[^\W\d_a-zà-ÿ][\w’'&-]*")
_UNFINISHED = re.compile(r"\w:[A-Z‘“'\"]|^\W*(?:More|READ|Related|Photos?|Opinion|Live|LATEST)\b.*:|[^.!?”\"’»)]$")
_MANY = 4  # new names beyond which more say nothing
_ALIKE = 0.7  # share of the shorter one's words from which two say the same
_EARLY, _USUAL = 1500.0, 150.0  # characters: how far into an article is early; a sentence's usual length


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence that may answer. words: its text on one line. score: higher is better. share: of all belief, 0 to 1."""

    passage: RetrievedPassage
    span: Span
    words: str
    score: float = 0.0
    share: float = 0.0

    def repeats(self, other: Choice, beyond: Collection[str] = ()) -> bool:
        """Tell whether it says what another sentence says, by the words that both hold. beyond: stems that tell nothing new."""
        words, known = content_words(self.words) - set(beyond), content_words(other.words) - set(beyond)
        return len(words & known) >= _ALIKE * min(len(words), len(known))


def choices(
    question: Question, passages: Sequence[RetrievedPassage], article_of: Callable[[str], Article]
) -> list[Choice]:
    """Return the sentences of the passages, those that answer best first."""
    found, features = weighed(question, passages, article_of)
    if not found:
        return []
    scores = features @ _weights()
    belief = np.exp(scores - scores.max())
    shares = belief / belief.sum()
    order = np.argsort(-scores, kind="stable")
    return [Choice(found[i].passage, found[i].span, found[i].words, float(scores[i]), float(shares[i])) for i in order]


@cache
def _weights() -> NDArray[np.float32]:
    data = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return np.array([data[name] for name in FEATURES], dtype=np.float32)


def weighed(
    question: Question, passages: Sequence[RetrievedPassage], article_of: Callable[[str], Article]
) -> tuple[list[Choice], NDArray[np.float32]]:
    """Return every sentence of the passages, and what speaks for each: (sentences, len(FEATURES))."""
    kind, sort = answer_type(question.text), kind_asked(question.text)
    asked = content_words(question.text)
    articles = {p.article.id: article_of(p.article.id) for p in passages}
    texts = {identity: article.text for identity, article in articles.items()}
    votes = _votes(passages, texts, asked, kind)
    found: list[Choice] = []
    rows: list[list[float]] = []
    for rank, passage in enumerate(passages):
        text = texts[passage.article.id]
        fresh = freshness(question, passage.article.published_at)[0]
        for sentence in passage.sentences:
            words = " ".join(sentence.span.of(text).split())
            held = content_words(words)
            if not held or any(h.overlaps(sentence.span) for h in articles[passage.article.id].headings):
                continue
            new = _answers(words, asked, kind)
            found.append(Choice(passage, sentence.span, words))
            rows.append(
                [
                    sentence.score,
                    passage.score - passages[0].score,
                    1 / (1 + rank),
                    holds(kind, words, question.text),
                    max((votes[answer] for answer in new), default=0.0),
                    fresh,
                    math.log(max(len(words), 20) / _USUAL),
                    float(bool(_UNFINISHED.search(words))),
                    len(asked & held) / max(1, len(asked)),
                    min(len(new), _MANY) / _MANY,
                    float(words[:1] in '“"„«'),
                    math.exp(-sentence.span.start / _EARLY),
                    _of_kind(sort, words),
                    len(sort.words & held) / len(sort.words) if sort.words else 0.0,
                ]
            )
    return found, np.array(rows, dtype=np.float32).reshape(len(rows), len(FEATURES))


def may_answer(question: Question) -> Callable[[str], bool]:
    """Return a test of whether some words bear on the question: they hold a word of it, or what could answer it."""
    kind, asked = answer_type(question.text), content_words(question.text)

    def bears(words: str) -> bool:
        return bool(asked & content_words(words)) or bool(_answers(words, asked, kind))

    return bears


def _answers(words: str, asked: set[str], kind: AnswerType) -> set[str]:
    """Return what in a sentence could be the answer: new numbers where one is asked for, else the stems of new names."""
    if kind is AnswerType.NUMBER:
        return set(numbers_in(words)) - asked
    names = set()
    for found in _CAPITALISED.finditer(words):
        word = stem(found[0])
        if found[0].lower() not in STOP_WORDS and word not in asked and not (found.start() == 0 and len(word) < 3):
            names.add(word)
    return names


def _votes(
    passages: Sequence[RetrievedPassage], texts: dict[str, str], asked: set[str], kind: AnswerType
) -> dict[str, float]:
    """Return for each possible answer the share of the belief in passages that hold it: an answer is said more than once."""
    votes: dict[str, float] = {}
    total = 0.0
    for passage in passages:
        belief = math.exp(passage.score - passages[0].score)
        total += belief
        text = texts[passage.article.id]
        held: set[str] = set()
        for sentence in passage.sentences:
            held |= _answers(" ".join(sentence.span.of(text).split()), asked, kind)
        for answer in held:
            votes[answer] = votes.get(answer, 0.0) + belief
    return {answer: belief / total for answer, belief in votes.items()}


def _of_kind(sort: Kind, words: str) -> float:
    if sort.held is None:
        return 0.0
    return 1.0 if sort.held(words) else -1.0
