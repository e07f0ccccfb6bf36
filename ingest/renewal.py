"""Do again, over the articles already stored, what a new embedder or a better extractor would have done.

Articles keep their text and ids. Both can be stopped or killed at any time and go on with what is missing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from ingest.chunk import split_passages
from ingest.embedding.embedder import Embedder, passage_input
from ingest.pipeline import Extractor
from ingest.report import IngestProgress, OnProgress
from ingest.store import ArticleStore

_BATCH = 16  # articles at a time


def reindex(
    store: ArticleStore,
    embedder: Embedder,
    *,
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Cut and embed every current article with this embedder; returns how many were done."""
    if not store.is_of(embedder):
        store.restart_vectors()
    run = _Run(store.without_passages(), on_progress, stop)
    while batch := run.next_batch():
        for article in (store.article(article_id) for article_id in batch):
            passages = split_passages(article, embedder, embedder.window)
            vectors = embedder.embed_passages([passage_input(article, p) for p in passages])
            store.put_passages(article, passages, vectors)
            run.tell(article.name, len(article.text))
    return run.done


def reread(
    store: ArticleStore,
    extractor: Extractor,
    *,
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> int:
    """Find anew who says what in every current article that another version of the extractor read."""
    run = _Run(store.not_read_by(extractor.version), on_progress, stop)
    while batch := run.next_batch():
        articles = [store.article(article_id) for article_id in batch]
        for article, found in zip(articles, extractor.extract_many(articles), strict=True):
            store.put_attributions(article.id, found, extractor.version)
            run.tell(article.name, len(article.text))
    return run.done


class _Run:
    def __init__(self, ids: Sequence[str], on_progress: OnProgress | None, stop: threading.Event | None) -> None:
        self.done = 0
        self._ids = ids
        self._on_progress = on_progress
        self._stop = stop
        self._characters = 0
        self._begun = time.monotonic()

    def next_batch(self) -> Sequence[str]:
        if self._stop and self._stop.is_set():
            return ()
        return self._ids[self.done : self.done + _BATCH]

    def tell(self, name: str, characters: int) -> None:
        self.done += 1
        self._characters += characters
        if self._on_progress:
            seconds = time.monotonic() - self._begun
            self._on_progress(
                IngestProgress(
                    done=self.done,
                    total=len(self._ids),
                    name=name,
                    characters=self._characters,
                    seconds=seconds,
                    seconds_left=seconds / self.done * (len(self._ids) - self.done),
                )
            )
