"""One owner of a data folder: two writing processes lose vectors silently, so the second is refused."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from ingest.errors import StoreLocked


class OwnerLock:
    """An exclusive lock on a data folder that names its holder. Freed by the system if the process dies."""

    def __init__(self, home: Path) -> None:
        self._path = home / "owner.lock"
        self._file: IO[str] | None = None

    def acquire(self, address: str | None = None) -> None:
        """Take the lock, or raise StoreLocked naming who holds it.

        `address`: where the owner can be reached, for a page that serves the folder.
        """
        handle = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            handle.seek(0)
            owner = _describe(handle.read())
            handle.close()
            raise StoreLocked(
                f"The data folder {self._path.parent} is in use by {owner}. Close that program first, "
                "or choose another folder with --home or DATELINE_HOME."
            ) from None
        self._file = handle
        self.announce(address)

    def announce(self, address: str | None) -> None:
        """Write who owns the folder (and at which address it answers) for others to read."""
        if self._file is None:
            return
        owner = {
            "pid": os.getpid(),
            "program": " ".join([Path(sys.argv[0]).name or "python", *sys.argv[1:3]]),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "address": address,
        }
        with contextlib.suppress(OSError):  # on a full disk the lock holds all the same; others are told less
            os.ftruncate(self._file.fileno(), 0)
            os.write(self._file.fileno(), json.dumps(owner).encode())

    def release(self) -> None:
        """Give the lock back. Safe to call twice."""
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()
            self._file.close()
            self._file = None


def owner_of(home: Path) -> dict[str, object] | None:
    """Return what the owner of a data folder announced (pid, program, since, address), or None."""
    try:
        owner = json.loads((home / "owner.lock").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return owner if isinstance(owner, dict) else None


def _describe(text: str) -> str:
    try:
        owner = json.loads(text)
    except ValueError:
        return "another process"
    where = f", at {owner['address']}" if owner.get("address") else ""
    return f"process {owner.get('pid')} ({owner.get('program')}, since {owner.get('since')}{where})"
