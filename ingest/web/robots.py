"""What a site asks of programs in its robots.txt (RFC 9309)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

_KEPT_SECONDS = 3600.0
_LARGEST = 500 * 1024
_LONGEST_DELAY = 10.0
_HOSTS = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """A site's wishes. `unknown`: robots.txt could not be had because of a fault of the site."""

    parsed: Protego | None = None
    unknown: bool = False

    def allow(self, url: str, agent: str) -> bool:
        """Tell whether the site lets the agent fetch the URL."""
        return not self.unknown and (self.parsed is None or bool(self.parsed.can_fetch(url, agent)))

    def delay(self, agent: str) -> float:
        """Return the seconds between requests that the site asks for, 10 at most."""
        asked = self.parsed.crawl_delay(agent) if self.parsed else None
        return min(float(asked), _LONGEST_DELAY) if asked else 0.0


class Robots:
    """The rules of the sites met, each read once an hour.

    `read` fetches a robots.txt and returns (status, body); it is called outside the lock, so that a slow
    site holds up no other.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: dict[str, tuple[float, Rules]] = {}
        self._lock = threading.Lock()

    def rules(self, url: httpx.URL, read: Callable[[httpx.URL], tuple[int, bytes]]) -> Rules:
        """Return the rules of a URL's site."""
        place = url.copy_with(raw_path=b"/robots.txt")
        with self._lock:
            until, rules = self._known.get(str(place), (0.0, Rules()))
            if until > self._clock():
                return rules
        rules = _rules(*read(place))
        with self._lock:
            if len(self._known) >= _HOSTS:
                self._known.clear()
            self._known[str(place)] = (self._clock() + _KEPT_SECONDS, rules)
        return rules


def _rules(status: int, body: bytes) -> Rules:
    if status >= 500:
        return Rules(unknown=True)
    if not 200 <= status < 300:
        return Rules()
    return Rules(parsed=Protego.parse(body[:_LARGEST].decode("utf-8", errors="replace")))
