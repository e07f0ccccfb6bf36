"""Adding by the page that owns the data folder: files are read here and sent there, links are fetched there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from ingest.article import RawDocument
from ingest.console import Bar
from ingest.failures import is_link
from ingest.remote import OwnerPage
from ingest.report import Failure, IngestProgress, IngestReport
from ingest.sources import read_sources
from ingest.standing import merge
from ingest.wire import typed

_AT_ONCE = 8_000_000  # bytes of documents sent in one request
_LINKS_AT_ONCE = 20


def add_by_page(page: OwnerPage, sources: Sequence[str], *, quiet: bool) -> IngestReport:
    """Have the page take in files, folders, exports and links; returns what became of each document."""
    links = [source for source in sources if is_link(source)]
    files = [source for source in sources if not is_link(source)]
    reports: list[IngestReport] = []
    done = 0
    with Bar(quiet=quiet) as progress:
        for method, values, count, name in chain(_links(links), _files(files, reports)):
            reports.append(typed(IngestReport, page.call(method, values)))
            done += count
            progress(IngestProgress(done=done, total=None, name=name, characters=0, seconds=0.0))
    page.close()
    return merge(reports) if reports else IngestReport()


def _links(links: Sequence[str]) -> Iterator[tuple[str, dict[str, Any], int, str]]:
    for start in range(0, len(links), _LINKS_AT_ONCE):
        some = list(links[start : start + _LINKS_AT_ONCE])
        yield "add_links", {"links": some}, len(some), some[-1]


def _files(files: Sequence[str], reports: list[IngestReport]) -> Iterator[tuple[str, dict[str, Any], int, str]]:
    """Yield documents in requests of some megabytes; what cannot be read goes onto the reports."""
    some: list[RawDocument] = []
    for document in read_sources(files):
        if isinstance(document, Failure):
            reports.append(IngestReport(failures=(document,)))
            continue
        if some and sum(len(one.data) for one in (*some, document)) > _AT_ONCE:
            yield "add_documents", {"documents": some}, len(some), some[-1].name
            some = []
        some.append(document)
    if some:
        yield "add_documents", {"documents": some}, len(some), some[-1].name
