"""A cross-encoder that reads question and passage together and re-ranks what was found: better, slower, not needed.

None is used unless DATELINE_RERANKER names one (Nogueira and Cho 2019, arXiv 1901.04085, describe the method).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import EmbedderError
from rag.types import RetrievedPassage

READ = 40  # passages, best first, that the cross-encoder reads


class Reranker(Protocol):
    """Tells how well each passage answers the question."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return one score a passage, higher is better; comparable within one call."""


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder, by Hugging Face name or folder."""

    def __init__(self, name: str) -> None:
        if Path(name).is_dir():
            # A model on disk needs no look-up on the network; the libraries make one unless told.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import CrossEncoder  # torch takes seconds to import, so only where it is needed

        try:
            self._model: Any = CrossEncoder(name, device="cpu", trust_remote_code=False)
        except (OSError, ValueError) as error:
            raise EmbedderError(
                f"The re-ranking model {name} could not be loaded ({error}). Check DATELINE_RERANKER and, for a model "
                "that is not on this machine yet, the network; without the setting no such model is needed."
            ) from error
        if int(self._model.num_labels) != 1:
            raise EmbedderError(
                f"The model {name} gives {self._model.num_labels} figures a passage, not one. Set DATELINE_RERANKER to a "
                "cross-encoder that ranks passages, such as cross-encoder/ms-marco-MiniLM-L6-v2."
            )

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """Return one score a passage."""
        pairs = [(question, passage) for passage in passages]
        return np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float32)


def open_reranker(name: str) -> Reranker | None:
    """Open the model the settings name; None where they name none. Raises EmbedderError with what to do."""
    return CrossEncoderReranker(name) if name.strip() else None


def reranked(reranker: Reranker, question: str, found: Sequence[RetrievedPassage]) -> list[RetrievedPassage]:
    """Return the first passages in the order of a cross-encoder, which also reads each one's title; then the others."""
    first, others = found[:READ], found[READ:]
    if not first:
        return []
    read = [f"{one.article.title}\n{one.passage.text}" if one.article.title else one.passage.text for one in first]
    scores = reranker.scores(question, read)
    order = np.argsort(-scores, kind="stable")
    return [*(replace(first[i], score=float(scores[i])) for i in order), *others]
