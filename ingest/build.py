"""From a parsed document to the article as it is stored."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from ingest.article import Article, ParsedDocument, RawDocument, Span
from ingest.errors import EmptyDocument
from ingest.language import identify_language
from ingest.normalise import content_hash, normalise_field, normalise_text


def build_article(raw: RawDocument, parsed: ParsedDocument) -> Article:
    """Make the article of a document. What the source states beside it wins over what it says itself.

    Raises EmptyDocument where no text is left after normalisation.
    """
    text = normalise_text(parsed.text)
    if not text:
        raise EmptyDocument("the document holds no text; copy its text and paste that")
    known = raw.stated.over(parsed.metadata)
    digest = content_hash(text)
    key = known.canonical_url or known.url or raw.key
    identity = f"{key or known.publisher or ''}\n{digest}"
    return Article(
        id=hashlib.sha256(identity.encode("utf-8")).hexdigest()[:16],
        name=normalise_field(raw.name) or "untitled",
        key=key,
        url=known.url,
        canonical_url=known.canonical_url,
        title=normalise_field(known.title),
        subtitle=normalise_field(known.subtitle),
        publisher=normalise_field(known.publisher),
        authors=tuple(name for name in map(normalise_field, known.authors) if name),
        published_at=known.published_at,
        updated_at=known.updated_at,
        language=known.language or identify_language(text),
        section=normalise_field(known.section),
        keywords=tuple(word for word in map(normalise_field, known.keywords) if word),
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
        content_hash=digest,
        sample=raw.sample,
        length=len(text),
        text=text,
        headings=_follow(parsed, text),
    )


def _follow(parsed: ParsedDocument, text: str) -> tuple[Span, ...]:
    """Find the headings again where normalisation moved the text."""
    if text == parsed.text:
        return parsed.headings
    moved = []
    at = 0
    for heading in parsed.headings:
        words = normalise_text(heading.of(parsed.text))
        found = text.find(words, at) if words else -1
        if found >= 0:
            at = found + len(words)
            moved.append(Span(start=found, end=at))
    return tuple(moved)
