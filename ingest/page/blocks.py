"""A page's tree as the list of its paragraphs, list items and headings, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

import lxml.html
from lxml import etree

BLOCK_TAGS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SILENT_TAGS = frozenset(
    "script style noscript template svg iframe button select option textarea input object embed canvas audio video head "
    "map math progress meter dialog".split()
)
_CELLS = frozenset(("td", "th"))
_LONGEST_CELL = 300


@dataclass(kw_only=True, slots=True)
class PageBlock:
    """One run of text between block boundaries. `linked` counts its characters inside links."""

    text: str
    element: lxml.html.HtmlElement
    tag: str
    linked: int
    position: int = 0
    words: tuple[str, ...] = field(default=())

    @property
    def heading(self) -> bool:
        """Whether the page marks it as a heading."""
        return self.tag in HEADING_TAGS

    @property
    def link_density(self) -> float:
        """The share of its characters inside links."""
        return self.linked / max(1, len(self.text))


def page_blocks(root: lxml.html.HtmlElement) -> list[PageBlock]:
    """Return the blocks below an element, in order. Two line breaks in a row part a block."""
    collector = _Collector(root)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        collector.start(element) if event == "start" else collector.end(element)
    collector.flush()
    return collector.blocks


class _Collector:
    def __init__(self, root: lxml.html.HtmlElement) -> None:
        self.blocks: list[PageBlock] = []
        self._owners: list[lxml.html.HtmlElement] = [root]
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._silent = 0
        self._row: lxml.html.HtmlElement | None = None

    def start(self, element: lxml.html.HtmlElement) -> None:
        tag = element.tag
        if tag in SILENT_TAGS:
            self._silent += 1
        if self._silent:
            return
        if tag in _CELLS and self._row is not None:
            if self._parts and "".join(self._parts).strip():
                self._parts.append(" | ")
        elif tag in BLOCK_TAGS:
            self.flush()
            self._owners.append(element)
            if tag == "tr" and self._row is None and _is_data_row(element):
                self._row = element
        elif tag == "br":
            self._break()
        elif tag == "a":
            self._links += 1
        self._say(element.text)

    def end(self, element: lxml.html.HtmlElement) -> None:
        tag = element.tag
        if tag in SILENT_TAGS:
            self._silent -= 1
        elif not self._silent:
            if tag in BLOCK_TAGS and not (tag in _CELLS and self._row is not None):
                self.flush()
                self._owners.pop()
                if element is self._row:
                    self._row = None
            elif tag == "a":
                self._links -= 1
        if not self._silent:
            self._say(element.tail)

    def flush(self) -> None:
        lines = [" ".join(line.split()) for line in "".join(self._parts).split("\n")]
        text = "\n".join(line for line in lines if line)
        if text:
            owner = self._owners[-1]
            self.blocks.append(
                PageBlock(
                    text=text,
                    element=owner,
                    tag=_kind(owner),
                    linked=min(self._linked, len(text)),
                    position=len(self.blocks),
                )
            )
        self._parts.clear()
        self._linked = 0

    def _say(self, text: str | None) -> None:
        if not text:
            return
        # A line end of the source is a space; only <br> writes "\n" into the parts.
        self._parts.append(" ".join(text.split("\n")) if "\n" in text else text)
        if self._links:
            self._linked += len(" ".join(text.split()))

    def _break(self) -> None:
        if "".join(self._parts[-2:]).strip(" \t\r\xa0").endswith("\n"):
            self.flush()
        else:
            self._parts.append("\n")


def _is_data_row(row: lxml.html.HtmlElement) -> bool:
    """Tell whether a table row holds short cells, which read as one line, and not the layout of a page."""
    if any(inner.tag in BLOCK_TAGS and inner.tag not in _CELLS for inner in row.iterdescendants()):
        return False
    return all(len(cell.text_content()) < _LONGEST_CELL for cell in row)


def _kind(owner: lxml.html.HtmlElement) -> str:
    """Return the tag that says most: that of a heading, list item or quotation around a lone paragraph."""
    if owner.tag in ("p", "div", "section"):
        for around in owner.iterancestors("li", "blockquote", "figcaption", *HEADING_TAGS):
            return str(around.tag)
    return str(owner.tag)
