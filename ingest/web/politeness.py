"""How often a site is asked: one request at a time in a while, and later again when it says so."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


class Pace:
    """Spaces the requests to each host, over all threads."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, delay: float) -> float:
        """Wait for the host's next turn, turns being `delay` seconds apart; return the seconds waited."""
        with self._lock:
            now = self._clock()
            # Hosts whose turn has come need no memory: the table stays as small as what is going on.
            self._next = {name: at for name, at in self._next.items() if at > now}
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + delay
        if turn > now:
            self._sleep(turn - now)
        return turn - now


def retry_after(value: str | None, *, now: datetime | None = None) -> float | None:
    """Return a Retry-After header (seconds or a date) in seconds from now, at least 0; None where it is neither."""
    if not value:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
