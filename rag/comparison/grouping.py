"""Group claims by what they are about, and find the words that two of them share."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from rag.verify.facts_in_text import tokens_of
from rag.wordforms import form

_APART = 0.6  # mean cosine distance from which two groups are about different things


def grouped(vectors: NDArray[np.float32], topic: NDArray[np.float32], *, apart: float = _APART) -> list[int]:
    """Return for each claim the number of its group; vectors is (n, d) of unit length.

    What all claims share, the topic itself, is taken out first, so that groups part by what differs. Groups are numbered
    in the order in which they first occur.
    """
    if len(vectors) < 2:
        return [0] * len(vectors)
    rest = vectors - 0.3 * (vectors @ topic)[:, None] * topic[None, :]
    rest /= np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9)
    found = AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=apart)
    labels = found.fit_predict(rest)
    order: dict[int, int] = {}
    return [order.setdefault(int(label), len(order)) for label in labels]


def phrase_of(text: str, wanted: Iterable[str], *, longest: int = 7) -> str:
    """Return the shortest run of words of a text that holds as many of the wanted forms as any of up to `longest` words.

    wanted: words under the form they are compared by (`rag.wordforms.form`). "" where none stands in the text.
    """
    wanted = frozenset(wanted)
    flat = " ".join(text.split())
    tokens = tokens_of(flat)
    best: tuple[int, int, int, int] | None = None
    for i, first in enumerate(tokens):
        if form(first.low) not in wanted or not first.content:
            continue
        held: set[str] = set()
        for j in range(i, min(len(tokens), i + longest)):
            token = tokens[j]
            if not token.word and token.text not in "-'’":
                break
            if token.content and form(token.low) in wanted:
                held.add(form(token.low))
                rank = (len(held), -(j - i), -i, j)
                if best is None or rank[:3] > best[:3]:
                    best = rank
    if best is None:
        return ""
    return flat[tokens[-best[2]].start : tokens[best[3]].end].strip(" .,")
