"""Contradictions between two speakers whom an article sets side by side, one sentence after the other.

There the writer has already chosen what answers what, so less is asked of the words than across articles: one denies the very
word that the other asserts ("had inspected the ponds" / "no inspector set foot"), knows of none ("not aware of any
investigation"), or says the opposite of it ("shut the intake" / "the intake stayed open").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rag.claims.clauses import Opposition
from rag.claims.grammar import Grammar
from rag.claims.replies import answers
from rag.comparison.evidence import Item, Table

_NEXT = 3  # characters between two sentences
_LEAST = 0.25  # cosine
_LONGEST = 45  # words of a claim: in a long one any word may stand
_ASKS = re.compile(r"[?]|\b(?:if|whether|unless)\b", re.IGNORECASE)

Pair = tuple[Item, Item, Opposition, float]


def side_by_side(table: Table, grammar: Grammar) -> list[Pair]:
    """Return the claims of different holders in neighbouring sentences of one article that answer each other with a no."""
    found = []
    for one, other in _neighbours(table):
        near = float(table.near[one.at, other.at])
        if near < _LEAST or _ASKS.search(one.claim.words) or _ASKS.search(other.claim.words):
            continue
        opposition = answers(one.claim.words, other.claim.words)
        if opposition is not None and grammar.bears_out(opposition, one.claim.words, other.claim.words):
            found.append((one, other, opposition, near))
    return found


def _neighbours(table: Table) -> Iterator[tuple[Item, Item]]:
    by_article: dict[str, list[Item]] = defaultdict(list)
    for item in table.items:
        if len(item.claim.words.split()) <= _LONGEST:
            by_article[item.claim.article_id].append(item)
    for items in by_article.values():
        items.sort(key=lambda item: item.span)
        for i, one in enumerate(items):
            for other in items[i + 1 : i + 4]:
                apart = other.found.sentence.start - one.found.sentence.end
                answers_next = one.spoken and other.spoken and 0 <= apart <= _NEXT and one.holder != other.holder
                if answers_next and one.asserted and other.asserted:
                    yield one, other
