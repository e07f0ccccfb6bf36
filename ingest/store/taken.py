"""Articles taken out of the store whole, as their rows, so that a removal can be undone while the program runs.

They are gone from every file at once; what is held here is in memory alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.article import ArticleHeader
from ingest.store import rows


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rows:
    """Rows of one table, each with its rowid first."""

    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenOut:
    """Articles with everything that was kept of them, older versions included.

    headers: the current ones, in the order they were taken. mates: for each, the other articles of its story.
    """

    headers: tuple[ArticleHeader, ...]
    mates: dict[str, tuple[str, ...]]
    articles: _Rows
    passages: _Rows
    attributions: _Rows
    sides: _Rows

    @property
    def size(self) -> int:
        """About how many bytes are held."""
        held = (self.articles, self.passages, self.attributions)
        return sum(len(v) for each in held for row in each.values for v in row if isinstance(v, str | bytes))


def with_older(db: sqlite3.Connection, article_ids: Sequence[str]) -> list[str]:
    """Return the ids with those of the articles' older versions."""
    found: dict[str, None] = {}
    for article_id in article_ids:
        for row in db.execute(
            "SELECT older.id FROM article JOIN article AS older ON older.id = article.id "
            "OR (article.current = 1 AND older.current = 0 AND older.key = article.key) WHERE article.id = ?",
            (article_id,),
        ):
            found[row[0]] = None
    return list(found)


def take(db: sqlite3.Connection, article_ids: Sequence[str]) -> TakenOut:
    """Read everything that the store holds of the articles; deletes nothing."""
    articles = _read(db, "article", "id", article_ids)
    attributions = _read(db, "attribution", "article_id", article_ids)
    headers = []
    mates = {}
    for article_id in article_ids:
        row = db.execute(f"SELECT {rows.header_select()} FROM article WHERE id = ?", (article_id,)).fetchone()
        header = rows.to_header(row)
        if not header.current:
            continue
        headers.append(header)
        story = header.story_id or header.id
        others = db.execute(
            "SELECT id FROM article WHERE (story_id = ? OR id = ?) AND current = 1 AND id != ?",
            (story, story, header.id),
        )
        mates[header.id] = tuple(other[0] for other in others)
    return TakenOut(
        headers=tuple(headers),
        mates=mates,
        articles=articles,
        passages=_read(db, "passage", "article_id", article_ids),
        attributions=attributions,
        sides=_read(db, "attribution_side", "attribution_id", [row[1] for row in attributions.values]),
    )


def put_back(db: sqlite3.Connection, taken: TakenOut) -> list[str]:
    """Insert the rows again as they were; return the ids of the articles that are back.

    One that was added anew meanwhile stays as it is. One of which a newer version came meanwhile comes back as the
    older version it now is, readable but not found.
    """
    names = taken.articles.columns
    back: list[str] = []
    found: set[str] = set()
    for row in taken.articles.values:
        fields = dict(zip(names, row, strict=True))
        if db.execute("SELECT 1 FROM article WHERE id = ?", (fields["id"],)).fetchone():
            continue
        newer = "SELECT 1 FROM article WHERE key = ? AND current = 1"
        if fields["current"] and fields["key"] and db.execute(newer, (fields["key"],)).fetchone():
            fields["current"] = 0
        if db.execute("SELECT 1 FROM article WHERE rowid = ?", (fields["rowid"],)).fetchone():
            fields["rowid"] = None  # given away meanwhile; it decides no more than the order of equal days
        _insert(db, "article", fields)
        back.append(fields["id"])
        if fields["current"]:
            found.add(fields["id"])
    for row in taken.passages.values:
        fields = dict(zip(taken.passages.columns, row, strict=True))
        if fields["article_id"] in found:
            del fields["rowid"]
            _insert(db, "passage", fields)
            db.execute("INSERT OR REPLACE INTO index_queue VALUES (?, 1)", (fields["id"],))
    _put_attributions(db, taken, found)
    return back


def _put_attributions(db: sqlite3.Connection, taken: TakenOut, found: Collection[str]) -> None:
    ids = {}
    for row in taken.attributions.values:
        fields = dict(zip(taken.attributions.columns, row, strict=True))
        if fields["article_id"] in found:
            del fields["rowid"]
            ids[fields.pop("id")] = _insert(db, "attribution", fields)
    for row in taken.sides.values:
        fields = dict(zip(taken.sides.columns, row, strict=True))
        if fields["attribution_id"] in ids:
            _insert(db, "attribution_side", fields | {"attribution_id": ids[fields["attribution_id"]]})


def _insert(db: sqlite3.Connection, table: str, fields: dict[str, Any]) -> int | None:
    marks = ", ".join("?" * len(fields))
    cursor = db.execute(f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({marks})", tuple(fields.values()))
    return cursor.lastrowid


def _read(db: sqlite3.Connection, table: str, column: str, wanted: Sequence[Any]) -> _Rows:
    place = "" if table == "attribution_side" else "rowid AS rowid, "  # the only table without rowids
    columns: tuple[str, ...] = ()
    values: list[tuple[Any, ...]] = []
    for value in wanted:
        cursor = db.execute(f"SELECT {place}* FROM {table} WHERE {column} = ?", (value,))
        columns = tuple(name[0] for name in cursor.description)
        values += [tuple(row) for row in cursor]
    return _Rows(columns=columns, values=tuple(values))
