"""Uploads that could not be taken in: kept in the data folder until they are, or the user lets them go; bounded in size."""

from __future__ import annotations

import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_FOLDER = "not-taken-in"
MOST = 200_000_000  # bytes that are kept, over all uploads; of more, the latest is not kept


class Uploads:
    """The folder of kept uploads of one data folder, each upload in a folder of its own so that it keeps its name."""

    def __init__(self, home: Path, most: int = MOST) -> None:
        self._folder = home / _FOLDER
        self._most = most
        self._being_read: set[Path] = set()
        self._lock = threading.Lock()

    @contextmanager
    def taken(self, files: Sequence[str | Path]) -> Iterator[list[Path]]:
        """Move uploads here while they are read; `settle` decides afterwards which of them stay."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        places = [self._folder / secrets.token_hex(8) for _ in files]
        with self._lock:
            self._being_read.update(places)
        try:
            moved = []
            for path, place in zip(map(Path, files), places, strict=True):
                place.mkdir(mode=0o700)
                moved.append(Path(shutil.move(path, (place / path.name).absolute())))
            yield moved
        finally:
            with self._lock:
                self._being_read.difference_update(places)

    def holds(self, path: str | None) -> bool:
        """Tell whether a file is an upload that is kept here."""
        return bool(path) and self._folder.absolute() in Path(path or "").parents

    def settle(self, wanted: Iterable[str | None]) -> None:
        """Delete every upload that none of the wanted paths (those of listed failures) names, and what is too much."""
        if not self._folder.is_dir():
            return
        named = {Path(path).parent for path in wanted if path}
        with self._lock:
            left = self._most
            for place in sorted(self._folder.iterdir(), key=lambda path: path.stat().st_mtime):
                if place in self._being_read:
                    continue
                size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
                if place.absolute() not in named or size > left:
                    shutil.rmtree(place, ignore_errors=True)
                else:
                    left -= size
