"""What a briefing is made from: the articles that bear on the request, their statements and their own sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, ArticleHeader, Attribution, Filters, Span
from ingest.embedding.embedder import Embedder
from ingest.store import ArticleStore
from rag.briefing.anchored import Anchors
from rag.briefing.days import updated_to
from rag.briefing.draft import short_day
from rag.briefing.kin import in_other_languages
from rag.briefing.main_event import PARTS
from rag.briefing.readable import of_the_page
from rag.briefing.types import Request
from rag.briefing.weighed import (
    COVERED,
    WORDS,
    OwnSentence,
    SaidThing,
    opening_of,
    own_of,
    said_of,
    scores_of,
    sentences_of,
)
from rag.independence import independent_sources, printing_of
from rag.verify.facts_in_text import tokens_of
from rag.verify.names_in_text import runs_of_capitals
from rag.words import STOP_WORDS, content_words, coverage

_NEAR = 160  # passages that tell which articles are about a topic
_MOST_ARTICLES = 40
_TERMS = 16
_NEW = 400  # articles looked at where only a day is given
_LEAST_ARTICLE, _SOME, _SURE = 0.38, 0.3, 0.6
_RELATIVE_ARTICLE, _STRICTER, _ENOUGH = (
    0.65,
    0.78,
    8,
)  # of the best article's score; the stricter where so many reach it
_ABROAD = 0.8  # of the best article's weight, what a report of the same story in another language has
_RETOLD = 0.3  # of an article's statements that came through another outlet, from which it retells that one
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "ja": "Japanese",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_TERM = re.compile(r"\w+")


@dataclass(frozen=True, kw_only=True)
class Material:
    """All that a briefing is written from.

    articles: what was read, weightiest first; of copies of one report only one, the others in `copies` by its id.
    chains: the outlets through which much of an article came, by its id, nearest to the reader first. bearing: by
    article, the sentences that bear on the request. topic: what is asked for, "" where nothing is named. updated: by
    article, the latest day it tells of where that is after the day it bears, ISO. within: by article, the sentences that
    tell of what the topic names.
    """

    articles: tuple[Article, ...]
    copies: dict[str, tuple[ArticleHeader, ...]]
    said: tuple[SaidThing, ...]
    own: tuple[OwnSentence, ...]
    attributions: dict[str, tuple[Attribution, ...]]
    sentences: dict[str, tuple[Span, ...]]
    chains: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bearing: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    topic: str = ""
    updated: dict[str, str] = field(default_factory=dict)
    within: dict[str, tuple[Span, ...]] = field(default_factory=dict)

    def newest(self, article: ArticleHeader) -> str:
        """Return the latest day that an article tells of, its own or that of its update, ISO; "" where none is known."""
        return self.updated.get(article.id, article.published_at or "")

    def dated(self, article: ArticleHeader) -> str | None:
        """Return an article's day as `day` does, saying so where it was updated: "17 Nov 2022, updated to 5 Jan 2023"."""
        day = self.day(article.published_at)
        later = self.updated.get(article.id)
        return f"{day}, updated to {self.day(later)}" if later and day else day

    @cached_property
    def years(self) -> bool:
        """Whether the articles are of several years, so that a day needs its own."""
        return (
            len({day[:4] for article in self.articles for day in (article.published_at, self.newest(article)) if day})
            > 1
        )

    def day(self, published_at: str | None) -> str | None:
        """Return "3 Oct", or "3 Oct 2026" where the articles are of several years; None where the day is not known."""
        day = short_day(published_at)
        return f"{day} {(published_at or '')[:4]}" if day and self.years else day

    def bears(self, article_id: str, span: Span) -> bool:
        """Tell whether words of an article stand in a sentence that bears on the request."""
        return any(one.overlaps(span) for one in self.bearing.get(article_id, ()))

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
        """Return outlet, the outlets it cites, the language where it is another, and the day: "Herald, citing HPA, 3 Oct"."""
        pieces = (self.through(article, said), self.language_of(article), self.dated(article))
        return ", ".join(piece for piece in pieces if piece)

    @cached_property
    def _language(self) -> str | None:
        count = Counter(article.language for article in self.articles if article.language)
        return count.most_common(1)[0][0] if count else None

    def language_of(self, article: ArticleHeader) -> str | None:
        """Return "in French" for an article in another language than most, else None."""
        if not article.language or article.language == self._language:
            return None
        return f"in {_LANGUAGES.get(article.language[:2], article.language)}"

    @property
    def read(self) -> int:
        """How many articles were read, copies too."""
        return len(self.articles) + sum(len(others) for others in self.copies.values())

    @property
    def independent(self) -> int:
        """How many reports they are, copies counted once."""
        printings = (copy for others in self.copies.values() for copy in others)
        return independent_sources(map(printing_of, (*self.articles, *printings)))


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
        if vector is not None and not request.article_ids:
            abroad = in_other_languages(articles, _names_in(topic), self._store, _filters(request))
            articles += abroad
            foreign = [article.id for article in abroad]
            weights |= dict.fromkeys(foreign, _ABROAD * max(weights.values()))
            passage_ids |= self._store.passage_ids(foreign)
            stored |= self._store.passages([i for one in foreign for i in passage_ids[one]])
            attributions |= self._store.attributions(foreign)
        else:
            foreign = []
        kept, copies = _one_of_each_story(articles, attributions)
        said: list[SaidThing] = []
        own: list[OwnSentence] = []
        sentences: dict[str, tuple[Span, ...]] = {}
        bearing: dict[str, tuple[Span, ...]] = {}
        within: dict[str, tuple[Span, ...]] = {}
        words = content_words(topic)
        named = [] if request.article_ids else [_names_in(part) for part in PARTS.split(topic)]
        anchors = Anchors(named, [article for article in kept if article.id not in foreign])
        for article in kept:
            here = [stored[i] for i in passage_ids[article.id] if i in stored]
            rows = sentences_of(article, here)
            sentences[article.id] = tuple(span for span, _, _ in rows)
            asked = vector if vector is not None else opening_of(rows)
            if asked is None:
                continue
            strict = vector is not None and not request.article_ids and article.id not in foreign
            places = anchors.places(article, sentences[article.id]) if strict else None
            within[article.id] = tuple(
                span for i, span in enumerate(sentences[article.id]) if places is None or i in places
            )
            scored = scores_of(article, rows, asked, words, strict=strict, places=places)
            bearing[article.id] = tuple(
                row.span for row in scored if row.score > 0 and not of_the_page(row.span.of(article.text))
            )
            spoken = attributions[article.id]
            said += said_of(article, spoken, scored, weights[article.id])
            own += own_of(article, spoken, scored, weights[article.id])
        if vector is not None and not request.article_ids:
            kept = [article for article in kept if bearing.get(article.id)]
            copies = {article.id: copies[article.id] for article in kept if article.id in copies}
        return Material(
            articles=tuple(kept),
            copies=copies,
            said=tuple(sorted(said, key=lambda one: -one.score)),
            own=tuple(own),
            attributions={article.id: attributions[article.id] for article in kept},
            sentences=sentences,
            chains={article.id: common_chain(attributions[article.id]) for article in kept},
            bearing=bearing,
            topic=topic,
            within=within,
            updated={a.id: later for a in kept if (later := updated_to(a, sentences[a.id]))},
        )

    def _chosen(self, request: Request, topic: str, vector: NDArray[np.float32] | None) -> dict[str, float]:
        """Return the ids of the articles to read, each with its weight (0 to about 1), weightiest first."""
        filters = _filters(request)
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
            if (near >= _LEAST_ARTICLE and held >= _SOME) or held >= COVERED or near >= _SURE:
                best[header.id] = max(best.get(header.id, 0.0), near + WORDS * held)
                here = f"{stored.passage.text} {header.title or ''}".casefold()
                surely |= near >= _SURE or (held >= COVERED and all(name.casefold() in here for name in names))
        if not surely:
            return {}
        floor = _STRICTER * max(best.values())
        if sum(score >= floor for score in best.values()) < _ENOUGH:
            floor = _RELATIVE_ARTICLE * max(best.values())
        ranked = sorted(
            ((score, i) for i, score in best.items() if score >= floor), key=lambda pair: (-pair[0], pair[1])
        )
        return {article_id: score for score, article_id in ranked[:_MOST_ARTICLES]}


def _filters(request: Request) -> Filters:
    return Filters(
        since=request.since,
        until=request.until,
        publishers=request.publishers,
        article_ids=request.article_ids,
    )


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
