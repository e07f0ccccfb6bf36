"""The guarded way out: names looked up here, every answer checked, the connection made to a checked address.

Built on httpcore's network backend, the one place through which a connection is opened: the name is looked up
once, so that a second look-up cannot give another answer, while TLS and the Host header keep the name.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import httpcore
import httpx

from ingest.errors import FetchError
from ingest.web.addresses import Network, check_addresses

Resolver = Callable[[str, int], Sequence[str]]
"""Looks up a host name for a port: IP addresses as text, best first. Raises OSError where there is none."""
Connector = Callable[[str, int, float], httpcore.NetworkStream]
"""Connects to an IP address and port within so many seconds. Raises httpcore's errors."""

_CONNECT_SECONDS = 10.0
_TRIED = 4
"""Addresses of one host that are tried."""
_OTHERS = (
    httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpcore.ProxyError, httpcore.ConnectionNotAvailable,
)  # fmt: skip
_ALWAYS_THERE = "a.root-servers.net"  # the first of the servers at the root of all names


class TryAgain(FetchError):
    """A failure that may pass: the fetcher tries again a little later."""


class Deadline:
    """The time a fetch may take in all, redirects and retries included, waiting out of politeness not."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self.seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Return the seconds left; FetchError where there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise FetchError(f"the site did not finish answering within {self.seconds:.0f} seconds; try again later")
        return left

    def pause(self, seconds: float) -> None:
        """Do not count so many seconds."""
        self._end += seconds


def look_up(host: str, port: int) -> list[str]:
    """Look up a name with the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


def connect(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """Connect to an IP address."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport for one fetch: guarded look-up, one deadline, no proxy, no connection kept.

    Errors are FetchErrors, or TryAgain where trying again may help.
    """

    def __init__(
        self,
        deadline: Deadline,
        *,
        ssl_context: ssl.SSLContext,
        allowed: Sequence[Network] = (),
        resolver: Resolver = look_up,
        connector: Connector = connect,
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            max_connections=1,
            max_keepalive_connections=0,
            network_backend=_Guard(deadline, allowed, resolver, connector),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the response's stream must be closed."""
        url = request.url
        wanted = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
        )
        with _explained(url.host):
            answer = self._pool.handle_request(wanted)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer, url.host))

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response, host: str) -> None:
        self._answer = answer
        self._host = host

    def __iter__(self) -> Iterator[bytes]:
        with _explained(self._host):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _explained:  # noqa: N801 - reads as a statement
    """Turn httpcore's errors into ones that a user can act on, without their inner text."""

    def __init__(self, host: str) -> None:
        self._host = host

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if (explained := explanation(error, self._host)) is not None:
            raise explained from error


def explanation(error: BaseException | None, host: str) -> FetchError | None:
    """Return what a lower-level network error means for the user, or None where it is none."""
    if isinstance(error, httpcore.ConnectError) and isinstance(error.__cause__ or error.__context__, ssl.SSLError):
        return FetchError(f"no secure connection to {host}: its certificate is not valid; check the address")
    if isinstance(error, httpcore.TimeoutException):
        return TryAgain(f"{host} did not answer in time; try again later")
    if isinstance(error, httpcore.ConnectError):
        return TryAgain(f"no connection to {host}; check the address and whether you are online")
    if isinstance(error, httpcore.NetworkError):
        return TryAgain(f"the connection to {host} broke off; try again later")
    if isinstance(error, _OTHERS):
        return FetchError(f"{host} did not answer as a web site does; check the address")
    return None


class _Guard(httpcore.NetworkBackend):
    """Opens connections for httpcore: to checked addresses only, each operation bound by the deadline."""

    def __init__(
        self, deadline: Deadline, allowed: Sequence[Network], resolver: Resolver, connector: Connector
    ) -> None:
        self._deadline = deadline
        self._allowed = allowed
        self._resolver = resolver
        self._connector = connector

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = check_addresses(self._looked_up(host, port), allowed=self._allowed)
        failed: Exception = httpcore.ConnectError("no address")
        for address in addresses[:_TRIED]:
            try:
                stream = self._connector(address, port, min(_CONNECT_SECONDS, self._deadline.left()))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Bound(stream, self._deadline)
        raise failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise NotImplementedError("only the internet is fetched from")

    def _looked_up(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses of a name. Where there are none, another name tells whether anything can be looked up from here."""
        found = self._answer(host, port)
        if isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN:
            raise TryAgain(f"the name {host} could not be looked up; check whether you are online") from found
        if not isinstance(found, Exception) and found:
            return found
        known = self._answer(_ALWAYS_THERE, 53)
        if isinstance(known, Exception) or not known:
            raise FetchError(
                f"{host} could not be reached: this machine has no connection to the internet. Go online and try again"
            )
        raise FetchError(f"there is no site of the name {host}; check the spelling")

    def _answer(self, host: str, port: int) -> Sequence[str] | OSError | UnicodeError:
        """Look a name up in a thread, since the system's resolver knows no deadline."""
        results: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

        def work() -> None:
            try:
                results.put(self._resolver(host, port))
            except (OSError, UnicodeError) as error:
                results.put(error)

        threading.Thread(target=work, name="look-up", daemon=True).start()
        try:
            return results.get(timeout=self._deadline.left())
        except queue.Empty:
            self._deadline.left()
            raise TryAgain(f"the name {host} could not be looked up in time; try again later") from None


class _Bound(httpcore.NetworkStream):
    """A connection of which no operation outlasts the deadline, however slowly the other side sends."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._stream.read(max_bytes, self._deadline.left())
        except httpcore.ReadTimeout:
            self._deadline.left()
            raise

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Bound(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
