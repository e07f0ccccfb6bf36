"""Standing sources: feeds and sitemaps kept in the store, and what they announce taken in as it comes.

An entry counts as dealt with once its article is stored or its failure listed, never before; a feed's ETag and
date are kept once all its entries are dealt with. So whatever stops a refresh, the next one asks again for what
was not reached, and what was reached twice is a duplicate.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Protocol

from ingest.article import RawDocument
from ingest.errors import FetchError, NotFound
from ingest.failures import Trail, with_stated
from ingest.report import Failure, IngestProgress, IngestReport, OnProgress
from ingest.store import ArticleStore
from ingest.web.feeds import FeedEntry, FeedState, Fetches, Refreshed, refresh, stated_by
from ingest.web.pages import read_pages
from ingest.worker import Pool

_BATCH = 16  # entries after which is noted what became of them
_AT_ONCE = 8  # feeds that are asked at the same time
_READERS = 2  # child processes that read what they answer

Given = Iterable[tuple[RawDocument | Failure, str | None]]


class Takes(Protocol):
    """Takes documents in, each given with what to try again if it fails, and follows them on a trail."""

    def __call__(
        self, given: Given, trail: Trail, *, on_progress: OnProgress | None, stop: threading.Event
    ) -> IngestReport:
        """Store the documents and report on each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RefreshReport:
    """The feeds that were asked, as they now stand, and what became of what they announced."""

    feeds: tuple[FeedState, ...]
    report: IngestReport

    @property
    def failed(self) -> bool:
        """Tell whether a feed could not be read, an entry failed, or the user ended it early."""
        return bool(self.report.failures or self.report.stopped or any(feed.error for feed in self.feeds))


class StandingSources:
    """The feeds of one store. One refresh at a time; a second one waits."""

    def __init__(self, store: ArticleStore, fetcher: Fetches, take: Takes) -> None:
        self._store = store
        self._fetcher = fetcher
        self._take = take
        self._busy = threading.Lock()

    def add(
        self, url: str, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None
    ) -> RefreshReport:
        """Keep a feed, a sitemap or a page that names a feed, and take in what it announces now.

        Raises FetchError where the address cannot be read as one; nothing is kept of it then.
        """
        kept = next((feed for feed in self._store.feeds() if feed.url == url), None)
        if kept is not None:
            return self.refresh([url], on_progress=on_progress, stop=stop)
        with self._busy:
            _tell(on_progress, url)
            with Pool(1) as readers:
                found = refresh(FeedState(url=url), self._fetcher, _Seen(self._store), read=readers.read_feed)
            if found.state.error and not found.entries:
                raise FetchError(f"{url} was not added as a feed: {found.state.error}")
            self._store.add_feed(_unsettled(found, FeedState(url=url)))
            return self._take_in([(found.state.url, found)], on_progress, stop or threading.Event())

    def refresh(
        self,
        urls: Sequence[str] | None = None,
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> RefreshReport:
        """Ask the feeds (all, or those of these addresses) for what is new, and take it in.

        A feed or an entry that fails never costs the others. Raises NotFound for an address that is no feed's.
        """
        stop = stop or threading.Event()
        with self._busy:
            return self._take_in(self._checked(self._chosen(urls), on_progress, stop), on_progress, stop)

    def remove(self, url: str) -> None:
        """Ask a feed no more; its articles stay. Raises NotFound."""
        if not self._store.remove_feed(url):
            raise NotFound(f"There is no feed {url}; `python -m ingest feeds list` shows them.")

    def _chosen(self, urls: Sequence[str] | None) -> list[FeedState]:
        feeds = self._store.feeds()
        if urls is None:
            return feeds
        known = {feed.url: feed for feed in feeds}
        for url in urls:
            if url not in known:
                raise NotFound(f"There is no feed {url}; `python -m ingest feeds list` shows them.")
        return [known[url] for url in urls]

    def _checked(
        self, feeds: Sequence[FeedState], on_progress: OnProgress | None, stop: threading.Event
    ) -> list[tuple[str, Refreshed]]:
        """Ask the feeds, several at once, and keep what was learnt of each at once."""
        found = []
        seen = _Seen(self._store)
        workers = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="feeds")
        with Pool(_READERS) as readers:
            try:
                asked = [workers.submit(refresh, feed, self._fetcher, seen, read=readers.read_feed) for feed in feeds]
                for feed, future in zip(feeds, asked, strict=True):
                    _tell(on_progress, feed.title or feed.url)
                    if stop.is_set():
                        break
                    checked = future.result()
                    self._store.update_feed(feed.url, _unsettled(checked, feed))
                    found.append((checked.state.url, checked))
            finally:
                workers.shutdown(wait=False, cancel_futures=True)
        return found

    def _take_in(
        self, found: Sequence[tuple[str, Refreshed]], on_progress: OnProgress | None, stop: threading.Event
    ) -> RefreshReport:
        feeds_of: dict[str, list[str]] = {}
        for url, checked in found:
            for entry in checked.entries:
                feeds_of.setdefault(entry.url, []).append(url)
        left = Counter(feed for feeds in feeds_of.values() for feed in feeds)
        entries = list(_in_turn([checked.entries for _, checked in found]))
        reports: list[IngestReport] = []
        begun = _Begun(total=len(entries), at=time.monotonic(), on_progress=on_progress)
        for start in range(0, len(entries), _BATCH):
            if stop.is_set():
                break
            batch = entries[start : start + _BATCH]
            trail = Trail()
            report = self._take(self._documents(batch), trail, on_progress=begun.further(reports), stop=stop)
            reports.append(report)
            # Documents are reported on in the order they came, so a stopped report covers the first of them.
            settled = [entry.url for entry in (batch[: count_of(report)] if report.stopped else batch)]
            seen = [(feed, link) for link in settled for feed in feeds_of[link]]
            failed = with_stated(trail.failed(report.failures), {e.url: stated_by(e) for e in batch})
            self._store.settle(settled=settled, failures=failed, seen=seen)
            left.subtract(feed for feed, _ in seen)
        for url, checked in found:
            if left[url] == 0:
                self._store.update_feed(url, checked.state)
        asked = {url for url, _ in found}
        merged = merge(reports)
        return RefreshReport(
            feeds=tuple(feed for feed in self._store.feeds() if feed.url in asked),
            report=replace(merged, stopped=merged.stopped or stop.is_set()),
        )

    def _documents(self, entries: Sequence[FeedEntry]) -> Iterator[tuple[RawDocument | Failure, str | None]]:
        for entry, document in zip(entries, read_pages(entries, self._fetcher), strict=True):
            yield document, entry.url


class _Seen:
    """The addresses that any feed announced before."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store

    def __contains__(self, link: object) -> bool:
        return self._store.is_seen(str(link))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Begun:
    """A refresh under way, which tells its progress over all its batches."""

    total: int
    at: float
    on_progress: OnProgress | None

    def further(self, reports: Sequence[IngestReport]) -> OnProgress | None:
        tell = self.on_progress
        if tell is None:
            return None
        before = sum(map(count_of, reports))

        def told(progress: IngestProgress) -> None:
            done = before + progress.done
            seconds = time.monotonic() - self.at
            left = seconds / done * (self.total - done) if done else None
            tell(replace(progress, done=done, total=self.total, seconds=seconds, seconds_left=left))

        return told


def merge(reports: Sequence[IngestReport]) -> IngestReport:
    """Return several reports as one."""
    return IngestReport(
        added=tuple(chain.from_iterable(report.added for report in reports)),
        updated=tuple(chain.from_iterable(report.updated for report in reports)),
        duplicates=tuple(chain.from_iterable(report.duplicates for report in reports)),
        failures=tuple(chain.from_iterable(report.failures for report in reports)),
        stopped=any(report.stopped for report in reports),
    )


def count_of(report: IngestReport) -> int:
    """Return how many documents a report covers."""
    return len(report.added) + len(report.updated) + len(report.duplicates) + len(report.failures)


def _unsettled(checked: Refreshed, before: FeedState) -> FeedState:
    """Return a feed's new state with the ETag and date it had, so that its entries are announced again until taken."""
    return replace(checked.state, etag=before.etag, last_modified=before.last_modified)


def _in_turn(feeds: Sequence[Sequence[FeedEntry]]) -> Iterator[FeedEntry]:
    """Yield each entry once, the feeds taking turns: their hosts are then fetched from at the same time."""
    given: set[str] = set()
    for row in zip_longest(*feeds):
        for entry in row:
            if entry is not None and entry.url not in given:
                given.add(entry.url)
                yield entry


def _tell(on_progress: OnProgress | None, feed: str) -> None:
    if on_progress:
        on_progress(IngestProgress(done=0, total=None, name=f"asking {feed}", characters=0, seconds=0.0))
