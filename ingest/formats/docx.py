"""Word documents (.docx): paragraphs and tables in order, headings as such, hidden words left out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.errors import ParseError
from ingest.formats.base import Format, is_kind
from ingest.formats.blocks import Block, join_blocks
from ingest.formats.packed import open_package, parse_xml, read_entry
from ingest.names import clean_authors
from ingest.normalise import normalise_field

SUFFIXES = (".docx",)
_MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
_HEADING_STYLE = re.compile(r"^(?:heading|title|subtitle|überschrift|titel|titre|título|titolo)\b", re.IGNORECASE)
_DEEPEST_TABLE = 8
# What programs write where nobody gave a name.
_NOBODY = re.compile(r"^(?:python-docx|microsoft|user|admin|windows|office|owner|author|apache poi|unknown)\b", re.I)


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is a Word document."""
    return is_kind(raw, media_types=_MEDIA_TYPES, suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return text and headings. Raises ParseError, TooLarge or EmptyDocument."""
    if raw.data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ParseError("the document is locked with a password or of an old kind (.doc); save it as plain .docx")
    package = open_package(raw.data)
    # Word never writes entities; refusing them here keeps them from the library's parser.
    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and name.startswith(("word/document", "word/styles", "docProps", "_rels")):
            parse_xml(read_entry(package, name))
    try:
        document = Document(io.BytesIO(raw.data))
    except (OpcError, KeyError, ValueError) as error:
        raise ParseError(
            f"not a Word document that can be read ({error}); open it and save it anew as .docx"
        ) from error
    blocks = list(_blocks(document.iter_inner_content(), 0))
    properties = document.core_properties
    first_title = next((block.text for block in blocks if block.heading), None)
    author = properties.author or ""
    metadata = Metadata(
        title=normalise_field(properties.title) or normalise_field(first_title),
        authors=() if _NOBODY.match(author) else clean_authors([author]),
        language=normalise_field(properties.language),
        keywords=tuple(word.strip() for word in (properties.keywords or "").split(",") if word.strip()),
    )
    return join_blocks(blocks, metadata)


def _blocks(items: Iterator[Paragraph | Table], depth: int) -> Iterator[Block]:
    for item in items:
        if isinstance(item, Paragraph):
            style = (item.style.name if item.style is not None else None) or ""
            yield Block(text=_words(item), heading=bool(_HEADING_STYLE.match(style)))
        elif depth < _DEEPEST_TABLE:
            for row in item.rows:
                cells = [
                    " ".join(block.text for block in _blocks(cell.iter_inner_content(), depth + 1))
                    for cell in row.cells
                ]
                yield Block(text=" | ".join(cell for cell in dict.fromkeys(cells) if cell.strip()))


def _words(paragraph: Paragraph) -> str:
    parts: list[str] = []
    for item in paragraph.iter_inner_content():
        runs: list[Run] = item.runs if isinstance(item, Hyperlink) else [item]
        parts.extend(run.text for run in runs if not run.font.hidden)
    return "".join(parts)


FORMAT = Format(name="Word document (DOCX)", suffixes=SUFFIXES, accepts=accepts, parse=parse)
