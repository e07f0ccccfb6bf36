"""Fetching as it goes well: pinned TLS, conditional requests, robots.txt, a polite pace, trying again."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import trustme
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ingest.errors import FetchError
from ingest.web.fetch import Fetched, Fetcher, to_raw
from ingest.web.politeness import Pace, retry_after

from .servers import PUBLIC, Clock, Network, fetcher, local


def served(httpserver: HTTPServer, name: str = "news.example") -> Network:
    return Network({name: [PUBLIC]}, server=httpserver.port)


def test_a_page_comes_with_what_the_server_says_of_it(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/story").respond_with_data(
        "Stra\u00dfe".encode("cp1252"), content_type="text/html; charset=windows-1252",
        headers={"ETag": '"v1"', "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT"},
    )  # fmt: skip
    fetched = fetcher().fetch(httpserver.url_for("/story#part"))
    assert fetched.status == 200
    assert fetched.final_url == httpserver.url_for("/story")
    assert fetched.media_type == "text/html; charset=windows-1252"
    assert (fetched.etag, fetched.last_modified) == ('"v1"', "Mon, 02 Nov 2026 10:00:00 GMT")
    raw = to_raw(fetched)
    assert raw.key == raw.name == raw.stated.url == fetched.final_url
    assert raw.data.decode("cp1252") == "Stra\u00dfe"


def test_a_page_without_a_type_is_judged_by_its_first_letter() -> None:
    def raw(data: bytes) -> str | None:
        fetched = Fetched(url="u", final_url="u", status=200, media_type=None, data=data)
        return to_raw(fetched).media_type

    assert raw(b"\n <!doctype html><p>Hello") == "text/html"
    assert raw(b"%PDF-1.7") is None


def test_what_has_not_changed_is_not_sent_again(httpserver: HTTPServer) -> None:
    def handler(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"v1"':
            return Response(status=304)
        return Response("new", headers={"ETag": '"v2"'})

    httpserver.expect_request("/").respond_with_handler(handler)
    again = fetcher().fetch(httpserver.url_for("/"), etag='"v1"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT")
    assert again.not_modified
    assert again.data == b""
    assert httpserver.log[0][0].headers["If-Modified-Since"] == "Mon, 02 Nov 2026 10:00:00 GMT"
    assert fetcher().fetch(httpserver.url_for("/"), etag='"v0"').data == b"new"
    # What a hostile server put into the stored etag cannot start a header of its own.
    assert fetcher().fetch(httpserver.url_for("/"), etag='"v\r\nX: y"').data == b"new"
    assert "X" not in httpserver.log[-1][0].headers


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def tls_server(authority: trustme.CA) -> Iterator[tuple[HTTPServer, list[str]]]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    asked: list[str] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    with HTTPServer(ssl_context=context) as server:
        server.expect_request("/").respond_with_data("secure page")
        yield server, asked


def trusting(authority: trustme.CA, network: Network) -> Fetcher:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return Fetcher(local(retries=0), resolver=network.resolve, connector=network.connect, ssl_context=context)


def test_the_pinned_connection_keeps_the_name_for_tls_and_host(
    authority: trustme.CA, tls_server: tuple[HTTPServer, list[str]]
) -> None:
    server, asked = tls_server
    network = served(server)
    assert trusting(authority, network).fetch("https://news.example/").data == b"secure page"
    assert network.connected == [PUBLIC]
    assert asked[-1] == "news.example"
    assert server.log[-1][0].headers["Host"] == "news.example"


def test_a_certificate_of_another_name_or_issuer_is_refused(
    authority: trustme.CA, tls_server: tuple[HTTPServer, list[str]]
) -> None:
    server, _ = tls_server
    with pytest.raises(FetchError, match=r"certificate is not valid"):
        trusting(authority, served(server, "other.example")).fetch("https://other.example/")
    with pytest.raises(FetchError, match=r"certificate is not valid"):
        fetcher(served(server), retries=0).fetch("https://news.example/")


ROBOTS = """
User-agent: *
Disallow: /all-but-us/

User-agent: dateline
Disallow: /private/
Disallow: /*.pdf$
Allow: /private/open
Crawl-delay: 3
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/story", True), ("/private/x", False), ("/private/open-letter", True), ("/report.pdf", False),
     ("/report.pdf?page=2", True), ("/all-but-us/x", True)],
)  # fmt: skip
def test_robots_are_honoured(httpserver: HTTPServer, path: str, allowed: bool) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(ROBOTS)
    httpserver.expect_request(path.partition("?")[0]).respond_with_data("page")
    fetching = fetcher(honour_robots=True)
    if allowed:
        assert fetching.fetch(httpserver.url_for(path)).data == b"page"
        return
    with pytest.raises(FetchError, match=r"robots\.txt.*save it and add the file"):
        fetching.fetch(httpserver.url_for(path))
    assert [request.path for request, _ in httpserver.log] == ["/robots.txt"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (503, False)])
def test_a_site_without_robots_may_be_read_and_one_at_fault_not(
    httpserver: HTTPServer, status: int, allowed: bool
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /", status)
    httpserver.expect_request("/").respond_with_data("page")
    fetching = fetcher(honour_robots=True)
    if allowed:
        assert fetching.fetch(httpserver.url_for("/")).data == b"page"
    else:
        with pytest.raises(FetchError, match="try again later"):
            fetching.fetch(httpserver.url_for("/"))


def test_robots_are_read_once_an_hour_and_for_each_site_on_the_way(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/robots.txt", headers={"Host": "first.example"}).respond_with_data("")
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /closed")
    httpserver.expect_request("/a").respond_with_data("page")
    httpserver.expect_request("/out").respond_with_data("", 302, {"Location": "http://second.example/closed"})
    network = Network({"first.example": [PUBLIC], "second.example": [PUBLIC]}, server=httpserver.port)
    clock = Clock()
    fetching = fetcher(network, clock=clock, honour_robots=True)

    def asked() -> int:
        return sum(request.path == "/robots.txt" for request, _ in httpserver.log)

    fetching.fetch("http://first.example/a")
    fetching.fetch("http://first.example/a")
    assert asked() == 1
    with pytest.raises(FetchError, match=r"second\.example asks programs not to"):
        fetching.fetch("http://first.example/out")
    assert asked() == 2
    clock.now += 3601
    fetching.fetch("http://first.example/a")
    assert asked() == 3


def test_hostile_robots_are_bounded(httpserver: HTTPServer) -> None:
    hostile = "User-agent: *\n" + "Disallow: /" + "*a" * 500 + "b$\n" + "Crawl-delay: 99999\n" + "#" * 2_000_000
    httpserver.expect_request("/robots.txt").respond_with_data(hostile)
    httpserver.expect_request("/" + "a" * 900).respond_with_data("page")
    clock = Clock()
    fetching = fetcher(clock=clock, honour_robots=True)
    for _ in range(2):
        assert fetching.fetch(httpserver.url_for("/" + "a" * 900)).data == b"page"
    assert clock.slept == [10.0]


def test_one_host_is_asked_once_a_second_and_another_at_once(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("page")
    network = Network({"a.example": [PUBLIC], "b.example": [PUBLIC]}, server=httpserver.port)
    clock = Clock()
    fetching = fetcher(network, clock=clock, delay=1.0, seconds=2.0)
    for host in ("a", "a", "b", "a"):
        fetching.fetch(f"http://{host}.example/")
    # The third turn of a.example comes after the deadline would have passed: waiting does not count.
    assert clock.slept == [1.0, 1.0]


def test_turns_of_one_host_are_spaced_over_threads() -> None:
    clock = Clock()
    slept: list[float] = []
    pace = Pace(clock, slept.append)
    threads = [threading.Thread(target=pace.wait, args=("a.example", 1.0)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again_a_little_later(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_ordered_request("/").respond_with_data("", status)
    httpserver.expect_ordered_request("/").respond_with_data("", status, {"Retry-After": "7"})
    httpserver.expect_ordered_request("/").respond_with_data("page")
    clock = Clock()
    assert fetcher(clock=clock, backoff=1.0).fetch(httpserver.url_for("/")).data == b"page"
    assert clock.slept == [1.0, 7.0]


def test_a_fault_that_stays_is_reported_after_three_requests(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("", 503)
    clock = Clock()
    with pytest.raises(FetchError, match="try again later"):
        fetcher(clock=clock, backoff=1.0).fetch(httpserver.url_for("/"))
    assert clock.slept == [1.0, 2.0]
    assert len(httpserver.log) == 3


@pytest.mark.parametrize("wait", ["3600", "Wed, 01 Jan 2098 00:00:00 GMT", "999999999"])
def test_a_site_that_asks_for_a_long_wait_is_left_alone(httpserver: HTTPServer, wait: str) -> None:
    httpserver.expect_request("/").respond_with_data("", 429, {"Retry-After": wait})
    clock = Clock()
    with pytest.raises(FetchError, match="left alone"):
        fetcher(clock=clock).fetch(httpserver.url_for("/"))
    assert clock.slept == []
    assert len(httpserver.log) == 1


def test_a_connection_refused_is_tried_again(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("page")
    network = served(httpserver)
    server, network.server = network.server, 0
    clock = Clock()

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        network.server = server

    fetching = Fetcher(local(), resolver=network.resolve, connector=network.connect, clock=clock, sleep=sleep)
    assert fetching.fetch("http://news.example/").data == b"page"
    assert len(network.connected) == 2


def test_the_next_address_is_tried_where_one_does_not_answer(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("page")
    network = Network({"news.example": ["2606:2800:220:1::1", PUBLIC]}, server=httpserver.port)
    first = Network({}, server=0)

    def connector(address: str, port: int, seconds: float) -> object:
        return (first if ":" in address else network).connect(address, port, seconds)

    fetching = Fetcher(local(), resolver=network.resolve, connector=connector)  # type: ignore[arg-type]
    assert fetching.fetch("http://news.example/").data == b"page"
    assert (first.connected, network.connected) == (["2606:2800:220:1::1"], [PUBLIC])


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0.0), ("120", 120.0), (" 5 ", 5.0), ("Mon, 02 Nov 2026 10:00:30 GMT", 30.0),
     ("Mon, 02 Nov 2026 09:00:00 GMT", 0.0), ("-5", None), ("soon", None), ("", None), (None, None), ("1" * 40, None)],
)  # fmt: skip
def test_retry_after_is_read(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, now=datetime(2026, 11, 2, 10, 0, 0, tzinfo=UTC)) == seconds
