"""A language model's server on loopback that speaks OpenAI's protocol and plays good, wrong, hostile, slow, cut and dead.

    with Provider() as server:
        server.plays(writes("The dam held [1]."))
        settings = server.settings(home=...)

What it plays is a function of the request's messages; `server.requests` are those it got, `server.closed` tells when
its client hung up.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

KEY = "sk-test-1f9d0c7b6a5e4d3c2b1a"


@dataclass
class Asked:
    """One request: the text of its system and user message, its headers, and when its connection was seen closed."""

    system: str
    user: str
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)
    closed: threading.Event = field(default_factory=threading.Event)
    closed_at: float = 0.0

    @property
    def passages(self) -> list[str]:
        """The passages it shows, with the mark between words taken out again."""
        found = re.search(r"Each passage stands between <(passage-\w+) number=", self.system)
        if not found:
            return []
        mark = re.search(r"Within a passage the sign (\S) stands", self.system)
        bodies = re.findall(rf"<{found[1]} number=[^\n]*\n(.*?)\n</{found[1]}>", self.user, re.DOTALL)
        return [body.replace(mark[1], " ") if mark else body for body in bodies]


Play = Callable[["Handler", Asked], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        body = json.dumps({"object": "list", "data": [{"id": name} for name in self.server.owner.models]}).encode()
        self.answer(200, "application/json", body)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        texts = {m["role"]: m["content"] for m in body["messages"]}
        asked = Asked(texts.get("system", ""), texts.get("user", ""), {k.lower(): v for k, v in self.headers.items()})
        self.server.owner.requests.append(asked)
        self.close_connection = True
        try:
            self.server.owner.play(self, asked)
        except (BrokenPipeError, ConnectionResetError):
            asked.closed_at = time.monotonic()
            asked.closed.set()

    def answer(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def begin(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()

    def chunk(self, text: str, reason: str | None = None) -> None:
        data = {
            "id": "c", "object": "chat.completion.chunk", "created": 1, "model": "test",
            "choices": [{"index": 0, "delta": {"content": text} if text else {}, "finish_reason": reason}],
        }  # fmt: skip
        self.wfile.write(f"data: {json.dumps(data)}\n\n".encode())
        self.wfile.flush()

    def end(self) -> None:
        self.chunk("", "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def watch(self, asked: Asked, seconds: float) -> None:
        """Wait until the client hangs up, or so long."""
        self.connection.settimeout(0.05)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if self.connection.recv(1) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
        else:
            return
        asked.closed_at = time.monotonic()
        asked.closed.set()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: Provider

    def handle_error(self, *_: Any) -> None:
        pass


def writes(text: str | Callable[[Asked], str], pause: float = 0.0) -> Play:
    """Write a text, or what a function makes of the request, word by word."""

    def play(handler: Handler, asked: Asked) -> None:
        handler.begin()
        for piece in re.findall(r"\S+\s*|\s+", text if isinstance(text, str) else text(asked)):
            handler.chunk(piece)
            if pause:
                time.sleep(pause)
        handler.end()

    return play


def fails(status: int, **headers: str) -> Play:
    """Answer with an error whose text repeats the key, as a hostile or careless server may."""

    def play(handler: Handler, asked: Asked) -> None:
        body = json.dumps({"error": {"message": f"no: {asked.headers.get('authorization')}", "type": "x"}}).encode()
        handler.answer(status, "application/json", body, **headers)

    return play


def silent(seconds: float = 60.0) -> Play:
    """Take the request and say nothing."""
    return lambda handler, asked: handler.watch(asked, seconds)


def begins_and_waits(text: str | Callable[[Asked], str], seconds: float = 60.0) -> Play:
    """Write a little, then nothing more."""

    def play(handler: Handler, asked: Asked) -> None:
        handler.begin()
        handler.chunk(text if isinstance(text, str) else text(asked))
        handler.watch(asked, seconds)

    return play


def cut(text: str, *, rudely: bool) -> Play:
    """Break off in the middle: the stream ends without its end, or the connection is reset."""

    def play(handler: Handler, asked: Asked) -> None:
        handler.begin()
        handler.chunk(text)
        if rudely:
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        handler.connection.close()

    return play


def floods(megabytes: int) -> Play:
    """Write without end, up to so many megabytes."""

    def play(handler: Handler, asked: Asked) -> None:
        handler.begin()
        for _ in range(megabytes * 1024):
            handler.chunk("word " * 200)
        handler.end()

    return play


def page(size: int = 200) -> Play:
    """Answer with a web page, as a wrong address does."""
    return lambda handler, asked: handler.answer(200, "text/html", b"<html><body>" + b"<p>Hello</p>" * size)


def in_turn(*plays: Play) -> Play:
    """Play one after another, the last one again and again."""
    left: Iterator[Play] = iter(plays[:-1])
    return lambda handler, asked: next(left, plays[-1])(handler, asked)


def copy_called_the_same(asked: Asked) -> str:
    """Return the verdict that a model which can be believed gives on the statement that is shown twice."""
    shown = asked.passages
    one, other = next((i, k) for i, a in enumerate(shown) for k, b in enumerate(shown[:i]) if a == b)
    words = " ".join(shown[one].split()[:5])
    return f"{other + 1}-{one + 1}: same | {words} | {words}\n"


class Provider:
    """The server; listens while it is open. models: the names it offers."""

    def __init__(self) -> None:
        self.requests: list[Asked] = []
        self.models = ["test"]
        self.play: Play = writes("Nothing.")
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.owner = self
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def plays(self, play: Play) -> None:
        self.requests.clear()
        self.play = play

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
