"""Saved web pages (.html): the article and what the page states about it."""

from __future__ import annotations

import trafilatura
from trafilatura.settings import Document

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.dates import iso_date
from ingest.errors import EmptyDocument
from ingest.formats.base import Format, charset_of, is_kind
from ingest.formats.blocks import Block, join_blocks
from ingest.formats.decode import decode_text
from ingest.names import clean_authors

SUFFIXES = (".html", ".htm", ".xhtml")


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is a web page."""
    return is_kind(raw, media_types=("text/html", "application/xhtml+xml"), suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return the article of the page. Raises EmptyDocument, NotAnArticle or ParseError."""
    found = trafilatura.bare_extraction(
        decode_text(raw.data, charset_of(raw)), include_comments=False, with_metadata=True, url=raw.stated.url
    )
    if not isinstance(found, Document) or not found.text:
        raise EmptyDocument("the page holds no article text")
    metadata = Metadata(
        title=found.title,
        authors=clean_authors([found.author]),
        publisher=found.sitename,
        published_at=iso_date(found.date),
        url=found.url,
    )
    return join_blocks([Block(text=line) for line in found.text.split("\n")], metadata)


FORMAT = Format(name="web page (HTML)", suffixes=SUFFIXES, accepts=accepts, parse=parse)
