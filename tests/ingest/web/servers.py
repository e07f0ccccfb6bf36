"""What tests of fetching share: a clock that does not wait, made-up names, and a server that misbehaves."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ipaddress import ip_network
from typing import Any

import httpcore

from ingest.web.connection import connect
from ingest.web.fetch import Fetcher, FetchPolicy

PUBLIC = "93.184.216.34"
LOOPBACK = (ip_network("127.0.0.0/8"),)
ANY_PORT = range(1, 65536)


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Network:
    """A made-up internet: names answer with the given addresses, and every connection ends at a local server.

    `connected` holds the addresses that a connection was asked for.
    """

    def __init__(self, names: Mapping[str, Sequence[str] | Callable[[], Sequence[str]]], *, server: int = 0) -> None:
        self.names = names
        self.server = server
        self.looked_up: list[str] = []
        self.connected: list[str] = []

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.looked_up.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        answer = self.names[host]
        return answer() if callable(answer) else answer

    def connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        self.connected.append(address)
        if not self.server:
            raise httpcore.ConnectError("nothing there")
        return connect("127.0.0.1", self.server, seconds)


def local(**policy: Any) -> FetchPolicy:
    """A policy that lets tests reach a server on this machine, at once and without asking robots.txt."""
    given = {"allowed_networks": LOOPBACK, "ports": ANY_PORT, "honour_robots": False, "delay": 0.0, "backoff": 0.0}
    return FetchPolicy(**(given | policy))


def fetcher(network: Network | None = None, *, clock: Clock | None = None, **policy: Any) -> Fetcher:
    """A fetcher with the local policy, over a made-up network where one is given."""
    clock = clock or Clock()
    if network is None:
        return Fetcher(local(**policy), clock=clock, sleep=clock.sleep)
    return Fetcher(
        local(**({"allowed_networks": ()} | policy)),
        resolver=network.resolve, connector=network.connect, clock=clock, sleep=clock.sleep,
    )  # fmt: skip


@contextmanager
def raw_server(answer: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Serve each connection with a function that writes what it likes; yields the address of the server."""
    listening = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def serve(connection: socket.socket) -> None:
        with connection:
            try:
                connection.recv(65536)
                answer(connection, stop)
            except OSError:
                return  # the other side has had enough

    def accept() -> None:
        while not stop.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=serve, args=(connection,), daemon=True))
            threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        stop.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for thread in (accepting, *threads):
            thread.join(5)
