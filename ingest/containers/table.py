"""Tables (.csv, .tsv) with a header row, read row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from ingest.article import RawDocument
from ingest.containers.base import Container
from ingest.containers.rows import row_document
from ingest.errors import EmptyDocument, ParseError, SourceError
from ingest.failures import failure_of
from ingest.formats.decode import guess_encoding
from ingest.report import Failure

_SAMPLE = 200_000
_LONGEST_FIELD = 20_000_000


def expand(file: BinaryIO, name: str, place: str) -> Iterator[RawDocument | Failure]:
    """Yield a document for each row; a row without text is a Failure that names its line."""
    buffered = io.BufferedReader(file, _SAMPLE) if not hasattr(file, "peek") else file  # type: ignore[type-var]
    sample = buffered.peek(_SAMPLE)[:_SAMPLE]
    if not sample.strip():
        raise EmptyDocument("the file is empty; export it again")
    encoding = guess_encoding(sample)
    head = sample.decode(encoding, errors="replace")
    csv.field_size_limit(_LONGEST_FIELD)
    with io.TextIOWrapper(buffered, encoding=encoding, errors="replace", newline="") as lines:
        rows = csv.DictReader(lines, delimiter=_delimiter(head, name))
        try:
            for row in rows:
                label = f"{name} line {rows.line_num}"
                try:
                    yield row_document({key: value for key, value in row.items() if isinstance(key, str)}, label)
                except SourceError as error:
                    yield failure_of(label, error)
        except csv.Error as error:
            raise ParseError(
                f"the table is damaged at line {rows.line_num} ({error}); what came before was read"
            ) from error


def _delimiter(head: str, name: str) -> str:
    """Return what parts the columns: of the usual signs, the one that the header row has most of."""
    if name.lower().endswith(".tsv"):
        return "\t"
    header = head.split("\n", 1)[0]
    return max(",;\t|", key=header.count)


CONTAINER = Container(name="table (CSV)", suffixes=(".csv", ".tsv"), expand=expand)
