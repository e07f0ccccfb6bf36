"""The belief that the articles hold an answer: a logistic model over what the best windows show.

How new the best windows are is left out on purpose: it tells much where questions are about this week's news, and would
have a library of older articles answer nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rag.terms import Terms
from rag.windows import FEATURES as WINDOW

FEATURES = ("top_score", "unknown_terms", "unknown_names", "bias")


def signals(
    terms: Terms,
    weights: list[float],
    unknown: list[bool],
    best: NDArray[np.float32],
    window_weights: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return one value for each of FEATURES.

    weights, unknown: per term, its inverse document frequency and whether no passage holds it. best: features of
    the best window, (len(windows.FEATURES),).
    """
    idf = np.array(weights, dtype=np.float32)
    missing = np.array(unknown, dtype=np.float32)
    named = np.array([term.name for term in terms.terms], dtype=np.float32)
    timeless = best.copy()
    timeless[WINDOW.index("fresh")] = 0.0
    return np.array(
        [float(timeless @ window_weights), _share(missing, idf), _share(missing, idf * named), 1.0], dtype=np.float32
    )


def _share(part: NDArray[np.float32], of: NDArray[np.float32]) -> float:
    total = float(of.sum())
    return float((part * of).sum()) / total if total > 0 else 0.0


def belief(values: NDArray[np.float32], weights: NDArray[np.float32]) -> float:
    """Return the logistic of the weighted signals, 0 to 1."""
    return float(1 / (1 + np.exp(-float(values @ weights))))
