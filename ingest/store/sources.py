"""Where articles come from, as the store notes it: standing sources, what they announced, and what failed."""

from __future__ import annotations

import sqlite3
from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager

from ingest.failures import FailedSource
from ingest.store import rows
from ingest.store.reader import StoreReader
from ingest.web.feeds import FeedState


class SourceNotes(StoreReader):
    """The writing side of feeds and failures."""

    @abstractmethod
    def _writing_transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Begin a transaction that no other thread writes beside; committed at the end, or undone by an error."""

    def add_feed(self, feed: FeedState) -> None:
        """Keep a standing source; one that is kept already stays as it is."""
        marks = ", ".join("?" * len(rows.FEED_COLUMNS))
        with self._writing_transaction() as db:
            db.execute(f"INSERT OR IGNORE INTO feed ({rows.FEED_SELECT}) VALUES ({marks})", rows.feed_values(feed))

    def update_feed(self, url: str, feed: FeedState) -> None:
        """Set the state of the standing source of that address, which may have moved; one removed stays removed."""
        changed = ", ".join(f"{column} = ?" for column in rows.FEED_COLUMNS)
        with self._writing_transaction() as db:
            db.execute(f"UPDATE OR REPLACE feed SET {changed} WHERE url = ?", (*rows.feed_values(feed), url))

    def remove_feed(self, url: str) -> bool:
        """Forget a standing source and what it announced; tells whether there was one. Its articles stay."""
        with self._writing_transaction() as db:
            return db.execute("DELETE FROM feed WHERE url = ?", (url,)).rowcount > 0

    def settle(
        self,
        *,
        settled: Sequence[str] = (),
        failures: Sequence[FailedSource] = (),
        seen: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Note what became of sources, in one transaction.

        settled: addresses and paths that were tried to the end, whose earlier failures no longer hold.
        failures: what failed now. seen: (feed, link) of entries that were dealt with, failed ones included.
        """
        with self._writing_transaction() as db:
            db.executemany("DELETE FROM failure WHERE retry = ?", [(retry,) for retry in settled])
            for failed in failures:
                db.execute("DELETE FROM failure WHERE name = ? AND retry IS ?", (failed.name, failed.retry))
                db.execute(
                    "INSERT INTO failure (name, reason, kind, failed_at, retry, stated) VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        failed.name,
                        failed.reason,
                        failed.kind,
                        failed.failed_at,
                        failed.retry,
                        rows.metadata_json(failed.stated),
                    ),
                )
            # A feed may have been removed while its entries were being fetched.
            db.executemany(
                "INSERT OR IGNORE INTO feed_seen (feed, link) SELECT url, ? FROM feed WHERE url = ?",
                [(link, feed) for feed, link in seen],
            )

    def forget_failures(self, ids: Sequence[int]) -> int:
        """Take failures off the list; returns how many there were."""
        with self._writing_transaction() as db:
            return sum(db.execute("DELETE FROM failure WHERE id = ?", (number,)).rowcount for number in ids)
