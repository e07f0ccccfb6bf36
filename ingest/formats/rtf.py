"""Rich Text (.rtf)."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.errors import ParseError
from ingest.formats.base import Format, is_kind
from ingest.formats.blocks import Block, join_blocks
from ingest.names import clean_authors
from ingest.normalise import normalise_field

SUFFIXES = (".rtf",)
_FIELD = r"\{{\\{name} ([^{{}}\\]{{1,300}})\}}"
_HIDDEN = re.compile(r"\{[^{}]*\\v(?![a-z0-9])[^{}]*\}")


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is Rich Text."""
    return is_kind(raw, media_types=("application/rtf", "text/rtf"), suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return the text. Raises ParseError or EmptyDocument."""
    if not raw.data.lstrip().startswith(b"{\\rtf"):
        raise ParseError("the file is named .rtf but holds no Rich Text; check what it really is")
    # Rich Text is ASCII by its own rules; anything else is escaped in it and told by its code page.
    source = _HIDDEN.sub("", raw.data.decode("latin-1"))
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    metadata = Metadata(title=_stated(source, "title"), authors=clean_authors([_stated(source, "author")]))
    return join_blocks([Block(text=line) for line in text.split("\n")], metadata)


def _stated(source: str, name: str) -> str | None:
    found = re.search(_FIELD.format(name=name), source[:20_000])
    return normalise_field(found[1]) if found else None


FORMAT = Format(name="Rich Text (RTF)", suffixes=SUFFIXES, accepts=accepts, parse=parse)
