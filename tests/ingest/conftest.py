"""A store of its own for a test, and a library over it, with the real models."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.embedding.embedder import Embedder
from ingest.library import Library
from ingest.speech.attribution import AttributionExtractor
from ingest.store import ArticleStore


@pytest.fixture
def store(tmp_path: Path, embedder: Embedder) -> Iterator[ArticleStore]:
    with ArticleStore.open(tmp_path / "home", embedder=embedder) as opened:
        yield opened


@pytest.fixture
def library(store: ArticleStore, embedder: Embedder, extractor: AttributionExtractor) -> Library:
    return Library(store, embedder, extractor)
