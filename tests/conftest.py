"""What tests share: the real models, loaded once, and a store of the sample articles, filled once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.attribution import AttributionExtractor
from ingest.embed import Embedder, open_embedder
from ingest.settings import DEFAULT_EMBEDDER
from rag import NewsAssistant, Settings


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


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
