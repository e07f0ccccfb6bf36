"""Readers of files: one module a format, in an ordered tuple; `parse_document` picks the first that accepts.

A new format: a module here with `accepts`, `parse` and `FORMAT`, and one entry in `FORMATS`.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

from lxml import etree

from ingest.article import ParsedDocument, RawDocument
from ingest.errors import EmptyDocument, ParseError, TooLarge, UnsupportedFormat
from ingest.formats import docx, epub, html, mail, markdown, mhtml, odt, pdf, rtf, text
from ingest.formats.base import Format

FORMATS: tuple[Format, ...] = (
    html.FORMAT,
    markdown.FORMAT,
    text.FORMAT,
    pdf.FORMAT,
    docx.FORMAT,
    odt.FORMAT,
    epub.FORMAT,
    rtf.FORMAT,
    mail.FORMAT,
    mhtml.MHTML,
    mhtml.WEBARCHIVE,
)

# What the libraries raise over damaged files, beside their own errors; each has done so in tests with mutated files.
_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, RecursionError,
    RuntimeError, TypeError, ValueError, etree.LxmlError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip

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
        raise EmptyDocument("the file is empty; get it again")
    try:
        return entry.parse(raw)
    except _FAULTS as error:
        raise ParseError(
            f"the file is damaged: its {entry.name} reader failed ({type(error).__name__}); save it anew"
        ) from error
    except MemoryError as error:
        raise TooLarge("reading it takes more memory than a document may use; split it") from error
