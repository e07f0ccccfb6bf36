"""Open the embedding model that the settings name, in the form that is quickest here."""

from __future__ import annotations

from pathlib import Path

from ingest.embedding.embedder import Embedder
from ingest.embedding.openvino import open_converted, quicker_of


def open_embedder(name: str, cache: Path) -> Embedder:
    """Open an embedding model: the default from its package, a folder, or a Hugging Face name.

    The first time, the model is converted for OpenVINO and both are timed; the quicker is remembered in `cache`.
    Raises EmbedderError with what to do.
    """
    converted = open_converted(name, cache)
    if converted is not None:
        return converted
    from ingest.embedding.torch_model import TorchEmbedder  # torch takes seconds to import, so only where it is needed

    return quicker_of(TorchEmbedder(name), cache)
