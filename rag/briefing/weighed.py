"""Sentences and statements of an article, each weighed by how much it bears on what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, Attribution, AttributionKind, Span, SpeakerKind
from ingest.store import StoredPassage
from rag.briefing.readable import tells_news
from rag.words import coverage

_LEAST_SENTENCE, _LEAST_PASSAGE, _LEAST_WITHIN = 0.30, 0.42, 0.12  # the last in a passage that bears on the topic
COVERED = 0.75  # of a topic's words, from which what holds them is about it
WORDS = 0.3  # what the topic's words add that a sentence holds
_CONTEXT, _DIRECT, _EARLY = 0.35, 0.06, 0.15  # an article's own first sentences tell most
_LEAST_OWN = 30  # characters of a sentence that tells something
_MOSTLY, _HARDLY = 0.25, 0.2  # shares of a sentence that are somebody's words
_SHORTEST = 5  # words of indirect speech, one less of a quotation


@dataclass(frozen=True, kw_only=True, slots=True)
class SaidThing:
    """A statement: its attribution (and that one's number in its article), the sentences it stands in, and how much it
    bears on the request."""

    said: Attribution
    index: int
    article: Article
    sentence: Span
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnSentence:
    """A sentence that the article tells itself. place: its number in the article, from 0. said: the statement that most of
    it is, where it gives somebody's words (in its own words, never in quotation marks), else None."""

    article: Article
    span: Span
    score: float
    place: int
    vector: NDArray[np.float32]
    said: Attribution | None = None


Row = tuple[Span, NDArray[np.float32], StoredPassage]  # a sentence, its vector, its passage


def sentences_of(article: Article, passages: Sequence[StoredPassage]) -> list[Row]:
    """Return the sentences of an article in order, each once although passages overlap."""
    found: dict[Span, Row] = {}
    for stored in passages:
        for i, span in enumerate(stored.passage.sentences):
            if span not in found and not any(heading.overlaps(span) for heading in article.headings):
                found[span] = (span, stored.vectors.sentences[i], stored)
    return [found[span] for span in sorted(found)]


def opening_of(rows: Sequence[Row]) -> NDArray[np.float32] | None:
    """Return what an article is about: the vector of its first sentence of some length."""
    return next((vector for span, vector, _ in rows if span.end - span.start >= _LEAST_OWN), None)


@dataclass(slots=True)
class Scored:
    """A sentence and how much it bears on the request. place: its number in the article."""

    span: Span
    vector: NDArray[np.float32]
    place: int
    score: float  # 0 where it does not bear on the request


def scores_of(
    article: Article,
    rows: Sequence[Row],
    asked: NDArray[np.float32],
    words: set[str],
    *,
    strict: bool,
    places: set[int] | None = None,
) -> list[Scored]:
    """Return an article's sentences with their scores. strict: what bears on the topic too little has none; places: nor has
    any other sentence than those."""
    scored = []
    for place, (span, vector, stored) in enumerate(rows):
        near, around = float(vector @ asked), float(stored.vectors.passage @ asked)
        held = coverage(words, span.of(article.text))
        score = max(near, 0.0) + _CONTEXT * max(around, 0.0) + WORDS * held
        within = around >= _LEAST_PASSAGE and near >= _LEAST_WITHIN
        if strict and near < _LEAST_SENTENCE and not within and held < COVERED:
            score = 0.0
        if places is not None and place not in places:
            score = 0.0
        scored.append(Scored(span, vector, place, score))
    return scored


def said_of(
    article: Article, attributions: Sequence[Attribution], scored: Sequence[Scored], weight: float
) -> list[SaidThing]:
    """Return the statements that bear on the request. weight: the article's."""
    found = []
    for index, said in enumerate(attributions):
        if not said.statement or not (said.speaker or said.description or said.source):
            continue
        if any(heading.overlaps(said.span) for heading in article.headings):
            continue
        inside = [row for row in scored if any(row.span.overlaps(piece) for piece in said.content)]
        direct = said.kind is AttributionKind.DIRECT
        size = sum(len(piece.of(article.text).split()) for piece in said.content)
        if not inside or (not direct and size < _SHORTEST) or size < _SHORTEST - 1:
            continue
        best = max(row.score for row in inside)
        if best <= 0:
            continue
        around = [*inside, *(row for row in scored if said.source and row.span.overlaps(said.source))]
        whole = Span(start=min(row.span.start for row in around), end=max(row.span.end for row in around))
        if not direct and not tells_news(whole.of(article.text)):
            continue
        score = weight * best + (_DIRECT if direct else 0.0)
        found.append(SaidThing(said=said, index=index, article=article, sentence=whole, score=score))
    return found


def _retold_loosely(said: Attribution) -> bool:
    """Tell whether an outlet's report is given in the article's own words: the article tells it as its own."""
    return said.speaker_kind is SpeakerKind.OUTLET and said.kind is not AttributionKind.DIRECT


def own_of(
    article: Article, attributions: Sequence[Attribution], scored: Sequence[Scored], weight: float
) -> list[OwnSentence]:
    """Return the sentences that are not somebody's words in quotation marks; an outlet that is retold is nobody else."""
    found = []
    title = _plain(article.title or "")
    for row in scored:
        if title and _plain(row.span.of(article.text)) == title:
            continue
        if row.score <= 0 or row.span.end - row.span.start < _LEAST_OWN or not tells_news(row.span.of(article.text)):
            continue
        spoken = [
            said
            for said in attributions
            if said.statement and not _retold_loosely(said) and any(piece.overlaps(row.span) for piece in said.content)
        ]
        said = max(spoken, key=lambda one: _inside(one, row.span), default=None)
        if said is not None and said.kind is AttributionKind.DIRECT and _inside(said, row.span) > _MOSTLY:
            continue
        if said is not None and _inside(said, row.span) < _HARDLY:
            said = None
        found.append(
            OwnSentence(
                article=article,
                span=row.span,
                score=weight * (row.score + _EARLY / (1 + row.place / 4)),
                place=row.place,
                vector=row.vector,
                said=said,
            )
        )
    return found


def _plain(words: str) -> str:
    return " ".join(words.split()).rstrip(" .").casefold()


def _inside(said: Attribution, span: Span) -> float:
    """Return the share of a span that is a statement's content."""
    inside = sum(max(0, min(piece.end, span.end) - max(piece.start, span.start)) for piece in said.content)
    return inside / max(1, span.end - span.start)
