"""Exports with one JSON object a line (.jsonl, .jsonl.gz), read line by line so that size does not matter."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from ingest.article import RawDocument
from ingest.containers.base import Container
from ingest.containers.rows import row_document
from ingest.errors import ParseError, SourceError, TooLarge
from ingest.failures import failure_of
from ingest.report import Failure

LONGEST_LINE = 20_000_000
_MOST_COUNTED = 300_000_000  # bytes, about a second's work


def expand(file: BinaryIO, name: str, place: str) -> Iterator[RawDocument | Failure]:
    """Yield a document for each line; a wrong line is a Failure that names it, and the rest follow."""
    if not name.lower().endswith(".gz"):
        yield from _rows(file, name)
        return
    with cast(BinaryIO, gzip.open(file)) as lines:
        try:
            yield from _rows(lines, name)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise ParseError(
                f"the compressed file is damaged ({error}); what came before was read; get it again"
            ) from error


def count(file: BinaryIO, name: str) -> int | None:
    """Return how many lines there are, None for too large a file to be gone through for that."""
    if not name.lower().endswith(".gz"):
        return _lines(file)
    with cast(BinaryIO, gzip.open(file)) as lines:
        try:
            return _lines(lines)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            return None  # reading it tells what is wrong


def _lines(file: BinaryIO) -> int | None:
    found = size = 0
    last = b"\n"
    while block := file.read(1_000_000):
        found, size, last = found + block.count(b"\n"), size + len(block), block[-1:]
        if size > _MOST_COUNTED:
            return None
    return found + (last != b"\n")


def _rows(lines: BinaryIO, file_name: str) -> Iterator[RawDocument | Failure]:
    number = 0
    while line := lines.readline(LONGEST_LINE + 1):
        number += 1
        name = f"{file_name} line {number}"
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = lines.readline(LONGEST_LINE)
            yield failure_of(name, TooLarge(f"the line is longer than {LONGEST_LINE:,} bytes; split the text"))
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        try:
            yield row_document(_object(line), name)
        except SourceError as error:
            yield failure_of(name, error)


def _object(line: bytes) -> dict[str, object]:
    try:
        row = json.loads(line)
    except UnicodeDecodeError as error:
        raise ParseError(f"not UTF-8 text ({error.reason} at byte {error.start}); export it as UTF-8") from error
    except ValueError as error:
        raise ParseError(f"not JSON ({error}); mend or drop the line") from error
    except RecursionError as error:
        raise ParseError("JSON nested too deep; mend or drop the line") from error
    if not isinstance(row, dict):
        raise ParseError("not a JSON object with a field 'text'; mend or drop the line")
    return row


CONTAINER = Container(
    name="JSON lines", suffixes=(".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"), expand=expand, count=count
)
