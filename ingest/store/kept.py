"""What people keep beside the articles: conversations, briefings, comparisons. Each a titled JSON body, of a kind and an owner."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ingest.errors import NotFound

_COLUMNS = "kind, id, owner, title, created_at, updated_at, body"
_NAMED = re.compile(
    r'"article_id": "([^"\\]+)"'
)  # as `put` writes it: within a text its quotation marks would be escaped

Read = Callable[[str, Sequence[Any]], list[sqlite3.Row]]
Transaction = Callable[[], AbstractContextManager[sqlite3.Connection]]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptRecord:
    """One thing kept: `kind` ("conversation", "briefing", "comparison"), `owner` ("" where there is no login), times in UTC."""

    kind: str
    id: str
    owner: str
    title: str
    created_at: str
    updated_at: str
    body: dict[str, Any]


class KeptRecords:
    """Reads and writes what is kept. Nobody gets at another owner's: a wrong owner is answered as not found."""

    def __init__(self, read: Read, transaction: Transaction) -> None:
        self._read = read
        self._transaction = transaction

    def put(self, kind: str, record_id: str, *, owner: str, title: str, body: dict[str, Any]) -> None:
        """Keep a record, or what it has become. Raises NotFound where the id is another owner's."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._transaction() as db:
            changed = db.execute(
                f"INSERT INTO kept ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET "
                "title = excluded.title, updated_at = excluded.updated_at, body = excluded.body WHERE owner = excluded.owner",
                (kind, record_id, owner, title, now, now, json.dumps(body, ensure_ascii=False)),
            ).rowcount
        if not changed:
            raise NotFound(f"There is no {kind} {record_id}.")

    def get(self, kind: str, record_id: str, *, owner: str) -> KeptRecord:
        """Return one record. Raises NotFound."""
        found = self._read(
            f"SELECT {_COLUMNS} FROM kept WHERE kind = ? AND id = ? AND owner = ?", (kind, record_id, owner)
        )
        if not found:
            raise NotFound(f"There is no {kind} {record_id}.")
        return _record(found[0])

    def rename(self, kind: str, record_id: str, title: str, *, owner: str) -> None:
        """Give a record another title; the day it last changed stays. Raises NotFound."""
        with self._transaction() as db:
            changed = db.execute(
                "UPDATE kept SET title = ? WHERE kind = ? AND id = ? AND owner = ?", (title, kind, record_id, owner)
            ).rowcount
        if not changed:
            raise NotFound(f"There is no {kind} {record_id}.")

    def search(self, kind: str, *, owner: str, words: str = "", most: int = 200) -> list[KeptRecord]:
        """Return records that hold all the words in title or body, last changed first; without words, all."""
        sql = f"SELECT {_COLUMNS} FROM kept WHERE kind = ? AND owner = ?"
        values: list[Any] = [kind, owner]
        for word in words.split():
            pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            sql += " AND (title LIKE ? ESCAPE '\\' OR body LIKE ? ESCAPE '\\')"
            values += [pattern, pattern]
        return [_record(row) for row in self._read(f"{sql} ORDER BY updated_at DESC, id LIMIT ?", [*values, most])]

    def titles(self, kind: str, *, owner: str) -> list[KeptRecord]:
        """Return all of an owner's records of a kind without their bodies, last changed first."""
        sql = (
            "SELECT kind, id, owner, title, created_at, updated_at, '{}' AS body FROM kept WHERE kind = ? AND owner = ?"
        )
        return [_record(row) for row in self._read(f"{sql} ORDER BY updated_at DESC, rowid DESC", (kind, owner))]

    def delete(self, kind: str, record_id: str, *, owner: str) -> bool:
        """Delete a record; tells whether there was one."""
        with self._transaction() as db:
            done = db.execute("DELETE FROM kept WHERE kind = ? AND id = ? AND owner = ?", (kind, record_id, owner))
            return done.rowcount > 0

    def articles(self) -> set[str]:
        """Return the ids of the articles that anything kept names, of every kind and owner."""
        return {named for row in self._rows("") for named in _NAMED.findall(row["body"])}

    def naming(self, kind: str, article_ids: AbstractSet[str]) -> Iterator[KeptRecord]:
        """Yield every owner's records of a kind whose body names one of these articles."""
        for row in self._rows("WHERE kind = ?", kind):
            if not article_ids.isdisjoint(_NAMED.findall(row["body"])):
                yield _record(row)

    def _rows(self, where: str, *values: str) -> Iterator[sqlite3.Row]:
        """Yield rows one at a time: all bodies together may be large."""
        for row in self._read(f"SELECT rowid FROM kept {where}", values):
            yield from self._read(f"SELECT {_COLUMNS} FROM kept WHERE rowid = ?", (row["rowid"],))


def _record(row: sqlite3.Row) -> KeptRecord:
    return KeptRecord(**{**dict(row), "body": json.loads(row["body"])})
