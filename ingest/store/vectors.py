"""The vector index: a Chroma collection of passage ids and vectors, no text. It can always be rebuilt."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings
from chromadb.errors import ChromaError
from numpy.typing import NDArray

_BATCH = 5_000  # Chroma refuses more than 5,461 rows a call
_NAME = "passages"
_QUICK, _WIDE = 8, 4_000  # neighbours looked at where a vector is to find itself

# What a damaged index raises: Chroma's own errors, its Rust core's panics and errors (plain exceptions of
# these types), and the file system's.
INDEX_FAULTS = (ChromaError, ValueError, RuntimeError, OSError, KeyError)


class VectorIndex:
    """Cosine nearest neighbours over passages. Rows: id, vector, and the fields that filters use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open()

    def _open(self) -> None:
        self._client = chromadb.PersistentClient(
            path=str(self._folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
        )
        self._rows = self._client.get_or_create_collection(
            _NAME,
            embedding_function=None,
            configuration={"hnsw": {"space": "cosine", "ef_construction": 128, "ef_search": 256, "max_neighbors": 24}},
        )

    def count(self) -> int:
        """Return how many vectors the index says it holds (not proof that it can find them)."""
        return int(self._rows.count())

    def put(self, ids: Sequence[int], vectors: NDArray[np.float32], fields: Sequence[dict[str, Any]]) -> None:
        """Add or replace rows; vectors is (len(ids), d)."""
        for at in range(0, len(ids), _BATCH):
            part = slice(at, at + _BATCH)
            self._rows.upsert(ids=[str(i) for i in ids[part]], embeddings=vectors[part], metadatas=list(fields[part]))

    def drop(self, ids: Sequence[int]) -> None:
        """Remove rows; unknown ids are ignored."""
        for at in range(0, len(ids), _BATCH):
            self._rows.delete(ids=[str(i) for i in ids[at : at + _BATCH]])

    def nearest(
        self, vector: NDArray[np.float32], k: int, where: dict[str, Any] | None = None
    ) -> list[tuple[int, float]]:
        """Return up to k (passage id, cosine similarity), best first."""
        found = self._rows.query(
            query_embeddings=np.asarray(vector, dtype=np.float32)[None, :],
            n_results=k,
            where=where,
            include=["distances"],
        )
        distances = found["distances"]
        assert distances is not None
        return [(int(i), 1.0 - float(d)) for i, d in zip(found["ids"][0], distances[0], strict=True)]

    def finds(self, samples: Iterable[tuple[int, NDArray[np.float32]]]) -> bool:
        """Tell whether every sample vector finds itself: the only test that a truncated index cannot pass.

        The search is approximate, and the more alike vectors there are, the likelier it passes one by: what a quick look
        misses is looked for widely before the index is called damaged.
        """
        wide = min(_WIDE, self.count())
        return all(
            self._finds(identity, vector, _QUICK) or self._finds(identity, vector, wide) for identity, vector in samples
        )

    def _finds(self, identity: int, vector: NDArray[np.float32], k: int) -> bool:
        hits = self.nearest(vector, k)
        # Two passages may have equal words, and so equal vectors: a neighbour as near as the sample counts.
        return bool(hits) and (identity in {i for i, _ in hits} or hits[0][1] >= 0.9999)

    def clear(self) -> None:
        """Empty the index, even where its files are too damaged to open again."""
        try:
            self._client.delete_collection(_NAME)
            self._open()
        except INDEX_FAULTS:
            self.destroy(self._folder)
            self._open()

    @staticmethod
    def destroy(folder: Path) -> None:
        """Delete the index's files; Chroma keeps its open ones cached, so that cache goes too."""
        SharedSystemClient.clear_system_cache()
        shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Flush and let go of the files."""
        if isinstance(self._client, Client):  # the interface class declares no close
            self._client.close()
