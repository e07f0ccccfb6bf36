"""Windows: runs of whole sentences within the retrieved passages, and what speaks for each of them.

What is shown for a question is not the passage that was stored but the run of its sentences that bears most on it
("small to big"): exact words still, and less to read. All windows of all candidates are weighed at once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.article import Span
from ingest.store import StoredPassage
from rag.asking.question import Question
from rag.retrieval.answer_type import answer_type, holds
from rag.retrieval.recency import freshness
from rag.retrieval.terms import Terms, together

FEATURES = (
    "passage_cosine",
    "best_cosine",
    "mean_cosine",
    "lexical",
    "covered",
    "names_covered",
    "pairs_covered",
    "covered_with_context",
    "names_with_context",
    "answer_type",
    "fresh",
    "article_cosine",
    "article_lexical",
    "title_covered",
    "early",
    "length",
    "topic_covered",
    "single_best",
    "fresh_days",
    "fresh_months",
    "fresh_year",
    "after_asking",
    "passage_covered",
    "passage_best_cosine",
    "article_covered",
    "article_best_cosine",
)
AGE = ("fresh", "fresh_days", "fresh_months", "fresh_year", "after_asking")  # the features that tell how new it is


@dataclass(frozen=True, slots=True)
class Windows:
    """Runs of sentences: window w is sentences first[w] to last[w] (inclusive) of candidate passage[w].

    features: (windows, len(FEATURES)). sentence_scores: per candidate, each sentence's cosine to the question.
    """

    passage: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    features: NDArray[np.float32]
    cosines: list[NDArray[np.float32]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidates:
    """The passages a question may be answered from, its terms, and every window of them."""

    terms: Terms
    weights: list[float]
    unknown: list[bool]
    stored: Sequence[StoredPassage]
    windows: Windows


def windows_of(
    question: Question,
    terms: Terms,
    weights: Sequence[float],
    vector: NDArray[np.float32],
    candidates: Sequence[StoredPassage],
    lexical: Mapping[int, float],
    longest: int,
) -> Windows:
    """Weigh every run of sentences of up to `longest` characters in the candidates.

    weights: each term's inverse document frequency. lexical: BM25 by passage id.
    """
    idf = np.array(weights, dtype=np.float32)
    names = np.array([t.name for t in terms.terms], dtype=np.float32) * idf
    topic = np.array([t.topic for t in terms.terms], dtype=np.float32) * idf
    pair_weight = np.minimum(idf[:-1], idf[1:]) if len(idf) > 1 else np.zeros(0, dtype=np.float32)
    kind = answer_type(question.text)
    best_possible = max(float(idf.sum()), 1e-6)

    cosines = [stored.vectors.sentences @ vector for stored in candidates]
    passage_cosine = np.array([float(stored.vectors.passage @ vector) for stored in candidates], dtype=np.float32)
    passage_lexical = np.array([lexical.get(s.passage.id, 0.0) for s in candidates], dtype=np.float32) / best_possible
    article_of: dict[str, list[int]] = {}
    for c, stored in enumerate(candidates):
        article_of.setdefault(stored.passage.article_id, []).append(c)
    article_cosine = np.zeros(len(candidates), dtype=np.float32)
    article_lexical = np.zeros(len(candidates), dtype=np.float32)
    for members in article_of.values():
        top = np.sort(passage_cosine[members])[::-1][:3]
        article_cosine[members] = top.mean()
        article_lexical[members] = passage_lexical[members].max()

    columns: list[NDArray[np.float32]] = []
    passage, first, last = [], [], []
    titles: dict[str, NDArray[np.float32]] = {}
    for c, stored in enumerate(candidates):
        own = stored.passage
        sentences = own.sentences
        n = len(sentences)
        if not n:
            continue
        starts = [s.start - own.start for s in sentences]
        present = np.zeros((n, len(terms)), dtype=np.float32)
        paired = np.zeros((n, max(len(terms) - 1, 0)), dtype=np.float32)
        found = terms.found(own.text)
        for start, _, t in found:
            present[max(bisect_right(starts, start) - 1, 0), t] = 1
        for start, t in together(found):
            paired[max(bisect_right(starts, start) - 1, 0), t] = 1
        typed = np.array(
            [holds(kind, own.text[s.start - own.start : s.end - own.start], question.text) for s in sentences],
            dtype=np.float32,
        )
        if own.article_id not in titles:
            title = np.zeros(len(terms), dtype=np.float32)
            for _, _, t in terms.found(stored.header.title or ""):
                title[t] = 1
            titles[own.article_id] = title
        title = titles[own.article_id]
        i, j = _runs(sentences, longest)
        has = _any(present, i, j)
        pairs = _any(paired, i, j)
        context = np.maximum(np.maximum(has, title), 0.7 * present.max(axis=0, initial=0)) if len(terms) else has
        cos = cosines[c]
        sums = np.concatenate([[0.0], np.cumsum(cos)])
        best = np.array([cos[a : b + 1].max() for a, b in zip(i, j, strict=True)])
        lengths = np.array([sentences[b].end - sentences[a].start for a, b in zip(i, j, strict=True)])
        ones = np.ones(len(i))
        fresh, *fresher, after = freshness(question, stored.header.published_at)
        columns.append(
            np.stack(
                [
                    passage_cosine[c] * ones,
                    best,
                    (sums[j + 1] - sums[i]) / (j - i + 1),
                    passage_lexical[c] * ones,
                    _share(has, idf),
                    _share(has, names),
                    _share(pairs, pair_weight),
                    _share(context, idf),
                    _share(context, names),
                    np.array([typed[a : b + 1].max() for a, b in zip(i, j, strict=True)]),
                    fresh * ones,
                    article_cosine[c] * ones,
                    article_lexical[c] * ones,
                    _share(title[None, :], idf) * ones,
                    np.exp(-np.array([sentences[a].start for a in i]) / 1500),
                    np.log(np.maximum(lengths, 20) / 200),
                    _share(has, topic),
                    (best >= cos.max() - 1e-6).astype(np.float32),
                    *(lift * ones for lift in (*fresher, after)),
                ],
                axis=1,
            ).astype(np.float32)
        )
        passage.append(np.full(len(i), c))
        first.append(i)
        last.append(j)
    if not columns:
        nothing = np.zeros(0, dtype=np.int64)
        return Windows(nothing, nothing, nothing, np.zeros((0, len(FEATURES)), dtype=np.float32), cosines)
    owner = np.concatenate(passage)
    features = np.concatenate(columns)
    article = np.unique([stored.passage.article_id for stored in candidates], return_inverse=True)[1][owner]
    words, meaning = features[:, FEATURES.index("covered")], features[:, FEATURES.index("best_cosine")]
    around = [_greatest(of, which) for which in (owner, article) for of in (words, meaning)]
    return Windows(
        owner,
        np.concatenate(first),
        np.concatenate(last),
        np.column_stack([features, *around]).astype(np.float32),
        cosines,
    )


def _greatest(values: NDArray[np.float32], group: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each window the greatest value within its group (its passage, its article)."""
    greatest = np.zeros(int(group.max()) + 1, dtype=np.float32)
    np.maximum.at(greatest, group, values)
    return greatest[group]


def _runs(sentences: Sequence[Span], longest: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    first, last = [], []
    for i, begin in enumerate(sentences):
        for j in range(i, len(sentences)):
            if j > i and sentences[j].end - begin.start > longest:
                break
            first.append(i)
            last.append(j)
    return np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)


def _any(marks: NDArray[np.float32], i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each window whether any of its sentences is marked, per column."""
    sums = np.concatenate([np.zeros((1, marks.shape[1]), dtype=np.float32), np.cumsum(marks, axis=0)])
    marked: NDArray[np.float32] = (sums[j + 1] - sums[i] > 0).astype(np.float32)
    return marked


def _share(has: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    total = float(weight.sum())
    if total <= 0:
        return np.zeros(len(has), dtype=np.float32)
    return (has @ weight / total).astype(np.float32)
