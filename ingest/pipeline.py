"""Take documents in: parse, tell new from known, cut, attribute, embed, store; report on every one.

Reading and parsing run ahead in a thread of their own, attribution in another, a batch behind the embedder; the store
commits batch by batch, so that a crash loses at most the two batches in the making, and doing it again goes on from there.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Protocol

from ingest.article import (
    Article,
    ArticleHeader,
    Attribution,
    ParsedDocument,
    Passage,
    PassageVectors,
    RawDocument,
)
from ingest.build import build_article
from ingest.chunk import split_passages
from ingest.embedding.embedder import Embedder, passage_input
from ingest.errors import SourceError
from ingest.failures import failure_of
from ingest.report import Duplicate, Failure, IngestProgress, IngestReport, OnProgress
from ingest.store import ArticleStore, StoreItem
from ingest.stories.clusters import Stories

_BATCH_CHARACTERS = 120_000
_IN_THE_MAKING = 2  # batches: one is embedded while the one before is still searched for who said what
_LOOK_AHEAD = 64  # parsed documents held ready
_POLL, _IDLE = 0.2, 1.0  # seconds

Parsed = tuple[RawDocument, ParsedDocument | Failure] | Failure


class Extractor(Protocol):
    """Finds who said what; `version` changes when its results would."""

    @property
    def version(self) -> str:
        """The version kept beside its results."""

    def extract_many(self, articles: Iterable[Article]) -> Iterator[tuple[Attribution, ...]]:
        """Yield each article's attributions, in order."""


@dataclass(slots=True)
class _Tally:
    added: list[ArticleHeader] = field(default_factory=list)
    updated: list[ArticleHeader] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def done(self) -> int:
        return len(self.added) + len(self.updated) + len(self.duplicates) + len(self.failures)

    def report(self, stopped: bool) -> IngestReport:
        return IngestReport(
            added=tuple(self.added),
            updated=tuple(self.updated),
            duplicates=tuple(self.duplicates),
            failures=tuple(self.failures),
            stopped=stopped,
        )


@dataclass(frozen=True, slots=True)
class _Pending:
    article: Article
    replaces: str | None


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is ready to be stored but for its attributions, which are under way."""

    pending: list[_Pending]
    passages: list[tuple[Passage, ...]]
    vectors: list[list[PassageVectors]]
    attributing: Future[list[tuple[Attribution, ...]]]


def ingest(
    parsed: Iterable[Parsed],
    *,
    store: ArticleStore,
    embedder: Embedder,
    extractor: Extractor,
    stories: Stories,
    total: int | None = None,
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> IngestReport:
    """Store every new or changed document of `parsed` and report on each.

    total: how many documents there are, where known, for the time left. on_progress: called after each batch
    is safely stored. stop: set it from another thread to end after the batches in the making.
    """
    stop = stop or threading.Event()
    run = _Run(
        store=store, embedder=embedder, extractor=extractor, stories=stories, total=total, on_progress=on_progress
    )
    with ThreadPoolExecutor(1, thread_name_prefix="attribution") as executor:
        try:
            for item in _ahead(parsed, stop):
                if item is not None:
                    run.take(item)
                if run.characters_waiting >= _BATCH_CHARACTERS:
                    run.make(executor)
                elif item is None and run.untold:
                    # Where nothing comes for a while (pages fetched politely), what waits is stored and told meanwhile.
                    run.make(executor)
                    run.finish()
                if stop.is_set():
                    break
            run.make(executor)
        finally:
            run.finish()  # what is made is kept, whatever ended the run
    return run.tally.report(stopped=stop.is_set())


class _Run:
    """One ingest's state: what waits for the next batch, and the tally."""

    def __init__(
        self,
        *,
        store: ArticleStore,
        embedder: Embedder,
        extractor: Extractor,
        stories: Stories,
        total: int | None,
        on_progress: OnProgress | None,
    ) -> None:
        self.tally = _Tally()
        self.characters_waiting = 0
        self._store = store
        self._embedder = embedder
        self._extractor = extractor
        self._stories = stories
        self._total = total
        self._on_progress = on_progress
        self._waiting: dict[str, _Pending] = {}
        self._making: deque[_Batch] = deque()
        self._characters = 0
        self._begun = time.monotonic()
        self._told = 0

    @property
    def untold(self) -> bool:
        """Tell whether anything was taken that was not yet told of."""
        return bool(self._waiting or self._making) or self.tally.done != self._told

    def take(self, item: Parsed) -> None:
        if isinstance(item, Failure):
            self.tally.failures.append(item)
            return
        raw, parsed = item
        if isinstance(parsed, Failure):
            self.tally.failures.append(parsed)
            return
        try:
            article = build_article(raw, parsed)
        except SourceError as error:
            self.tally.failures.append(failure_of(raw.name, error))
            return
        if any(_meets(article, p.article) for batch in self._making for p in batch.pending):
            self.finish()  # what it repeats or replaces must be in the store to be found there
        known = self._known(article)
        if known is not None:
            self.tally.duplicates.append(Duplicate(name=raw.name, of=known))
            return
        older = self._store.find_version(article.key) if article.key else None
        waiting = next((w for w in self._waiting.values() if article.key and w.article.key == article.key), None)
        if waiting is not None:
            # Two versions in one batch: only the later one is current, and it replaces what the first would have.
            del self._waiting[waiting.article.id]
            self.characters_waiting -= len(waiting.article.text)
        self._waiting[article.id] = _Pending(article, older.id if older else None)
        self.characters_waiting += len(article.text)

    def _known(self, article: Article) -> str | None:
        """Return the id of the article that this one repeats: equal text from the same outlet or address."""
        same = [
            *self._store.find_content(article.content_hash),
            *(w.article for w in self._waiting.values() if w.article.content_hash == article.content_hash),
        ]
        for other in same:
            if other.key == article.key or other.publisher == article.publisher:
                return other.id
            if article.publisher is None and article.url is None:
                return other.id  # a nameless copy adds nothing to the one that names its outlet
        return None

    def make(self, executor: Executor) -> None:
        """Cut and embed what waits, while `executor` attributes it; store what was made before."""
        pending = list(self._waiting.values())
        self._waiting.clear()
        self.characters_waiting = 0
        if pending:
            articles = [p.article for p in pending]
            attributing = executor.submit(lambda: list(self._extractor.extract_many(articles)))
            passages = [split_passages(article, self._embedder, self._embedder.window) for article in articles]
            inputs = [
                passage_input(article, passage)
                for article, of_article in zip(articles, passages, strict=True)
                for passage in of_article
            ]
            embedded = iter(self._embedder.embed_passages(inputs))
            vectors = [[next(embedded) for _ in of_article] for of_article in passages]
            self._making.append(_Batch(pending, passages, vectors, attributing))
        while len(self._making) >= _IN_THE_MAKING:
            self._store_oldest()
        if not self._making:
            self._tell("")

    def finish(self) -> None:
        """Store all that is in the making."""
        while self._making:
            self._store_oldest()

    def _store_oldest(self) -> None:
        batch = self._making.popleft()
        items, joined = self._items(batch)
        self._store.add(items)
        self._store.set_stories(joined)
        for p, item in zip(batch.pending, items, strict=True):
            self._characters += len(p.article.text)
            (self.tally.updated if p.replaces else self.tally.added).append(item.article)
        self._tell(batch.pending[-1].article.name)

    def _tell(self, name: str) -> None:
        self._told = self.tally.done
        if self._on_progress:
            self._on_progress(self._progress(name))

    def _items(self, batch: _Batch) -> tuple[list[StoreItem], dict[str, str | None]]:
        """Return what is stored of a batch, and the stories of earlier articles that it joins."""
        items = []
        joined: dict[str, str | None] = {}
        found = batch.attributing.result()
        for p, passages, vectors, attributions in zip(batch.pending, batch.passages, batch.vectors, found, strict=True):
            placed = self._stories.place(p.article, vectors, replaces=p.replaces)
            joined.update(placed.joined)
            items.append(
                StoreItem(
                    article=placed.article,
                    passages=passages,
                    vectors=vectors,
                    attributions=attributions,
                    attribution_version=self._extractor.version,
                    signature=placed.signature,
                    replaces=p.replaces,
                )
            )
        earlier = {item.article.id: item.article for item in items}
        for at, item in enumerate(items):
            # A later article of the same batch may have joined two stories, one of them an earlier article's.
            if item.article.id in joined:
                items[at] = replace(item, article=replace(earlier[item.article.id], story_id=joined[item.article.id]))
        return items, joined

    def _progress(self, name: str) -> IngestProgress:
        seconds = time.monotonic() - self._begun
        done = self.tally.done
        left = seconds / done * (self._total - done) if self._total and done else None
        return IngestProgress(
            done=done, total=self._total, name=name, characters=self._characters, seconds=seconds, seconds_left=left
        )


def _meets(one: Article, other: Article) -> bool:
    """Tell whether one article could repeat or replace the other."""
    return one.content_hash == other.content_hash or (one.key is not None and one.key == other.key)


def _ahead(parsed: Iterable[Parsed], stop: threading.Event) -> Iterator[Parsed | None]:
    """Yield the items while a thread reads on ahead, at most `_LOOK_AHEAD` of them; None where none comes for long."""
    ready: queue.Queue[Parsed | BaseException | None] = queue.Queue(_LOOK_AHEAD)

    def put(item: Parsed | BaseException | None) -> bool:
        while not stop.is_set():
            try:
                ready.put(item, timeout=0.2)
            except queue.Full:
                continue
            return True
        return False

    def read() -> None:
        try:
            for item in parsed:
                if not put(item):
                    return
            put(None)
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, which raises it
            put(error)

    thread = threading.Thread(target=read, name="reader", daemon=True)
    thread.start()
    idle = 0.0
    while not stop.is_set():
        try:
            item = ready.get(timeout=_POLL)
        except queue.Empty:
            idle += _POLL
            if idle >= _IDLE:
                idle = 0.0
                yield None
            continue
        idle = 0.0
        if item is None:
            return
        if isinstance(item, BaseException):
            raise item
        yield item
