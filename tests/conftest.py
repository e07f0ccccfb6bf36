"""What tests share: the real models, loaded once, and a store of the sample articles, filled once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.embedding.embedder import Embedder
from ingest.embedding.opening import open_embedder
from ingest.settings import DEFAULT_EMBEDDER
from ingest.speech.attribution import AttributionExtractor
from rag import NewsAssistant, Settings


@pytest.fixture(scope="session", autouse=True)
def cache(pytestconfig: pytest.Config) -> Iterator[Path]:
    """Converted models, kept from run to run, and found by every process that a test starts."""
    assert pytestconfig.cache is not None
    kept = pytestconfig.cache.mkdir("models")
    os.environ["DATELINE_CACHE"] = str(kept)
    yield kept
    del os.environ["DATELINE_CACHE"]


@pytest.fixture(scope="session")
def embedder(cache: Path) -> Embedder:
    return open_embedder(DEFAULT_EMBEDDER, cache)


@pytest.fixture(scope="session")
def extractor() -> AttributionExtractor:
    return AttributionExtractor()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsAssistant]:
    """An assistant over the sample articles. Shared: tests must not change its library."""
    settings = Settings(home=tmp_path_factory.mktemp("samples"), _env_file=None)
    with NewsAssistant.open(settings) as assistant:
        assistant.load_samples()
        yield assistant
