"""Weights by which windows are ranked and belief is told; fitted by `tests/benchmarks/fit_ranking.py`.

A linear model over few features, fitted on one half of two sets of news questions and reported on the other half.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_FILE = Path(__file__).with_name("ranking.json")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranking:
    """windows: a weight for each of `windows.FEATURES`. belief: a weight for each of `confidence.FEATURES`, bias last."""

    windows: NDArray[np.float32]
    belief: NDArray[np.float32]


@cache
def ranking() -> Ranking:
    """Return the weights that ship with the program."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return Ranking(
        windows=np.array(list(data["windows"].values()), dtype=np.float32),
        belief=np.array(list(data["belief"].values()), dtype=np.float32),
    )
