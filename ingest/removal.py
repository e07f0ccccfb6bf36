"""What was removed and can still be brought back: in memory alone, for some minutes, then truly gone."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ingest.article import ArticleHeader
from ingest.errors import NotFound
from ingest.store import TakenOut

UNDO_SECONDS = 600.0
_LARGEST = 400_000_000  # bytes of removed articles held at once: about four thousand of usual length


@dataclass(frozen=True, kw_only=True, slots=True)
class Removal:
    """Articles that were removed. `id` brings them back, None where they are too many to be held."""

    headers: tuple[ArticleHeader, ...]
    id: str | None = None
    seconds: float = 0.0


class RemovedArticles:
    """Holds removals until their time is over. Safe to use from several threads."""

    def __init__(self, *, seconds: float = UNDO_SECONDS, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._held: dict[str, tuple[float, TakenOut]] = {}
        self._lock = threading.Lock()

    def hold(self, taken: TakenOut) -> Removal:
        """Hold what was taken out; the oldest removals give way where memory would not do."""
        headers = taken.headers
        if not headers or taken.size > _LARGEST:
            return Removal(headers=headers)
        name = secrets.token_urlsafe(9)
        with self._lock:
            self._held[name] = self._clock() + self._seconds, taken
            while sum(held.size for _, held in self._held.values()) > _LARGEST:
                del self._held[next(iter(self._held))]
        timer = threading.Timer(self._seconds, self._forget, [name])
        timer.daemon = True
        timer.start()
        return Removal(headers=headers, id=name, seconds=self._seconds)

    def give_back(self, name: str) -> TakenOut:
        """Return what was removed, once. Raises NotFound where its time is over."""
        with self._lock:
            until, taken = self._held.pop(name, (0.0, None))
        if taken is None or self._clock() >= until:
            raise NotFound("This removal can no longer be undone; add the articles again from where they came.")
        return taken

    def _forget(self, name: str) -> None:
        with self._lock:
            self._held.pop(name, None)
