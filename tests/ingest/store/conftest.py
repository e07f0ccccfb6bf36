"""Articles with real vectors' shapes and unit length, without an embedding model: the store does not care which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from ingest.article import Article, Attribution, AttributionKind, Passage, PassageVectors, Span
from ingest.normalise import content_hash
from ingest.store import ArticleStore, StoreItem


@dataclass(frozen=True)
class Identity:
    fingerprint: str = "test-model/1"
    dimension: int = 32


def unit(seed: int, dimension: int = 32) -> np.ndarray:
    vector = np.random.default_rng(seed).normal(size=dimension).astype(np.float32)
    return vector / np.linalg.norm(vector)


def make_item(number: int, *, words: str = "", passages: int = 4, **fields: object) -> StoreItem:
    body = words or f"Article {number} tells of harbour {number}. "
    text = " ".join(f"{body.strip()} Part {part} of {number}." for part in range(passages))
    size = len(text) // passages
    article = Article(
        id=f"article{number}",
        name=f"{number}.txt",
        fetched_at="2026-11-01T00:00:00+00:00",
        content_hash=content_hash(text),
        text=text,
        length=len(text),
    )
    article = replace(article, **fields)  # type: ignore[arg-type]
    bounds = [(i * size, (i + 1) * size if i < passages - 1 else len(text)) for i in range(passages)]
    pieces = [
        Passage(article_id=article.id, start=a, end=b, text=text[a:b], sentences=(Span(start=a, end=b),))
        for a, b in bounds
    ]
    vectors = [
        PassageVectors(passage=unit(number * 100 + i), sentences=unit(number * 100 + i)[None]) for i in range(passages)
    ]
    said = Attribution(
        article_id=article.id,
        content=(Span(start=0, end=7),),
        kind=AttributionKind.DIRECT,
        speaker=f"Speaker {number}",
        sides=("analyst", "north"),
    )
    return StoreItem(article=article, passages=pieces, vectors=vectors, attributions=[said], attribution_version="1")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Iterator[ArticleStore]:
    with ArticleStore.open(home, embedder=Identity()) as opened:
        yield opened
