"""Which blocks of a page are its article.

Several witnesses look at the page: trafilatura in its precise and its usual setting, and the article body that
the page's own schema.org data may carry. A block that they agree on is a seed; blocks that stand where the seeds
stand and read like the rest of the story are taken along, and boilerplate is dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import lxml.html

from ingest.page.blocks import PageBlock
from ingest.page.boilerplate import closes_article, names_boilerplate, names_caption, opens_article, says_boilerplate

_NOT_LETTER = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"'”’»)\]]*\s*$|[:;,]\s*$")
_LONG = 80
_MOST_CLOSING = 4
_TOO_STRICT = 0.5
_SHINGLE = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Witness:
    """What one extractor took to be the article, in a form that blocks can be looked up in."""

    squeezed: str
    lines: frozenset[str]
    shingles: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> Witness:
        """Return the witness for an extractor's text."""
        lines = [squeeze(line) for line in text.split("\n")]
        return cls(
            squeezed="".join(lines),
            lines=frozenset(line for line in lines if line),
            shingles=frozenset(_shingles(text)),
        )

    def saw(self, block: PageBlock) -> bool:
        """Tell whether the extractor kept the block (for the most part)."""
        text = squeeze(block.text)
        if len(text) < 20:
            return text in self.lines
        if text in self.squeezed:
            return True
        shingles = list(_shingles(block.text))
        return len(shingles) > 3 and sum(shingle in self.shingles for shingle in shingles) >= 0.6 * len(shingles)


def squeeze(text: str) -> str:
    """Return the letters and digits of a text alone, in lower case, so that only words are compared."""
    return _NOT_LETTER.sub("", text).lower()


def _shingles(text: str) -> Iterable[tuple[str, ...]]:
    words = _NOT_LETTER.sub(" ", text).lower().split()
    return (tuple(words[at : at + _SHINGLE]) for at in range(max(0, len(words) - _SHINGLE + 1)))


def article_blocks(
    blocks: Sequence[PageBlock], *, precise: str, usual: str, stated: str | None, titles: Sequence[str]
) -> list[PageBlock]:
    """Return the blocks of the article in order; empty where no witness found any.

    `precise` and `usual` are extractors' texts, `stated` the article body of the page's structured data,
    `titles` the headlines it states.
    """
    first, second = Witness.of(precise), Witness.of(usual)
    seeds = [block for block in blocks if first.saw(block)]
    if sum(len(block.text) for block in seeds) < _TOO_STRICT * len(usual):
        seeds = [block for block in blocks if second.saw(block)]
    if not seeds:
        return []
    page = _Page(blocks, seeds)
    own = Witness.of(stated) if stated and page.confirms(stated) else None
    kept = [block for block in blocks if page.takes(block, own)]
    return _trim(kept, titles)


class _Page:
    """Where the seeds stand: their common container and the places (parents' names) they stand in."""

    def __init__(self, blocks: Sequence[PageBlock], seeds: Sequence[PageBlock]) -> None:
        self._blocks = blocks
        seeds = _without_echoes(seeds)
        self._seeds = {block.position for block in seeds}
        self._seed_text = sum(len(block.text) for block in seeds)
        self._container = _container(seeds)
        long_seeds = [block for block in seeds if len(block.text) >= _LONG] or list(seeds)
        self._first, self._last = long_seeds[0].position, long_seeds[-1].position
        self._places = Counter(_place(block.element) for block in long_seeds)
        self._parents = Counter(parent for block in long_seeds if (parent := block.element.getparent()) is not None)
        self._around = {self._container, *self._container.iterancestors()}

    def confirms(self, stated: str) -> bool:
        """Tell whether a stated body is this page's article, whole: as long as the seeds, and mostly them."""
        witness = Witness.of(stated)
        shared = sum(len(block.text) for block in self._blocks if block.position in self._seeds and witness.saw(block))
        return shared >= 0.5 * self._seed_text and len(stated) >= 0.6 * self._seed_text

    def takes(self, block: PageBlock, own: Witness | None) -> bool:
        """Tell whether the block belongs to the article."""
        if says_boilerplate(block.text) or _is_links(block):
            return False
        if own is not None and own.saw(block) and self._nearby(block) and not _is_caption(block):
            return True
        if self._named_away(block):
            return False
        if block.position in self._seeds:
            return True
        if self._first < block.position < self._last and self._is_sibling(block):
            return True
        return self._reads_like_story(block) and self._stands_with_seeds(block)

    def _nearby(self, block: PageBlock) -> bool:
        return self._first - 3 <= block.position <= self._last + 3

    def _reads_like_story(self, block: PageBlock) -> bool:
        return (
            len(block.text) >= _LONG
            and block.link_density < 0.4
            and block.tag in ("p", "blockquote", "div", "li")
            and bool(_SENTENCE_END.search(block.text))
        )

    def _is_sibling(self, block: PageBlock) -> bool:
        """Tell whether the block stands beside paragraphs of the story: a subhead, a short line, a quotation."""
        element = block.element
        if element.tag == "p" and (quotation := next(element.iterancestors("blockquote"), None)) is not None:
            element = quotation
        parent = element.getparent()
        return parent is not None and self._parents[parent] >= 2 and block.link_density < 0.5

    def _stands_with_seeds(self, block: PageBlock) -> bool:
        return self._places[_place(block.element)] >= 2

    def _named_away(self, block: PageBlock) -> bool:
        """Tell whether an element around the block, within the article's container, names it something else."""
        for element in (block.element, *block.element.iterancestors()):
            if element in self._around:
                return False
            if element.tag in ("figcaption", "nav", "footer", "aside") or names_boilerplate(element):
                return True
        return False


def _is_caption(block: PageBlock) -> bool:
    around = (block.element, *block.element.iterancestors())
    return any(element.tag == "figcaption" or names_caption(element) for element in around[:3])


def _is_links(block: PageBlock) -> bool:
    """Tell whether the block is links to other pieces rather than a sentence that happens to hold links."""
    if block.link_density > 0.95:
        return True
    return block.link_density > 0.75 and (len(block.text) < 200 or not _SENTENCE_END.search(block.text))


def _without_echoes(seeds: Sequence[PageBlock]) -> list[PageBlock]:
    """Return the seeds without long ones that repeat elsewhere (teasers of this very article): the best placed stay."""
    places = Counter(_place(block.element) for block in seeds)
    best: dict[str, PageBlock] = {}
    for block in seeds:
        key = squeeze(block.text)
        if key not in best or places[_place(block.element)] > places[_place(best[key].element)]:
            best[key] = block
    return [block for block in seeds if len(block.text) < _LONG or best[squeeze(block.text)] is block]


def _container(seeds: Sequence[PageBlock]) -> lxml.html.HtmlElement:
    """Return the deepest element that holds four fifths of the seeds' text."""
    weights: Counter[lxml.html.HtmlElement] = Counter()
    for block in seeds:
        for element in (block.element, *block.element.iterancestors()):
            weights[element] += len(block.text)
    total = sum(len(block.text) for block in seeds)
    holders = [element for element, weight in weights.items() if weight >= 0.8 * total]
    return max(holders, key=lambda element: sum(1 for _ in element.iterancestors()))


def _place(element: lxml.html.HtmlElement) -> tuple[str, ...]:
    """Return what a block's surroundings are called: tags and classes of its parent and grandparent."""
    around = [element, *element.iterancestors()][:3]
    return (str(element.tag), *(f"{outer.tag}.{outer.get('class') or ''}" for outer in around[1:]))


def _trim(kept: list[PageBlock], titles: Sequence[str]) -> list[PageBlock]:
    """Drop what only frames the story: the headline repeated on top, date lines, bylines, notes on the author."""
    headlines = {squeeze(title) for title in titles}
    first = next((at for at, block in enumerate(kept) if len(block.text) >= _LONG and not block.heading), 0)
    kept = [
        block
        for at, block in enumerate(kept)
        if squeeze(block.text)
        and not (at < first and (squeeze(block.text) in headlines or opens_article(block.text)))
        and not (block.heading and squeeze(block.text) in headlines)
    ]
    for _ in range(_MOST_CLOSING):
        if len(kept) > 1 and (_is_loose_end(kept) or closes_article(kept[-1].text)):
            kept = kept[:-1]
    return kept


def _is_loose_end(kept: Sequence[PageBlock]) -> bool:
    """Tell whether the last block is a heading that nothing follows, on a page that is not all headings."""
    return kept[-1].heading and not kept[-2].heading and len(kept[-1].text) < _LONG
