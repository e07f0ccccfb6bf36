"""From a page's source to its article: the tree is cleaned, the witnesses are heard, the blocks are chosen."""

from __future__ import annotations

from collections.abc import Sequence

import lxml.html
import trafilatura
from lxml import etree

from ingest.page.blocks import PageBlock, page_blocks
from ingest.page.body import article_blocks
from ingest.page.boilerplate import surely_boilerplate
from ingest.page.tree import drop_hidden, paragraph_text

_TOO_SHORT = 250
_LONG_ENOUGH, _TOO_LITTLE = 500, 0.25


def extract_blocks(root: lxml.html.HtmlElement, *, stated: str | None, titles: Sequence[str]) -> list[PageBlock]:
    """Return the blocks of the page's article; empty where it has none. The tree is changed.

    Pages that hide their text until a script has run are read with the hidden parts where nearly
    nothing would be left without them.
    """
    whole = etree.tostring(root)
    drop_hidden(root)
    blocks = _extract(root, stated, titles)
    if _length(blocks) >= _TOO_SHORT:
        return blocks
    unhidden = _extract(lxml.html.document_fromstring(whole), stated, titles)
    return unhidden if _length(unhidden) >= max(_TOO_SHORT, 3 * _length(blocks)) else blocks


def _extract(root: lxml.html.HtmlElement, stated: str | None, titles: Sequence[str]) -> list[PageBlock]:
    _drop_furniture(root)
    source = lxml.html.tostring(root, encoding="unicode")
    # The usual setting sees less of a page only where the precise one was too strict, so it is asked second.
    precise = trafilatura.extract(source, include_comments=False, favor_precision=True, with_metadata=False) or ""
    usual = trafilatura.extract(source, include_comments=False, with_metadata=False) or ""
    blocks = article_blocks(page_blocks(root), precise=precise, usual=usual, stated=stated, titles=titles)
    found = _length(blocks)
    # Pages that build their article by script carry its words in their structured data; on others it stands where
    # no block is looked for, and the extractor's own lines stand in.
    for other in (stated or "", usual):
        if len(other) >= _LONG_ENOUGH and found < _TOO_LITTLE * len(other):
            return [PageBlock(text=line, element=root, tag="p", linked=0) for line in other.split("\n")]
    return blocks


def _drop_furniture(root: lxml.html.HtmlElement) -> None:
    most = 0.3 * paragraph_text(root)
    for element in list(root.iter(etree.Element)):
        if element.getparent() is None or element.tag in ("html", "body", "main", "article"):
            continue
        if surely_boilerplate(element) and paragraph_text(element) <= most:
            element.drop_tree()


def _length(blocks: Sequence[PageBlock]) -> int:
    return sum(len(block.text) for block in blocks)
