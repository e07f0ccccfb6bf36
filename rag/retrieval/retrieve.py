"""Find the passages that bear on a question: candidates by meaning and by words, ranked sentence window by window."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.article import Filters
from ingest.embedding.embedder import Embedder
from ingest.store import ArticleStore
from rag.asking.question import Question
from rag.retrieval.across import in_other_languages, matched_by_meaning
from rag.retrieval.confidence import Standing, belief, signals, standing
from rag.retrieval.ranking import ranking
from rag.retrieval.rerank import READ, Reranker, reranked
from rag.retrieval.selection import select, within
from rag.retrieval.terms import Terms
from rag.retrieval.views import CHOSEN_FROM, asks_for_views, spread
from rag.retrieval.windows import Candidates, windows_of
from rag.types import Retrieval

_DEGREE = re.compile(r"\bhow (\w+)")  # "how high" asks for a figure; no answer need hold the word
_CANDIDATES = 100  # passages of each search
_REMEMBERED = 32  # questions whose standing in the whole library is kept
LONGEST = 420  # characters of a window


class Retriever:
    """Searches one store with one embedder. One embedding, one vector query, one word query a question."""

    def __init__(self, store: ArticleStore, embedder: Embedder, reranker: Reranker | None = None) -> None:
        self._store = store
        self._embedder = embedder
        self._reranker = reranker
        self._standings: dict[tuple[str, int], tuple[Standing, float]] = {}

    def retrieve(
        self, question: Question, *, k: int = 10, filters: Filters | None = None, grown: bool = False
    ) -> Retrieval:
        """Return up to k windows of whole sentences, best first, and the belief that they hold an answer.

        grown: for whoever reads on, with the sentences around them (see `selection.select`), and of several outlets
        and speakers where the question asks for views.
        """
        found = self.candidates(question, filters=filters)
        if found is None or not len(found.windows.passage):
            return Retrieval(passages=(), confidence=0.0)
        weights = ranking()
        scores = found.windows.features @ weights.windows
        views = grown and asks_for_views(question)
        wanted = max(k, READ if self._reranker else 0, CHOSEN_FROM if views else 0)
        shown = select(found, scores, wanted, grown=grown)
        if self._reranker:
            shown = reranked(self._reranker, question.text, shown)
        shown = shown if views and not self._reranker else shown[:k]
        attributions = self._store.attributions(list({p.article.id for p in shown}))
        shown = [replace(p, attributions=within(p, attributions[p.article.id])) for p in shown]
        if views and not self._reranker:
            shown = spread(shown)[:k]
        whole = found if not filters or filters == Filters() else None
        standing_of, confidence = self._standing(question, whole)
        if whole is None:
            confidence = belief(signals(found, weights.windows, standing_of), weights.belief)
        return Retrieval(passages=tuple(shown), confidence=confidence)

    def confidence(self, question: Question) -> float:
        """Return the belief that the whole library holds an answer, without what was found; remembered as `_standing`."""
        return self._standing(question, None)[1]

    def _standing(self, question: Question, whole: Candidates | None) -> tuple[Standing, float]:
        """Return what the whole library holds near the question, and the belief in it; those of the last few questions are remembered.

        whole: what was found there, where it has been searched.
        """
        key = question.text, self._store.counts()["passages"]
        if whole is None and key in self._standings:
            return self._standings[key]
        whole = whole or self.candidates(question)
        weights = ranking()
        found, believed = Standing(0.0, 0.0), 0.0
        if whole is not None and len(whole.windows.passage):
            found = standing(whole, weights.windows)
            believed = belief(signals(whole, weights.windows, found), weights.belief)
        self._standings[key] = found, believed
        while len(self._standings) > _REMEMBERED:
            self._standings.pop(next(iter(self._standings)), None)
        return found, believed

    def candidates(self, question: Question, *, filters: Filters | None = None) -> Candidates | None:
        """Return what is found by meaning and by words, with every window weighed; None where nothing is found."""
        vector = self._embedder.embed_query(question.text)
        terms = Terms(question)
        frequency: Mapping[str, int] = self._store.document_frequency(terms.words())
        total = self._store.counts()["passages"]
        dense = self._store.nearest(vector, k=_CANDIDATES, filters=filters)
        lexical = dict(self._store.matching(terms.looked_up(frequency, total), k=_CANDIDATES, filters=filters))
        ids = list(dict.fromkeys([*(i for i, _ in dense), *lexical]))
        if not ids:
            return None
        known = self._store.passages(ids)
        stored = [known[i] for i in ids if i in known]
        weights = terms.weights(frequency, total)
        degrees = set(_DEGREE.findall(question.text.lower()))
        unknown = [not frequency.get(word, 0) and word.lower() not in degrees for word in terms.words()]
        windows = windows_of(question, terms, weights, vector, stored, lexical, LONGEST)
        other = in_other_languages(question, terms, weights, stored)
        return Candidates(
            terms=terms,
            weights=weights,
            unknown=unknown,
            stored=stored,
            windows=matched_by_meaning(windows, other),
            other_language=other,
        )
