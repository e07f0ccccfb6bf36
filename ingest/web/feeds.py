"""Standing sources: what a feed announces that is new, and where a page's feeds are."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from ingest.article import Metadata
from ingest.errors import FetchError, SourceError
from ingest.web.announcements import find_feeds, read_announcement
from ingest.web.feed_formats import Feed, FeedEntry, is_feed, parse_feed
from ingest.web.fetch import Fetched

__all__ = [
    "Feed",
    "FeedEntry",
    "FeedState",
    "Refreshed",
    "announced",
    "find_feeds",
    "is_feed",
    "parse_feed",
    "refresh",
    "stated_by",
]

_PARTS = 5
"""Sitemaps of an index that are read, newest first; older ones hold the archive."""


class Fetches(Protocol):
    """What a refresh needs of `ingest.web.fetch.Fetcher`."""

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Fetch an address, or only if it changed since the given answer."""


class Reads(Protocol):
    """Reads what was fetched, here (`read_announcement`) or in a child process (`ingest.worker.Pool`)."""

    def __call__(self, data: bytes, url: str, media_type: str | None = None) -> Feed:
        """Return the feed, or the feeds that a page names. Raises SourceError where it is neither."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedState:
    """A standing source as it was last met. `checked_at` is ISO 8601; `error` tells why the last check failed."""

    url: str
    title: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked_at: str | None = None
    error: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Refreshed:
    """What a check found: entries not seen before, oldest first, and the state to keep."""

    entries: tuple[FeedEntry, ...]
    state: FeedState


def refresh(
    state: FeedState,
    fetcher: Fetches,
    seen: Container[str],
    *,
    read: Reads = read_announcement,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Refreshed:
    """Check a standing source. `seen` tells whether an entry's address is known already; `read` reads the feed.

    The address is the one announced, which the article's own may differ from once redirects are followed.
    A source that cannot be read raises nothing: the reason is in the new state and the rest of it stays, so
    that one broken feed never stops the others. A web page stands for the first feed that it names.
    """
    checked = replace(state, checked_at=now().isoformat(timespec="seconds"), error=None)
    try:
        fetched = fetcher.fetch(state.url, etag=state.etag, last_modified=state.last_modified)
        if fetched.not_modified:
            return Refreshed(entries=(), state=checked)
        feed, fetched, url = _read(fetched, state.url, fetcher, read)
        entries, failed = _with_parts(feed, fetcher, read)
    except SourceError as error:
        return Refreshed(entries=(), state=replace(checked, error=str(error)))
    # Feeds put the newest first.
    new = tuple(entry for entry in reversed(entries) if entry.url not in seen)
    found = replace(checked, url=url, title=feed.title or state.title, error=failed)
    if failed is None:
        # Only a feed read whole may be skipped next time for not having changed.
        found = replace(found, etag=fetched.etag, last_modified=fetched.last_modified)
    return Refreshed(entries=new, state=found)


def stated_by(entry: FeedEntry) -> Metadata:
    """Return what a feed states of an article, to go beside the page itself."""
    return Metadata(title=entry.title, authors=entry.authors, published_at=entry.published_at, url=entry.url)


def announced(url: str, stated: Metadata) -> FeedEntry:
    """Return the entry again of which a feed stated this."""
    return FeedEntry(url=url, title=stated.title, authors=stated.authors, published_at=stated.published_at)


def _read(fetched: Fetched, url: str, fetcher: Fetches, read: Reads) -> tuple[Feed, Fetched, str]:
    """Read what was fetched as a feed, or the feed that it names; return it with the address to check next time."""
    feed = read(fetched.data, fetched.final_url, fetched.media_type)
    if not feed.named:
        return feed, fetched, url
    inner = fetcher.fetch(feed.named[0])
    found = read(inner.data, inner.final_url, inner.media_type)
    if found.named:
        raise FetchError(
            f"{feed.named[0]}, which the page names as its feed, is a page again; look for the feed itself"
        )
    return found, inner, feed.named[0]


def _with_parts(feed: Feed, fetcher: Fetches, read: Reads) -> tuple[list[FeedEntry], str | None]:
    """Return the entries of a feed and of its newest parts, and why a part could not be read."""
    entries = {entry.url: entry for entry in feed.entries}
    failed: str | None = None
    for part in feed.parts[:_PARTS]:
        try:
            fetched = fetcher.fetch(part)
            inner = read(fetched.data, fetched.final_url, fetched.media_type)
        except SourceError as error:
            failed = str(error)
            continue
        for entry in inner.entries:
            entries.setdefault(entry.url, entry)
    if feed.parts and not entries and failed:
        raise FetchError(failed)
    return list(entries.values()), failed
