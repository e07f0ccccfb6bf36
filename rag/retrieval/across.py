"""Articles in another language than the question: matched by meaning alone, where the embedding model can.

None of the question's words stands in such an article, however well it answers. Left at that, an article in the question's
language that happens to hold some of its words would rank above it. So what is told by words is given to it as windows of
the question's own language have it that are as near in meaning.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ingest.language import likeliest_language
from ingest.store import StoredPassage
from rag.asking.question import Question
from rag.retrieval.terms import Terms
from rag.retrieval.windows import FEATURES, Windows

_BY_WORDS = (
    "lexical",
    "covered",
    "names_covered",
    "pairs_covered",
    "covered_with_context",
    "names_with_context",
    "article_lexical",
    "title_covered",
    "topic_covered",
    "passage_covered",
    "article_covered",
)
_REACHED = 1 / 3  # share of the question's plain words in one window, from which its words do reach a language
_ENOUGH = 50  # windows of the question's own language that it takes to tell how words go with meaning
_ENGLISH = re.compile(r"\b(?:who|what|which|when|where|why|how|did|does|the|is|are|was|were|of)\b", re.IGNORECASE)
_UNTOLD = 0.5  # of an answer's type, whose rules are English


def in_other_languages(
    question: Question, terms: Terms, weights: Sequence[float], candidates: Sequence[StoredPassage]
) -> NDArray[np.bool_]:
    """Return for each candidate whether its language is another than the question's, so that words do not reach it.

    weights: each term's inverse document frequency. Articles of unknown language count as the question's own.
    """
    languages = [_code(stored.header.language) for stored in candidates]
    plain = np.array([0.0 if term.name else weight for term, weight in zip(terms.terms, weights, strict=True)])
    unreached = {
        language
        for language in set(languages) - {""}
        if _reach([s for s, of in zip(candidates, languages, strict=True) if of == language], terms, plain) < _REACHED
    }
    if unreached:
        unreached.discard("en" if _ENGLISH.search(question.text) else likeliest_language(question.text))
    return np.array([language in unreached for language in languages], dtype=bool)


def matched_by_meaning(windows: Windows, other: NDArray[np.bool_]) -> Windows:
    """Return the windows with what words tell of those in another language replaced by what meaning lets expect.

    other: one a candidate. Expected is what lies on the line through the other windows' cosines and values.
    """
    foreign = other[windows.passage]
    if not foreign.any():
        return windows
    features = windows.features.copy()
    cosine = features[:, FEATURES.index("best_cosine")]
    for name in _BY_WORDS:
        column = features[:, FEATURES.index(name)]
        column[foreign] = np.maximum(column[foreign], _expected(cosine, column, foreign))
    typed = features[:, FEATURES.index("answer_type")]
    typed[foreign] = np.maximum(typed[foreign], _UNTOLD)
    return replace(windows, features=features)


def _expected(
    cosine: NDArray[np.float32], column: NDArray[np.float32], foreign: NDArray[np.bool_]
) -> NDArray[np.float32]:
    own = ~foreign
    if int(own.sum()) < _ENOUGH or float(cosine[own].std()) < 1e-6:
        return np.asarray(np.clip(cosine[foreign], 0.0, 1.0), dtype=np.float32)
    slope, level = np.polyfit(cosine[own], column[own], 1)
    slope = max(float(slope), 0.0)
    level = float(column[own].mean()) - slope * float(cosine[own].mean())
    return np.asarray(np.clip(slope * cosine[foreign] + level, 0.0, 1.0), dtype=np.float32)


def _reach(candidates: Sequence[StoredPassage], terms: Terms, plain: NDArray[np.float64]) -> float:
    """Return the greatest share of the question's plain words that one of the passages holds; 1 where it has none."""
    total = float(plain.sum())
    if total <= 0:
        return 1.0
    held = ({term for _, _, term in terms.found(stored.passage.text)} for stored in candidates)
    return max((sum(plain[t] for t in one) / total for one in held), default=0.0)


def _code(language: str | None) -> str:
    return (language or "").strip().lower().replace("_", "-").split("-")[0]
