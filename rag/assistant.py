"""NewsAssistant: everything that the page, the command line and other programs call."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
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
from rag.asking.followup import understand
from rag.asking.question import Question, parse_question
from rag.briefing.shelf import Briefings
from rag.cite import verify
from rag.comparison import Comparison
from rag.comparison.compare import Comparer
from rag.comparison.shelf import Comparisons
from rag.compose import READ_PASSAGES, Composed, Composer
from rag.conversations import Conversations
from rag.independence import independent_sources, printing_of
from rag.loaded import keep_what_is_loaded
from rag.reading.parsed import SentenceReader
from rag.removal import Shelves
from rag.retrieval.rerank import open_reranker
from rag.retrieval.retrieve import Retriever
from rag.settings import Settings
from rag.types import Answer, Progress, Rejected, Retrieval, Statement, StoreCounts, Turn
from rag.voices.evidence import EvidenceGatherer
from rag.voices.speakers import same_name
from rag.voices.who import Person, WhoSpeaks
from rag.writing.model_answer import ModelAnswer, condensed, passages_for, write_answer
from rag.writing.model_seat import ModelSeat

log = logging.getLogger(__name__)

_SHOWN = 8  # passages that go with an answer


class NewsAssistant:
    """Questions over one data folder. Open it once; safe to call from several threads; close it."""

    def __init__(self, settings: Settings, store: ArticleStore, embedder: Embedder) -> None:
        self.settings = settings
        self._store = store
        self._retriever = Retriever(store, embedder, open_reranker(settings.reranker))
        self._reader = SentenceReader(settings.spacy_model)
        evidence = EvidenceGatherer(store, embedder)
        self._composer = Composer(self._retriever, evidence, store, settings.abstain_below, self._reader)
        self.speakers = WhoSpeaks(store, embedder)
        self._comparer = Comparer(store, embedder, NounPhrases(settings.spacy_model), self._reader)
        self.models = ModelSeat(settings, settings.home, embedder)
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
        begun = time.monotonic()
        filters = filters or Filters()
        yield Progress(stage="Searching the articles")
        parsed = self._understood(question, history, asked_on or _today(), stop)
        retrieval = self._retriever.retrieve(parsed, k=READ_PASSAGES, filters=filters)
        if stop and stop.is_set():
            return
        yield Progress(stage=f"Reading {len(retrieval.passages)} passages")
        composed = self._composer.compose(parsed, filters, retrieval)
        if stop and stop.is_set():
            return
        answer = self._answer(parsed, composed)
        if self.models.trouble:
            answer = replace(answer, notes=(*answer.notes, self.models.trouble))
        for step in self._written(parsed, composed, stop) if composed.drafts and not composed.reply else ():
            if isinstance(step, Progress):
                yield step
            else:
                answer = self._answer(parsed, composed, step)
        if stop and stop.is_set():
            return
        yield Progress(stage="Done", answer=replace(answer, question=question, elapsed=time.monotonic() - begun))

    def _written(
        self, question: Question, composed: Composed, stop: threading.Event | None
    ) -> Iterator[Progress | ModelAnswer]:
        """Let the language model write, where there is one; ends without a ModelAnswer when stopped."""
        if self.models.writer is not None:
            passages = passages_for(composed, self._store)
            yield from write_answer(self.models.writer, question, passages, stop)

    def _understood(
        self, question: str, history: Sequence[Turn], asked_on: date, stop: threading.Event | None
    ) -> Question:
        alone = parse_question(question, asked_on)
        writer = self.models.writer
        condense = partial(condensed, writer.model, alone.text, history, stop) if writer is not None else None
        return understand(alone.text, history, alone, condense, self._speaks)

    def _speaks(self, name: str) -> bool:
        """Tell whether anybody of this name is quoted in the library."""
        found = self._store.speakers(holding=name.split()[-1:])
        return any(speaker and same_name(name, speaker, described) for speaker, described, _ in found)

    def _answer(self, question: Question, composed: Composed, written: ModelAnswer | None = None) -> Answer:
        """Return the composed answer, or what stands of the model's."""
        articles: dict[str, Article] = {}
        article_of = partial(_remember, articles, self._store.article)
        drafts = written.drafts if written and written.drafts else composed.drafts
        verified = verify(drafts, article_of)
        cited = {c.article_id: articles[c.article_id] for c in verified.citations}
        rejected = (*(written.rejected if written else ()), *verified.rejected)
        return Answer(
            question=question.text,
            understood=question.text,
            statements=self._marked(verified.statements, written),
            citations=verified.citations,
            abstained=not verified.statements and not composed.reply,
            reply=composed.reply,
            confidence=composed.retrieval.confidence,
            passages=composed.retrieval.passages[:_SHOWN],
            rejected=rejected,
            sources=len(cited),
            independent_sources=independent_sources(map(printing_of, cited.values())),
            writer=written.writer if written and written.drafts else "composed",
            notes=(*composed.notes, *(written.notes if written else ())),
        )

    def _marked(self, statements: tuple[Statement, ...], written: ModelAnswer | None) -> tuple[Statement, ...]:
        """Return the statements with the model's unsupported ones in their places, where the settings want them."""
        if self.models.settings.unsupported != "mark" or not written or not written.drafts:
            return statements
        left = {statement.text: statement for statement in statements}
        places = (
            Statement(text=piece.text, supported=False) if isinstance(piece, Rejected) else left.get(piece.text)
            for piece in written.pieces
        )
        return tuple(statement for statement in places if statement is not None)


def _remember(known: dict[str, Article], read: Callable[[str], Article], article_id: str) -> Article:
    if article_id not in known:
        known[article_id] = read(article_id)
    return known[article_id]


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
