"""Briefings of one library: made, kept, opened again, refreshed. Each owner sees only their own."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from ingest.article import Article, Attribution
from ingest.embedding.embedder import Embedder
from ingest.errors import DatelineError, NotFound
from ingest.store import ArticleStore, KeptRecord
from rag.briefing.arranged import in_their_places
from rag.briefing.as_json import briefing_json, briefing_of
from rag.briefing.asked import rebuilt_with, with_answer
from rag.briefing.changes import Changes, changes
from rag.briefing.compose import BriefingWriter
from rag.briefing.draft import is_judged
from rag.briefing.edit import put
from rag.briefing.judged import MOST, with_points
from rag.briefing.own import Checked, OwnWords
from rag.briefing.prose import with_prose
from rag.briefing.rebuilt import Row, rows_of
from rag.briefing.types import Briefing, Request, Section, SectionKind, Voice
from rag.cite import Draft, verify
from rag.comparison.compare import Comparer
from rag.shelf import Shelf
from rag.types import Answer
from rag.writing.model_seat import ModelSeat


class ChangedElsewhere(DatelineError):
    """A kept briefing is another than the one that was changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptBriefing:
    """A kept briefing in a list: its id, title, the day it is of, and when it was last changed (UTC)."""

    id: str
    title: str
    as_of: str
    updated_at: str


class Briefings(Shelf):
    """Makes and keeps briefings."""

    kind = "briefing"

    def __init__(self, store: ArticleStore, embedder: Embedder, models: ModelSeat, comparer: Comparer) -> None:
        super().__init__(store)
        self._writer = BriefingWriter(store, embedder, comparer)
        self._models = models
        self._own = OwnWords(store, embedder, models.checker)
        self._keeping = threading.Lock()

    @property
    def model(self) -> str | None:
        """The name of the language model that would write, None where there is none."""
        writer = self._models.writer
        return writer.model.name if writer else None

    def write(self, request: Request, *, today: date | None = None) -> Briefing:
        """Return a new briefing. Raises DatelineError where the request names nothing, NothingToBrief where nothing bears on it."""
        return self._writer.write(request, today=today or _today())

    def with_prose(
        self,
        briefing: Briefing,
        *,
        stop: threading.Event | None = None,
        on_text: Callable[[str], None] | None = None,
        on_stage: Callable[[str], None] | None = None,
    ) -> Briefing:
        """Return the briefing with a bottom line by the language model, each sentence checked, and with the points that it
        judges to be disputed, marked so; as it is without a model. on_stage: told what is being done.

        What was made when it is stopped, or when the model fails, stays, with a note that says so.
        """
        writer = self._models.writer
        if writer is None:
            return briefing
        before = len(briefing.notes)
        written = with_prose(briefing, writer, self._store, stop=stop, on_text=on_text)
        failed = len(written.notes) > before and not written.rejected
        if failed or (stop is not None and stop.is_set()) or not self._may_be_judged(briefing):
            return written
        points, notes = self._writer.judged(briefing.request, writer, stop=stop, on_stage=on_stage)
        made = with_points(written, points, cache(self._article), cache(self._attributions))
        return replace(made, notes=(*made.notes, *notes))

    @staticmethod
    def _may_be_judged(briefing: Briefing) -> bool:
        asked = briefing.request.topic.strip() or briefing.request.article_ids or briefing.request.since
        return bool(asked and MOST[briefing.request.length] and SectionKind.DISPUTED not in briefing.left_out)

    def with_answer(self, briefing: Briefing | None, answer: Answer, *, today: date | None = None) -> Briefing:
        """Return the briefing (None: a new one) with an answer's statements under its question, each verified anew.

        Nothing is kept by it: see `keep`. Raises DatelineError where the answer says nothing that can be added.
        """
        return with_answer(briefing, answer, self._article, self._attributions, today=today or _today())

    def refresh(self, before: Briefing, *, today: date | None = None) -> tuple[Briefing, Changes]:
        """Return the briefing made anew, and what changed. What the user left out stays out; what they wrote or put into
        another order stays as it is, and so do the answers they added, as far as their words still stand. Their own sentences
        whose evidence has gone are held against the other articles, else marked."""
        day = today or _today()
        rows = rows_of(before, self._attributions)
        own = [self._again(row) for row in rows if row[1].edited]
        asked = [
            row for row in rows if (row[0] is SectionKind.ASKED or is_judged(row[0], row[1].head)) and not row[1].edited
        ]

        def finish(now: Briefing) -> Briefing:
            if not (own or asked or before.arranged or before.ordered):
                return now
            placed = in_their_places([*rows_of(now, self._attributions), *asked], own, before)
            order = tuple(Section(kind=kind, sentences=()) for kind in dict.fromkeys(row[0] for row in placed))
            return rebuilt_with(replace(now, sections=order), placed, [*asked, *own], self._article, merged=True)

        if before.request == Request(length=before.request.length) and (asked or own):
            now = finish(replace(before, as_of=day.isoformat(), sections=(), citations=(), notes=()))
        else:
            now = self._writer.write(before.request, today=day, before=before, finish=finish)
        now = replace(now, title=before.title)
        return now, changes(before, now)

    def _again(self, row: Row) -> Row:
        """Return a sentence of the user's as it is, or with other evidence where it has none that stands."""
        kind, sentence, proofs = row
        if (
            sentence.voice is not Voice.OWN
            or verify([Draft(text=sentence.words, evidence=proofs)], self._article).statements
        ):
            return row
        checked = self._own.again(sentence)
        return (kind, checked.sentence, checked.evidence) if checked.supported else row

    # --- the user's own sentences ---------------------------------------------------------------------------

    def rewritten(self, briefing: Briefing, sentence_id: str, words: str) -> Checked | None:
        """Return a sentence of a briefing in the user's words, held against the articles; None where nothing is changed.

        Raises NotFound, and DatelineError where the words are none or too many.
        """
        before = next((sentence for sentence in briefing.sentences if sentence.id == sentence_id), None)
        if before is None:
            raise NotFound("This sentence is no longer in the briefing.")
        return self._own.rewritten(briefing, before, words)

    def written(self, words: str) -> Checked:
        """Return a new sentence of the user's, held against the articles. Raises DatelineError where it is none, or too long."""
        return self._own.new(f"own-{secrets.token_hex(5)}", words)

    def put(self, briefing: Briefing, kind: SectionKind, checked: Checked) -> Briefing:
        """Return the briefing with a checked sentence in its place, else at the end of a part. Nothing is kept: see `keep`."""
        return put(briefing, kind, checked, self._article, self._attributions)

    # --- keeping -------------------------------------------------------------------------------------------

    def keep(
        self, briefing: Briefing, *, owner: str = "", record_id: str | None = None, seen: str | None = None
    ) -> str:
        """Keep a briefing, in the place of the one of that id; returns its id.

        seen: the revision that the changes were made to. Raises ChangedElsewhere, and keeps nothing, where the one that is
        kept is another by now; NotFound where it was deleted.
        """
        record_id = record_id or secrets.token_hex(8)
        with self._keeping:
            if seen is not None and self.revision(record_id, owner=owner) != seen:
                raise ChangedElsewhere("This briefing was changed elsewhere since it was opened here.")
            self._put(record_id, briefing_json(briefing), owner=owner, title=briefing.title)
        return record_id

    def revision(self, record_id: str, *, owner: str = "") -> str:
        """Return what tells a kept briefing from what it was or will be. Raises NotFound."""
        body = self._get(record_id, owner=owner).body
        return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]

    def kept(self, *, owner: str = "") -> list[KeptBriefing]:
        """Return the owner's kept briefings, the last changed first."""
        return [
            KeptBriefing(
                id=record.id,
                title=record.title,
                as_of=str(record.body.get("as_of", "")),
                updated_at=record.updated_at,
            )
            for record in self._store.kept.search(self.kind, owner=owner)
        ]

    def open(self, record_id: str, *, owner: str = "") -> Briefing:
        """Return a kept briefing, each of its citations verified anew. Raises NotFound."""
        record = self._get(record_id, owner=owner)
        briefing = briefing_of(record.body, self._article, self._attributions)
        return replace(briefing, title=record.title)

    def standing(self, briefing: Briefing) -> Briefing:
        """Return a briefing that was made some time ago, each of its citations verified anew."""
        return briefing_of(briefing_json(briefing), self._article, self._attributions)

    def rename(self, record_id: str, title: str, *, owner: str = "") -> None:
        """Give a kept briefing another title, on its page too. Raises NotFound, DatelineError for an empty title."""
        super().rename(record_id, title, owner=owner)
        record = self._get(record_id, owner=owner)
        self._put(record_id, {**record.body, "title": record.title}, owner=owner, title=record.title)

    def _without(self, record: KeptRecord, gone: set[str]) -> dict[str, Any]:
        left = self.open(record.id, owner=record.owner)  # without what no longer stands in an article
        sources = tuple(source for source in left.sources if source.article_id not in gone)
        after: dict[str, Any] = json.loads(json.dumps(briefing_json(replace(left, sources=sources, rejected=()))))
        return after

    def _article(self, article_id: str) -> Article:
        return self._store.article(article_id)

    def _attributions(self, article_id: str) -> Sequence[Attribution]:
        return self._store.attributions([article_id])[article_id]


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
