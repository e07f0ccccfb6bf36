"""Readers of files: one module a format, in an ordered tuple; `parse_document` picks the first that accepts.

A new format: a module here with `accepts`, `parse` and `FORMAT`, and one entry in `FORMATS`.
"""

from __future__ import annotations

from ingest.article import ParsedDocument, RawDocument
from ingest.errors import EmptyDocument, UnsupportedFormat
from ingest.formats import html, markdown, text
from ingest.formats.base import Format

FORMATS: tuple[Format, ...] = (html.FORMAT, markdown.FORMAT, text.FORMAT)

READABLE_SUFFIXES = frozenset(suffix for entry in FORMATS for suffix in entry.suffixes)

__all__ = ["FORMATS", "READABLE_SUFFIXES", "Format", "format_of", "parse_document"]


def format_of(raw: RawDocument) -> Format:
    """Return the format that reads the document. Raises UnsupportedFormat, naming what can be read."""
    for entry in FORMATS:
        if entry.accepts(raw):
            return entry
    kinds = ", ".join(entry.name for entry in FORMATS)
    raise UnsupportedFormat(f"no reader for this kind of file; save it as one of: {kinds}")


def parse_document(raw: RawDocument) -> ParsedDocument:
    """Return text and metadata of a document. Raises SourceError or one of its kind, never anything else.

    The text is normalised already. What `raw.stated` says is not merged in; that is the pipeline's part.
    """
    entry = format_of(raw)
    if not raw.data:
        raise EmptyDocument("the file is empty")
    return entry.parse(raw)
