"""Fit a linear model that puts what is right before what is not, among all that was found for a question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

_RIDGE = 0.02


def fit_listwise(rows: Sequence[tuple[np.ndarray, np.ndarray]], scale: np.ndarray, *, most_steps: int) -> np.ndarray:
    """Return weights (f,) for features as they stand.

    rows: for each question the features (n, f) of what was found, and which of it is right (n,), at least one.
    scale: what each feature is divided by while fitting. The loss is the negative log of the share of belief on
    what is right, with a ridge; minimised by L-BFGS.
    """
    data = [(torch.tensor(features / scale), torch.tensor(right)) for features, right in rows]
    weights = torch.zeros(len(scale), requires_grad=True)
    best = torch.optim.LBFGS([weights], max_iter=most_steps, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        best.zero_grad()
        total = _RIDGE * (weights**2).sum()
        for features, right in data:
            scores = features @ weights
            total = total + (torch.logsumexp(scores, 0) - torch.logsumexp(scores[right], 0)) / len(data)
        total.backward()
        return total

    best.step(loss)
    return (weights.detach().numpy() / scale).astype(np.float32)
