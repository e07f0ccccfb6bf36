"""The comparisons last made on the page: opened again as they were, as long as every word in them still stands."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from ingest.article import Filters
from ingest.errors import DatelineError, NotFound
from ingest.store import KeptRecord
from ingest.wire import plain, typed
from rag.cite import restored
from rag.comparison.types import Comparison
from rag.day import day_in_words
from rag.shelf import Shelf

_MOST = 40  # kept of each owner


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is asked of a comparison."""

    topic: str
    filters: Filters = field(default_factory=Filters)
    people: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The topic with its limits, in words."""
        days = [
            f"{word} {day_in_words(day)}"
            for word, day in (("from", self.filters.since), ("until", self.filters.until))
            if day
        ]
        limits = ", ".join((*self.people, *self.filters.publishers, *days))
        return f"{self.topic} ({limits})" if limits else self.topic


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """When a comparison was made (UTC), and of which state of the library (see `Comparisons.library`)."""

    id: str
    wanted: Wanted
    made_at: str
    library: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptComparison:
    """A kept comparison in a list."""

    id: str
    title: str
    made_at: str


class Comparisons(Shelf):
    """Keeps the comparisons that each owner made last, one for each topic with its limits."""

    kind = "comparison"

    def library(self) -> str:
        """Return what tells the library as it is from what it was or will be."""
        return self._store.state()

    def keep(self, wanted: Wanted, comparison: Comparison, library: str, *, owner: str = "") -> Made:
        """Keep a comparison, in the place of an older one of the same; the oldest of many go.

        library: the state of the library it was made of, as it was before. Nothing is kept of one without claims, nor where an
        article that it cites was removed meanwhile.
        """
        made = self.made_now(wanted, library, owner=owner)
        cited = {citation.article_id for citation in comparison.citations}
        if comparison.claims and all(self._store.has_article(article_id) for article_id in cited):
            copied = [{"article_id": article_id} for copy in comparison.copies for article_id in copy.articles]
            body = {**plain(made), "comparison": plain(comparison), "copied": copied}
            self._put(made.id, body, owner=owner, title=wanted.title)
            for old in self._store.kept.titles(self.kind, owner=owner)[_MOST:]:
                self.delete(old.id, owner=owner)
        return made

    def made_now(self, wanted: Wanted, library: str, *, owner: str = "") -> Made:
        """Return how a comparison that is made now is called; it need not be kept."""
        key = json.dumps([owner, plain(wanted)], sort_keys=True)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Made(id=hashlib.sha256(key.encode()).hexdigest()[:20], wanted=wanted, made_at=now, library=library)

    def kept(self, *, owner: str = "") -> list[KeptComparison]:
        """Return the owner's kept comparisons, the last made first."""
        return [
            KeptComparison(id=record.id, title=record.title, made_at=record.updated_at)
            for record in self._store.kept.titles(self.kind, owner=owner)
        ]

    def open(self, record_id: str, *, owner: str = "") -> tuple[Made, Comparison | None]:
        """Return a kept comparison; None in its place where it cannot be shown as it was, because words in it are gone.

        Raises NotFound.
        """
        body = self._get(record_id, owner=owner).body
        try:
            made = typed(Made, body)
        except DatelineError as error:
            raise NotFound(f"There is no {self.kind} {record_id} that this version can read.") from error
        return made, self._standing(body["comparison"])

    def _standing(self, kept: dict[str, Any] | None) -> Comparison | None:
        if kept is None:
            return None
        article_of = cache(self._store.article)
        try:
            citations = [restored(citation, article_of) for citation in kept["citations"]]
            if not all(citations):
                return None
            found = typed(Comparison, {**kept, "citations": []})
        except (DatelineError, KeyError, TypeError):
            return None  # kept by another version
        return replace(found, citations=tuple(citation for citation in citations if citation))

    def _without(self, record: KeptRecord, gone: set[str]) -> dict[str, Any]:
        """Leave what was asked: with an article taken out it would be another comparison."""
        return {**record.body, "comparison": None, "copied": []}
