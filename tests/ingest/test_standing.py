"""Feeds as standing sources, over a real server: what is new comes in, what fails is listed, nothing is lost."""

from __future__ import annotations

import json
import sqlite3
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ingest.__main__ import main
from ingest.embedding.embedder import Embedder
from ingest.errors import AddressRefused, DatelineError, FetchError, NotFound
from ingest.library import Library
from ingest.report import IngestProgress
from ingest.speech.attribution import AttributionExtractor
from ingest.store import ArticleStore, schema
from ingest.web.allowed import policy_of
from ingest.web.fetch import Fetcher

from .web.servers import fetcher

WALL = (
    "<html><head><title>Brack Courier</title></head><body><h1>Before you continue</h1><p>We use cookies and similar "
    "technologies to personalise content. Please accept all cookies or manage your consent to continue.</p>"
    "<button>Accept all</button></body></html>"
)


class Outlet:
    """A small outlet on a local server: a feed with an ETag, and its pages."""

    def __init__(self, server: HTTPServer, path: str = "/feed.xml", count: int = 2) -> None:
        self.server = server
        self.path = path
        self.numbers = list(range(1, count + 1))
        self.pages: dict[str, Response] = {}
        server.expect_request(path).respond_with_handler(self._feed)
        stem = path.removesuffix(".xml")
        for number in range(1, 60):
            server.expect_request(f"{stem}/{number}").respond_with_handler(self._page)
        server.expect_request("/robots.txt").respond_with_data("", 404)

    @property
    def url(self) -> str:
        return str(self.server.url_for(self.path))

    def link(self, number: int) -> str:
        return str(self.server.url_for(f"{self.path.removesuffix('.xml')}/{number}"))

    def asked(self, path: str) -> int:
        return sum(request.path == path for request, _ in self.server.log)

    def _feed(self, request: Request) -> Response:
        etag = f'"{len(self.numbers)}"'
        if request.headers.get("If-None-Match") == etag:
            return Response(status=304)
        items = "".join(
            f"<item><title>Weir report {n}</title><link>{self.link(n)}</link>"
            f"<pubDate>Mon, {n % 28 + 1:02} Jun 2026 08:00:00 GMT</pubDate></item>"
            for n in reversed(self.numbers)
        )
        text = f"<?xml version='1.0'?><rss><channel><title>Brack &amp; Courier</title>{items}</channel></rss>"
        return Response(text, headers={"ETag": etag}, content_type="application/rss+xml")

    def _page(self, request: Request) -> Response:
        number = request.path.rpartition("/")[2]
        if number in self.pages:
            return self.pages[number]
        return Response(page(number), content_type="text/html")


def page(number: str) -> str:
    place = f"Gate {number} of the weir at Brackmoor"
    return (
        f"<html lang='en'><head><title>Weir report {number}</title></head><body><article><h1>Weir report {number}</h1>"
        f"<p>{place} was opened for {int(number) + 3} hours on the keeper's order, the water board said in a notice.</p>"
        f"<p>The keeper, Tilda Orne, counted {int(number) * 7} barges below it and said that the river would fall "
        f"within {number} days, as it had done in each of the last {int(number) + 11} summers.</p></article></body></html>"
    )


@pytest.fixture
def library(store: ArticleStore, embedder: Embedder, extractor: AttributionExtractor) -> Library:
    return Library(store, embedder, extractor, fetcher())


def test_a_link_to_a_feed_becomes_a_standing_source(library: Library, httpserver: HTTPServer) -> None:
    outlet = Outlet(httpserver)
    report = library.add([outlet.url])
    assert len(report.added) == 2 and not report.failures
    assert {header.title for header in report.added} == {"Weir report 1", "Weir report 2"}
    assert {header.published_at[:10] for header in report.added if header.published_at} == {"2026-06-02", "2026-06-03"}
    [feed] = library.standing.refresh().feeds
    assert (feed.url, feed.title, feed.etag, feed.error) == (outlet.url, "Brack & Courier", '"2"', None)
    assert feed.checked_at is not None
    assert httpserver.log[-1][1].status_code == 304, "an unchanged feed is not sent again"


def test_a_refresh_takes_in_what_is_new_alone(library: Library, store: ArticleStore, httpserver: HTTPServer) -> None:
    outlet = Outlet(httpserver)
    library.standing.add(outlet.url)
    outlet.numbers.append(3)
    told: list[IngestProgress] = []
    done = library.standing.refresh(on_progress=told.append)
    assert [header.title for header in done.report.added] == ["Weir report 3"]
    assert (told[-1].done, told[-1].total) == (1, 1)
    assert [outlet.asked(f"/feed/{n}") for n in (1, 2, 3)] == [1, 1, 1]
    store.remove([done.report.added[0].id])
    outlet.numbers.append(4)
    assert [h.title for h in library.standing.refresh().report.added] == ["Weir report 4"], "a removed one stays away"


def test_a_dead_entry_is_listed_and_retried(library: Library, store: ArticleStore, httpserver: HTTPServer) -> None:
    outlet = Outlet(httpserver, count=3)
    outlet.pages["2"] = Response("gone", 404)
    outlet.pages["3"] = Response(WALL, content_type="text/html")
    done = library.standing.add(outlet.url)
    assert len(done.report.added) == 1 and done.failed
    listed = {failed.retry: failed for failed in library.failures()}
    assert "404" in listed[outlet.link(2)].reason and "cookie" in listed[outlet.link(3)].reason
    assert listed[outlet.link(3)].kind == "NotAnArticle" and listed[outlet.link(2)].failed_at
    assert not library.standing.refresh().report.failures, "a refresh does not ask again for what failed"

    del outlet.pages["2"]
    again = library.retry()
    assert [header.url for header in again.added] == [outlet.link(2)] and len(again.failures) == 1
    assert [failed.retry for failed in library.failures()] == [outlet.link(3)]
    assert library.forget_failures([library.failures()[0].id]) == 1 and library.failures() == []


def test_a_retried_entry_keeps_what_its_feed_stated(
    library: Library, store: ArticleStore, httpserver: HTTPServer
) -> None:
    outlet = Outlet(httpserver, count=1)
    bare = (
        "<html lang='en'><body><article><p>Tilda Orne opened the gate of the weir at Brackmoor herself, and said that "
    )
    bare += "the river would fall within two days. It has fallen every summer since the weir was built.</p></article></body></html>"
    for answer, reason in ((Response("gone", 404), "404"), (Response("gone", 410), "410")):
        outlet.pages["1"] = answer  # twice, since a second failure must not forget it either
        _ = library.retry() if library.failures() else library.standing.add(outlet.url)
        assert reason in library.failures()[0].reason
    outlet.pages["1"] = Response(bare, content_type="text/html")
    [added] = library.retry().added
    assert added.title == "Weir report 1" and (added.published_at or "")[:10] == "2026-06-02"
    assert added.key == outlet.link(1) and library.failures() == []


def test_one_broken_feed_never_costs_the_others(library: Library, httpserver: HTTPServer) -> None:
    good, bad = Outlet(httpserver), Outlet(httpserver, "/other.xml")
    library.add([good.url, bad.url])
    httpserver.clear_all_handlers()
    httpserver.expect_request(bad.path).respond_with_data("", 410)
    good = Outlet(httpserver, count=3)
    done = library.standing.refresh()
    assert [header.title for header in done.report.added] == ["Weir report 3"]
    errors = {feed.url: feed.error for feed in done.feeds}
    assert errors[good.url] is None and "410" in (errors[bad.url] or "") and done.failed


def test_stopping_in_the_middle_loses_nothing(
    library: Library, store: ArticleStore, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.standing._BATCH", 4)
    outlet = Outlet(httpserver, count=12)
    outlet.pages["2"] = Response("gone", 404)
    stop = threading.Event()

    def tell(progress: IngestProgress) -> None:
        if progress.done >= 4:
            stop.set()

    first = library.standing.add(outlet.url, on_progress=tell, stop=stop)
    assert first.report.stopped and 0 < len(first.report.added) < 11
    [feed] = store.feeds()
    assert feed.etag is None, "the feed must be sent again in full"
    assert [failed.retry for failed in library.failures()] == [outlet.link(2)]
    second = library.standing.refresh()
    assert len(first.report.added) + len(second.report.added) == 11 == len(store.headers())
    assert not second.report.failures and store.feeds()[0].etag == '"12"'


def test_a_crash_between_storing_and_noting_loses_nothing(
    library: Library, store: ArticleStore, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlet = Outlet(httpserver)

    def die(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(store, "settle", die)
        library.standing.add(outlet.url)
    done = library.standing.refresh()
    assert len(done.report.duplicates) == 2 and len(store.headers()) == 2
    assert library.standing.refresh().report.duplicates == ()


def test_a_restart_keeps_feeds_seen_entries_and_failures(
    tmp_path: Path, embedder: Embedder, extractor: AttributionExtractor, httpserver: HTTPServer
) -> None:
    outlet = Outlet(httpserver)
    outlet.pages["1"] = Response("gone", 410)
    with ArticleStore.open(tmp_path / "kept", embedder=embedder) as store:
        library = Library(store, embedder, extractor, fetcher())
        library.add([outlet.url])
        feeds, failures = store.feeds(), library.failures()
    with ArticleStore.open(tmp_path / "kept", embedder=embedder) as store:
        library = Library(store, embedder, extractor, fetcher())
        assert store.feeds() == feeds and library.failures() == failures and len(failures) == 1
        outlet.numbers.append(3)
        assert [h.title for h in library.standing.refresh().report.added] == ["Weir report 3"]
        assert outlet.asked("/feed/1") == 1
        library.standing.remove(outlet.url)
        assert store.feeds() == [] and not store.is_seen(outlet.link(2)) and len(store.headers()) == 2
        with pytest.raises(NotFound, match="feeds list"):
            library.standing.remove(outlet.url)


def test_what_is_no_feed_is_not_kept(library: Library, store: ArticleStore, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/page").respond_with_data("<html><p>Hello</p></html>", content_type="text/html")
    with pytest.raises(FetchError, match="no feed"):
        library.standing.add(httpserver.url_for("/page"))
    assert store.feeds() == []


def test_an_older_data_folder_is_migrated_and_copied_aside(tmp_path: Path) -> None:
    path = tmp_path / "dateline.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(f"{schema._MIGRATIONS[0]} PRAGMA user_version = 1;")
    connection.execute("INSERT INTO meta VALUES ('embedder', 'old')")
    connection.commit()
    connection.close()
    migrated = schema.open_database(path)
    tables = {row[0] for row in migrated.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"feed", "feed_seen", "failure"} <= tables
    assert migrated.execute("SELECT value FROM meta").fetchone()[0] == "old"
    migrated.close()
    assert len(list(tmp_path.glob("*.backup"))) == 1


def test_addresses_are_allowed_by_setting_alone(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request("/").respond_with_data("Hello")
    for refusing in (policy_of(""), policy_of("10.0.0.0/8"), policy_of("127.0.0.1")):
        with pytest.raises(AddressRefused):
            Fetcher(refusing).fetch(httpserver.url_for("/"))
    here = f"localhost:{httpserver.port}"
    assert Fetcher(policy_of(f" 10.0.0.0/8 , {here},")).fetch(f"http://{here}/").data == b"Hello"
    named = policy_of("paper.corp:8080", resolver=lambda host, port: ["10.2.3.4"])
    assert {pair: [str(n) for n in found] for pair, found in named.opened.items()} == {
        ("paper.corp", 8080): ["10.2.3.4/32"]
    }
    for wrong in ("http://a.example", "a b", "host:99999", "10.0.0.1/8"):
        with pytest.raises(DatelineError, match="DATELINE_FETCH_ALLOW"):
            policy_of(wrong)


def test_an_allowed_port_holds_for_the_host_it_was_named_with(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("", 404)
    httpserver.expect_request("/").respond_with_data("Hello")
    httpserver.expect_request("/away").respond_with_data("", 302, {"Location": f"http://127.0.0.1:{httpserver.port}/"})
    here = f"localhost:{httpserver.port}"
    fetching = Fetcher(replace(policy_of(here), delay=0.0))
    assert fetching.fetch(f"http://{here}/").data == b"Hello"
    for other in (
        f"http://127.0.0.1:{httpserver.port}/",  # the same machine under another name
        f"http://news.example:{httpserver.port}/",
        "http://localhost/",  # the same host at a port that was not named
        f"http://{here}/away",
    ):
        with pytest.raises(AddressRefused):
            fetching.fetch(other)


def test_the_command_line(
    tmp_path: Path, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outlet = Outlet(httpserver, count=2)
    outlet.pages["2"] = Response("gone", 404)
    home = ["--home", str(tmp_path / "home")]
    monkeypatch.setattr("ingest.opened.policy_of", lambda allow: replace(policy_of(allow), delay=0.0))
    assert main(["add", *home, outlet.url]) == 1
    assert "failed" in capsys.readouterr().out and outlet.asked("/feed.xml") == 0
    monkeypatch.setenv("DATELINE_FETCH_ALLOW", f"localhost:{httpserver.port}")
    assert main(["failures", *home, "--clear"]) == 0
    assert main(["add", *home, outlet.url]) == 1
    said = capsys.readouterr().out
    assert "1 added" in said and "1 failed" in said and outlet.url in said
    assert main(["feeds", *home, "--json"]) == 0
    [feed] = json.loads(capsys.readouterr().out)
    assert feed["url"] == outlet.url and feed["error"] is None
    outlet.numbers.append(3)
    assert main(["refresh", *home, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["added"]) == 1
    assert main(["failures", *home, "--json"]) == 0
    [failed] = json.loads(capsys.readouterr().out)
    assert failed["retry"] == outlet.link(2) and "404" in failed["reason"] and failed["can_retry"]
    del outlet.pages["2"]
    assert main(["failures", *home, "--retry"]) == 0
    assert "1 added" in capsys.readouterr().out
    assert main(["feeds", *home, "remove", outlet.url]) == 0
    assert main(["feeds", *home, "remove", outlet.url]) == 1
    assert main(["feeds", *home, "remove"]) == 2
    assert main(["failures", *home, "--retry", "999"]) == 1
