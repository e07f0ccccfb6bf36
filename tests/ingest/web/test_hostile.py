"""Answers meant to fill memory, to take for ever or to learn something."""

from __future__ import annotations

import gzip
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import httpcore
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ingest.errors import FetchError, TooLarge
from ingest.web.connection import explanation
from ingest.web.decoding import decoded
from ingest.web.fetch import USER_AGENT, Fetcher

from .servers import Network, fetcher, local, raw_server

MEGABYTE = 1_000_000
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": lambda data: zstandard.ZstdCompressor().compress(data),
}


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("redirected", [False, True])
def test_bombs_stop_at_the_limit(httpserver: HTTPServer, encoding: str, redirected: bool) -> None:
    bomb = ENCODERS[encoding](bytes(60 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    httpserver.expect_request("/bomb").respond_with_data(bomb, headers={"Content-Encoding": encoding})
    httpserver.expect_request("/start").respond_with_data(
        bomb, 302, headers={"Location": "/bomb", "Content-Encoding": encoding}
    )
    with pytest.raises(TooLarge, match="larger than 20 MB"):
        fetcher().fetch(httpserver.url_for("/start" if redirected else "/bomb"))


_MEASURE = """
import resource, sys
from ingest.web.decoding import decoded
bomb = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
size, largest = 0, 0
for piece in decoded([bomb], sys.argv[1]):
    size, largest = size + len(piece), max(largest, len(piece))
    if size > 20_000_000:
        break
print(size, largest, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("encoding", ENCODERS)
def test_a_bomb_that_comes_in_one_piece_takes_no_memory(encoding: str) -> None:
    bomb = ENCODERS[encoding](bytes(300 * MEGABYTE))
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, encoding], input=bomb, capture_output=True, check=True,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    size, largest, kilobytes = (int(number) for number in done.stdout.split())
    assert 20 * MEGABYTE < size < 21 * MEGABYTE
    assert largest <= 4 * MEGABYTE
    assert kilobytes < 100_000


def test_an_endless_body_stops_at_the_limit() -> None:
    def answer(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not stop.is_set():
            connection.sendall(b"x" * 65536)

    with raw_server(answer) as url, pytest.raises(TooLarge):
        fetcher(largest=2 * MEGABYTE).fetch(url)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", HEAD, b"HTTP/1.1 "])
def test_one_byte_at_a_time_meets_the_deadline(start: bytes) -> None:
    def answer(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(start)
        while not stop.wait(0.02):
            connection.sendall(b"a")

    slow = Fetcher(local(seconds=0.4), clock=time.monotonic)
    with raw_server(answer) as url, pytest.raises(FetchError, match="within 0 seconds"):
        slow.fetch(url)


def test_a_host_that_accepts_and_says_nothing_meets_the_deadline() -> None:
    def answer(connection: socket.socket, stop: threading.Event) -> None:
        stop.wait(10)

    with raw_server(answer) as url, pytest.raises(FetchError, match="did not finish answering"):
        Fetcher(local(seconds=0.3)).fetch(url)


def test_endless_interim_answers_meet_the_deadline() -> None:
    def answer(connection: socket.socket, stop: threading.Event) -> None:
        while not stop.wait(0.01):
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")

    with raw_server(answer) as url, pytest.raises(FetchError, match="did not finish answering"):
        Fetcher(local(seconds=0.4)).fetch(url)


def test_a_look_up_that_hangs_meets_the_deadline() -> None:
    forever = threading.Event()

    def resolver(host: str, port: int) -> list[str]:
        forever.wait(10)
        return []

    with pytest.raises(FetchError, match="did not finish answering"):
        Fetcher(local(seconds=0.2), resolver=resolver).fetch("http://news.example/")
    forever.set()


def test_endless_headers_are_refused() -> None:
    def answer(connection: socket.socket, stop: threading.Event) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not stop.is_set():
            connection.sendall(b"X-Filler: " + b"y" * 8000 + b"\r\n")

    with raw_server(answer) as url, pytest.raises(FetchError, match="as a web site does"):
        fetcher().fetch(url)


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.6\r\n", b"220 ftp ready\r\n", b"\x00\xff" * 50, b"<html>"])
def test_what_is_no_web_server_is_told_so(answer: bytes) -> None:
    with raw_server(lambda connection, _: connection.sendall(answer)) as url, pytest.raises(FetchError) as told:
        fetcher().fetch(url)
    assert "SSH" not in str(told.value)


def test_a_body_cut_off_is_no_article() -> None:
    with raw_server(lambda connection, _: connection.sendall(HEAD + b"<html>half")) as url, pytest.raises(FetchError):
        fetcher(retries=0).fetch(url)


@pytest.mark.parametrize("encoding", ENCODERS)
def test_encodings_are_undone(httpserver: HTTPServer, encoding: str) -> None:
    page = "Pr\u00e4sident sagt Nein. ".encode() * 50_000
    httpserver.expect_request("/").respond_with_data(ENCODERS[encoding](page), headers={"Content-Encoding": encoding})
    assert fetcher().fetch(httpserver.url_for("/")).data == page


@pytest.mark.parametrize("encoding", ENCODERS)
def test_damaged_encodings_are_reported(encoding: str) -> None:
    whole = ENCODERS[encoding](bytes(range(256)) * 400)
    with pytest.raises(FetchError, match="damaged"):
        list(decoded([b"\xf3" + whole[1:]], encoding))
    if encoding != "zstd":  # zstandard's reader takes a missing end for the end
        with pytest.raises(FetchError, match="cut off"):
            list(decoded([whole[: len(whole) // 2]], encoding))


@pytest.mark.parametrize("encoding", ["compress", "gzip, gzip", "x-unknown", "br,zstd"])
def test_encodings_not_asked_for_are_refused(encoding: str) -> None:
    with pytest.raises(FetchError, match="not asked for"):
        decoded([b"data"], encoding)


def test_two_gzip_members_and_padding_and_raw_deflate() -> None:
    members = gzip.compress(b"one ") + gzip.compress(b"two")
    assert b"".join(decoded([members], "gzip")) == b"one two"
    assert b"".join(decoded([members + bytes(20)], "gzip")) == b"one two"
    assert b"".join(decoded([raw_deflate(b"a story " * 99)], "deflate")) == b"a story " * 99


@given(st.binary(max_size=5000), st.sampled_from(sorted(ENCODERS)), st.integers(1, 700))
def test_any_body_survives_any_cutting_into_pieces(data: bytes, encoding: str, width: int) -> None:
    packed = ENCODERS[encoding](data)
    pieces = [packed[start : start + width] for start in range(0, len(packed), width)]
    assert b"".join(decoded(pieces, encoding)) == data


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_any_bytes_decode_or_are_damaged(data: bytes, encoding: str) -> None:
    try:
        list(decoded([data], encoding))
    except FetchError as error:
        assert "damaged" in str(error)


def test_nothing_of_the_environment_or_of_earlier_answers_is_sent(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password canary\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://canary:canary@127.0.0.1:9/")
        monkeypatch.setenv(name.lower(), "http://canary:canary@127.0.0.1:9/")
    monkeypatch.setenv("SSL_CERT_FILE", "/nonexistent")
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    httpserver.expect_request("/").respond_with_data(
        "", 302, {"Location": "/page", "Set-Cookie": "id=canary", "WWW-Authenticate": "Basic"}
    )
    httpserver.expect_request("/page").respond_with_data("page", headers={"Set-Cookie": "id=canary"})
    fetching = fetcher()
    for _ in range(2):
        assert fetching.fetch(httpserver.url_for("/")).data == b"page"
    assert len(httpserver.log) == 4
    for request, _ in httpserver.log:
        assert set(request.headers.keys()) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert request.headers["User-Agent"] == USER_AGENT
        assert "canary" not in str(request.headers)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 429, 451, 500, 503, 599, 300])
def test_an_error_page_is_no_page_and_its_text_is_not_repeated(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/").respond_with_data("canary stack trace at 10.0.0.5", status)
    with pytest.raises(FetchError) as told:
        fetcher().fetch(httpserver.url_for("/"))
    assert str(status) in str(told.value)
    assert "canary" not in str(told.value)


def _subclasses(kind: type[Exception]) -> set[type[Exception]]:
    return {kind}.union(*(_subclasses(below) for below in kind.__subclasses__()))


def test_every_error_of_the_network_library_is_told_in_our_words() -> None:
    kinds = {
        value for value in vars(httpcore).values()
        if isinstance(value, type) and issubclass(value, Exception) and value is not Exception
    }  # fmt: skip
    assert len(kinds) >= 12
    for kind in kinds:
        explained = explanation(kind("canary 10.0.0.1"), "news.example")
        assert explained is not None, kind
        assert "news.example" in str(explained)
        assert "canary" not in str(explained)


def test_our_own_errors_pass_and_others_are_not_hidden() -> None:
    assert explanation(ValueError("a bug"), "news.example") is None
    assert explanation(None, "news.example") is None


def test_messages_name_the_host_and_no_inner_text() -> None:
    network = Network({"news.example": ["93.184.216.34"]})
    with pytest.raises(FetchError) as told:
        fetcher(network).fetch("http://news.example/path?token=canary")
    assert "news.example" in str(told.value)
    assert "canary" not in str(told.value)
    assert "93.184" not in str(told.value)


def test_a_server_that_sees_the_request_sees_a_plain_get(httpserver: HTTPServer) -> None:
    def handler(request: Request) -> Response:
        assert request.method == "GET"
        assert request.get_data() == b""
        return Response("ok")

    httpserver.expect_request("/").respond_with_handler(handler)
    assert fetcher().fetch(httpserver.url_for("/")).data == b"ok"
