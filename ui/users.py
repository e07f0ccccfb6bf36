"""Who may log in, and how often somebody may try."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from ingest.errors import AccessError
from rag.passwords import hashed, is_hash, matches

_HOW = "Make a line with `python -m rag user NAME`."
_WINDOW = 900.0  # seconds for which wrong passwords are remembered
_LONGEST_WAIT = 300.0
_MOST_KEYS = 10_000


def read_users(setting: str) -> dict[str, str]:
    """Return names and password hashes of the setting: name:hash pairs with commas between, or a file of such lines.

    Raises AccessError with what to do.
    """
    given = setting.strip()
    if not given:
        return {}
    entries = given.split(",")
    if ":scrypt." not in given:
        try:
            entries = Path(given).expanduser().read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise AccessError(f"DATELINE_USERS names no file that can be read ({given}: {error}). {_HOW}") from error
    users = {}
    for entry in entries:
        line = entry.strip()
        if not line or line.startswith("#"):
            continue
        name, _, kept = line.partition(":")
        if not name.strip() or not is_hash(kept.strip()):
            raise AccessError(f"The entry {name.strip()!r} of DATELINE_USERS is no name:hash pair. {_HOW}")
        users[name.strip()] = kept.strip()
    if not users:
        raise AccessError(f"DATELINE_USERS ({given}) names nobody. {_HOW}")
    return users


class Users:
    """The people who may log in. Takes as long for a name that is not there as for a wrong password."""

    def __init__(self, users: Mapping[str, str]) -> None:
        self._users = dict(users)
        self._nobody = hashed("nobody")

    def __bool__(self) -> bool:
        return bool(self._users)

    def knows(self, name: str, password: str) -> bool:
        """Tell whether name and password belong together. Takes about a tenth of a second."""
        right = matches(password, self._users.get(name, self._nobody))
        return right and name in self._users


class Throttle:
    """Makes those wait who give wrong passwords: after the first few, twice as long each time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[tuple[str, ...], list[float]] = {}
        self._lock = threading.Lock()

    def wait(self, name: str, address: str) -> float:
        """Return how many seconds are to pass before the next try is looked at; 0 where none."""
        now = self._clock()
        with self._lock:
            return max(self._wait(key, free, now) for key, free in self._keys(name, address))

    def wrong(self, name: str, address: str) -> None:
        """Remember a wrong try."""
        now = self._clock()
        with self._lock:
            for key, _ in self._keys(name, address):
                recent = [t for t in self._wrong.get(key, ()) if now - t < _WINDOW]
                self._wrong[key] = [*recent[-50:], now]
            while len(self._wrong) > _MOST_KEYS:
                del self._wrong[next(iter(self._wrong))]

    def right(self, name: str, address: str) -> None:
        """Forget the wrong tries of one who got it right in the end."""
        with self._lock:
            self._wrong.pop(("both", name, address), None)

    @staticmethod
    def _keys(name: str, address: str) -> tuple[tuple[tuple[str, ...], int], ...]:
        """Return what tries are counted by, each with how many are free. By name alone it takes many, so that
        nobody is kept out by a stranger who tries their name."""
        return ((("both", name, address), 5), (("address", address), 15), (("name", name), 40))

    def _wait(self, key: tuple[str, ...], free: int, now: float) -> float:
        tries = [t for t in self._wrong.get(key, ()) if now - t < _WINDOW]
        over = len(tries) - free
        if over < 0:
            return 0.0
        return float(max(0.0, tries[-1] + min(2.0**over, _LONGEST_WAIT) - now))
