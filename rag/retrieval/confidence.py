"""The belief that the articles hold an answer: a logistic model over what the best windows and their articles show.

How new the best windows are is left out on purpose: it tells much where questions are about this week's news, and would
have a library of older articles answer nothing. Cosines and lexical scores by themselves are left out too: they told
answerable questions no better, and run lower in a small library, which then abstained from what it plainly held.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rag.retrieval.windows import AGE, Candidates
from rag.retrieval.windows import FEATURES as WINDOW

FEATURES = (
    "top_score",
    "lead",
    "unknown_terms",
    "unknown_names",
    "bias",
)

# Passages from which their median tells what is usual, and what an absent one counts. In a library of fifty passages it was 3.7, of
# twenty thousand 5.4. With 3 (4), 29 (27) of 37 sample questions put to their own article alone are answered rightly, and 382
# (384) of 396 put to another article alone are not answered.
_ENOUGH, _UNRELATED = 20, 3.0
_AS_GOOD = 0.75  # of the windows' score: how far below the whole library's best a best window is as good


@dataclass(frozen=True, slots=True)
class Standing:
    """What the whole library holds near a question: its best score, and the one that is usual. Of the windows' score, without age."""

    best: float
    usual: float


def standing(whole: Candidates, weights: NDArray[np.float32]) -> Standing:
    """Return what the best window of any search for the question is held against. whole: found without filters.

    This is the one rule of belief, for a whole library, a part of it and a library of one article alike. Belief rests on how far the
    best window stands out from what is usual among the passages that the whole library holds near the question, whatever
    part of it is searched: so it does not hang on how many passages pass a filter. A search within a filter whose best window is as
    good as the whole library's, or nearly, is believed as that is; one whose best is weaker is believed less, and abstains. In a library so
    small that all it holds may be of one matter, which tells nothing of what is usual, the passages it lacks count as
    unrelated ones; so a single article that holds the answer is believed.
    """
    of_passage = np.full(len(whole.stored), -np.inf, dtype=np.float32)
    np.maximum.at(of_passage, whole.windows.passage, _timeless(whole, weights))
    scored = of_passage[np.isfinite(of_passage)]
    absent = np.full(max(_ENOUGH - len(scored), 0), _UNRELATED, dtype=np.float32)
    return Standing(best=float(scored.max()), usual=float(np.median(np.concatenate([scored, absent]))))


def _timeless(found: Candidates, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the windows' scores without what is due to how new they are."""
    features = found.windows.features.copy()
    features[:, [WINDOW.index(name) for name in AGE]] = 0.0
    return np.asarray(features @ weights, dtype=np.float32)


def signals(found: Candidates, weights: NDArray[np.float32], whole: Standing) -> NDArray[np.float32]:
    """Return one value for each of FEATURES.

    weights: of the windows' features, (len(windows.FEATURES),). whole: the question's `standing` in the whole library.
    """
    idf = np.array(found.weights, dtype=np.float32)
    unknown = np.array(found.unknown, dtype=np.float32) * idf
    names = np.array([term.name for term in found.terms.terms], dtype=np.float32)
    scores = _timeless(found, weights)
    if found.other_language[found.windows.passage[int(scores.argmax())]]:
        unknown = np.zeros_like(unknown)  # that its words are not known tells nothing where they cannot be
    best = float(scores.max())
    best = whole.best if whole.best - _AS_GOOD <= best < whole.best else best
    return np.array(
        [
            best,
            best - whole.usual,
            _share(unknown, idf),
            _share(unknown * names, idf),
            1.0,
        ],
        dtype=np.float32,
    )


def _share(part: NDArray[np.float32], of: NDArray[np.float32]) -> float:
    total = float(of.sum())
    return float(part.sum()) / total if total > 0 else 0.0


def belief(values: NDArray[np.float32], weights: NDArray[np.float32]) -> float:
    """Return the logistic of the weighted signals, 0 to 1."""
    return float(1 / (1 + np.exp(-float(values @ weights))))
