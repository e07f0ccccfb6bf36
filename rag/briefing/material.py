"""What a briefing is made from: the articles that bear on the request, their statements and their own sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, ArticleHeader, Attribution, AttributionKind, Filters, Span, SpeakerKind
from ingest.embedding.embedder import Embedder
from ingest.store import ArticleStore, StoredPassage
from rag.briefing.draft import short_day
from rag.briefing.types import Request
from rag.independence import independent_sources, printing_of
from rag.verify.facts_in_text import tokens_of
from rag.verify.names_in_text import runs_of_capitals
from rag.words import STOP_WORDS, content_words, coverage

_NEAR = 160  # passages that tell which articles are about a topic
_MOST_ARTICLES = 40
_TERMS = 16
_NEW = 400  # articles looked at where only a day is given
_LEAST_ARTICLE, _RELATIVE_ARTICLE, _COVERED, _SOME, _SURE = 0.38, 0.55, 0.75, 0.3, 0.6
_LEAST_SENTENCE, _LEAST_PASSAGE = 0.30, 0.42
_WORDS, _CONTEXT, _DIRECT, _EARLY = 0.3, 0.35, 0.06, 0.15  # an article's own first sentences tell most
_RETOLD = 0.3  # of an article's statements that came through another outlet, from which it retells that one
_LEAST_OWN = 30  # characters of a sentence that tells something
_MOSTLY, _HARDLY = 0.25, 0.2  # shares of a sentence that are somebody's words
_SHORTEST = 5  # words of indirect speech, one less of a quotation
_TERM = re.compile(r"\w+")


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """All that a briefing is written from.

    articles: what was read, weightiest first; of copies of one report only one, the others in `copies` by its id.
    chains: the outlets through which much of an article came, by its id, nearest to the reader first.
    """

    articles: tuple[Article, ...]
    copies: dict[str, tuple[ArticleHeader, ...]]
    said: tuple[SaidThing, ...]
    own: tuple[OwnSentence, ...]
    attributions: dict[str, tuple[Attribution, ...]]
    sentences: dict[str, tuple[Span, ...]]
    chains: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def outlet(self, article: ArticleHeader) -> str:
        """Return whose article it is: its outlet, else the one its text says it comes from, else its title."""
        if article.publisher:
            return article.publisher
        chain = self.chains.get(article.id, ())
        return chain[0] if chain else " ".join((article.title or article.name).split())[:60]

    def through(self, article: ArticleHeader, said: Attribution | None = None) -> str:
        """Return the outlets that words came through, as "UNN, citing Bloomberg"."""
        return ", citing ".join(dict.fromkeys([self.outlet(article), *(said.via if said else ())]))

    def where(self, article: ArticleHeader, said: Attribution | None = None) -> str:
        """Return outlet, the outlets it cites, and the day without its year: "Herald, citing HPA, 3 Oct"."""
        day = short_day(article.published_at)
        return f"{self.through(article, said)}, {day}" if day else self.through(article, said)

    @property
    def read(self) -> int:
        """How many articles were read, copies too."""
        return len(self.articles) + sum(len(others) for others in self.copies.values())

    @property
    def independent(self) -> int:
        """How many reports they are, copies counted once."""
        return independent_sources(map(printing_of, self.articles))


class Gatherer:
    """Reads from the store what a briefing needs. Keeps nothing."""

    def __init__(self, store: ArticleStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    def gather(self, request: Request) -> Material:
        """Return what there is on the request; empty where no article bears on it."""
        topic = " ".join(request.topic.split())
        vector = self._embedder.embed_query(topic) if topic else None
        weights = self._chosen(request, topic, vector)
        if not weights:
            return Material(articles=(), copies={}, said=(), own=(), attributions={}, sentences={})
        ids = list(weights)
        passage_ids = self._store.passage_ids(ids)
        stored = self._store.passages([i for of_article in passage_ids.values() for i in of_article])
        attributions = self._store.attributions(ids)
        articles = [self._store.article(article_id) for article_id in ids]
        kept, copies = _one_of_each_story(articles, attributions)
        said: list[SaidThing] = []
        own: list[OwnSentence] = []
        sentences: dict[str, tuple[Span, ...]] = {}
        words = content_words(topic)
        for article in kept:
            here = [stored[i] for i in passage_ids[article.id] if i in stored]
            rows = _sentences(article, here)
            sentences[article.id] = tuple(span for span, _, _ in rows)
            asked = vector if vector is not None else _opening(rows)
            if asked is None:
                continue
            scored = _scores(article, rows, asked, words, strict=vector is not None and not request.article_ids)
            spoken = attributions[article.id]
            said += _said(article, spoken, scored, weights[article.id])
            own += _own(article, spoken, scored, weights[article.id])
        return Material(
            articles=tuple(kept),
            copies=copies,
            said=tuple(sorted(said, key=lambda one: -one.score)),
            own=tuple(own),
            attributions={article.id: attributions[article.id] for article in kept},
            sentences=sentences,
            chains={article.id: common_chain(attributions[article.id]) for article in kept},
        )

    def _chosen(self, request: Request, topic: str, vector: NDArray[np.float32] | None) -> dict[str, float]:
        """Return the ids of the articles to read, each with its weight (0 to about 1), weightiest first."""
        filters = Filters(
            since=request.since,
            until=request.until,
            publishers=request.publishers,
            article_ids=request.article_ids,
        )
        if vector is None:
            return self._newest(filters)
        if request.article_ids:
            return dict.fromkeys((header.id for header in self._store.headers(filters)), 1.0)
        return self._about(topic, vector, filters)

    def _newest(self, filters: Filters) -> dict[str, float]:
        """Without a topic: the newest articles; what several outlets report, and so is in several articles, first."""
        headers = self._store.headers(filters)[:_NEW]
        size: dict[str, int] = defaultdict(int)
        for header in headers:
            size[header.story_id or header.id] += 1
        ranked = sorted(enumerate(headers), key=lambda pair: (-size[pair[1].story_id or pair[1].id], pair[0]))
        return {header.id: 1.0 / (1 + rank / 12) for rank, (_, header) in enumerate(ranked[:_MOST_ARTICLES])}

    def _about(self, topic: str, vector: NDArray[np.float32], filters: Filters) -> dict[str, float]:
        words = content_words(topic)
        terms = [word for word in _TERM.findall(topic) if word.lower() not in STOP_WORDS][:_TERMS]
        found = [passage for passage, _ in self._store.nearest(vector, k=_NEAR, filters=filters)]
        found += [passage for passage, _ in self._store.matching(terms, k=_NEAR, filters=filters)]
        names = [name for name in _names_in(topic) if len(name.split()) > 1]
        best: dict[str, float] = {}
        surely = False
        for stored in self._store.passages(list(dict.fromkeys(found))).values():
            header = stored.header
            held = coverage(words, f"{stored.passage.text} {header.title or ''}")
            near = float(stored.vectors.passage @ vector)
            if stored.vectors.sentences.size:
                near = max(near, float((stored.vectors.sentences @ vector).max()))
            if (near >= _LEAST_ARTICLE and held >= _SOME) or held >= _COVERED or near >= _SURE:
                best[header.id] = max(best.get(header.id, 0.0), near + _WORDS * held)
                here = f"{stored.passage.text} {header.title or ''}".casefold()
                surely |= near >= _SURE or (held >= _COVERED and all(name.casefold() in here for name in names))
        if not surely:
            return {}
        floor = _RELATIVE_ARTICLE * max(best.values())
        ranked = sorted(
            ((score, i) for i, score in best.items() if score >= floor), key=lambda pair: (-pair[0], pair[1])
        )
        return {article_id: score for score, article_id in ranked[:_MOST_ARTICLES]}


def _names_in(topic: str) -> list[str]:
    """Return the names a topic holds, each as it is written."""
    tokens = tokens_of(topic)
    return [topic[tokens[a].start : tokens[b - 1].end] for a, b in runs_of_capitals(tokens)]


def common_chain(attributions: Sequence[Attribution]) -> tuple[str, ...]:
    """Return the chain of outlets that much of an article came through, the longest one; () where it reports itself."""
    spoken = [said for said in attributions if said.statement]
    count = Counter(said.via for said in spoken if said.via)
    return max((chain for chain, times in count.items() if times >= _RETOLD * len(spoken)), key=len, default=())


def _one_of_each_story(
    articles: Sequence[Article], attributions: dict[str, tuple[Attribution, ...]]
) -> tuple[list[Article], dict[str, tuple[ArticleHeader, ...]]]:
    """Keep of every story the fullest printing, so that copies add no weight; return the others beside it."""
    stories: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        stories[article.story_id or article.id].append(article)
    kept: list[Article] = []
    copies: dict[str, tuple[ArticleHeader, ...]] = {}
    for printings in stories.values():
        fullest = max(printings, key=lambda article: (len(attributions[article.id]), article.length))
        kept.append(fullest)
        if len(printings) > 1:
            copies[fullest.id] = tuple(other for other in printings if other.id != fullest.id)
    return kept, copies


Row = tuple[Span, NDArray[np.float32], StoredPassage]  # a sentence, its vector, its passage


def _sentences(article: Article, passages: Sequence[StoredPassage]) -> list[Row]:
    """Return the sentences of an article in order, each once although passages overlap."""
    found: dict[Span, Row] = {}
    for stored in passages:
        for i, span in enumerate(stored.passage.sentences):
            if span not in found and not any(heading.overlaps(span) for heading in article.headings):
                found[span] = (span, stored.vectors.sentences[i], stored)
    return [found[span] for span in sorted(found)]


def _opening(rows: Sequence[Row]) -> NDArray[np.float32] | None:
    """Return what an article is about: the vector of its first sentence of some length."""
    return next((vector for span, vector, _ in rows if span.end - span.start >= _LEAST_OWN), None)


@dataclass(slots=True)
class _Scored:
    span: Span
    vector: NDArray[np.float32]
    place: int
    score: float  # 0 where it does not bear on the request


def _scores(
    article: Article,
    rows: Sequence[Row],
    asked: NDArray[np.float32],
    words: set[str],
    *,
    strict: bool,
) -> list[_Scored]:
    scored = []
    for place, (span, vector, stored) in enumerate(rows):
        near, around = float(vector @ asked), float(stored.vectors.passage @ asked)
        held = coverage(words, span.of(article.text))
        score = max(near, 0.0) + _CONTEXT * max(around, 0.0) + _WORDS * held
        if strict and near < _LEAST_SENTENCE and around < _LEAST_PASSAGE and held < _COVERED:
            score = 0.0
        scored.append(_Scored(span, vector, place, score))
    return scored


def _said(
    article: Article, attributions: Sequence[Attribution], scored: Sequence[_Scored], weight: float
) -> list[SaidThing]:
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
        score = weight * best + (_DIRECT if direct else 0.0)
        found.append(SaidThing(said=said, index=index, article=article, sentence=whole, score=score))
    return found


def _retold_loosely(said: Attribution) -> bool:
    """Tell whether an outlet's report is given in the article's own words: the article tells it as its own."""
    return said.speaker_kind is SpeakerKind.OUTLET and said.kind is not AttributionKind.DIRECT


def _own(
    article: Article, attributions: Sequence[Attribution], scored: Sequence[_Scored], weight: float
) -> list[OwnSentence]:
    """Return the sentences that are not somebody's words in quotation marks; an outlet that is retold is nobody else."""
    found = []
    for row in scored:
        if row.score <= 0 or row.span.end - row.span.start < _LEAST_OWN:
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


def _inside(said: Attribution, span: Span) -> float:
    """Return the share of a span that is a statement's content."""
    inside = sum(max(0, min(piece.end, span.end) - max(piece.start, span.start)) for piece in said.content)
    return inside / max(1, span.end - span.start)
