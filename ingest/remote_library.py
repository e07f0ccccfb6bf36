"""What the commands do to a library, done by the page that owns its data folder.

Files are read here and sent there; links and feeds are fetched there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any, Self

from ingest.article import Article, ArticleHeader, Attribution, RawDocument
from ingest.errors import DatelineError
from ingest.failures import FailedSource, is_link
from ingest.remote import OwnerPage
from ingest.report import Failure, IngestProgress, IngestReport, OnProgress
from ingest.sources import read_sources
from ingest.standing import RefreshReport, merge
from ingest.web.feeds import FeedState
from ingest.wire import typed

_AT_ONCE = 8_000_000  # bytes of documents sent in one request
_LINKS_AT_ONCE = 20


class RemoteLibrary:
    """A page's library. Its methods are OwnLibrary's."""

    def __init__(self, page: OwnerPage) -> None:
        self._page = page

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._page.close()

    def add(
        self, sources: Sequence[str], *, on_progress: OnProgress | None = None, stop: threading.Event | None = None
    ) -> IngestReport:
        """Have the page take in files, folders, exports and links; returns what became of each document."""
        links = [source for source in sources if is_link(source)]
        files = [source for source in sources if not is_link(source)]
        reports: list[IngestReport] = []
        done = 0
        for given in (_links(links), _files(files, reports)):
            for method, values, count, name in given:
                if stop and stop.is_set():
                    return merge([*reports, IngestReport(stopped=True)])
                reports.append(typed(IngestReport, self._page.call(method, values, stop=stop)))
                done += count
                if on_progress:
                    on_progress(IngestProgress(done=done, total=None, name=name, characters=0, seconds=0.0))
        return merge(reports) if reports else IngestReport()

    def load_samples(
        self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None
    ) -> IngestReport:
        """Add the sample articles."""
        return typed(IngestReport, self._page.call("load_samples", {}, on_progress=on_progress, stop=stop))

    def remove_samples(self) -> int:
        """Remove the sample articles; returns how many there were."""
        return typed(int, self._page.call("remove_samples", {}))

    def headers(self) -> list[ArticleHeader]:
        """Return the articles, newest first."""
        return typed(list[ArticleHeader], self._page.call("list", {}))

    def article(self, article_id: str) -> Article:
        """Return one article. Raises DatelineError where there is none."""
        return typed(Article, self._page.call("article", {"id": article_id}))

    def attributions(self, article_id: str) -> tuple[Attribution, ...]:
        """Return who says what in an article."""
        return typed(tuple[Attribution, ...], self._page.call("attributions", {"id": article_id}))

    def remove(self, article_ids: Sequence[str]) -> None:
        """Remove articles and every trace of them. Raises DatelineError where none of them is there."""
        self._page.call("remove", {"ids": article_ids})

    def feeds(self) -> list[FeedState]:
        """Return the feeds."""
        return typed(list[FeedState], self._page.call("feeds", {}))

    def add_feed(
        self, url: str, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None
    ) -> RefreshReport:
        """Keep a feed and take in what it announces. Raises DatelineError."""
        return typed(RefreshReport, self._page.call("add_feed", {"url": url}, on_progress=on_progress, stop=stop))

    def refresh(
        self,
        urls: Sequence[str] | None = None,
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> RefreshReport:
        """Take in what the feeds (all, or these) announce that is new. Raises DatelineError for an unknown address."""
        return typed(RefreshReport, self._page.call("refresh", {"urls": urls}, on_progress=on_progress, stop=stop))

    def remove_feed(self, url: str) -> None:
        """Ask a feed no more. Raises DatelineError where there is none of that address."""
        self._page.call("remove_feed", {"url": url})

    def failures(self) -> list[FailedSource]:
        """Return what could not be taken in."""
        return typed(list[FailedSource], self._page.call("failures", {}))

    def retry(
        self,
        ids: Sequence[int] | None = None,
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        """Try failures (all, or these) again."""
        return typed(IngestReport, self._page.call("retry", {"ids": ids}, on_progress=on_progress, stop=stop))

    def forget_failures(self, ids: Sequence[int] | None = None) -> int:
        """Take failures (all, or these) off the list; returns how many."""
        return typed(int, self._page.call("forget_failures", {"ids": ids}))

    def reread(self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None) -> int:
        """Find anew who says what in articles that an older extractor read; returns how many."""
        return typed(int, self._page.call("reread", {}, on_progress=on_progress, stop=stop))

    def reindex(self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None) -> int:
        """Raise DatelineError: a page that runs answers with the very vectors that are to be replaced."""
        raise DatelineError(
            f"The page at {self._page.address} works with the embedding model it was started with. Close it, "
            "set DATELINE_EMBEDDER, run this again, and start the page anew."
        )


def _links(links: Sequence[str]) -> Iterator[tuple[str, dict[str, Any], int, str]]:
    for start in range(0, len(links), _LINKS_AT_ONCE):
        some = list(links[start : start + _LINKS_AT_ONCE])
        yield "add_links", {"links": some}, len(some), some[-1]


def _files(files: Sequence[str], reports: list[IngestReport]) -> Iterator[tuple[str, dict[str, Any], int, str]]:
    """Yield documents in requests of some megabytes; what cannot be read goes onto the reports."""
    some: list[RawDocument] = []
    for document in read_sources(files):
        if isinstance(document, Failure):
            reports.append(IngestReport(failures=(document,)))
            continue
        if some and sum(len(one.data) for one in (*some, document)) > _AT_ONCE:
            yield "add_documents", {"documents": some}, len(some), some[-1].name
            some = []
        some.append(document)
    if some:
        yield "add_documents", {"documents": some}, len(some), some[-1].name
