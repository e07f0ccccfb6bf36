"""Look-ups in what a page states for machines: structured data, meta elements, microdata."""

from __future__ import annotations

import re
from collections.abc import Iterable

import lxml.html
from lxml import etree

from ingest.page.jsonld import article_nodes, texts_of, types_of

DASHES = re.compile(r"\s+[-–—|·•:»/]{1,2}\s+|\s*\|\s*")


class Statements:
    """The statements of one page. Every look-up returns plain strings in the page's order, or none."""

    def __init__(self, root: lxml.html.HtmlElement) -> None:
        self.root = root
        self.nodes = article_nodes(root)
        self._metas = _metas(root)

    def of_article(self, field: str) -> list[str]:
        """A field of the structured data about articles (not about the page as such)."""
        nodes = (node for node in self.nodes if "webpage" not in types_of(node))
        return [text for node in nodes for text in texts_of(node.get(field), "name", "@value")]

    def of_page(self, field: str) -> list[str]:
        """A field of any structured data on the page."""
        return [text for node in self.nodes for text in texts_of(node.get(field), "@value")]

    def microdata(self, name: str) -> list[str]:
        """What elements marked with this itemprop say."""
        found = self.root.xpath("//*[@itemprop=$name]", name=name)
        return [item.get("content") or item.get("datetime") or item.text_content() for item in found[:3]]

    def metas(self, *names: str) -> list[str]:
        """The contents of meta elements of these names, the first name's first."""
        return [text for name in names for text in self._metas.get(name, [])]

    def meta(self, name: str) -> str | None:
        """The first content of a meta element of this name."""
        return next(iter(self.metas(name)), None)

    def title_element(self) -> str | None:
        """The words of the page's <title>."""
        found: str | None = self.root.findtext(".//head/title") or self.root.findtext(".//title")
        return found


def loose(text: str) -> str:
    """Return letters and digits alone, in lower case, so that only words are compared."""
    return re.sub(r"[\W_]+", "", text).lower()


def without_markup(text: str) -> str:
    """Return a statement that carries tags as plain text."""
    if "<" not in text:
        return text
    try:
        return " ".join(str(part) for part in lxml.html.fromstring(f"<div>{text}</div>").itertext())
    except (ValueError, etree.ParserError):
        return re.sub(r"<[^>]*>", " ", text)


def spoken(elements: Iterable[lxml.html.HtmlElement]) -> list[str]:
    """Return the words of elements, those of inner elements kept apart."""
    return [" ".join(" ".join(element.itertext()).split()) for element in elements]


def _metas(root: lxml.html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in root.iter("meta"):
        content = (item.get("content") or "").strip()
        for attribute in ("property", "name", "http-equiv", "itemprop"):
            name = (item.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found
