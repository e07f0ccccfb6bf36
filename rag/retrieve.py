"""Find the passages that bear on a question: candidates by meaning and by words, ranked sentence window by window."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.article import Attribution, Filters, Passage, Span
from ingest.embed import Embedder
from ingest.store import ArticleStore, StoredPassage
from rag.confidence import belief, signals
from rag.question import Question
from rag.ranking import ranking
from rag.terms import Terms
from rag.types import Retrieval, RetrievedPassage, ScoredSentence
from rag.windows import Windows, windows_of
from rag.words import content_words

_DEGREE = re.compile(r"\bhow (\w+)")  # "how high" asks for a figure; no answer need hold the word
_CANDIDATES = 100  # passages of each search
LONGEST = 420  # characters of a window
_ALIKE = 0.85  # share of the shorter one's words from which two windows are copies
_LOOKED_AT = 4_000  # windows, best first, that may be looked at for one answer


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidates:
    """The passages a question may be answered from, its terms, and every window of them."""

    terms: Terms
    weights: list[float]
    unknown: list[bool]
    stored: Sequence[StoredPassage]
    windows: Windows


class Retriever:
    """Searches one store with one embedder. One embedding, one vector query, one word query a question."""

    def __init__(self, store: ArticleStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    def retrieve(self, question: Question, *, k: int = 10, filters: Filters | None = None) -> Retrieval:
        """Return up to k windows of whole sentences, best first, and the belief that they hold an answer."""
        found = self.candidates(question, filters=filters)
        if found is None or not len(found.windows.passage):
            return Retrieval(passages=(), confidence=0.0)
        weights = ranking()
        scores = found.windows.features @ weights.windows
        order = np.argsort(-scores, kind="stable")
        shown = _shown(found, order, scores, k)
        attributions = self._store.attributions(list({p.article.id for p in shown}))
        shown = [replace(p, attributions=_within(p, attributions[p.article.id])) for p in shown]
        best = found.windows.features[order[0]]
        values = signals(found.terms, found.weights, found.unknown, best, weights.windows)
        return Retrieval(passages=tuple(shown), confidence=belief(values, weights.belief))

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
        return Candidates(terms=terms, weights=weights, unknown=unknown, stored=stored, windows=windows)


def _shown(found: Candidates, order: NDArray[np.int64], scores: NDArray[np.float32], k: int) -> list[RetrievedPassage]:
    """Return the best windows that neither overlap nor repeat one another; a copy is noted at what it repeats."""
    shown: list[RetrievedPassage] = []
    words: list[set[str]] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for w in order[:_LOOKED_AT]:
        if len(shown) == k:
            break
        place, first, last = int(found.windows.passage[w]), int(found.windows.first[w]), int(found.windows.last[w])
        spans = taken.setdefault(place, [])
        if any(first <= end and start <= last for start, end in spans):
            continue
        spans.append((first, last))
        one = _window(found, place, first, last, float(scores[w]))
        own = content_words(one.passage.text)
        same = next((i for i, other in enumerate(words) if _copies(own, other)), None)
        if same is None:
            shown.append(one)
            words.append(own)
        elif shown[same].article.id != one.article.id:
            shown[same] = replace(shown[same], copies=(*shown[same].copies, one.article))
    return shown


def _copies(one: set[str], other: set[str]) -> bool:
    return len(one & other) > _ALIKE * max(1, min(len(one), len(other)))


def _window(found: Candidates, place: int, first: int, last: int, score: float) -> RetrievedPassage:
    stored = found.stored[place]
    whole, cosines = stored.passage, found.windows.cosines[place]
    sentences = whole.sentences[first : last + 1]
    start, end = sentences[0].start, sentences[-1].end
    text = whole.text[start - whole.start : end - whole.start]
    window = Passage(id=whole.id, article_id=whole.article_id, start=start, end=end, text=text, sentences=sentences)
    scored = (
        ScoredSentence(span=span, score=float(cosines[first + i]) + _covered(found, whole, span))
        for i, span in enumerate(sentences)
    )
    return RetrievedPassage(
        passage=window,
        article=stored.header,
        score=score,
        similarity=float(cosines[first : last + 1].max()),
        sentences=tuple(sorted(scored, key=lambda s: -s.score)),
    )


def _covered(found: Candidates, whole: Passage, span: Span) -> float:
    """Return 0 to 0.3: the weighted share of the question's terms that stand in a sentence."""
    total = sum(found.weights)
    text = whole.text[span.start - whole.start : span.end - whole.start]
    held = {term for _, _, term in found.terms.found(text)}
    return 0.3 * sum(found.weights[t] for t in held) / total if total > 0 else 0.0


def _within(found: RetrievedPassage, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    return tuple(said for said in attributions if said.span.overlaps(found.passage.span))
