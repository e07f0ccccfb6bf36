"""What stands behind an address that is to be a standing source: a feed's entries, or the feeds that a page names."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from ingest.errors import NotAnArticle
from ingest.web.feed_formats import Feed, absolute_link, parse_feed

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_HEAD = 1_000_000
"""Bytes of a page that are searched for its feeds, which stand at its top."""


def read_announcement(data: bytes, url: str, media_type: str | None = None) -> Feed:
    """Read a feed or sitemap, or a web page: `named` then holds the feeds that it names.

    Raises NotAnArticle for what is neither, ParseError for a damaged or suspicious feed.
    """
    try:
        return parse_feed(data, url, media_type=media_type)
    except NotAnArticle:
        named = find_feeds(data, url)
        if not named:
            raise
    return replace(Feed(), named=named)


def find_feeds(page: bytes, url: str) -> tuple[str, ...]:
    """Return the addresses of the feeds that a page names (<link rel="alternate">), in its order."""
    parser = etree.HTMLParser(recover=True, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(page[:_HEAD], parser)
    except etree.XMLSyntaxError:
        return ()
    if root is None:
        return ()
    found = (
        absolute_link(url, link.get("href"))
        for link in root.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and (link.get("type") or "").split(";")[0].strip().lower() in _FEED_TYPES
    )
    return tuple(dict.fromkeys(address for address in found if address))
