"""The SQLite schema and its migrations. `PRAGMA user_version` tells which of them a file has had."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from ingest.errors import StoreTooNew
from ingest.store.faults import plain

_MIGRATIONS = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);

    CREATE TABLE article (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        key TEXT,
        url TEXT,
        canonical_url TEXT,
        title TEXT,
        subtitle TEXT,
        publisher TEXT,
        authors TEXT NOT NULL DEFAULT '[]',
        published_at TEXT,
        updated_at TEXT,
        language TEXT,
        section TEXT,
        keywords TEXT NOT NULL DEFAULT '[]',
        fetched_at TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        story_id TEXT,
        sample INTEGER NOT NULL DEFAULT 0,
        current INTEGER NOT NULL DEFAULT 1,
        length INTEGER NOT NULL,
        text TEXT NOT NULL,
        headings TEXT NOT NULL DEFAULT '[]',
        signature BLOB,
        vector BLOB,
        attribution_version TEXT
    );
    CREATE INDEX article_key ON article (key);
    CREATE INDEX article_hash ON article (content_hash);
    CREATE INDEX article_day ON article (substr(published_at, 1, 10));
    CREATE INDEX article_publisher ON article (publisher);
    CREATE INDEX article_story ON article (story_id);

    CREATE TABLE passage (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        title TEXT,
        publisher TEXT,
        text TEXT NOT NULL,
        vector BLOB NOT NULL,
        sentence_spans BLOB NOT NULL,
        sentence_vectors BLOB NOT NULL
    );
    CREATE INDEX passage_article ON passage (article_id);

    CREATE VIRTUAL TABLE passage_words USING fts5 (
        title, publisher, text, content = 'passage', content_rowid = 'id',
        tokenize = 'porter unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER passage_added AFTER INSERT ON passage BEGIN
        INSERT INTO passage_words (rowid, title, publisher, text)
        VALUES (new.id, new.title, new.publisher, new.text);
    END;
    CREATE TRIGGER passage_removed AFTER DELETE ON passage BEGIN
        INSERT INTO passage_words (passage_words, rowid, title, publisher, text)
        VALUES ('delete', old.id, old.title, old.publisher, old.text);
    END;

    CREATE TABLE attribution (
        id INTEGER PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
        ordinal INTEGER NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        speaker TEXT,
        description TEXT,
        data TEXT NOT NULL
    );
    CREATE INDEX attribution_article ON attribution (article_id, ordinal);
    CREATE INDEX attribution_speaker ON attribution (speaker COLLATE NOCASE);
    CREATE TABLE attribution_side (
        attribution_id INTEGER NOT NULL REFERENCES attribution (id) ON DELETE CASCADE,
        side TEXT NOT NULL,
        PRIMARY KEY (side, attribution_id)
    ) WITHOUT ROWID;
    CREATE INDEX attribution_side_of ON attribution_side (attribution_id);

    CREATE TABLE index_queue (passage_id INTEGER PRIMARY KEY, added INTEGER NOT NULL);
    """,
    """
    CREATE TABLE feed (
        url TEXT PRIMARY KEY,
        title TEXT,
        etag TEXT,
        last_modified TEXT,
        checked_at TEXT,
        error TEXT
    );
    CREATE TABLE feed_seen (
        feed TEXT NOT NULL REFERENCES feed (url) ON UPDATE CASCADE ON DELETE CASCADE,
        link TEXT NOT NULL,
        PRIMARY KEY (feed, link)
    ) WITHOUT ROWID;
    CREATE INDEX feed_seen_link ON feed_seen (link);
    CREATE TABLE failure (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        reason TEXT NOT NULL,
        kind TEXT NOT NULL,
        failed_at TEXT NOT NULL,
        retry TEXT
    );
    CREATE INDEX failure_retry ON failure (retry);
    """,
    """
    CREATE TABLE kept (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        owner TEXT NOT NULL,
        title TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        body TEXT NOT NULL,
        PRIMARY KEY (kind, id)
    );
    CREATE INDEX kept_owner ON kept (kind, owner, updated_at);
    """,
    """
    ALTER TABLE failure ADD COLUMN stated TEXT;
    """,
)

SCHEMA_VERSION = len(_MIGRATIONS)


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection with the durability the store promises: WAL, every commit on disk."""
    connection = sqlite3.connect(path, timeout=30.0, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "cache_size = -65536",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def open_database(path: Path) -> sqlite3.Connection:
    """Open the store's database, creating or migrating it; an older file is copied aside before.

    Raises StoreTooNew for a file of a newer program, StoreDamaged for one that cannot be read.
    """
    try:
        connection = connect(path)
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA_VERSION:
            connection.close()
            raise StoreTooNew(
                f"{path} was written by a newer Dateline (schema {version}, this program knows {SCHEMA_VERSION}). "
                "Update the program, or choose another folder with --home."
            )
        if 0 < version < SCHEMA_VERSION:
            _back_up(connection, path, version)
        for number, script in enumerate(_MIGRATIONS[version:], version + 1):
            connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
        # Reads the whole schema and the head of every b-tree's root: enough to notice a mangled file early.
        connection.execute("SELECT count(*) FROM article WHERE id = ''").fetchone()
        connection.execute("SELECT count(*) FROM passage WHERE id = 0").fetchone()
    except sqlite3.DatabaseError as error:
        told = plain(error, path)
        if told is None:
            raise
        raise told from error
    return connection


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = sqlite3.connect(path.with_name(f"{path.stem}-schema{version}-{stamp}.backup"))
    with target:
        connection.backup(target)
    target.close()
