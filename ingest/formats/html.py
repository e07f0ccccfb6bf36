"""Saved web pages (.html): the article and what the page states about it."""

from __future__ import annotations

from ingest.article import ParsedDocument, RawDocument
from ingest.formats.base import Format, charset_of, is_kind
from ingest.formats.blocks import Block, join_blocks
from ingest.formats.decode import decode_html
from ingest.page.extract import extract_blocks
from ingest.page.facts import PageFacts
from ingest.page.tree import parse_tree
from ingest.page.walls import refuse_walls

SUFFIXES = (".html", ".htm", ".xhtml")


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is a web page."""
    return is_kind(raw, media_types=("text/html", "application/xhtml+xml"), suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return the article of the page. Raises EmptyDocument, NotAnArticle or ParseError."""
    return parse_page(decode_html(raw.data, charset_of(raw)), raw.stated.url)


def parse_page(source: str, url: str | None) -> ParsedDocument:
    """Return the article of a page's source; `url` is where it was fetched, if known."""
    root = parse_tree(source)
    facts = PageFacts(root, source, url)
    metadata = facts.metadata()
    stated = facts.stated_body
    blocks = extract_blocks(root, stated=stated, titles=facts.titles)
    text = "\n".join(block.text for block in blocks)
    refuse_walls(root, text, facts)
    return join_blocks([Block(text=block.text, heading=block.heading) for block in blocks], metadata)


FORMAT = Format(name="web page (HTML)", suffixes=SUFFIXES, accepts=accepts, parse=parse)
