"""Fetch a page or feed from the public internet, guarded against where a URL can lead and what a host can send.

The threat: the user did not write the addresses, and whoever did controls names, redirects, encoding, timing
and size. So every hop is checked (`ingest.web.addresses`), connected to as checked (`ingest.web.connection`), read up
to a size (`ingest.web.decoding`) and a deadline; nothing of the environment (proxies, cookies, keys) is sent.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import certifi
import httpx

from ingest.article import Metadata, RawDocument
from ingest.errors import FetchError, TooLarge
from ingest.web.addresses import PORTS, Network, check_url
from ingest.web.connection import Connector, Deadline, GuardedTransport, Resolver, TryAgain, connect, look_up
from ingest.web.decoding import ACCEPTED, decoded
from ingest.web.politeness import Pace, retry_after
from ingest.web.robots import Robots

AGENT = "Dateline"
USER_AGENT = f"{AGENT}/0.1 (+news reading assistant)"

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_PASSING = frozenset((429, 500, 502, 503, 504))
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.8"
_LARGEST_ROBOTS = 512 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchPolicy:
    """What may be fetched and how.

    allowed_networks: networks fetched from although they are not public, for users who read an outlet on
        their own network, and for tests. ports: beyond these nothing is fetched. opened: (host, port) that is
        fetched from all the same, each with the networks its name may lead to. seconds: for a whole fetch.
    delay: seconds between two requests to one host. patience: the longest wait that a site may ask for.
    """

    allowed_networks: tuple[Network, ...] = ()
    ports: Collection[int] = tuple(PORTS.values())
    opened: Mapping[tuple[str, int], tuple[Network, ...]] = field(default_factory=dict)
    largest: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5
    retries: int = 2
    backoff: float = 1.0
    patience: float = 10.0
    delay: float = 1.0
    honour_robots: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """An answer. `media_type` is the Content-Type with its parameters; `data` is decoded from compression.

    A status of 304 means that nothing changed since the given etag or date; data is then empty.
    """

    url: str
    final_url: str
    status: int
    media_type: str | None
    data: bytes
    etag: str | None = None
    last_modified: str | None = None

    @property
    def not_modified(self) -> bool:
        """Tell whether the copy the caller has is still current."""
        return self.status == 304


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    data: bytes = field(default=b"")


class Fetcher:
    """Fetches addresses one after another or from several threads. Keeps robots.txt rules and each host's turn."""

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        resolver: Resolver = look_up,
        connector: Connector = connect,
        ssl_context: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._policy = policy or FetchPolicy()
        self._resolver = resolver
        self._connector = connector
        self._clock = clock
        self._sleep = sleep
        self._pace = Pace(clock, sleep)
        self._robots = Robots(clock)
        # Not httpx's default, which looks at SSL_CERT_FILE and its like in the environment.
        self._ssl = ssl_context or ssl.create_default_context(cafile=certifi.where())

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Fetch an address; with the etag or date of an earlier answer, only if it has changed since.

        Raises AddressRefused for what must not be fetched, TooLarge over the limit of size, FetchError otherwise.
        """
        headers = {"If-None-Match": etag or "", "If-Modified-Since": last_modified or ""}
        headers = {name: value for name, value in headers.items() if value.isascii() and value.isprintable() and value}
        deadline = Deadline(self._policy.seconds, self._clock)
        address, answer = self._follow(self._checked(url), headers, deadline, robots=True)
        if not (200 <= answer.status < 300 or answer.status == 304):
            raise FetchError(_refusal(answer.status, address.host))
        return Fetched(
            url=url,
            final_url=str(address),
            status=answer.status,
            media_type=_header(answer, "content-type"),
            data=answer.data,
            etag=_header(answer, "etag"),
            last_modified=_header(answer, "last-modified"),
        )

    def _follow(
        self, address: httpx.URL, headers: dict[str, str], deadline: Deadline, *, robots: bool
    ) -> tuple[httpx.URL, _Answer]:
        """Ask, and follow redirects, each checked as the first address was."""
        waited: set[str] = set()
        for _ in range(self._policy.redirects + 1):
            delay = self._permitted(address, deadline) if robots and self._policy.honour_robots else 0.0
            if robots and address.host not in waited:
                deadline.pause(self._pace.wait(address.host, max(delay, self._policy.delay)))
                waited.add(address.host)
            answer = self._persist(address, headers, deadline, whole=robots)
            if answer.status not in _REDIRECTS:
                return address, answer
            address = self._next(address, answer)
        raise FetchError(f"{address.host} redirects more than {self._policy.redirects} times; open it in a browser")

    def _next(self, address: httpx.URL, answer: _Answer) -> httpx.URL:
        target = answer.headers.get("location", "")
        if not target.strip():
            raise FetchError(f"{address.host} redirects to nowhere; check the address")
        try:
            joined = address.join(target.strip())
        except httpx.InvalidURL:
            # Let the check say what is wrong with it.
            return self._checked(target)
        # The check must see the text before it was parsed: parsing hides tabs and backslashes.
        self._checked(target if "://" in target else joined)
        return self._checked(joined)

    def _checked(self, url: str | httpx.URL) -> httpx.URL:
        return check_url(url, ports=self._policy.ports, opened=self._policy.opened)

    def _allowed(self, address: httpx.URL) -> tuple[Network, ...]:
        named = (address.raw_host.decode("ascii"), address.port or PORTS[address.scheme])
        return (*self._policy.allowed_networks, *self._policy.opened.get(named, ()))

    def _permitted(self, address: httpx.URL, deadline: Deadline) -> float:
        """Return the seconds between requests that the site asks for; FetchError where it wants none."""

        def read(place: httpx.URL) -> tuple[int, bytes]:
            _, answer = self._follow(place, {}, deadline, robots=False)
            return answer.status, answer.data

        rules = self._robots.rules(address, read)
        if rules.unknown:
            raise FetchError(f"{address.host} does not say whether programs may read it (robots.txt); try again later")
        if not rules.allow(str(address), AGENT):
            raise FetchError(
                f"{address.host} asks programs not to read this page (robots.txt); "
                "open it in a browser, save it and add the file"
            )
        return rules.delay(AGENT)

    def _persist(self, address: httpx.URL, headers: dict[str, str], deadline: Deadline, *, whole: bool) -> _Answer:
        """Ask, and again a little later where the fault may pass."""
        attempt = 0
        while True:
            last = attempt >= self._policy.retries
            wait = self._policy.backoff * 2**attempt
            try:
                answer = self._ask(address, headers, deadline, whole=whole)
            except TryAgain:
                if last:
                    raise
            else:
                asked = retry_after(answer.headers.get("retry-after"))
                if answer.status not in _PASSING or last or (asked or 0.0) > self._policy.patience:
                    return answer
                wait = max(wait, asked or 0.0)
            attempt += 1
            wait = min(wait, self._policy.patience)
            self._sleep(wait)
            deadline.pause(wait)

    def _ask(self, address: httpx.URL, headers: dict[str, str], deadline: Deadline, *, whole: bool) -> _Answer:
        """Send one request; the body is read only where it is wanted."""
        sent = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED, "Connection": "close"}
        request = httpx.Request("GET", address, headers=sent | headers)
        with GuardedTransport(
            deadline,
            ssl_context=self._ssl,
            allowed=self._allowed(address),
            resolver=self._resolver,
            connector=self._connector,
        ) as transport:
            response = transport.handle_request(request)
            try:
                data = self._body(response, whole=whole) if 200 <= response.status_code < 300 else b""
            finally:
                response.close()
        return _Answer(response.status_code, response.headers, data)

    def _body(self, response: httpx.Response, *, whole: bool) -> bytes:
        limit = self._policy.largest if whole else min(self._policy.largest, _LARGEST_ROBOTS)
        data = bytearray()
        for piece in decoded(response.iter_raw(), response.headers.get("content-encoding", "")):
            data += piece
            if len(data) > limit:
                if not whole:
                    return bytes(data[:limit])
                raise TooLarge(f"larger than {limit // 1_000_000} MB; save it to a file and add the file")
        return bytes(data)


def to_raw(fetched: Fetched) -> RawDocument:
    """Return a fetched page as a document, known by the address it was finally found at."""
    media_type = fetched.media_type
    if media_type is None and fetched.data.lstrip()[:1] == b"<":
        media_type = "text/html"
    return RawDocument(
        name=fetched.final_url,
        data=fetched.data,
        media_type=media_type,
        key=fetched.final_url,
        stated=Metadata(url=fetched.final_url),
    )


def _header(answer: _Answer, name: str) -> str | None:
    value = str(answer.headers.get(name, "")).strip()
    return value if value and len(value) <= 500 and value.isprintable() else None


def _refusal(status: int, host: str) -> str:
    if status in (404, 410):
        return f"{host} has no such page ({status}); check the address"
    if status in (401, 402, 403, 407, 451):
        return f"{host} does not give this page to programs ({status}); open it in a browser, save it and add the file"
    if status == 429:
        return f"{host} asks to be left alone for a while (429); try again later"
    if status >= 500:
        return f"{host} has a fault of its own ({status}); try again later"
    return f"{host} gave no page ({status}); check the address"
