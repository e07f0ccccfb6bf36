"""What an article itself says of how two claims stand to each other, and the claims of an article in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ingest.article import Span
from rag.comparison.camps import of_one_camp
from rag.comparison.evidence import Item, Table
from rag.comparison.holders import words_of_name
from rag.comparison.types import Viewpoint
from rag.verify.facts_in_text import Token
from rag.verify.names_in_text import any_same

_NEXT = 2  # characters between two sentences, a paragraph's end at most
_SUBJECT = 3  # words with which a sentence begins, where its subject stands
BRIEF = 3  # letters up to which a word of a name says little
BACK = 420  # characters between a statement and the sentence that disputes it


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Two claims that an article sets against each other, or side by side, and the sentence that does."""

    left: int
    right: int
    words: str
    article_id: str
    span: Span
    agrees: bool = False


def told_of(left: Item, right: Item, by: Item, *, agrees: bool = False) -> Told:
    """Return two claims as told by the sentence of a third, or of one of them."""
    return Told(
        left=left.at,
        right=right.at,
        words=by.sentence,
        article_id=by.claim.article_id,
        span=by.found.sentence,
        agrees=agrees,
    )


def by_article(table: Table) -> dict[str, list[Item]]:
    """Return the claims of each article in the order in which they stand there."""
    found: dict[str, list[Item]] = defaultdict(list)
    for item in table.items:
        found[item.claim.article_id].append(item)
    for items in found.values():
        items.sort(key=lambda item: item.span)
    return found


def spoken_before(
    item: Item, items: Sequence[Item], at: int, back: int, viewpoints: Sequence[Viewpoint]
) -> Item | None:
    """Return the statement that ends last in some characters before a place, if it is of somebody else who is not of the speaker's camp."""
    before = [other for other in items if other.spoken and at - back <= other.span.end <= at and other.asserted]
    last = max(before, key=lambda other: (other.span.end, other.span.start), default=None)
    if last is None or last.holder == item.holder or of_one_camp(last, item, viewpoints):
        return None
    return last


def begins_with(item: Item, view: Viewpoint) -> bool:
    """Tell whether a claim begins with a holder's name, and so is most likely about them."""
    return any_same(words_of_name(item.claim.words)[:_SUBJECT], telling_words(view.holder))


def telling_words(name: str) -> list[str]:
    """Return the words of a name by which somebody may be called: none of a few letters."""
    return [word for word in words_of_name(name) if len(word) > BRIEF]


def names_one_of(tokens: Iterable[Token], names: Collection[str]) -> bool:
    """Tell whether words hold one of some names, written large."""
    return any_same((token.low for token in tokens if token.capital), names)


def follows(one: Item, other: Item) -> bool:
    """Tell whether a claim stands in the sentence right after another's."""
    return 0 <= other.found.sentence.start - one.found.sentence.end <= _NEXT


def is_quoted(item: Item) -> bool:
    """Tell whether a claim is given as a quote."""
    return item.claim.words[:1] in '“"‘„«'
