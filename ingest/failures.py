"""Errors turned into what an ingest reports, and failures kept with what it takes to try them again."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.errors import EmptyDocument, SourceError
from ingest.normalise import normalise_text
from ingest.report import Failure

_ROW = re.compile(r" line \d+\Z")
_SHORT = 200  # characters of a parsed text that may turn out to be blank


@dataclass(frozen=True, kw_only=True, slots=True)
class FailedSource:
    """A document that was not taken in, kept until it is or the user lets it go.

    `retry` is the address or absolute path to give again, None for what was pasted. `stated` is what a feed said of
    the article beside it, to be given again too. `failed_at` is ISO 8601.
    """

    name: str
    reason: str
    kind: str
    failed_at: str
    retry: str | None = None
    stated: Metadata | None = None
    id: int = 0

    @property
    def can_retry(self) -> bool:
        """Tell whether there still is something to try again: an address, or a file that exists."""
        return bool(self.retry) and (is_link(self.retry or "") or Path(self.retry or "").exists())


def failure_of(name: str, error: SourceError) -> Failure:
    """Return the report of a document that could not be taken in."""
    return Failure(name=name, reason=str(error), kind=type(error).__name__)


def failed_source(failure: Failure, retry: str | None) -> FailedSource:
    """Return a failure of just now as it is kept."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return FailedSource(name=failure.name, reason=failure.reason, kind=failure.kind, failed_at=now, retry=retry)


def with_stated(failures: Sequence[FailedSource], stated: Mapping[str, Metadata]) -> list[FailedSource]:
    """Return failures with what a feed stated of them, known by what is to be tried again."""
    return [replace(f, stated=stated.get(f.retry)) if f.retry else f for f in failures]


def is_link(source: str | Path) -> bool:
    """Tell whether a source is an address on the web rather than a path."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


class Trail:
    """Follows documents through reading and parsing, which keep their order, so that each failure leads back.

    A failure carries a name alone, and names repeat ("report.txt" in two folders).
    """

    def __init__(self) -> None:
        self._coming: deque[str | None] = deque()
        self._given: list[tuple[str, int]] = []  # what can be tried again, with how many documents it gave so far
        self._failed: dict[int, tuple[Failure, str | None]] = {}

    def documents(self, given: Iterable[tuple[RawDocument | Failure, str | None]]) -> Iterator[RawDocument | Failure]:
        """Pass documents on to the parser, each given with what to try again if it fails."""
        for document, retry in given:
            self._coming.append(retry)
            yield document

    def parsed(
        self, items: Iterable[tuple[RawDocument, ParsedDocument | Failure] | Failure]
    ) -> Iterator[tuple[RawDocument, ParsedDocument | Failure] | Failure]:
        """Pass parsed documents on to be stored, noting what fails."""
        for item in items:
            retry = self._coming.popleft()
            if not isinstance(item, Failure):
                raw, outcome = item
                if isinstance(outcome, ParsedDocument) and _blank(outcome):
                    item = (
                        raw,
                        failure_of(raw.name, EmptyDocument("the document holds no text; copy its text and paste that")),
                    )
            failure = item if isinstance(item, Failure) else item[1]
            if isinstance(failure, Failure):
                self._failed[id(failure)] = failure, retry
            if retry is not None:
                if self._given and self._given[-1][0] == retry:
                    self._given[-1] = retry, self._given[-1][1] + 1
                else:
                    self._given.append((retry, 1))
            yield item

    def failed(self, failures: Sequence[Failure]) -> list[FailedSource]:
        """Return a report's failures with what to try again."""
        return [failed_source(failure, self._failed.get(id(failure), (failure, None))[1]) for failure in failures]

    def settled(self, documents: int) -> list[str]:
        """Return what was given, of which every document is among the first so many of the report.

        The last that was begun is left out: more of it may have been to come.
        """
        done = []
        for retry, count in self._given[:-1]:
            documents -= count
            if documents < 0:
                break
            done.append(retry)
        return done

    def given(self) -> list[str]:
        """Return everything that was given and can be tried again."""
        return [retry for retry, _ in self._given]


def place_of(source: str | Path, name: str) -> str:
    """Return the file to give again for a document of a file or folder, as exactly as its name tells."""
    path = Path(source).absolute()
    if path.is_dir():
        inside = path / _ROW.sub("", name)
        for place in (inside, *inside.parents):
            if path not in place.parents:
                break
            if place.is_file():
                return str(place)
    return str(path)


def _blank(parsed: ParsedDocument) -> bool:
    return len(parsed.text) < _SHORT and not normalise_text(parsed.text)
