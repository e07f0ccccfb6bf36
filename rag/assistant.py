"""NewsAssistant: everything that the page, the command line and other programs call."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from ingest.article import Article, ArticleHeader, Attribution, Filters, Metadata, RawDocument
from ingest.embedding.embedder import Embedder
from ingest.embedding.opening import open_embedder
from ingest.failures import FailedSource
from ingest.library import Library
from ingest.removal import Removal
from ingest.report import IngestReport, OnProgress
from ingest.speech.attribution import AttributionExtractor
from ingest.speech.noun_phrases import NounPhrases
from ingest.standing import RefreshReport
from ingest.store import ArticleStore
from ingest.web.allowed import policy_of
from ingest.web.feeds import FeedState
from ingest.web.fetch import Fetcher
from rag.answering import Answering
from rag.asking.question import parse_question
from rag.briefing.shelf import Briefings
from rag.comparison import Comparison
from rag.comparison.compare import Comparer
from rag.comparison.shelf import Comparisons
from rag.compose import Composer
from rag.conversations import Conversations
from rag.limits import standing
from rag.loaded import keep_what_is_loaded
from rag.reading.parsed import SentenceReader
from rag.removal import Shelves
from rag.retrieval.rerank import open_reranker
from rag.retrieval.retrieve import Retriever
from rag.settings import Settings
from rag.types import Answer, Progress, Retrieval, StoreCounts, Turn
from rag.voices.evidence import EvidenceGatherer
from rag.voices.who import Person, WhoSpeaks
from rag.writing.model_seat import ModelSeat

log = logging.getLogger(__name__)


class NewsAssistant:
    """Questions over one data folder. Open it once; safe to call from several threads; close it."""

    def __init__(self, settings: Settings, store: ArticleStore, embedder: Embedder) -> None:
        self.settings = settings
        self._store = store
        self._retriever = Retriever(store, embedder, open_reranker(settings.reranker))
        self._reader = SentenceReader(settings.spacy_model)
        evidence = EvidenceGatherer(store, embedder)
        composer = Composer(self._retriever, evidence, store, settings.abstain_below, self._reader)
        self.speakers = WhoSpeaks(store, embedder)
        self._comparer = Comparer(store, embedder, NounPhrases(settings.spacy_model), self._reader)
        self.models = ModelSeat(settings, settings.home, embedder)
        self._answering = Answering(store, self._retriever, composer, self.models)
        self.briefings = Briefings(store, embedder, self.models, self._comparer)
        self.conversations = Conversations(store)
        self.comparisons = Comparisons(store)
        self._kept = Shelves(store, self.conversations, self.briefings, self.comparisons)
        self._kept.forget_removed()
        fetcher = Fetcher(policy_of(settings.fetch_allow))
        self._library = Library(store, embedder, AttributionExtractor(settings.spacy_model), fetcher)

    @classmethod
    def open(cls, settings: Settings | None = None, *, notify: Callable[[str], None] = log.warning) -> Self:
        """Open the data folder of the settings, with its embedding model.

        notify: told in plain words what takes long (an index being rebuilt). Raises StoreError, EmbedderError.
        """
        settings = settings or Settings()
        embedder = open_embedder(settings.embedder, settings.model_cache)
        store = ArticleStore.open(settings.home, embedder=embedder, notify=notify)
        return cls(settings, store, embedder)

    def close(self) -> None:
        """Free the data folder."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get_ready(self) -> None:
        """Load what the first question would wait for some seconds for; for a thread of its own."""
        self._reader.load()
        keep_what_is_loaded()

    def announce(self, address: str | None) -> None:
        """Tell other processes where this one answers."""
        self._store.announce(address)

    def add(
        self,
        sources: Sequence[str | Path],
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
        uploaded: bool = False,
    ) -> IngestReport:
        """Take in files, folders and exports; reports on every document and raises on none of them.

        uploaded: they are files that a browser sent; they are moved, and kept where they fail.
        """
        take = self._library.add_uploads if uploaded else self._library.add
        return take(sources, on_progress=on_progress, stop=stop)

    def add_text(
        self,
        text: str,
        *,
        title: str | None = None,
        publisher: str | None = None,
        published_at: str | None = None,
        url: str | None = None,
    ) -> IngestReport:
        """Take in a text that was pasted, with what is known of it."""
        stated = Metadata(title=title, publisher=publisher, published_at=published_at, url=url)
        name = title or "pasted text"
        raw = RawDocument(name=name, data=text.encode("utf-8"), media_type="text/plain; charset=utf-8", stated=stated)
        return self._library.add_documents([raw])

    def add_documents(
        self,
        documents: Sequence[RawDocument],
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        """Take in documents that were read elsewhere, such as on the command line."""
        return self._library.add_documents(documents, total=len(documents), on_progress=on_progress, stop=stop)

    def load_samples(
        self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None
    ) -> IngestReport:
        """Add the sample articles that ship with the program, marked as samples."""
        return self._library.load_samples(on_progress=on_progress, stop=stop)

    def remove_samples(self) -> int:
        """Remove the sample articles; returns how many there were."""
        samples = self._with_versions([header.id for header in self._store.headers() if header.sample])
        removed = self._library.remove_samples()
        self._kept.forget(samples)
        return removed

    def remove(self, *article_ids: str) -> Removal:
        """Remove articles and every trace of them; for some minutes `undo_removal` brings them back. Raises NotFound."""
        versions = self._with_versions(article_ids)
        removal = self._library.remove(article_ids)
        self._kept.forget(versions, removal_id=removal.id)
        return removal

    def _with_versions(self, article_ids: Sequence[str]) -> set[str]:
        return {*article_ids, *(version.id for one in article_ids for version in self._store.versions(one))}

    def undo_removal(self, removal_id: str) -> list[ArticleHeader]:
        """Bring removed articles back as they were. Raises NotFound where it is too late."""
        back = self._library.undo(removal_id)
        self._kept.remember(removal_id)
        return back

    def feeds(self) -> list[FeedState]:
        """Return the standing sources with their last check and its error."""
        return self._store.feeds()

    def add_feed(
        self, url: str, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None
    ) -> RefreshReport:
        """Keep a feed, sitemap or page that names a feed, and take in what it announces. Raises FetchError."""
        return self._library.standing.add(url, on_progress=on_progress, stop=stop)

    def refresh_feeds(
        self,
        urls: Sequence[str] | None = None,
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> RefreshReport:
        """Take in what the feeds (all, or these) announce that is new. Raises NotFound for an unknown address."""
        return self._library.standing.refresh(urls, on_progress=on_progress, stop=stop)

    def remove_feed(self, url: str) -> None:
        """Ask a feed no more; its articles stay. Raises NotFound."""
        self._library.standing.remove(url)

    def failures(self) -> list[FailedSource]:
        """Return what could not be taken in, the latest first."""
        return self._library.failures()

    def retry_failures(
        self,
        ids: Sequence[int] | None = None,
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        """Try failures (all, or these) again; what succeeds leaves the list."""
        return self._library.retry(ids, on_progress=on_progress, stop=stop)

    def dismiss_failures(self, ids: Sequence[int] | None = None) -> int:
        """Take failures (all, or these) off the list; returns how many."""
        return self._library.forget_failures(ids)

    def reread(self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None) -> int:
        """Find anew who says what, in articles that an older extractor read; returns how many were read."""
        return self._library.reread(on_progress=on_progress, stop=stop)

    def versions(self, article_id: str) -> list[ArticleHeader]:
        """Return an article's versions, the current one first, then the older ones, newest first."""
        return self._library.versions(article_id)

    def original(self, story: Sequence[str]) -> str:
        """Return the id of the article that a story's other articles are most likely printings of."""
        return self._library.original(story)

    def headers(self, filters: Filters | None = None) -> list[ArticleHeader]:
        """Return the current articles, newest first."""
        return self._store.headers(filters)

    def holding(self, words: str) -> set[str]:
        """Return the ids of the articles of which a passage holds all these words, the last as a beginning."""
        return self._store.holding(words)

    def article(self, article_id: str) -> Article:
        """Return one article with its text. Raises NotFound."""
        return self._store.article(article_id)

    def attributions(self, article_id: str) -> tuple[Attribution, ...]:
        """Return who says what in an article."""
        return self._store.attributions([article_id])[article_id]

    def limits(self, wanted: Filters) -> Filters:
        """Return limits by the names that the library has for outlets. Raises DatelineError where they can let nothing pass."""
        return standing(wanted, [name for name, _ in self._store.publishers()])

    def counts(self) -> StoreCounts:
        """Return the library's figures."""
        return StoreCounts(**self._store.counts(), publishers=tuple(self._store.publishers()))

    def names(self) -> list[str]:
        """Return the names of those who are quoted, the most quoted first."""
        return list(dict.fromkeys(name for name, _, _ in self._store.speakers() if name))

    def who(
        self, topic: str | None = None, *, filters: Filters | None = None, side: str | None = None, most: int = 60
    ) -> tuple[Person, ...]:
        """Return who speaks about a topic, or at all, each with their statements in the articles' exact words."""
        return self.speakers.people(topic, filters=filters, side=side, most=most)

    def compare(
        self,
        topic: str,
        *,
        filters: Filters | None = None,
        people: Sequence[str] = (),
        written: bool = False,
        stop: threading.Event | None = None,
        on_stage: Callable[[str], None] | None = None,
    ) -> Comparison:
        """Return who holds what on a topic over all articles: viewpoints, what is shared, disputed, changed, and when.

        people: only holders of these names. written: have the language model, where there is
        one, put each position in a line and name the rows; `stop` ends it early. on_stage: told in a few words what is being done.
        """
        writer = self.models.writer if written else None
        return self._comparer.compare(
            topic, filters=filters, people=people, writer=writer, stop=stop, on_stage=on_stage
        )

    def search(
        self, question: str, *, k: int = 10, filters: Filters | None = None, asked_on: date | None = None
    ) -> Retrieval:
        """Return the k passages that bear most on the question, best first."""
        parsed = parse_question(question, asked_on or _today())
        return self._retriever.retrieve(parsed, k=k, filters=filters or Filters(), grown=True)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        asked_on: date | None = None,
    ) -> Answer:
        """Answer from the articles, or say that they hold no answer."""
        for progress in self.stream(question, history=history, filters=filters, asked_on=asked_on):
            if progress.answer is not None:
                return progress.answer
        raise AssertionError("a stream that is not stopped ends with its answer")

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        asked_on: date | None = None,
        stop: threading.Event | None = None,
    ) -> Iterator[Progress]:
        """Answer step by step; the last event carries the verified answer. `stop` ends it early, without one."""
        yield from self._answering.stream(
            question, history=history, filters=filters or Filters(), asked_on=asked_on or _today(), stop=stop
        )


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
