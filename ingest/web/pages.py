"""Addresses and feed entries turned into documents: several hosts at a time, in the order they were given."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice

from ingest.article import RawDocument
from ingest.errors import SourceError
from ingest.failures import failure_of
from ingest.report import Failure
from ingest.web.feeds import FeedEntry, Fetches, stated_by
from ingest.web.fetch import to_raw

_AT_ONCE = 8


def read_pages(
    wanted: Iterable[str | FeedEntry], fetcher: Fetches, *, at_once: int = _AT_ONCE
) -> Iterator[RawDocument | Failure]:
    """Fetch pages lazily, a few ahead of what was taken; what cannot be fetched is a Failure of that address.

    A feed entry's document is known by the address that the feed announced, so that a later refresh knows it
    again, and carries what the feed states of it.
    """
    coming = iter(wanted)
    workers = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="fetch")
    try:
        ahead: deque[Future[RawDocument | Failure]] = deque(
            workers.submit(_read, each, fetcher) for each in islice(coming, at_once)
        )
        while ahead:
            done = ahead.popleft().result()
            ahead.extend(workers.submit(_read, each, fetcher) for each in islice(coming, 1))
            yield done
    finally:
        # Where the reader stops early, what has not begun is dropped and what runs meets its deadline.
        workers.shutdown(wait=False, cancel_futures=True)


def _read(wanted: str | FeedEntry, fetcher: Fetches) -> RawDocument | Failure:
    address = wanted if isinstance(wanted, str) else wanted.url
    try:
        raw = to_raw(fetcher.fetch(address))
    except SourceError as error:
        return failure_of(address, error)
    if isinstance(wanted, str):
        return raw
    return replace(raw, key=address, stated=replace(stated_by(wanted), url=raw.stated.url))
