"""What a container is: a name for users, the suffixes it goes by, and how its documents come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.article import RawDocument
from ingest.report import Failure


@dataclass(frozen=True, kw_only=True, slots=True)
class Container:
    """One kind of file that holds many documents.

    `expand` yields them lazily and in order; a damaged one becomes a Failure and the rest follow. It raises
    SourceError or OSError where the file as a whole cannot be read (any further).
    """

    name: str
    suffixes: tuple[str, ...]
    expand: Callable[[Path], Iterator[RawDocument | Failure]]
