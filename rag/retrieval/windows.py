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

from ingest.store import StoredPassage
from rag.asking.question import Question
from rag.retrieval.answer_type import answer_type, holder
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
    """The passages a question may be answered from, its terms, and every window of them.

    unknown: for each term, whether no article holds it. other_language: for each passage, whether its article is written
    in another language than the question.
    """

    terms: Terms
    weights: list[float]
    unknown: list[bool]
    stored: Sequence[StoredPassage]
    windows: Windows
    other_language: NDArray[np.bool_]


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
    best_possible = max(float(idf.sum()), 1e-6)
    cosines = [stored.vectors.sentences[: len(stored.passage.sentences)] @ vector for stored in candidates]
    lines = _Sentences(question, terms, candidates, cosines)
    if not len(lines.passage):
        nothing = np.zeros(0, dtype=np.int64)
        return Windows(nothing, nothing, nothing, np.zeros((0, len(FEATURES)), dtype=np.float32), cosines)

    passage_cosine = np.array([float(stored.vectors.passage @ vector) for stored in candidates], dtype=np.float32)
    passage_lexical = np.array([lexical.get(s.passage.id, 0.0) for s in candidates], dtype=np.float32) / best_possible
    article = np.unique([stored.passage.article_id for stored in candidates], return_inverse=True)[1]
    best_of_passage = np.full(len(candidates), -1.0, dtype=np.float32)
    np.maximum.at(best_of_passage, lines.passage, lines.cosine)
    held_by_passage = np.zeros((len(candidates), len(terms)), dtype=np.float32)
    np.maximum.at(held_by_passage, lines.passage, lines.held)
    titles = {}
    for stored in candidates:
        if stored.passage.article_id not in titles:
            titles[stored.passage.article_id] = _marks(
                [t for _, _, t in terms.found(stored.header.title or "")], len(terms)
            )
    title = np.stack([titles[stored.passage.article_id] for stored in candidates])
    lifts = np.array([freshness(question, stored.header.published_at) for stored in candidates], dtype=np.float32)

    i, j = _runs(lines.passage, lines.start, lines.end, longest)
    owner = lines.passage[i]
    sums = np.concatenate([[0.0], np.cumsum(lines.cosine, dtype=np.float64)])
    best, typed = _greatest_in(lines.cosine, i, j), _greatest_in(lines.typed, i, j)
    has, pairs = _any(lines.held, i, j), _any(lines.paired, i, j)
    context = np.maximum(np.maximum(has, title[owner]), np.float32(0.7) * held_by_passage[owner])
    covered = _share(has, idf)
    features = [
        passage_cosine[owner],
        best,
        (sums[j + 1] - sums[i]) / (j - i + 1),
        passage_lexical[owner],
        covered,
        _share(has, names),
        _share(pairs, pair_weight),
        _share(context, idf),
        _share(context, names),
        typed,
        lifts[owner, 0],
        _mean_of_best(passage_cosine, article)[owner],
        _greatest(passage_lexical, article)[owner],
        _share(title, idf)[owner],
        np.exp(-lines.start[i] / 1500),
        np.log(np.maximum(lines.end[j] - lines.start[i], 20) / 200),
        _share(has, topic),
        best >= best_of_passage[owner] - 1e-6,
        *lifts[owner, 1:].T,
        _greatest(covered, owner),
        _greatest(best, owner),
        _greatest(covered, article[owner]),
        _greatest(best, article[owner]),
    ]
    within = lines.place[i]
    return Windows(owner, within, within + (j - i), np.stack(features, axis=1).astype(np.float32), cosines)


class _Sentences:
    """The sentences of all candidates in one row, and what each of them holds.

    passage: which candidate's it is. place: its place there. held: (sentences, terms), 1 where a term stands in it.
    paired: (sentences, terms - 1), 1 where two terms of the question that follow each other begin in it.
    """

    def __init__(
        self,
        question: Question,
        terms: Terms,
        candidates: Sequence[StoredPassage],
        cosines: Sequence[NDArray[np.float32]],
    ) -> None:
        spans = [stored.passage.sentences for stored in candidates]
        counts = [len(of_one) for of_one in spans]
        n = sum(counts)
        self.passage = np.repeat(np.arange(len(candidates)), counts)
        self.place = np.concatenate([np.arange(count) for count in counts]) if counts else np.zeros(0, dtype=np.int64)
        self.start = np.array([span.start for of_one in spans for span in of_one], dtype=np.int64)
        self.end = np.array([span.end for of_one in spans for span in of_one], dtype=np.int64)
        self.cosine = np.concatenate([*cosines, np.zeros(0, dtype=np.float32)])
        self.held = np.zeros((n, len(terms)), dtype=np.float32)
        self.paired = np.zeros((n, max(len(terms) - 1, 0)), dtype=np.float32)
        self.typed = np.zeros(n, dtype=np.float32)
        held = holder(answer_type(question.text), question.text)
        at = 0
        for stored, of_one in zip(candidates, spans, strict=True):
            own = stored.passage
            starts = [span.start - own.start for span in of_one]
            found = terms.found(own.text) if of_one else []
            for start, _, t in found:
                self.held[at + max(bisect_right(starts, start) - 1, 0), t] = 1
            for start, t in together(found):
                self.paired[at + max(bisect_right(starts, start) - 1, 0), t] = 1
            for k, span in enumerate(of_one):
                self.typed[at + k] = held(own.text[span.start - own.start : span.end - own.start])
            at += len(of_one)


def _marks(found: Sequence[int], of: int) -> NDArray[np.float32]:
    marks = np.zeros(of, dtype=np.float32)
    marks[list(found)] = 1
    return marks


def _runs(
    passage: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64], longest: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first and last sentence of each run: one sentence, or more of one passage that are not too long."""
    begins = np.arange(len(passage))
    first, last = [begins], [begins]
    length = 1
    while len(begins):
        begins = begins[begins + length < len(passage)]
        ends = begins + length
        begins = begins[(passage[ends] == passage[begins]) & (end[ends] - start[begins] <= longest)]
        first.append(begins)
        last.append(begins + length)
        length += 1
    i, j = np.concatenate(first), np.concatenate(last)
    order = np.lexsort((j, i))
    return i[order], j[order]


def _greatest(values: NDArray[np.float32], group: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each value the greatest within its group."""
    greatest = np.full(int(group.max()) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(greatest, group, values)
    return greatest[group]


def _mean_of_best(values: NDArray[np.float32], group: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each value the mean of the three greatest of its group."""
    mean = np.zeros(int(group.max()) + 1, dtype=np.float32)
    for member in range(len(mean)):
        mean[member] = np.sort(values[group == member])[::-1][:3].mean()
    return mean[group]


def _greatest_in(values: NDArray[np.float32], i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each run, from i to j (inclusive), the greatest of its values."""
    greatest = values[i].copy()
    for step in range(1, int((j - i).max()) + 1):
        longer = np.flatnonzero(j - i >= step)
        greatest[longer] = np.maximum(greatest[longer], values[i[longer] + step])
    return greatest


def _any(marks: NDArray[np.float32], i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return for each run whether any of its sentences is marked, per column."""
    sums = np.concatenate([np.zeros((1, marks.shape[1]), dtype=np.float32), np.cumsum(marks, axis=0)])
    marked: NDArray[np.float32] = (sums[j + 1] - sums[i] > 0).astype(np.float32)
    return marked


def _share(has: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    total = float(weight.sum())
    if total <= 0:
        return np.zeros(len(has), dtype=np.float32)
    return (has @ weight / total).astype(np.float32)
