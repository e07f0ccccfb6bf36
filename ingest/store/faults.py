"""What a full disk, a folder without permission or a damaged file does to the database, as errors that say what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import StoreDamaged, StoreError

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_REFUSED = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_ROOM = 1_000_000  # bytes that must be free for a fault to be the file's own


def plain(error: sqlite3.Error, path: Path) -> StoreError | None:
    """Return an error for the user where the file or the disk is at fault; None where it is the program."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the lower byte: without what kind of read or write it was
    if code in _DAMAGED:
        return StoreDamaged(
            f"{path} cannot be read ({error}). Restore it from a backup, or move the folder away and add the "
            "articles again; nothing was changed."
        )
    if code in _REFUSED:
        return StoreError(
            f"{path} cannot be used now: {error}. Nothing was lost: free disk space or mend its permissions, then do it again."
        )
    return None


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what SQLite raises of a file or a disk into an error for the user."""
    try:
        yield
    except sqlite3.Error as error:
        told = plain(error, path)
        if told is None:
            raise
        raise told from error


def is_full(folder: Path) -> bool:
    """Tell whether the disk of a folder has no room left."""
    return shutil.disk_usage(folder).free < _ROOM


def index_refused(home: Path, error: Exception) -> StoreError:
    """Return the error for a vector index that cannot be written."""
    return StoreError(
        f"The vector index of {home} cannot be written ({error}). The articles are safe: free disk space or mend its "
        "permissions, then start again; the index follows by itself."
    )
