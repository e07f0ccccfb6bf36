"""What a container is: a name for users, the suffixes it goes by, and how its documents come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from ingest.article import RawDocument
from ingest.report import Failure


@dataclass(frozen=True, kw_only=True, slots=True)
class Container:
    """One kind of file that holds many documents.

    `expand(file, name, place)` yields them lazily and in order; `name` is the file's for users, `place` its
    absolute path, of which documents without an address of their own make their keys. A damaged document becomes a
    Failure and the rest follow; SourceError or OSError where the file as a whole cannot be read (any further).
    `count(file, name)` tells about how many there are where that is quickly found, for the time left.
    """

    name: str
    suffixes: tuple[str, ...]
    expand: Callable[[BinaryIO, str, str], Iterator[RawDocument | Failure]]
    count: Callable[[BinaryIO, str], int | None] | None = None
