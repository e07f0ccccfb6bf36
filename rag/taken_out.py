"""What was taken out of kept records with removed articles, held as long as a removal can be undone."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from ingest.errors import NotFound
from ingest.removal import UNDO_SECONDS
from ingest.store import ArticleStore, KeptRecord

Change = tuple[KeptRecord, dict[str, Any]]  # the record before, its body after


class TakenOut:
    """Changes to one kind of kept record, by removal. In memory alone. Safe to call from several threads."""

    def __init__(self, store: ArticleStore, kind: str) -> None:
        self._store = store
        self._kind = kind
        self._changes: dict[str, list[Change]] = {}
        self._lock = threading.Lock()

    def hold(self, removal_id: str, changes: Sequence[Change]) -> None:
        """Hold what a removal changed until it can no longer be undone."""
        with self._lock:
            self._changes[removal_id] = list(changes)
        timer = threading.Timer(UNDO_SECONDS, self._changes.pop, [removal_id, None])
        timer.daemon = True
        timer.start()

    def put_back(self, removal_id: str) -> None:
        """Put back what a removal took out, in records that have not changed since."""
        with self._lock:
            changes = self._changes.pop(removal_id, [])
        for before, after in changes:
            try:
                now = self._store.kept.get(self._kind, before.id, owner=before.owner)
            except NotFound:
                continue
            if now.body == after:
                self._store.kept.put(self._kind, before.id, owner=before.owner, title=now.title, body=before.body)
