"""ArticleStore: articles, passages, attributions and their vectors, kept safe and searchable.

SQLite is the truth. A change to it and the note of what the vector index must still do (`index_queue`) are one
transaction; the index follows after. Whatever dies when, the next start finishes the queue, checks that stored
vectors find themselves, and rebuilds the index from SQLite if they do not.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, Attribution, Passage, PassageVectors
from ingest.errors import EmbedderMismatch, StoreError
from ingest.store import rows
from ingest.store.faults import index_refused, is_full, plain, told_plainly
from ingest.store.kept import KeptRecords
from ingest.store.lock import OwnerLock
from ingest.store.schema import open_database
from ingest.store.sources import SourceNotes
from ingest.store.taken import TakenOut, put_back, take, with_older
from ingest.store.vectors import INDEX_FAULTS, VectorIndex

log = logging.getLogger(__name__)

_PROBES = 24  # self-queries at start
_BATCH = 2_000


class EmbedderIdentity(Protocol):
    """What the store must know of an embedder."""

    @property
    def fingerprint(self) -> str:
        """Name, revision and recipe: equal fingerprints mean comparable vectors."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreItem:
    """One article with everything that is kept of it. `replaces`: id of the version it takes the place of."""

    article: Article
    passages: Sequence[Passage]
    vectors: Sequence[PassageVectors]
    attributions: Sequence[Attribution] = ()
    attribution_version: str | None = None
    signature: bytes | None = None
    replaces: str | None = None


class ArticleStore(SourceNotes):
    """The data folder of one owner process. Safe to use from several threads."""

    def __init__(self, home: Path, embedder: EmbedderIdentity, lock: OwnerLock) -> None:
        path = home / "dateline.sqlite"
        self._write = open_database(path)
        super().__init__(path, VectorIndex(home / "index"))
        self._lock = lock
        self._writing = threading.RLock()
        self.kept = KeptRecords(self._read, self._writing_transaction)
        self._fingerprint = embedder.fingerprint

    @classmethod
    def open(
        cls, home: Path, *, embedder: EmbedderIdentity, notify: Callable[[str], None] = log.warning,
        any_embedder: bool = False,
    ) -> Self:  # fmt: skip
        """Open (or make) a data folder and make sure that its index finds what it holds.

        notify: told in plain words when the index has to be rebuilt. any_embedder: do not compare the
        embedder with the stored vectors (for `reindex`, which replaces them all).
        Raises StoreLocked, StoreDamaged, StoreTooNew, EmbedderMismatch.
        """
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The data folder {home} cannot be made: {error}. Choose another with --home.") from error
        lock = OwnerLock(home)
        try:
            lock.acquire()
        except OSError as error:
            raise StoreError(
                f"The data folder {home} cannot be used: {error}. Free disk space or mend its permissions, or choose "
                "another with --home."
            ) from error
        try:
            with told_plainly(home / "dateline.sqlite"):
                store = cls._opened(home, embedder, lock, notify)
                if not any_embedder:
                    store._check_embedder()
                    store._check_index(notify)
        except BaseException:
            lock.release()
            raise
        return store

    @classmethod
    def _opened(cls, home: Path, embedder: EmbedderIdentity, lock: OwnerLock, notify: Callable[[str], None]) -> Self:
        try:
            return cls(home, embedder, lock)
        except INDEX_FAULTS as error:
            if isinstance(error, StoreError):
                raise
            if is_full(home):
                raise index_refused(home, error) from error
            notify(f"The vector index cannot be opened ({error}); it is rebuilt from the stored vectors.")
            VectorIndex.destroy(home / "index")
            return cls(home, embedder, lock)

    def close(self) -> None:
        """Flush everything and free the data folder. Safe to call twice."""
        with self._writing:
            for connection in (*self._readers, self._write):
                connection.close()
            self._readers.clear()
            self._index.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def announce(self, address: str | None) -> None:
        """Tell other processes, through the lock file, where the owner answers."""
        self._lock.announce(address)

    # --- writing -------------------------------------------------------------------------------------------

    def add(self, items: Sequence[StoreItem]) -> None:
        """Store articles with all that belongs to them, in one transaction; then index their vectors.

        When this returns, the articles survive any crash. An article of a known id is stored anew.
        """
        with self._writing:
            with self._transaction() as db:
                for item in items:
                    if item.replaces and item.replaces != item.article.id:
                        self._retire(db, item.replaces)
                    self._put(db, item)
            self._let_the_index_follow()

    def remove(self, article_ids: Sequence[str]) -> TakenOut:
        """Delete articles and every trace of them, older versions included; returns them, for `put_back`.

        When this returns, no file of the data folder holds their words.
        """
        with self._writing:
            with self._transaction() as db:
                ids = with_older(db, article_ids)
                taken = take(db, ids)
                for article_id in ids:
                    self._drop_passages(db, article_id)
                    db.execute("DELETE FROM article WHERE id = ?", (article_id,))
                if ids:
                    # Deleted words live on in old segments of the word index until they are merged.
                    db.execute("INSERT INTO passage_words (passage_words) VALUES ('optimize')")
            self._let_the_index_follow()
            self.empty_log()
        return taken

    def empty_log(self) -> None:
        """Write the database's log into its file, so that deleted words are in neither."""
        with self._writing:
            self._write.execute("PRAGMA wal_checkpoint (TRUNCATE)")

    def put_back(self, taken: TakenOut) -> list[str]:
        """Store removed articles again exactly as they were; returns the ids of those that are back."""
        with self._writing:
            with self._transaction() as db:
                back = put_back(db, taken)
            self._let_the_index_follow()
        return back

    def put_attributions(self, article_id: str, attributions: Sequence[Attribution], version: str) -> None:
        """Replace an article's attributions, for a better extractor run over the store."""
        with self._writing, self._transaction() as db:
            self._put_attributions(db, article_id, attributions)
            db.execute("UPDATE article SET attribution_version = ? WHERE id = ?", (version, article_id))

    def set_stories(self, stories: dict[str, str | None]) -> None:
        """Set the story cluster of articles: {article id: story id}."""
        with self._writing, self._transaction() as db:
            db.executemany("UPDATE article SET story_id = ? WHERE id = ?", [(s, a) for a, s in stories.items()])

    def is_of(self, embedder: EmbedderIdentity) -> bool:
        """Tell whether the stored vectors are this embedder's."""
        stored = self._read("SELECT value FROM meta WHERE key = 'embedder'")
        return bool(stored) and stored[0]["value"] == embedder.fingerprint

    def restart_vectors(self) -> None:
        """Forget every passage and vector and take on the present embedder, keeping the articles (`reindex`)."""
        with self._writing:
            with self._transaction() as db:
                db.execute("DELETE FROM passage")
                db.execute("DELETE FROM index_queue")
                self._remember_embedder(db)
            self._index.clear()

    def _put(self, db: sqlite3.Connection, item: StoreItem) -> None:
        article = item.article
        self._drop_passages(db, article.id)
        db.execute("DELETE FROM article WHERE id = ?", (article.id,))
        marks = ", ".join("?" * (len(rows.ARTICLE_COLUMNS) + 3))
        columns = ", ".join((*rows.ARTICLE_COLUMNS, "signature", "vector", "attribution_version"))
        mean = _mean_vector(item.vectors)
        values = (*rows.article_values(article), item.signature, mean, item.attribution_version)
        db.execute(f"INSERT INTO article ({columns}) VALUES ({marks})", values)
        self._put_passages(db, article, item.passages, item.vectors)
        self._put_attributions(db, article.id, item.attributions)
        self._remember_embedder(db)

    def put_passages(self, article: Article, passages: Sequence[Passage], vectors: Sequence[PassageVectors]) -> None:
        """Store an article's passages anew, for another embedder; its text and attributions stay."""
        with self._writing:
            with self._transaction() as db:
                self._drop_passages(db, article.id)
                self._put_passages(db, article, passages, vectors)
            self._let_the_index_follow()

    def _put_passages(
        self, db: sqlite3.Connection, article: Article, passages: Sequence[Passage], vectors: Sequence[PassageVectors]
    ) -> None:
        for passage, vector in zip(passages, vectors, strict=True):
            cursor = db.execute(
                "INSERT INTO passage (article_id, start, end, title, publisher, text, vector, sentence_spans, "
                "sentence_vectors) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    article.id, passage.start, passage.end, article.title, article.publisher, passage.text,
                    vector.passage.astype("<f4").tobytes(), rows.pack_sentences(passage.sentences),
                    vector.sentences.astype("<f2").tobytes(),
                ),
            )  # fmt: skip
            db.execute("INSERT INTO index_queue VALUES (?, 1)", (cursor.lastrowid,))

    def _put_attributions(self, db: sqlite3.Connection, article_id: str, attributions: Sequence[Attribution]) -> None:
        db.execute("DELETE FROM attribution WHERE article_id = ?", (article_id,))
        for ordinal, attribution in enumerate(attributions):
            cursor = db.execute(
                "INSERT INTO attribution (article_id, ordinal, start, end, speaker, description, data) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    article_id, ordinal, attribution.span.start, attribution.span.end, attribution.speaker,
                    attribution.description, rows.attribution_json(attribution),
                ),
            )  # fmt: skip
            db.executemany(
                "INSERT OR IGNORE INTO attribution_side (attribution_id, side) VALUES (?, ?)",
                [(cursor.lastrowid, side) for side in attribution.sides],
            )

    def _retire(self, db: sqlite3.Connection, article_id: str) -> None:
        # The older version stays readable from old citations, but is no longer found.
        self._drop_passages(db, article_id)
        db.execute("DELETE FROM attribution WHERE article_id = ?", (article_id,))
        db.execute("UPDATE article SET current = 0 WHERE id = ?", (article_id,))

    def _drop_passages(self, db: sqlite3.Connection, article_id: str) -> None:
        db.execute("INSERT OR REPLACE INTO index_queue SELECT id, 0 FROM passage WHERE article_id = ?", (article_id,))
        db.execute("DELETE FROM passage WHERE article_id = ?", (article_id,))

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._write
        try:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
            self._forget_read()
        except BaseException as error:
            if db.in_transaction:
                db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error) and (told := plain(error, self.home / "dateline.sqlite")):
                raise told from error
            if isinstance(error, sqlite3.OperationalError):
                raise StoreError(
                    f"The data folder {self.home} could not be written: {error}. Nothing was lost: free disk "
                    "space or mend its permissions, then do it again."
                ) from error
            raise

    @contextmanager
    def _writing_transaction(self) -> Iterator[sqlite3.Connection]:
        with self._writing, self._transaction() as db:
            yield db

    # --- the vector index follows --------------------------------------------------------------------------

    def _let_the_index_follow(self) -> None:
        """Bring the index up to date with the database; what it cannot take now waits until the folder is opened again."""
        try:
            with told_plainly(self.home / "dateline.sqlite"):
                self._drain_queue()
        except INDEX_FAULTS as error:
            raise index_refused(self.home, error) from error

    def _drain_queue(self) -> None:
        while True:
            queued = self._write.execute(
                "SELECT index_queue.passage_id, added, passage.vector, passage.article_id AS article "
                "FROM index_queue LEFT JOIN passage ON passage.id = index_queue.passage_id LIMIT ?",
                (_BATCH,),
            ).fetchall()
            if not queued:
                return
            added = [row for row in queued if row["added"] and row["vector"] is not None]
            dropped = [row["passage_id"] for row in queued if not (row["added"] and row["vector"] is not None)]
            if dropped:
                self._index.drop(dropped)
            if added:
                vectors = np.stack([rows.to_vector(row["vector"]) for row in added])
                self._index.put(
                    [row["passage_id"] for row in added], vectors, [{"article": row["article"]} for row in added]
                )
            with self._transaction() as db:
                db.executemany("DELETE FROM index_queue WHERE passage_id = ?", [(row["passage_id"],) for row in queued])

    def _check_index(self, notify: Callable[[str], None]) -> None:
        with self._writing:
            try:
                self._drain_queue()
                expected = self._write.execute("SELECT count(*) FROM passage").fetchone()[0]
                sound = self._index.count() == expected and self._index.finds(self._probes())
            except INDEX_FAULTS as error:
                if is_full(self.home):
                    raise index_refused(self.home, error) from error
                notify(f"The vector index failed its check ({error}).")
                sound = False
            if not sound:
                notify("The vector index does not hold what the database holds; it is rebuilt from the stored vectors.")
                self.rebuild_index()

    def rebuild_index(self) -> None:
        """Build the vector index anew from the stored vectors; nothing is embedded again."""
        with self._writing:
            try:
                self._index.clear()
            except INDEX_FAULTS as error:
                raise index_refused(self.home, error) from error
            with self._transaction() as db:
                db.execute("DELETE FROM index_queue")
                db.execute("INSERT INTO index_queue SELECT id, 1 FROM passage")
            self._let_the_index_follow()

    def _probes(self) -> list[tuple[int, NDArray[np.float32]]]:
        newest, oldest = self._write.execute("SELECT max(id), min(id) FROM passage").fetchone()
        if newest is None:
            return []
        # Spread over the ids, the newest with them: they are what a crash is likeliest to have cost.
        wanted = sorted({int(i) for i in np.linspace(oldest, newest, _PROBES - 6)} | set(range(newest - 5, newest + 1)))
        marks = ", ".join("?" * len(wanted))
        found = self._write.execute(f"SELECT id, vector FROM passage WHERE id IN ({marks})", wanted)
        return [(row["id"], rows.to_vector(row["vector"])) for row in found]

    def _check_embedder(self) -> None:
        stored = self._read("SELECT value FROM meta WHERE key = 'embedder'")
        if stored and stored[0]["value"] != self._fingerprint and self._read("SELECT 1 FROM passage LIMIT 1"):
            raise EmbedderMismatch(
                f"The articles in {self.home} were embedded with {stored[0]['value']}, but the program is set to "
                f"{self._fingerprint}. Run `python -m ingest reindex` to embed them again, or set "
                "DATELINE_EMBEDDER back."
            )

    def _remember_embedder(self, db: sqlite3.Connection) -> None:
        db.execute("INSERT OR REPLACE INTO meta VALUES ('embedder', ?)", (self._fingerprint,))


def _mean_vector(vectors: Sequence[PassageVectors]) -> bytes | None:
    if not vectors:
        return None
    mean = np.mean([v.passage for v in vectors], axis=0)
    return bytes((mean / max(float(np.linalg.norm(mean)), 1e-9)).astype("<f4").tobytes())
