"""The belief that the articles hold an answer: a logistic model over what the best windows and their articles show.

How new the best windows are is left out on purpose: it tells much where questions are about this week's news, and would
have a library of older articles answer nothing. Cosines and lexical scores by themselves are left out too: they told
answerable questions no better, and run lower in a small library, which then abstained from what it plainly held.
"""

from __future__ import annotations

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

# Passages from which their median tells what is usual; what it was in a library of fifty passages (3.7; 5.4 in one of twenty thousand).
_ENOUGH, _UNRELATED = 20, 4.0


def signals(found: Candidates, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return one value for each of FEATURES. weights: of the windows' features, (len(windows.FEATURES),)."""
    idf = np.array(found.weights, dtype=np.float32)
    unknown = np.array(found.unknown, dtype=np.float32) * idf
    names = np.array([term.name for term in found.terms.terms], dtype=np.float32)
    timeless = found.windows.features.copy()
    timeless[:, [WINDOW.index(name) for name in AGE]] = 0.0
    scores = timeless @ weights
    if found.other_language[found.windows.passage[int(scores.argmax())]]:
        unknown = np.zeros_like(unknown)  # that its words are not known tells nothing where they cannot be
    of_passage = np.full(len(found.stored), -np.inf, dtype=np.float32)
    np.maximum.at(of_passage, found.windows.passage, scores)
    # Held against what is usual among all that was found: what many articles tell alike stands out as well.
    scored = of_passage[np.isfinite(of_passage)]
    # A handful of passages, all of one matter, tells nothing of what is usual.
    absent = np.full(max(_ENOUGH - len(scored), 0), _UNRELATED, dtype=np.float32)
    usual = float(np.median(np.concatenate([scored, absent])))
    return np.array(
        [
            scores.max(),
            scores.max() - usual,
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
