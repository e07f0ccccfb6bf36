"""Many addresses at once: in order, one failing never costing the rest."""

from __future__ import annotations

import threading
from itertools import count

from pytest_httpserver import HTTPServer

from ingest.article import RawDocument
from ingest.report import Failure
from ingest.web.feeds import FeedEntry
from ingest.web.fetch import Fetched
from ingest.web.pages import read_pages

from .servers import fetcher


def test_a_batch_with_bad_addresses_gives_the_good_ones_in_order(httpserver: HTTPServer) -> None:
    for n in range(20):
        httpserver.expect_request(f"/{n}").respond_with_data(f"page {n}", content_type="text/html")
    wanted = [httpserver.url_for(f"/{n}") for n in range(20)]
    wanted[3:3] = ["http://127.0.0.1\\@x/", "file:///etc/passwd"]
    wanted.append(httpserver.url_for("/missing"))
    found = list(read_pages(wanted, fetcher()))
    pages = [each for each in found if isinstance(each, RawDocument)]
    failures = [each for each in found if isinstance(each, Failure)]
    assert [page.data for page in pages] == [f"page {n}".encode() for n in range(20)]
    assert [failure.kind for failure in failures] == ["AddressRefused", "AddressRefused", "FetchError"]
    assert [failure.name for failure in failures] == [wanted[3], wanted[4], wanted[-1]]


def test_a_feeds_entry_keeps_the_announced_address_and_what_the_feed_states(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/r/1").respond_with_data("", 302, {"Location": "/story"})
    httpserver.expect_request("/story").respond_with_data("text")
    entry = FeedEntry(url=httpserver.url_for("/r/1"), title="A story", published_at="2026-11-02", authors=("Ann Bee",))
    (raw,) = read_pages([entry], fetcher())
    assert isinstance(raw, RawDocument)
    assert raw.key == entry.url
    assert raw.stated.url == raw.name == httpserver.url_for("/story")
    assert (raw.stated.title, raw.stated.authors, raw.stated.published_at) == ("A story", ("Ann Bee",), "2026-11-02")


class Counting:
    """Answers at once, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._lock = threading.Lock()

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        with self._lock:
            self.asked.append(url)
        return Fetched(url=url, final_url=url, status=200, media_type="text/html", data=b"page")


def test_pages_are_fetched_only_a_few_ahead() -> None:
    counting = Counting()
    pages = read_pages((f"http://a.example/{n}" for n in count()), counting, at_once=3)
    assert [next(pages).name for _ in range(5)] == [f"http://a.example/{n}" for n in range(5)]
    pages.close()  # type: ignore[attr-defined]
    assert len(counting.asked) <= 8
    assert list(read_pages([], counting)) == []
