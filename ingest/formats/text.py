"""Plain text (.txt): the text as it is; the first line is the title where it looks like a headline, a byline may follow."""

from __future__ import annotations

import re

from ingest.article import Metadata, ParsedDocument, RawDocument, Span
from ingest.errors import EmptyDocument
from ingest.formats.base import Format, charset_of, is_kind
from ingest.formats.byline import read_byline
from ingest.formats.decode import decode_text
from ingest.normalise import normalise_text

SUFFIXES = (".txt", ".text")
_LONGEST_HEADLINE = 150
_LINES_OF_BYLINE = 4  # author, outlet and day may stand on lines of their own
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.…;:,]$")


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is plain text."""
    return is_kind(raw, media_types=("text/plain",), suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return the text with its headline. Raises EmptyDocument or ParseError."""
    text = normalise_text(decode_text(raw.data, charset_of(raw)))
    if not any(character.isalnum() for character in text):
        raise EmptyDocument("the file holds no text; check what it really is")
    headline = _headline(text)
    if not headline:
        return ParsedDocument(text=text)
    headings = [Span(start=0, end=len(headline))]
    known = Metadata(title=headline)
    for _ in range(_LINES_OF_BYLINE):
        line = _LINE.search(text, headings[-1].end)
        if line is None or line.end() == len(text) or (stated := read_byline(line[0])) is None:
            break
        start, end = line.span()
        known = known.over(stated)
        headings.append(Span(start=start, end=end))
    return ParsedDocument(text=text, metadata=known, headings=tuple(headings))


def _headline(text: str) -> str | None:
    """Return the first line where it is short, unlike a sentence, and followed by longer text."""
    first, _, rest = text.partition("\n")
    if not rest.strip() or not 3 <= len(first) <= _LONGEST_HEADLINE or _SENTENCE_END.search(first):
        return None
    longest = max(len(line) for line in rest.split("\n"))
    return first if longest > len(first) and any(character.isalpha() for character in first) else None


FORMAT = Format(name="plain text", suffixes=SUFFIXES, accepts=accepts, parse=parse, plain=True)
