"""The library that a command works on: in a data folder of its own, or through the page that owns the folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from ingest.article import Attribution
from ingest.embedding.opening import open_embedder
from ingest.errors import StoreLocked
from ingest.library import Library
from ingest.remote import page_of
from ingest.remote_library import RemoteLibrary
from ingest.settings import IngestSettings
from ingest.speech.attribution import AttributionExtractor
from ingest.store import ArticleStore
from ingest.web.allowed import policy_of
from ingest.web.fetch import Fetcher


class OwnLibrary:
    """A library in a data folder that this process owns. RemoteLibrary does the same through a page."""

    def __init__(self, store: ArticleStore, library: Library) -> None:
        self._store = store
        self.add = library.add
        self.load_samples = library.load_samples
        self.remove_samples = library.remove_samples
        self.headers = store.headers
        self.article = store.article
        self.feeds = store.feeds
        self.add_feed = library.standing.add
        self.refresh = library.standing.refresh
        self.remove_feed = library.standing.remove
        self.failures = library.failures
        self.retry = library.retry
        self.forget_failures = library.forget_failures
        self.remove = library.remove
        self.reread = library.reread
        self.reindex = library.reindex

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.close()

    def attributions(self, article_id: str) -> tuple[Attribution, ...]:
        """Return who says what in an article."""
        return self._store.attributions([article_id])[article_id]


def open_library(
    settings: IngestSettings, notify: Callable[[str], None], *, any_embedder: bool = False
) -> OwnLibrary | RemoteLibrary:
    """Open the settings' data folder, or reach the page that owns it.

    any_embedder: its vectors may be another embedding model's. Raises StoreError, EmbedderError.
    """
    embedder = open_embedder(settings.embedder, settings.model_cache)
    try:
        store = ArticleStore.open(settings.home, embedder=embedder, notify=notify, any_embedder=any_embedder)
    except StoreLocked as locked:
        page = page_of(settings.home, locked)
        notify(f"The page at {page.address} owns the data folder; it is asked.")
        return RemoteLibrary(page)
    fetcher = Fetcher(policy_of(settings.fetch_allow))
    return OwnLibrary(store, Library(store, embedder, AttributionExtractor(settings.spacy_model), fetcher))
