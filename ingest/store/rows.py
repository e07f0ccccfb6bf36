"""Between dataclasses and SQLite rows: each column is named once, here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from ingest.article import (
    Article,
    ArticleHeader,
    Attribution,
    AttributionKind,
    Filters,
    Metadata,
    Passage,
    PassageVectors,
    Span,
    SpeakerKind,
)
from ingest.failures import FailedSource
from ingest.web.feeds import FeedState

HEADER_COLUMNS = (
    "id", "name", "key", "url", "canonical_url", "title", "subtitle", "publisher", "authors", "published_at",
    "updated_at", "language", "section", "keywords", "fetched_at", "content_hash", "story_id", "sample", "current",
    "length",
)  # fmt: skip
ARTICLE_COLUMNS = (*HEADER_COLUMNS, "text", "headings")
FEED_COLUMNS = ("url", "title", "etag", "last_modified", "checked_at", "error")
FEED_SELECT = ", ".join(FEED_COLUMNS)
_KINDS = {kind.value: kind for kind in AttributionKind}
_SPEAKER_KINDS = {kind.value: kind for kind in SpeakerKind}


def header_select(table: str = "article") -> str:
    """Return the select list of a header's columns, prefixed `h_` so that joins stay clear."""
    return ", ".join(f"{table}.{column} AS h_{column}" for column in HEADER_COLUMNS)


def to_header(row: sqlite3.Row) -> ArticleHeader:
    """Build a header from a row selected with `header_select`."""
    return ArticleHeader(**_header_fields(row))


def to_article(row: sqlite3.Row) -> Article:
    """Build a whole article from a row that also holds `text` and `headings`."""
    headings = tuple(Span(start=start, end=end) for start, end in json.loads(row["headings"]))
    return Article(**_header_fields(row), text=row["text"], headings=headings)


def _header_fields(row: sqlite3.Row) -> dict[str, Any]:
    fields = {column: row[f"h_{column}"] for column in HEADER_COLUMNS}
    fields["authors"] = tuple(json.loads(fields["authors"]))
    fields["keywords"] = tuple(json.loads(fields["keywords"]))
    fields["sample"] = bool(fields["sample"])
    fields["current"] = bool(fields["current"])
    return fields


def article_values(article: Article) -> tuple[Any, ...]:
    """Return an article's values in the order of ARTICLE_COLUMNS."""
    plain = {column: getattr(article, column) for column in HEADER_COLUMNS}
    plain["authors"] = json.dumps(article.authors, ensure_ascii=False)
    plain["keywords"] = json.dumps(article.keywords, ensure_ascii=False)
    plain["length"] = len(article.text)
    headings = json.dumps([[span.start, span.end] for span in article.headings])
    return (*plain.values(), article.text, headings)


def pack_sentences(sentences: Iterable[Span]) -> bytes:
    """Return sentence spans as little-endian int32 pairs."""
    return np.array([[s.start, s.end] for s in sentences], dtype="<i4").tobytes()


def to_passage(row: sqlite3.Row) -> Passage:
    """Build a passage from a row of the passage table."""
    spans = np.frombuffer(row["sentence_spans"], dtype="<i4").reshape(-1, 2).tolist()
    return Passage(
        id=row["passage_id"],
        article_id=row["h_id"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        sentences=tuple(Span(start=start, end=end) for start, end in spans),
    )


def to_vectors(row: sqlite3.Row) -> PassageVectors:
    """Build a passage's vectors; sentences are kept as float16 and given back as float32."""
    vector = to_vector(row["vector"])
    sentences = np.frombuffer(row["sentence_vectors"], dtype="<f2").astype(np.float32).reshape(-1, len(vector))
    return PassageVectors(passage=vector, sentences=sentences)


def to_vector(blob: bytes) -> NDArray[np.float32]:
    """Read one float32 vector."""
    return np.frombuffer(blob, dtype="<f4")


def attribution_json(attribution: Attribution) -> str:
    """Return an attribution as the JSON kept in its row."""
    return json.dumps(asdict(attribution), ensure_ascii=False)


def to_attribution(data: str) -> Attribution:
    """Build an attribution from its JSON."""
    fields = orjson.loads(data)
    source, cue, kind = fields["source"], fields["cue"], fields["speaker_kind"]
    fields["content"] = tuple([Span(**span) for span in fields["content"]])
    fields["kind"] = _KINDS[fields["kind"]]
    fields["source"] = Span(**source) if source else None
    fields["cue"] = Span(**cue) if cue else None
    fields["speaker_kind"] = _SPEAKER_KINDS[kind] if kind else None
    fields["sides"] = tuple(fields["sides"])
    fields["via"] = tuple(fields["via"])
    return Attribution(**fields)


def to_feed(row: sqlite3.Row) -> FeedState:
    """Build a standing source from its row."""
    return FeedState(**{column: row[column] for column in FEED_COLUMNS})


def feed_values(feed: FeedState) -> tuple[Any, ...]:
    """Return a standing source's values in the order of FEED_COLUMNS."""
    return tuple(getattr(feed, column) for column in FEED_COLUMNS)


def to_failure(row: sqlite3.Row) -> FailedSource:
    """Build a failure from its row."""
    return FailedSource(**{**dict(row), "stated": to_metadata(row["stated"])})


def metadata_json(stated: Metadata | None) -> str | None:
    """Return what a source stated as the JSON kept in a row."""
    return json.dumps(asdict(stated), ensure_ascii=False) if stated else None


def to_metadata(data: str | None) -> Metadata | None:
    """Build what a source stated from its JSON."""
    if data is None:
        return None
    fields = json.loads(data)
    return Metadata(**{**fields, "authors": tuple(fields["authors"]), "keywords": tuple(fields["keywords"])})


def filter_sql(filters: Filters, table: str = "article") -> tuple[str, list[Any]]:
    """Return the filters as a WHERE condition (without the word) over the article table, and its values."""
    conditions: list[str] = [f"{table}.current = 1"]
    values: list[Any] = []
    day = f"substr({table}.published_at, 1, 10)"
    for condition, value in ((f"{day} >= ?", filters.since), (f"{day} <= ?", filters.until)):
        if value:
            conditions.append(condition)
            values.append(value)
    for column, wanted in (
        ("publisher", filters.publishers),
        ("language", filters.languages),
        ("id", filters.article_ids),
    ):
        if wanted:
            conditions.append(f"{table}.{column} IN ({', '.join('?' * len(wanted))})")
            values.extend(wanted)
    if filters.speakers:
        marks = ", ".join("?" * len(filters.speakers))
        conditions.append(f"{table}.id IN (SELECT article_id FROM attribution WHERE speaker IN ({marks}))")
        values.extend(filters.speakers)
    return " AND ".join(conditions), values
