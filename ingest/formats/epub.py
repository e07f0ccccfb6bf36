"""Electronic books (.epub): the chapters in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.dates import iso_date
from ingest.errors import ParseError, TooLarge
from ingest.formats.base import Format, is_kind
from ingest.formats.blocks import Block, join_blocks
from ingest.formats.decode import decode_html
from ingest.formats.packed import open_package, parse_xml, read_entry
from ingest.names import clean_authors
from ingest.normalise import normalise_field
from ingest.page.blocks import page_blocks
from ingest.page.tree import drop_hidden, parse_tree

SUFFIXES = (".epub",)
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_MOST_CHAPTERS = 1_000


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is an electronic book."""
    return is_kind(raw, media_types=("application/epub+zip",), suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return the text of all chapters. Raises ParseError, TooLarge or EmptyDocument."""
    package = open_package(raw.data)
    if "META-INF/encryption.xml" in package.namelist() and b"enc#" in read_entry(package, "META-INF/encryption.xml"):
        raise ParseError("the book is locked by its shop (DRM); Dateline reads open books only")
    found = parse_xml(read_entry(package, "META-INF/container.xml")).find(f".//{_CONTAINER}rootfile")
    path = str(found.get("full-path")) if found is not None else ""
    root = parse_xml(read_entry(package, path))
    blocks = [block for chapter in _chapters(root, path) for block in _read(package, chapter)]
    return join_blocks(blocks, _metadata(root))


def _chapters(root: etree._Element, path: str) -> list[str]:
    folder = posixpath.dirname(path)
    items = {str(item.get("id")): str(item.get("href") or "") for item in root.iter(f"{_OPF}item")}
    order = [str(item.get("idref")) for item in root.iter(f"{_OPF}itemref") if item.get("linear") != "no"]
    if len(order) > _MOST_CHAPTERS:
        raise TooLarge(f"the book has {len(order):,} chapters; at most {_MOST_CHAPTERS:,} are read: split it")
    return [posixpath.normpath(posixpath.join(folder, unquote(items[name]))) for name in order if name in items]


def _read(package: ZipFile, chapter: str) -> Iterator[Block]:
    if chapter not in package.namelist():
        return
    root = parse_tree(decode_html(read_entry(package, chapter, largest=10_000_000)))
    drop_hidden(root)
    for block in page_blocks(root):
        yield Block(text=block.text, heading=block.heading)


def _metadata(root: etree._Element) -> Metadata:
    def every(name: str) -> list[str]:
        return [text for item in root.iter(f"{_DC}{name}") if (text := normalise_field(item.text))]

    return Metadata(
        title=next(iter(every("title")), None),
        authors=clean_authors(every("creator")),
        publisher=next(iter(every("publisher")), None),
        published_at=iso_date(next(iter(every("date")), None)),
        language=next(iter(every("language")), None),
        keywords=tuple(every("subject")),
    )


FORMAT = Format(name="electronic book (EPUB)", suffixes=SUFFIXES, accepts=accepts, parse=parse)
