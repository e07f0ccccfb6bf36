"""OpenDocument texts (.odt): paragraphs, headings, lists and tables in order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.formats.base import Format, is_kind
from ingest.formats.blocks import Block, join_blocks
from ingest.formats.packed import open_package, parse_xml, read_entry, words_of
from ingest.names import clean_authors
from ingest.normalise import normalise_field

SUFFIXES = (".odt",)
_MEDIA_TYPES = ("application/vnd.oasis.opendocument.text",)
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
# Notes, comments and deleted passages stand inside the text's own elements.
_ASIDE = (
    f"{_OFFICE}annotation",
    f"{_TEXT}note",
    f"{_TEXT}tracked-changes",
    f"{_TEXT}hidden-text",
    f"{_TEXT}hidden-paragraph",
)
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is an OpenDocument text."""
    return is_kind(raw, media_types=_MEDIA_TYPES, suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return text and headings. Raises ParseError, TooLarge or EmptyDocument."""
    package = open_package(raw.data)
    root = parse_xml(read_entry(package, "content.xml"))
    for aside in list(root.iter(*_ASIDE)):
        _drop(aside)
    blocks = list(_blocks(root))
    stated = _stated(parse_xml(read_entry(package, "meta.xml"))) if "meta.xml" in package.namelist() else Metadata()
    heading = next((block.text for block in blocks if block.heading), None)
    return join_blocks(
        blocks,
        Metadata(
            title=stated.title or normalise_field(heading),
            authors=stated.authors,
            language=stated.language,
            keywords=stated.keywords,
        ),
    )


def _blocks(root: etree._Element) -> Iterator[Block]:
    for element in root.iter(f"{_TEXT}p", f"{_TEXT}h", f"{_TABLE}table-row"):
        in_row = next(element.iterancestors(f"{_TABLE}table-row"), None) is not None
        if element.tag == f"{_TABLE}table-row" and not in_row:
            cells = [" ".join(_words(part) for part in cell.iter(f"{_TEXT}p", f"{_TEXT}h")) for cell in element]
            yield Block(text=" | ".join(cell for cell in cells if cell.strip()))
        elif not in_row and element.tag != f"{_TABLE}table-row":
            yield Block(text=_words(element), heading=element.tag == f"{_TEXT}h")


def _words(element: etree._Element) -> str:
    for space in element.iter(*_SPACES):
        space.text = _SPACES[str(space.tag)]
    return words_of(element)


def _stated(root: etree._Element) -> Metadata:
    def one(tag: str) -> str | None:
        found = root.find(f".//{tag}")
        return normalise_field(found.text) if found is not None else None

    author = one(f"{_META}initial-creator") or one(f"{_DC}creator")
    words = (normalise_field(item.text) for item in root.iter(f"{_META}keyword"))
    return Metadata(
        title=one(f"{_DC}title"),
        authors=clean_authors([author]),
        language=one(f"{_DC}language"),
        keywords=tuple(word for word in words if word),
    )


def _drop(element: etree._Element) -> None:
    """Remove an element and keep the words after it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


FORMAT = Format(name="OpenDocument text (ODT)", suffixes=SUFFIXES, accepts=accepts, parse=parse)
