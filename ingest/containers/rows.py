"""A row of an export (JSON lines, CSV) turned into a document."""

from __future__ import annotations

from collections.abc import Mapping

from ingest.article import Metadata, RawDocument
from ingest.dates import iso_date
from ingest.errors import EmptyDocument, ParseError
from ingest.names import authors_of_field
from ingest.normalise import normalise_field

TEXT_TYPE = "text/plain; charset=utf-8"
# Field names of this program first, then those that other programs' exports use.
_FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "articlebody", "maintext", "main_text", "full_text", "fulltext"),
    "url": ("url", "link", "address", "source_url", "article_url"),
    "title": ("title", "headline", "headlines"),
    "subtitle": ("subtitle", "description", "standfirst", "subheadline"),
    "authors": ("authors", "author", "byline", "creator"),
    "publisher": ("publisher", "outlet", "publication", "site_name", "sitename", "source", "source_name", "newspaper"),
    "published_at": ("published_at", "publishedat", "published", "date", "pubdate", "publish_date", "date_publish",
                     "date_published", "publication_date", "datepublished"),
    "updated_at": ("updated_at", "updatedat", "updated", "modified", "date_modify", "date_modified"),
    "language": ("language", "lang"),
    "canonical_url": ("canonical_url",),
    "section": ("section", "category"),
    "keywords": ("keywords", "tags"),
}  # fmt: skip


def row_document(row: Mapping[str, object], name: str) -> RawDocument:
    """Return the document of a row with `text` and optionally url, title, authors, published_at, publisher.

    Its key is the url. Raises EmptyDocument where there is no text, ParseError where the text is none.
    """
    fields = {str(key).strip().lower(): value for key, value in row.items()}
    text = _value(fields, "text")
    if text is not None and not isinstance(text, str):
        raise ParseError(f"field 'text' is {type(text).__name__}, not text; mend or drop the row")
    if not text or not text.strip():
        raise EmptyDocument("field 'text' is missing or empty; fill it, or drop the row")
    url = _text(fields, "url")
    stated = Metadata(
        title=_text(fields, "title"),
        subtitle=_text(fields, "subtitle"),
        authors=authors_of_field(_value(fields, "authors")),
        publisher=_text(fields, "publisher"),
        published_at=iso_date(_value(fields, "published_at")),
        updated_at=iso_date(_value(fields, "updated_at")),
        language=_text(fields, "language"),
        url=url,
        canonical_url=_text(fields, "canonical_url"),
        section=_text(fields, "section"),
        keywords=_keywords(_value(fields, "keywords")),
    )
    return RawDocument(
        name=name, data=text.encode("utf-8", errors="replace"), media_type=TEXT_TYPE, key=url, stated=stated
    )


def _value(fields: Mapping[str, object], field: str) -> object:
    """Return the first of a field's names that has a value."""
    return next((fields[name] for name in _FIELDS[field] if fields.get(name) not in (None, "")), None)


def _text(fields: Mapping[str, object], field: str) -> str | None:
    value = _value(fields, field)
    if isinstance(value, Mapping):  # {"source": {"id": ..., "name": "The Northern Herald"}}
        value = value.get("name")
    return normalise_field(value) if isinstance(value, str) else None


def _keywords(value: object) -> tuple[str, ...]:
    words = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(word for item in words if isinstance(item, str) and (word := normalise_field(item)))
