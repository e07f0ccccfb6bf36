"""Paragraphs and headings joined into one text, with the headings' places kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.article import Metadata, ParsedDocument, Span
from ingest.errors import EmptyDocument
from ingest.normalise import normalise_text


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One paragraph, list item or heading of a document."""

    text: str
    heading: bool = False


def join_blocks(blocks: Iterable[Block], metadata: Metadata) -> ParsedDocument:
    """Return the blocks as one text, blank lines between them, normalised so that no offset moves later.

    Raises EmptyDocument where no block holds a word.
    """
    parts: list[str] = []
    headings: list[Span] = []
    length = 0
    for block in blocks:
        text = normalise_text(block.text)
        if not text:
            continue
        start = length + 2 if parts else 0
        length = start + len(text)
        parts.append(text)
        if block.heading:
            headings.append(Span(start=start, end=length))
    joined = "\n\n".join(parts)
    if not any(character.isalnum() for character in joined):
        raise EmptyDocument(
            "the document holds no text; if it shows pictures of text, run text recognition (OCR) first"
        )
    # A combining mark at a block's start cannot join what stands before the blank line, so this changes nothing.
    return ParsedDocument(text=joined, metadata=metadata, headings=tuple(headings))
