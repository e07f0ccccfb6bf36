"""The vectors of claims, each embedded by itself once: comparisons of one topic, and briefings, meet the same claims again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.article import Span
from ingest.embedding.embedder import Embedder, PassageInput

_MOST = 12_000  # texts kept: about 18 MB with 384 numbers a vector


class ClaimVectors:
    """Embeds texts and keeps their vectors by text, the least recently used ones are let go. Safe to call from several threads.

    The store's sentence vectors cannot stand in for these: they are read in the light of the whole passage, so that what
    stands around two claims, not what they say, decides how near they are.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """Return the unit vector of each text, in order; only those not met before are embedded."""
        with self._lock:
            found = {text: self._kept[text] for text in texts if text in self._kept}
            for text in found:
                self._kept.move_to_end(text)
        new = [text for text in dict.fromkeys(texts) if text not in found]
        made = self._embedder.embed_passages([_alone(text) for text in new]) if new else []
        found |= {text: one.passage for text, one in zip(new, made, strict=True)}
        with self._lock:
            self._kept.update({text: found[text] for text in new})
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return [found[text] for text in texts]


def _alone(words: str) -> PassageInput:
    return PassageInput(text=words, sentences=(Span(start=0, end=len(words)),))
