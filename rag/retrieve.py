"""Find the passages that bear on a question: by meaning and by words, reranked sentence by sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ingest.article import Attribution, Filters
from ingest.embed import Embedder
from ingest.store import ArticleStore, StoredPassage
from rag.question import Question
from rag.types import Retrieval, RetrievedPassage, ScoredSentence
from rag.words import STOP_WORDS, content_words, coverage

_CANDIDATES = 100
_MOST_TERMS = 12
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


class Retriever:
    """Searches one store with one embedder. One embedding, one vector query, one word query a question."""

    def __init__(self, store: ArticleStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    def retrieve(self, question: Question, *, k: int = 10, filters: Filters | None = None) -> Retrieval:
        """Return up to k passages, best first, and the belief that they hold an answer."""
        vector = self._embedder.embed_query(question.text)
        dense = self._store.nearest(vector, k=_CANDIDATES, filters=filters)
        lexical = dict(self._store.matching(query_terms(question), k=_CANDIDATES, filters=filters))
        ids = list(dict.fromkeys([*(i for i, _ in dense), *lexical]))
        if not ids:
            return Retrieval(passages=(), confidence=0.0)
        stored = self._store.passages(ids)
        wanted = content_words(question.text)
        top = max(lexical.values(), default=1.0)
        ranked = sorted(
            (self._scored(stored[i], vector, lexical.get(i, 0.0) / top, wanted) for i in ids if i in stored),
            key=lambda found: -found.score,
        )
        shown = _without_copies(ranked, k)
        attributions = self._store.attributions(list({p.article.id for p in shown}))
        shown = [replace(p, attributions=_within(p, attributions[p.article.id])) for p in shown]
        return Retrieval(passages=tuple(shown), confidence=_confidence(shown, wanted))

    def _scored(
        self, stored: StoredPassage, vector: NDArray[np.float32], lexical: float, wanted: set[str]
    ) -> RetrievedPassage:
        similarity = float(stored.vectors.passage @ vector)
        cosines = stored.vectors.sentences @ vector
        sentences = sorted(
            (
                ScoredSentence(
                    span=span,
                    score=float(cosine)
                    + 0.3
                    * coverage(
                        wanted, stored.passage.text[span.start - stored.passage.start : span.end - stored.passage.start]
                    ),
                )
                for span, cosine in zip(stored.passage.sentences, cosines, strict=True)
            ),
            key=lambda s: -s.score,
        )
        best = sentences[0].score if sentences else 0.0
        return RetrievedPassage(
            passage=stored.passage,
            article=stored.header,
            score=0.5 * similarity + 0.5 * best + 0.2 * lexical,
            similarity=similarity,
            sentences=tuple(sentences),
        )


def query_terms(question: Question) -> list[str]:
    """Return the words worth looking up, phrases first: no stop words, a bounded number."""
    words = [w for w in _WORD.findall(question.text) if w.lower() not in STOP_WORDS and len(w) > 1]
    return list(dict.fromkeys([*question.phrases, *words]))[:_MOST_TERMS]


def _within(found: RetrievedPassage, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    return tuple(said for said in attributions if said.span.overlaps(found.passage.span))


def _without_copies(ranked: Sequence[RetrievedPassage], k: int) -> list[RetrievedPassage]:
    shown: list[RetrievedPassage] = []
    words: list[set[str]] = []
    for found in ranked:
        own = content_words(found.passage.text)
        same = next(
            (i for i, other in enumerate(words) if len(own & other) > 0.85 * max(1, min(len(own), len(other)))), None
        )
        if same is not None:
            shown[same] = replace(shown[same], copies=(*shown[same].copies, found.article))
        elif len(shown) < k:
            shown.append(found)
            words.append(own)
    return shown


def _confidence(shown: Sequence[RetrievedPassage], wanted: set[str]) -> float:
    if not shown:
        return 0.0
    best = max(p.similarity or 0.0 for p in shown[:5])
    held = coverage(wanted, " ".join(p.passage.text for p in shown[:3]))
    return 1 / (1 + math.exp(-(8 * (best - 0.5) + 4 * (held - 0.6))))
