"""Library: what can be done to the articles of one store. Owns the models that reading them takes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from pathlib import Path

from ingest.article import RawDocument
from ingest.embed import Embedder
from ingest.errors import NotFound, SourceError
from ingest.failures import failure_of
from ingest.fetch import Fetcher, to_raw
from ingest.pipeline import Extractor, ingest
from ingest.renewal import reindex, reread
from ingest.report import Failure, IngestReport, OnProgress
from ingest.sources import read_sources
from ingest.store import ArticleStore
from ingest.stories import Stories
from ingest.worker import parse_all


class Library:
    """Adds, removes and re-reads the articles of a store. One ingest at a time; a second one waits."""

    def __init__(self, store: ArticleStore, embedder: Embedder, extractor: Extractor) -> None:
        self._store = store
        self._embedder = embedder
        self._extractor = extractor
        self._busy = threading.Lock()
        self._fetcher = Fetcher()
        self._stories: Stories | None = None  # read from the store at the first ingest

    def add(
        self,
        sources: Sequence[str | Path],
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        """Take in files, folders, exports and links; every document is reported on, none raises."""
        return self.add_documents(self._documents(sources), on_progress=on_progress, stop=stop)

    def _documents(self, sources: Sequence[str | Path]) -> Iterator[RawDocument | Failure]:
        for source in sources:
            if is_link(source):
                try:
                    yield to_raw(self._fetcher.fetch(str(source)))
                except SourceError as error:
                    yield failure_of(str(source), error)
            else:
                yield from read_sources([source])

    def add_documents(
        self,
        documents: Iterable[RawDocument | Failure],
        *,
        total: int | None = None,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        """Take in documents that a source gave."""
        with self._busy:
            self._stories = self._stories or Stories(self._store, self._embedder.dimension)
            return ingest(
                parse_all(documents),
                store=self._store,
                embedder=self._embedder,
                extractor=self._extractor,
                stories=self._stories,
                total=total,
                on_progress=on_progress,
                stop=stop,
            )

    def load_samples(self, *, on_progress: OnProgress | None = None) -> IngestReport:
        """Add the sample articles that ship with the program, marked as samples."""
        documents = list(sample_documents())
        return self.add_documents(documents, total=len(documents), on_progress=on_progress)

    def remove_samples(self) -> int:
        """Remove the sample articles; returns how many there were."""
        return self._remove([header.id for header in self._store.headers() if header.sample])

    def remove(self, article_id: str) -> None:
        """Remove one article and every trace of it. Raises NotFound."""
        if not self._remove([article_id]):
            raise NotFound(f"There is no article {article_id}; `python -m ingest list` shows the ids.")

    def _remove(self, article_ids: Sequence[str]) -> int:
        with self._busy:
            removed = self._store.remove(article_ids)
            if self._stories is not None:
                for article_id in article_ids:
                    self._stories.forget(article_id)
        return removed

    def reread(self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None) -> int:
        """Find anew who says what, in articles that an older extractor read; nothing is embedded again.

        Returns how many articles were read. What is done stays if it is stopped.
        """
        with self._busy:
            return reread(self._store, self._extractor, on_progress=on_progress, stop=stop)

    def reindex(self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None) -> int:
        """Embed every article again with the present embedder; returns how many. What is done stays if stopped."""
        with self._busy:
            return reindex(self._store, self._embedder, on_progress=on_progress, stop=stop)


def is_link(source: str | Path) -> bool:
    """Tell whether a source is an address on the web rather than a path."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def sample_documents() -> Iterator[RawDocument]:
    """Yield the sample articles that ship with the program."""
    folder = resources.files("ingest") / "samples"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".md"):
            yield RawDocument(name=entry.name, data=entry.read_bytes(), media_type="text/markdown", sample=True)
