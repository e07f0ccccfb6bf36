"""A row of an export (JSON lines, CSV) turned into a document."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.article import Metadata, RawDocument
from ingest.dates import iso_date
from ingest.errors import EmptyDocument, ParseError
from ingest.names import authors_of_field
from ingest.normalise import normalise_field

TEXT_TYPE = "text/plain; charset=utf-8"


def row_document(row: Mapping[str, object], name: str) -> RawDocument:
    """Return the document of a row with `text` and optionally url, title, authors, published_at, publisher.

    Its key is the url. Raises EmptyDocument where there is no text, ParseError where the text is none.
    """
    text = row.get("text")
    if text is not None and not isinstance(text, str):
        raise ParseError(f"field 'text' is {type(text).__name__}, not text")
    if not text or not text.strip():
        raise EmptyDocument("field 'text' is missing or empty")
    url = _text(row, "url")
    stated = Metadata(
        title=_text(row, "title"),
        subtitle=_text(row, "subtitle"),
        authors=authors_of_field(row.get("authors") or row.get("author")),
        publisher=_text(row, "publisher"),
        published_at=iso_date(row.get("published_at")),
        updated_at=iso_date(row.get("updated_at")),
        language=_text(row, "language"),
        url=url,
        canonical_url=_text(row, "canonical_url"),
        section=_text(row, "section"),
        keywords=_keywords(row.get("keywords")),
    )
    return RawDocument(
        name=name, data=text.encode("utf-8", errors="replace"), media_type=TEXT_TYPE, key=url, stated=stated
    )


def _text(row: Mapping[str, object], field: str) -> str | None:
    value = row.get(field)
    return normalise_field(value) if isinstance(value, str) else None


def _keywords(value: object) -> tuple[str, ...]:
    words = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(word for item in words if isinstance(item, str) and (word := normalise_field(item)))
