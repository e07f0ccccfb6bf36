"""Library: what can be done to the articles of one store. Owns the models that reading them takes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from itertools import groupby
from pathlib import Path

from ingest.article import ArticleHeader, Metadata, RawDocument
from ingest.embedding.embedder import Embedder
from ingest.errors import FetchError, NotFound
from ingest.failures import FailedSource, Trail, failed_source, failure_of, is_link, place_of, with_stated
from ingest.pipeline import Extractor, ingest
from ingest.removal import Removal, RemovedArticles
from ingest.renewal import reindex, reread
from ingest.report import Failure, IngestReport, OnProgress
from ingest.sources import count_documents, read_sources
from ingest.standing import StandingSources, count_of, merge
from ingest.store import ArticleStore
from ingest.stories.clusters import Stories
from ingest.stories.original import original_of
from ingest.uploads import Uploads
from ingest.web.feeds import Fetches, announced, is_feed
from ingest.web.fetch import Fetcher
from ingest.web.pages import read_pages
from ingest.worker import parse_all


class Library:
    """Adds, removes and re-reads the articles of a store. One ingest at a time; a second one waits."""

    def __init__(
        self, store: ArticleStore, embedder: Embedder, extractor: Extractor, fetcher: Fetches | None = None
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._extractor = extractor
        self._busy = threading.Lock()
        self._fetcher = fetcher or Fetcher()
        self._removed = RemovedArticles()
        self._uploads = Uploads(store.home)
        self._settle_uploads()  # what a crash left
        self._stories: Stories | None = None  # read from the store at the first ingest
        self.standing = StandingSources(store, self._fetcher, self._take)

    def add(
        self,
        sources: Sequence[str | Path],
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        """Take in files, folders, exports and links; every document is reported on, none raises.

        What fails is listed in the store until it is taken in. A link to a feed or sitemap becomes a standing
        source, and what it announces now is taken in.
        """
        return self._add(sources, {}, on_progress, stop or threading.Event())

    def add_uploads(
        self,
        files: Sequence[str | Path],
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        """Take in files that a browser sent, which are moved: those that fail stay in the data folder, to be tried again."""
        with self._uploads.taken(files) as moved:
            report = self.add(moved, on_progress=on_progress, stop=stop)
        self._settle_uploads()
        return report

    def _add(
        self,
        sources: Sequence[str | Path],
        stated: Mapping[str, Metadata],
        on_progress: OnProgress | None,
        stop: threading.Event,
    ) -> IngestReport:
        """Do as `add`; `stated`: what feeds said of links among the sources."""
        trail = Trail()
        feeds: list[str] = []
        report = self._take(
            self._documents(sources, stated, feeds),
            trail,
            total=count_documents(sources) if on_progress else None,
            on_progress=on_progress,
            stop=stop,
        )
        settled = trail.settled(count_of(report))
        if not report.stopped:
            settled = [
                *trail.given(),
                *feeds,
                *(str(Path(source).absolute()) for source in sources if not is_link(source)),
            ]
        self._store.settle(settled=settled, failures=with_stated(trail.failed(report.failures), stated))
        self._forget_lost(report)
        reports = [report]
        for url in feeds:
            if stop.is_set():
                return replace(merge(reports), stopped=True)
            try:
                reports.append(self.standing.add(url, on_progress=on_progress, stop=stop).report)
            except FetchError as error:
                failure = failure_of(url, error)
                self._store.settle(failures=[failed_source(failure, url)])
                reports.append(IngestReport(failures=(failure,)))
        return merge(reports)

    def _documents(
        self, sources: Sequence[str | Path], stated: Mapping[str, Metadata], feeds: list[str]
    ) -> Iterator[tuple[RawDocument | Failure, str | None]]:
        """Yield what the sources give, each with what to try again; addresses of feeds go on that list instead."""
        for links, group in groupby(sources, is_link):
            given = list(group)
            if links:
                addresses = [str(source) for source in given]
                wanted = [announced(link, stated[link]) if link in stated else link for link in addresses]
                for address, page in zip(addresses, read_pages(wanted, self._fetcher), strict=True):
                    if isinstance(page, RawDocument) and is_feed(page.data):
                        feeds.append(address)
                    else:
                        yield page, address
                continue
            for source in given:
                for document in read_sources([source]):
                    yield document, place_of(source, document.name)

    def _settle_uploads(self) -> None:
        """Let go of the uploads that no listed failure names."""
        self._uploads.settle(failed.retry for failed in self._store.failures())

    def _forget_lost(self, report: IngestReport) -> None:
        """Take a file off the list of failures that was uploaded, or whose place is gone, and that was now given again."""
        names = {*(h.name for h in (*report.added, *report.updated)), *(d.name for d in report.duplicates)}
        names |= {failure.name for failure in report.failures}
        newest: set[str] = set()
        lost = []
        for failed in self._store.failures():
            again = failed.name in newest or failed.name not in {f.name for f in report.failures}
            newest.add(failed.name)
            if failed.name in names and again and (not failed.can_retry or self._uploads.holds(failed.retry)):
                lost.append(failed.id)
        self._store.forget_failures(lost)

    def failures(self) -> list[FailedSource]:
        """Return what could not be taken in, the latest first, until it is or the user lets it go."""
        return self._store.failures()

    def retry(
        self,
        ids: Sequence[int] | None = None,
        *,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        """Try listed failures again (all, or those of these ids); what succeeds leaves the list."""
        wanted = [f for f in self._store.failures() if f.can_retry and (ids is None or f.id in set(ids))]
        sources = list(dict.fromkeys(f.retry for f in wanted if f.retry))
        stated = {f.retry: f.stated for f in wanted if f.retry and f.stated}
        report = self._add(sources, stated, on_progress, stop or threading.Event()) if sources else IngestReport()
        self._settle_uploads()
        return report

    def forget_failures(self, ids: Sequence[int] | None = None) -> int:
        """Take failures (all, or those of these ids) off the list without trying again; returns how many."""
        forgotten = self._store.forget_failures([f.id for f in self._store.failures()] if ids is None else ids)
        self._settle_uploads()
        return forgotten

    def add_documents(
        self,
        documents: Iterable[RawDocument | Failure],
        *,
        total: int | None = None,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        """Take in documents that a source gave; what fails is in the report alone, as it cannot be given again."""
        return self._take(
            ((document, None) for document in documents), Trail(), total=total, on_progress=on_progress, stop=stop
        )

    def _take(
        self,
        given: Iterable[tuple[RawDocument | Failure, str | None]],
        trail: Trail,
        *,
        total: int | None = None,
        on_progress: OnProgress | None = None,
        stop: threading.Event | None = None,
    ) -> IngestReport:
        with self._busy:
            self._stories = self._stories or Stories(self._store, self._embedder.dimension)
            return ingest(
                trail.parsed(parse_all(trail.documents(given))),
                store=self._store,
                embedder=self._embedder,
                extractor=self._extractor,
                stories=self._stories,
                total=total,
                on_progress=on_progress,
                stop=stop,
            )

    def load_samples(
        self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None
    ) -> IngestReport:
        """Add the sample articles that ship with the program, marked as samples."""
        documents = list(sample_documents())
        return self.add_documents(documents, total=len(documents), on_progress=on_progress, stop=stop)

    def remove_samples(self) -> int:
        """Remove the sample articles; returns how many there were."""
        return len(self.remove([header.id for header in self._store.headers() if header.sample]).headers)

    def remove(self, article_ids: Sequence[str]) -> Removal:
        """Remove articles and every trace of them, older versions too; for some minutes `undo` brings them back.

        Ids of no article are passed over. Raises NotFound where none of them is there.
        """
        with self._busy:
            taken = self._store.remove(article_ids)
            if self._stories is not None:
                for header in taken.headers:
                    self._stories.forget(header.id)
        if article_ids and not taken.articles.values:
            raise NotFound(f"There is no article {article_ids[0]}; `python -m ingest list` shows the ids.")
        return self._removed.hold(taken)

    def undo(self, removal_id: str) -> list[ArticleHeader]:
        """Bring removed articles back exactly as they were, in their stories. Raises NotFound when it is too late."""
        taken = self._removed.give_back(removal_id)
        with self._busy:
            back = set(self._store.put_back(taken))
            now = {header.id: header.story_id or header.id for header in self._store.headers()}
            moved = {}
            for header in taken.headers:
                # Where their story was joined to another one meanwhile, they follow.
                stories = [now[mate] for mate in taken.mates[header.id] if mate in now and mate not in back]
                if header.id in back and stories and (header.story_id or header.id) not in stories:
                    moved[header.id] = stories[0]
            self._store.set_stories(dict(moved))
            self._stories = None  # read anew at the next ingest
        return [header for header in taken.headers if header.id in back]

    def versions(self, article_id: str) -> list[ArticleHeader]:
        """Return the versions of an article, the current one first, then the older ones, newest first."""
        return self._store.versions(article_id)

    def original(self, story: Sequence[str]) -> str:
        """Return the id of the article that a story's other articles are most likely printings of."""
        return original_of([self._store.article(article_id) for article_id in story])

    def reread(self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None) -> int:
        """Find anew who says what, in articles that an older extractor read; nothing is embedded again.

        Returns how many articles were read. What is done stays if it is stopped.
        """
        with self._busy:
            return reread(self._store, self._extractor, on_progress=on_progress, stop=stop)

    def reindex(self, *, on_progress: OnProgress | None = None, stop: threading.Event | None = None) -> int:
        """Embed every article again with the present embedder; returns how many. What is done stays if stopped."""
        with self._busy:
            return reindex(self._store, self._embedder, on_progress=on_progress, stop=stop)


def sample_documents() -> Iterator[RawDocument]:
    """Yield the sample articles that ship with the program."""
    folder = resources.files("ingest") / "samples"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".md"):
            yield RawDocument(name=entry.name, data=entry.read_bytes(), media_type="text/markdown", sample=True)
