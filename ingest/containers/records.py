"""A JSON file (.json): a JSON feed, a list of rows, an object that holds such a list, or one row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from ingest.article import RawDocument
from ingest.containers.base import Container
from ingest.containers.rows import row_document
from ingest.errors import ParseError, SourceError, TooLarge
from ingest.failures import failure_of
from ingest.report import Failure
from ingest.worker import rows_apart

_LARGEST = 100_000_000
_LISTS = ("articles", "items", "data", "results", "documents", "docs")


def expand(file: BinaryIO, name: str, place: str) -> Iterator[RawDocument | Failure]:
    """Yield the documents of the file's rows. Raises ParseError or TooLarge."""
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise TooLarge(f"larger than {_LARGEST // 1_000_000} MB; write it as JSON lines, which has no limit")
    try:
        held = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise ParseError(f"not JSON ({error}); export it again") from error
    if isinstance(held, dict) and "jsonfeed.org" in str(held.get("version", "")):
        yield from rows_apart("feed", data, name)
        return
    rows = _rows(held)
    for number, row in enumerate(rows, start=1):
        label = f"{name} item {number}" if len(rows) > 1 else name
        try:
            if not isinstance(row, dict):
                raise ParseError("not a JSON object with a field 'text'")
            yield row_document(row, label)
        except SourceError as error:
            yield failure_of(label, error)


def _rows(held: object) -> list[object]:
    if isinstance(held, list):
        return held
    if isinstance(held, dict):
        found = next((held[key] for key in _LISTS if isinstance(held.get(key), list)), None)
        return found if found is not None else [held]
    raise ParseError("neither a JSON feed nor rows with a field 'text'; name the field of the text so")


CONTAINER = Container(name="JSON", suffixes=(".json",), expand=expand)
