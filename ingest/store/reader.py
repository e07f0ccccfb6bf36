"""The reading side of the store: searches and look-ups. Every thread reads through a connection of its own."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, ArticleHeader, Attribution, Filters, Passage, PassageVectors
from ingest.errors import NotFound
from ingest.failures import FailedSource
from ingest.store import rows
from ingest.store.faults import told_plainly
from ingest.store.schema import connect
from ingest.store.spoken import Spoken, attributions_of, spoken
from ingest.store.vectors import VectorIndex
from ingest.web.feeds import FeedState

_MOST_PARSED = 300  # articles whose attributions are kept in memory
_EXACT_LIMIT = 4_000  # filtered searches over so few passages are scored exactly, past the index


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPassage:
    """A passage with its article's header and its vectors."""

    passage: Passage
    header: ArticleHeader
    vectors: PassageVectors


class StoreReader:
    """Searches over the vector index and the word index, and look-ups by id."""

    def __init__(self, path: Path, index: VectorIndex) -> None:
        self._path = path
        self._index = index
        self._readers: list[sqlite3.Connection] = []
        self._local = threading.local()
        # Kept until the next write, which puts empty ones in their place, so that what is read meanwhile is not kept.
        self._parsed: dict[str, tuple[Attribution, ...]] = {}  # attributions of articles read of late
        self._counted: dict[str, int] = {}
        self._state: dict[str, str] = {}

    @property
    def home(self) -> Path:
        """The data folder."""
        return self._path.parent

    def nearest(
        self, vector: NDArray[np.float32], *, k: int, filters: Filters | None = None
    ) -> list[tuple[int, float]]:
        """Return up to k (passage id, cosine), best first; vector is (d,), of unit length."""
        if filters is None or filters == Filters():
            return self._index.nearest(vector, k)
        condition, values = rows.filter_sql(filters)
        limited = self._read(
            f"SELECT passage.id, passage.vector FROM passage JOIN article ON article.id = passage.article_id "
            f"WHERE {condition} LIMIT {_EXACT_LIMIT + 1}",
            values,
        )
        if not limited:
            return []
        if len(limited) <= _EXACT_LIMIT:
            scores = np.stack([rows.to_vector(row["vector"]) for row in limited]) @ vector
            best = np.argsort(-scores)[:k]
            return [(limited[i]["id"], float(scores[i])) for i in best]
        articles = [r["id"] for r in self._read(f"SELECT id FROM article WHERE {condition}", values)]
        return self._index.nearest(vector, k, {"article": {"$in": articles}})

    def matching(self, terms: Sequence[str], *, k: int, filters: Filters | None = None) -> list[tuple[int, float]]:
        """Return up to k (passage id, BM25, higher is better) of passages that hold any of the terms.

        A term of several words is matched as a phrase. The caller bounds the terms' number and leaves out
        words that every article holds.
        """
        query = " OR ".join('"' + term.replace('"', " ") + '"' for term in terms if term.strip())
        if not query:
            return []
        if filters is None or filters == Filters():
            found = self._read(
                "SELECT rowid AS id, -bm25(passage_words, 2.0, 0.5, 1.0) AS score FROM passage_words "
                "WHERE passage_words MATCH ? ORDER BY score DESC LIMIT ?",
                (query, k),
            )
        else:
            condition, values = rows.filter_sql(filters)
            found = self._read(
                "SELECT passage_words.rowid AS id, -bm25(passage_words, 2.0, 0.5, 1.0) AS score FROM passage_words "
                "JOIN passage ON passage.id = passage_words.rowid JOIN article ON article.id = passage.article_id "
                f"WHERE passage_words MATCH ? AND {condition} ORDER BY score DESC LIMIT ?",
                (query, *values, k),
            )
        return [(row["id"], row["score"]) for row in found]

    def holding(self, words: str) -> set[str]:
        """Return the ids of the articles of which a passage holds all these words, the last as a beginning."""
        terms = ['"' + word.replace('"', "") + '"' for word in words.split() if any(map(str.isalnum, word))]
        if not terms:
            return set()
        query = " AND ".join(terms) + " *"
        found = self._read(
            "SELECT DISTINCT passage.article_id FROM passage_words JOIN passage ON passage.id = passage_words.rowid "
            "WHERE passage_words MATCH ?",
            (query,),
        )
        return {row["article_id"] for row in found}

    def document_frequency(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many passages each single-word term stands (as the word index sees it)."""
        counts = {}
        for term in terms:
            quoted = '"' + term.replace('"', " ") + '"'
            found = self._read("SELECT count(*) AS n FROM passage_words WHERE passage_words MATCH ?", (quoted,))
            counts[term] = int(found[0]["n"])
        return counts

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Return the passages of those ids with header and vectors, in one statement."""
        marks = ", ".join("?" * len(ids))
        found = self._read(
            f"SELECT passage.id AS passage_id, passage.start, passage.end, passage.text, passage.vector, "
            f"passage.sentence_spans, passage.sentence_vectors, {rows.header_select()} "
            f"FROM passage JOIN article ON article.id = passage.article_id WHERE passage.id IN ({marks})",
            list(ids),
        )
        return {
            row["passage_id"]: StoredPassage(
                passage=rows.to_passage(row), header=rows.to_header(row), vectors=rows.to_vectors(row)
            )
            for row in found
        }

    def passage_ids(self, article_ids: Sequence[str]) -> dict[str, list[int]]:
        """Return each article's passage ids, in the order of its text."""
        marks = ", ".join("?" * len(article_ids))
        result: dict[str, list[int]] = {article_id: [] for article_id in article_ids}
        for row in self._read(
            f"SELECT id, article_id FROM passage WHERE article_id IN ({marks}) ORDER BY start",
            list(article_ids),
        ):
            result[row["article_id"]].append(row["id"])
        return result

    # --- reading -------------------------------------------------------------------------------------------

    def has_article(self, article_id: str) -> bool:
        """Tell whether an article of this id is stored, current or an older version."""
        return bool(self._read("SELECT 1 FROM article WHERE id = ?", (article_id,)))

    def article(self, article_id: str) -> Article:
        """Return one article, current or an older version. Raises NotFound."""
        found = self._read(
            f"SELECT {rows.header_select()}, text, headings FROM article WHERE id = ?",
            (article_id,),
        )
        if not found:
            raise NotFound(f"There is no article {article_id} in {self.home}; it may have been removed.")
        return rows.to_article(found[0])

    def headers(self, filters: Filters | None = None) -> list[ArticleHeader]:
        """Return the current articles that pass the filters, newest first, unknown dates last."""
        condition, values = rows.filter_sql(filters or Filters())
        found = self._read(
            f"SELECT {rows.header_select()} FROM article WHERE {condition} "
            "ORDER BY published_at IS NULL, published_at DESC, rowid",
            values,
        )
        return [rows.to_header(row) for row in found]

    def find_version(self, key: str) -> ArticleHeader | None:
        """Return the current article of that key (address or path), if any."""
        found = self._read(
            f"SELECT {rows.header_select()} FROM article WHERE key = ? AND current = 1",
            (key,),
        )
        return rows.to_header(found[0]) if found else None

    def versions(self, article_id: str) -> list[ArticleHeader]:
        """Return an article's versions (those of its address or path), the current one first, then newest first."""
        found = self._read(
            f"SELECT {rows.header_select()} FROM article WHERE id = ? OR key = (SELECT key FROM article WHERE id = ?) "
            "ORDER BY current DESC, fetched_at DESC, rowid DESC",
            (article_id, article_id),
        )
        return [rows.to_header(row) for row in found]

    def find_content(self, content_hash: str) -> list[ArticleHeader]:
        """Return the current articles of exactly that text."""
        return [
            rows.to_header(row)
            for row in self._read(
                f"SELECT {rows.header_select()} FROM article WHERE content_hash = ? AND current = 1",
                (content_hash,),
            )
        ]

    def without_passages(self) -> list[str]:
        """Return the ids of current articles that have no passages: those a `reindex` has still to embed."""
        found = self._read(
            "SELECT id FROM article WHERE current = 1 AND id NOT IN (SELECT article_id FROM passage) ORDER BY rowid"
        )
        return [row["id"] for row in found]

    def not_read_by(self, version: str) -> list[str]:
        """Return the ids of current articles whose attributions another version of the extractor found."""
        found = self._read(
            "SELECT id FROM article WHERE current = 1 AND attribution_version IS NOT ? ORDER BY rowid", (version,)
        )
        return [row["id"] for row in found]

    def said_by(self, speakers: Sequence[str], *, filters: Filters | None = None) -> list[Attribution]:
        """Return the attributions whose speaker is one of these exact names, newest article first."""
        marks = ", ".join("?" * len(speakers))
        return self._attributions(f"attribution.speaker IN ({marks})", list(speakers), filters)

    def said_by_sides(self, sides: Sequence[str], *, filters: Filters | None = None) -> list[Attribution]:
        """Return the attributions that carry any of these side labels, newest article first."""
        marks = ", ".join("?" * len(sides))
        of_side = f"attribution.id IN (SELECT attribution_id FROM attribution_side WHERE side IN ({marks}))"
        return self._attributions(of_side, list(sides), filters)

    def _attributions(self, which: str, values: list[str], filters: Filters | None) -> list[Attribution]:
        condition, more = rows.filter_sql(filters or Filters())
        found = self._read(
            "SELECT attribution.data FROM attribution JOIN article ON article.id = attribution.article_id "
            f"WHERE {which} AND {condition} "
            "ORDER BY article.published_at IS NULL, article.published_at DESC, attribution.article_id, ordinal",
            [*values, *more],
        )
        return [rows.to_attribution(row["data"]) for row in found]

    def signatures(self) -> list[tuple[ArticleHeader, bytes, NDArray[np.float32]]]:
        """Return each current article with what story clusters are found by: its signature and its vector."""
        found = self._read(
            f"SELECT {rows.header_select()}, signature, vector FROM article "
            "WHERE current = 1 AND signature IS NOT NULL AND vector IS NOT NULL ORDER BY rowid"
        )
        return [(rows.to_header(row), row["signature"], rows.to_vector(row["vector"])) for row in found]

    def attributions(self, article_ids: Sequence[str]) -> dict[str, tuple[Attribution, ...]]:
        """Return each article's attributions in the order the extractor gave them."""
        known = self._parsed
        result = {article_id: found for article_id in article_ids if (found := known.get(article_id)) is not None}
        missing = [article_id for article_id in dict.fromkeys(article_ids) if article_id not in result]
        if not missing:
            return result
        marks = ", ".join("?" * len(missing))
        parsed: dict[str, list[Attribution]] = {article_id: [] for article_id in missing}
        for row in self._read(
            f"SELECT article_id, data FROM attribution WHERE article_id IN ({marks}) ORDER BY article_id, ordinal",
            missing,
        ):
            parsed[row["article_id"]].append(rows.to_attribution(row["data"]))
        read = {article_id: tuple(of_article) for article_id, of_article in parsed.items()}
        if len(missing) <= _MOST_PARSED:
            if len(known) + len(missing) > _MOST_PARSED:
                known.clear()
            known.update(read)
        result |= read
        return {article_id: result[article_id] for article_id in article_ids}

    def spoken(self, filters: Filters | None = None) -> list[Spoken]:
        """Return who speaks, statement by statement, over the articles that pass the filters; nothing else is read of them."""
        return spoken(self._read, filters or Filters())

    def attributions_of(self, ids: Sequence[int]) -> dict[int, Attribution]:
        """Return the attributions that `spoken` gave these ids, by id; what was removed meanwhile is left out."""
        return attributions_of(self._read, ids)

    def _forget_read(self) -> None:
        """Let go of what is kept in memory: what is stored has changed."""
        self._parsed = {}
        self._counted = {}
        self._state = {}

    def state(self) -> str:
        """Return what tells the library as it is from what it was or will be: its current articles, their stories, and by
        which extractor they were read. The same again where a removal was undone."""
        known = self._state
        if not known:
            read = self._read("SELECT id, story_id, attribution_version FROM article WHERE current = 1 ORDER BY id")
            known["state"] = sha256(repr([tuple(row) for row in read]).encode()).hexdigest()[:20]
        return known["state"]

    def speakers(
        self, filters: Filters | None = None, *, holding: Sequence[str] = ()
    ) -> list[tuple[str | None, str | None, int]]:
        """Return (speaker, description, number of attributions) over the articles that pass, most first.

        holding: only speakers whose name has one of these words in it, as written or with the case of ASCII letters
        ignored. Without it every attribution of the store is read.
        """
        condition, values = rows.filter_sql(filters or Filters())
        if holding:
            condition += f" AND ({' OR '.join(['instr(lower(speaker), lower(?)) > 0'] * len(holding))})"
            values = [*values, *holding]
        found = self._read(
            "SELECT speaker, description, count(*) AS n FROM attribution "
            f"JOIN article ON article.id = attribution.article_id WHERE {condition} "
            "GROUP BY speaker, description ORDER BY n DESC",
            values,
        )
        return [(row["speaker"], row["description"], row["n"]) for row in found]

    def publishers(self) -> list[tuple[str, int]]:
        """Return each outlet with the number of its current articles, most first."""
        found = self._read(
            "SELECT publisher, count(*) AS n FROM article WHERE current = 1 AND publisher IS NOT NULL "
            "GROUP BY publisher ORDER BY n DESC, publisher"
        )
        return [(row["publisher"], row["n"]) for row in found]

    def counts(self) -> dict[str, int]:
        """Return how many current articles, samples, passages and attributions there are."""
        known = self._counted
        if known:
            return dict(known)
        row = self._read(
            "SELECT (SELECT count(*) FROM article WHERE current = 1) AS articles, "
            "(SELECT count(*) FROM article WHERE current = 1 AND sample = 1) AS samples, "
            "(SELECT count(*) FROM passage) AS passages, (SELECT count(*) FROM attribution) AS attributions"
        )[0]
        known.update(dict(row))
        return dict(row)

    # --- standing sources and failures ---------------------------------------------------------------------

    def feeds(self) -> list[FeedState]:
        """Return the standing sources in the order they were added."""
        return [rows.to_feed(row) for row in self._read(f"SELECT {rows.FEED_SELECT} FROM feed ORDER BY rowid")]

    def is_seen(self, link: str) -> bool:
        """Tell whether a standing source announced this address before and it was dealt with."""
        return bool(self._read("SELECT 1 FROM feed_seen WHERE link = ? LIMIT 1", (link,)))

    def failures(self) -> list[FailedSource]:
        """Return what could not be taken in and is still listed, the latest first."""
        found = self._read("SELECT id, name, reason, kind, failed_at, retry, stated FROM failure ORDER BY id DESC")
        return [rows.to_failure(row) for row in found]

    def _read(self, statement: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        with told_plainly(self._path):
            reader: sqlite3.Connection | None = getattr(self._local, "reader", None)
            if reader is None:
                reader = connect(self._path)
                self._local.reader = reader
                self._readers.append(reader)
            return reader.execute(statement, tuple(values)).fetchall()
