"""A shelf: what people keep of one kind, each record with its owner, its title and a JSON body.

Each owner sees only their own. What removed articles said leaves every record at once, and comes back with undo.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar

from ingest.errors import DatelineError, NotFound
from ingest.removal import UNDO_SECONDS
from ingest.store import ArticleStore, KeptRecord

Changed = tuple[KeptRecord, dict[str, Any]]  # the record before, its body after


class Shelf(ABC):
    """The kept records of one kind. Safe to call from several threads."""

    kind: ClassVar[str]
    longest: ClassVar[int] = 200  # characters of a title

    def __init__(self, store: ArticleStore) -> None:
        self._store = store
        self._taken: dict[str, list[Changed]] = {}  # by removal, what it took out; in memory alone
        self._lock = threading.Lock()

    @abstractmethod
    def _without(self, record: KeptRecord, gone: set[str]) -> dict[str, Any]:
        """Return a record's body without anything that removed articles said."""

    def rename(self, record_id: str, title: str, *, owner: str = "") -> None:
        """Give a record another title. Raises NotFound, DatelineError for an empty title."""
        told = " ".join(title.split())
        if not told:
            raise DatelineError(f"Give the {self.kind} a name.")
        self._store.kept.rename(self.kind, record_id, told[: self.longest], owner=owner)

    def delete(self, record_id: str, *, owner: str = "") -> bool:
        """Delete a record; tells whether there was one."""
        done = self._store.kept.delete(self.kind, record_id, owner=owner)
        self._store.empty_log()
        return done

    def forget(self, article_ids: Iterable[str], *, removal_id: str | None = None) -> int:
        """Take the words of removed articles out of everybody's records; returns how many changed.

        removal_id: with it, `remember` can put them back for as long as the removal can be undone.
        """
        gone = {article_id for article_id in article_ids if not self._store.has_article(article_id)}
        changed = []
        for record in self._store.kept.naming(self.kind, gone):
            after = self._without(record, gone)
            if after != record.body:
                self._put(record.id, after, owner=record.owner, title=record.title)
                changed.append((record, after))
        if changed:
            self._store.empty_log()
        if removal_id and changed:
            with self._lock:
                self._taken[removal_id] = changed
            timer = threading.Timer(UNDO_SECONDS, self._taken.pop, [removal_id, None])
            timer.daemon = True
            timer.start()
        return len(changed)

    def remember(self, removal_id: str) -> None:
        """Put back what `forget` took out, in records that have not changed since."""
        with self._lock:
            changed = self._taken.pop(removal_id, [])
        for before, after in changed:
            try:
                now = self._get(before.id, owner=before.owner)
            except NotFound:
                continue
            if now.body == after:
                self._put(before.id, before.body, owner=before.owner, title=now.title)

    def _get(self, record_id: str, *, owner: str) -> KeptRecord:
        return self._store.kept.get(self.kind, record_id, owner=owner)

    def _put(self, record_id: str, body: dict[str, Any], *, owner: str, title: str) -> None:
        self._store.kept.put(self.kind, record_id, owner=owner, title=title[: self.longest], body=body)
