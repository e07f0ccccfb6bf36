"""Feeds saved as files (.rss, .atom, .xml): every entry is a document. The feed is read in a child process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from ingest.article import RawDocument
from ingest.containers.base import Container
from ingest.errors import TooLarge
from ingest.report import Failure
from ingest.worker import rows_apart

_LARGEST = 20_000_000


def expand(file: BinaryIO, name: str, place: str) -> Iterator[RawDocument | Failure]:
    """Yield the feed's entries. Raises SourceError where the file is no feed."""
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise TooLarge(f"the feed is larger than {_LARGEST // 1_000_000} MB; split it")
    yield from rows_apart("feed", data, name)


CONTAINER = Container(name="feed (RSS, Atom)", suffixes=(".rss", ".atom", ".xml"), expand=expand)
