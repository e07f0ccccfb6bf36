"""The entries of a feed (RSS, Atom, JSON feed) as documents: what the feed itself carries of each article."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import feedparser

from ingest.article import Metadata, RawDocument
from ingest.containers.rows import TEXT_TYPE
from ingest.dates import iso_date
from ingest.errors import EmptyDocument, ParseError, SourceError, UnsupportedFormat
from ingest.failures import failure_of
from ingest.formats.packed import parse_xml
from ingest.names import clean_authors
from ingest.normalise import normalise_field
from ingest.page.blocks import page_blocks
from ingest.page.boilerplate import says_boilerplate
from ingest.page.tree import drop_hidden, parse_tree
from ingest.report import Failure

_MOST_ENTRIES = 5_000
_ROOTS = {"rss", "feed", "rdf"}


def feed_documents(data: bytes, name: str) -> list[RawDocument | Failure]:
    """Return a document for each entry; its text is the entry's content, else its summary.

    Raises UnsupportedFormat where the file is no feed, ParseError where it is damaged.
    """
    entries = _json_entries(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else _xml_entries(data)
    if not entries:
        raise EmptyDocument("the feed has no entries; look again later")
    documents: list[RawDocument | Failure] = []
    for number, (content, stated) in enumerate(entries[:_MOST_ENTRIES], start=1):
        label = f"{name} entry {number}"
        try:
            documents.append(_document(content, stated, label))
        except SourceError as error:
            documents.append(failure_of(label, error))
    return documents


def _document(content: str, stated: Metadata, name: str) -> RawDocument:
    text = _plain(content)
    if not text.strip():
        raise EmptyDocument("the entry carries no text; add its link instead")
    return RawDocument(name=name, data=text.encode(), media_type=TEXT_TYPE, key=stated.url, stated=stated)


def _xml_entries(data: bytes) -> list[tuple[str, Metadata]]:
    root = parse_xml(data)  # refuses entities, which the feed library would expand
    kind = str(root.tag).rsplit("}", 1)[-1].lower()
    if kind not in _ROOTS:
        raise UnsupportedFormat(
            f"the file is no RSS or Atom feed (its outermost element is <{kind[:40]}>); check what it really is"
        )
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo and not feed.entries:
        raise ParseError(f"the feed is damaged ({feed.get('bozo_exception')}); save it again")
    outlet, language = feed.feed.get("title"), feed.feed.get("language")
    return [(_content(entry), _stated(entry, outlet, language)) for entry in feed.entries]


def _content(entry: Mapping[str, object]) -> str:
    parts = entry.get("content")
    bodies = [str(part.get("value") or "") for part in parts] if isinstance(parts, list) else []
    return max([*bodies, str(entry.get("summary") or "")], key=len)


def _stated(entry: Mapping[str, object], outlet: object, language: object) -> Metadata:
    source = entry.get("source")
    named = source.get("title") if isinstance(source, Mapping) else None
    author = str(entry.get("author") or "")
    # RSS has "address (name)" here, which the feed library takes apart wrongly for longer top-level domains.
    found = re.match(r"\S+@\S+\s+\((.+)\)$", author)
    authors = None if found else entry.get("authors")
    published, updated = iso_date(entry.get("published")), iso_date(entry.get("updated"))
    names = (
        [author.get("name") for author in authors if isinstance(author, Mapping)] if isinstance(authors, list) else []
    )
    tags = entry.get("tags")
    words = [tag.get("term") for tag in tags if isinstance(tag, Mapping)] if isinstance(tags, list) else []
    return Metadata(
        title=_text(entry.get("title")),
        authors=clean_authors([found[1]] if found else [*names, author]),
        publisher=_text(named or outlet),
        published_at=published,
        updated_at=updated if updated != published else None,
        language=_text(language),
        url=_link(entry.get("link")),
        keywords=tuple(word for item in words if (word := _text(item))),
    )


def _json_entries(data: bytes) -> list[tuple[str, Metadata]]:
    try:
        feed = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise ParseError(f"not JSON ({error}); save it again") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version", "")):
        raise UnsupportedFormat("the file is no JSON feed; check what it really is")
    return [(_json_content(item), _json_stated(item, feed)) for item in items if isinstance(item, dict)]


def _json_content(item: Mapping[str, object]) -> str:
    bodies = (item.get(key) for key in ("content_html", "content_text", "summary"))
    return next((body for body in bodies if isinstance(body, str) and body.strip()), "")


def _json_stated(item: Mapping[str, object], feed: Mapping[str, object]) -> Metadata:
    authors = item.get("authors") or [item.get("author")]
    names = [author.get("name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    tags = item.get("tags")
    return Metadata(
        title=_text(item.get("title")),
        authors=clean_authors(names),
        publisher=_text(feed.get("title")),
        published_at=iso_date(item.get("date_published")),
        updated_at=iso_date(item.get("date_modified")),
        language=_text(item.get("language") or feed.get("language")),
        url=_link(item.get("url")),
        keywords=tuple(word for tag in tags if (word := _text(tag))) if isinstance(tags, list) else (),
    )


def _plain(content: str) -> str:
    if not re.search(r"<[a-z/!]|&[a-z#]", content, re.IGNORECASE):
        return content
    root = parse_tree(f"<body>{content}</body>")
    drop_hidden(root)
    return "\n\n".join(block.text for block in page_blocks(root) if not says_boilerplate(block.text))


def _text(value: object) -> str | None:
    return normalise_field(re.sub(r"<[^>]+>", "", value)) if isinstance(value, str) else None


def _link(value: object) -> str | None:
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None
