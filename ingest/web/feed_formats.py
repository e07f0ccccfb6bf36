"""RSS, Atom, JSON Feed and sitemaps read from bytes that were fetched already.

Read with lxml in recovery mode rather than with feedparser: that takes four seconds a megabyte and longer on
hostile markup, on bytes that anyone may send. No document type survives, so no entity is ever expanded or
fetched; elements are told by their local names, since feeds mix up their namespaces.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import name2codepoint
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from ingest.dates import iso_date
from ingest.errors import FetchError, NotAnArticle, ParseError, TooLarge
from ingest.formats.decode import decode_text
from ingest.names import clean_authors
from ingest.normalise import normalise_field
from ingest.web.decoding import decoded

_LARGEST = 20_000_000
_MOST = 5_000
"""Entries of one feed that are read; feeds put the newest first."""
_NO_FEED = "the address holds no feed (RSS, Atom, JSON Feed or sitemap); look for the site's feed link"
_LONGEST = {"title": 500, "summary": 2000}

_BEGINNING = 4_000  # bytes by which a feed is told
_FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|rdf|feed|urlset|sitemapindex)[\s>]", re.IGNORECASE)
_MARK_OR_COMMENT = re.compile(r"\A\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>", re.DOTALL | re.IGNORECASE)
_DECLARED = re.compile(rb"\A[^<]{0,100}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_HTML_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,10});")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_MAIL_AND_NAME = re.compile(r"\A\S+@\S+\s*\((.+)\)\s*\Z")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedEntry:
    """One article that a feed announces. `url` is absolute; `published_at` is ISO 8601; `summary` is plain text."""

    url: str
    title: str | None = None
    published_at: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed's title and entries in its own order; `parts` are the sitemaps that a sitemap index lists, newest first.

    Of a web page, `named` are the feeds that it names and nothing else is known.
    """

    title: str | None = None
    entries: tuple[FeedEntry, ...] = ()
    parts: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def parse_feed(data: bytes, url: str, *, media_type: str | None = None) -> Feed:
    """Read a feed or sitemap of any supported kind, told by its content; `url` completes relative links.

    Raises NotAnArticle for what is no feed (a web page), ParseError for a damaged or suspicious one.
    """
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(data)
    if len(data) > _LARGEST:
        raise TooLarge(
            f"a feed larger than {_LARGEST // 1_000_000} MB is not read; use a feed of the newest articles alone"
        )
    charset = _DECLARED.match(data)
    stated = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", media_type or "", re.IGNORECASE)
    text = decode_text(data, (stated[1] if stated else None) or (charset[1].decode("ascii") if charset else None))
    if text.lstrip()[:1] == "{":
        return _json_feed(text, url)
    root = _tree(text)
    kind = _local(root)
    if kind in ("rss", "rdf", "channel"):
        return _rss(root, url)
    if kind == "feed":
        return _atom(root, url)
    if kind == "urlset":
        return Feed(entries=_entries(_sitemap_entry(each, url) for each in _children(root, "url")))
    if kind == "sitemapindex":
        return Feed(parts=_parts(root, url))
    raise NotAnArticle(_NO_FEED)


def is_feed(data: bytes) -> bool:
    """Tell by its beginning whether an answer is a feed or sitemap, rather than a page or another file."""
    head = data[:_BEGINNING]
    if data[:2] == b"\x1f\x8b":
        try:
            head = next(decoded([data[:_BEGINNING]], "gzip"), b"")[:_BEGINNING]
        except FetchError:
            return False
    text = _MARK_OR_COMMENT.sub("", decode_text(head, None)).lstrip()
    return bool(_FEED_ROOT.match(text)) or (text[:1] == "{" and "jsonfeed.org/version" in text)


def _unpacked(data: bytes) -> bytes:
    out = bytearray()
    try:
        for piece in decoded([data], "gzip"):
            out += piece
            if len(out) > _LARGEST:
                raise TooLarge(
                    f"a feed larger than {_LARGEST // 1_000_000} MB is not read; use a feed of the newest articles alone"
                )
    except FetchError as error:
        raise ParseError("the compressed feed is damaged; try again later") from error
    return bytes(out)


def _tree(text: str) -> etree._Element:
    text = _CONTROL.sub("", _from_root(text))
    text = _HTML_ENTITY.sub(_numeric, text)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise ParseError("the feed is damaged beyond reading; try again later") from error
    if root is None:
        raise NotAnArticle(_NO_FEED)
    return root


def _from_root(text: str) -> str:
    """Return a document from its first element on: whatever a document type declares never meets the parser."""
    place = 0
    while (place := text.find("<", place)) >= 0:
        if text.startswith("<!--", place):
            end = text.find("-->", place + 4)
        elif text.startswith("<?", place):
            end = text.find("?>", place)
        elif text.startswith("<!", place):
            end = text.find(">", place)
            if "[" in text[place:end]:
                # News feeds declare no entities; attacks on parsers do.
                raise ParseError("the feed declares entities, which is how parsers are attacked; it was not read")
        else:
            return text[place:]
        if end < 0:
            break
        place = end
    raise NotAnArticle(_NO_FEED)


def _numeric(entity: re.Match[str]) -> str:
    """Feeds use HTML's named characters, which XML does not know: &eacute; becomes &#233;."""
    name = entity[1]
    if name in ("amp", "lt", "gt", "quot", "apos") or name not in name2codepoint:
        return entity[0]
    return f"&#{name2codepoint[name]};"


def _rss(root: etree._Element, url: str) -> Feed:
    channel = root if _local(root) == "channel" else next(_children(root, "channel"), root)
    # In RSS 1.0 the items stand beside the channel.
    items = (each for each in root.iter() if _local(each) == "item")
    return Feed(
        title=_plain(_text(channel, "title"), "title"), entries=_entries(_rss_item(item, url) for item in items)
    )


def _rss_item(item: etree._Element, base: str) -> FeedEntry | None:
    guid = next(_children(item, "guid"), None)
    stated = None if guid is None else (guid.text or "").strip()
    is_link = guid is not None and (guid.get("isPermaLink") or "true").lower() == "true"
    link = next((text for text in (_text(item, "origlink"), *_texts(item, "link")) if text), None)
    link = link or _atom_link(item) or (stated if is_link else None)
    return _entry(
        base,
        link,
        title=_text(item, "title"),
        date=_text(item, "pubdate", "date", "published", "issued", "updated", "modified"),
        authors=[*_texts(item, "creator"), *_texts(item, "author")],
        summary=_text(item, "description", "summary", "encoded"),
        stated_id=stated,
    )


def _atom(root: etree._Element, url: str) -> Feed:
    base = _based(url, root)
    entries = (_atom_entry(entry, _based(base, entry)) for entry in _children(root, "entry"))
    return Feed(title=_plain(_text(root, "title"), "title"), entries=_entries(entries))


def _atom_entry(entry: etree._Element, base: str) -> FeedEntry | None:
    return _entry(
        base,
        _atom_link(entry),
        title=_text(entry, "title"),
        date=_text(entry, "published", "issued", "created", "updated", "modified"),
        authors=[name for author in _children(entry, "author") for name in _texts(author, "name")],
        summary=_text(entry, "summary", "content"),
        stated_id=_text(entry, "id"),
    )


def _atom_link(entry: etree._Element) -> str | None:
    links = [link for link in _children(entry, "link") if link.get("href")]
    page = [link for link in links if (link.get("rel") or "alternate").lower() == "alternate"]
    readable = [link for link in page if "html" in (link.get("type") or "html")]
    for link in readable or page:
        return _complete(_own_base(link), link.get("href") or "")
    return None


def _sitemap_entry(item: etree._Element, base: str) -> FeedEntry | None:
    news = next(_children(item, "news"), None)
    return _entry(
        base,
        _text(item, "loc"),
        title=None if news is None else _text(news, "title"),
        date=(None if news is None else _text(news, "publication_date")) or _text(item, "lastmod"),
    )


def _parts(root: etree._Element, url: str) -> tuple[str, ...]:
    dated = []
    for place, part in enumerate(_children(root, "sitemap")):
        if place >= _MOST:
            break
        if link := absolute_link(url, _text(part, "loc")):
            dated.append((iso_date(_text(part, "lastmod")) or "", -place, link))
    return tuple(dict.fromkeys(link for _, _, link in sorted(dated, reverse=True)))


def _json_feed(text: str, url: str) -> Feed:
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParseError("the feed is damaged JSON; try again later") from error
    if "jsonfeed.org" not in str(read.get("version", "")) or not isinstance(read.get("items"), list):
        raise NotAnArticle("the address holds JSON that is no feed; look for the site's feed link")
    items = (_json_item(item, url) for item in read["items"] if isinstance(item, dict))
    return Feed(title=_plain(_string(read.get("title")), "title"), entries=_entries(items))


def _json_item(item: dict[str, Any], base: str) -> FeedEntry | None:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    return _entry(
        base,
        _string(item.get("url")) or _string(item.get("external_url")),
        title=_string(item.get("title")),
        date=_string(item.get("date_published")) or _string(item.get("date_modified")),
        authors=[str(author["name"]) for author in authors or () if isinstance(author, dict) and "name" in author],
        summary=next(
            (text for name in ("summary", "content_text", "content_html") if (text := _string(item.get(name)))), None
        ),
        stated_id=_string(item.get("id")),
    )


def _entry(
    base: str,
    link: str | None,
    *,
    title: str | None = None,
    date: str | None = None,
    authors: list[str] | None = None,
    summary: str | None = None,
    stated_id: str | None = None,
) -> FeedEntry | None:
    """Return an entry, cleaned; None where it leads to no page."""
    address = absolute_link(base, link)
    if address is None:
        return None
    names = [found[1] if (found := _MAIL_AND_NAME.match(name)) else name for name in authors or ()]
    return FeedEntry(
        url=address,
        title=_plain(title, "title"),
        published_at=iso_date(date),
        authors=clean_authors(html.unescape(name)[:500] for name in names),
        summary=_plain(summary, "summary"),
        id=(normalise_field(stated_id) or "")[:1000] or None,
    )


def _entries(found: Iterator[FeedEntry | None]) -> tuple[FeedEntry, ...]:
    """Return the entries that lead somewhere, each address once."""
    by_url: dict[str, FeedEntry] = {}
    for entry in found:
        if entry is not None:
            by_url.setdefault(entry.url, entry)
        if len(by_url) >= _MOST:
            break
    return tuple(by_url.values())


def absolute_link(base: str, link: str | None) -> str | None:
    """Return an address made absolute, or None where it is none of the web."""
    text = "".join((link or "").split())
    if not text or len(text) > 4096:
        return None
    try:
        joined = urljoin(base, text)
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in ("http", "https") and parts.netloc else None


def _based(base: str, element: etree._Element) -> str:
    """Return the address that links within an element are relative to (xml:base)."""
    return _complete(base, _own_base(element))


def _own_base(element: etree._Element) -> str:
    return element.get("{http://www.w3.org/XML/1998/namespace}base") or ""


def _complete(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if _local(child) == name)


def _texts(element: etree._Element, *names: str) -> list[str]:
    """Return the texts of the children of these names, in the order of the names."""
    found = ("".join(map(str, child.itertext())) for name in names for child in _children(element, name))
    return [text for raw in found if (text := raw.strip())]


def _text(element: etree._Element, *names: str) -> str | None:
    return next(iter(_texts(element, *names)), None)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _plain(text: str | None, field: str) -> str | None:
    """Return a field as one line of plain text: tags dropped, entities undone, cut to a sane length."""
    if text is None:
        return None
    limit = _LONGEST[field]
    # Twice, because the text of an escaped piece of HTML has entities of its own; tags go before each time.
    for _ in range(2):
        text = html.unescape(_TAG.sub(" ", text[: limit * 20]))
    cleaned = normalise_field(_TAG.sub(" ", text))
    return cleaned[:limit].rstrip() if cleaned else None
