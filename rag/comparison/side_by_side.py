"""Contradictions between two speakers whom an article sets side by side, one sentence after the other.

There the writer has already chosen what answers what, so less is asked of the words than across articles: one denies the very
word that the other asserts ("had inspected the ponds" / "no inspector set foot"), knows of none ("not aware of any
investigation"), or says the opposite of it ("shut the intake" / "the intake stayed open").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.claims.clauses import Opposition
from rag.claims.grammar import Grammar
from rag.claims.replies import answers, does_not
from rag.comparison.evidence import Item, Table
from rag.comparison.told import by_article

_NEXT = 3  # characters between two sentences
_LEAST = 0.25  # cosine
_LONGEST = 45  # words of a claim: in a long one any word may stand
_NEAR_BY = 400  # characters between the sentences of two claims that may speak of one deed
_AHEAD = 9  # claims
_LEAST_NEAR_BY = 0.35  # cosine of two such
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
    for one, other in _near_by(table):
        near = float(table.near[one.at, other.at])
        opposition = does_not(one.claim.words, other.claim.words) if near >= _LEAST_NEAR_BY else None
        if opposition is not None and grammar.same_deed(opposition, one.claim.words, other.claim.words):
            found.append((one, other, opposition, near))
    return found


def _near_by(table: Table) -> Iterator[tuple[Item, Item]]:
    """Yield the claims of different holders that stand close to each other in one article, in either order; the outlet may be one."""
    for items in by_article(table).values():
        for i, one in enumerate(items):
            for other in items[i + 1 : i + _AHEAD]:
                apart = other.found.sentence.start - one.found.sentence.end
                if one.holder == other.holder or not (one.spoken or other.spoken) or one.span.overlaps(other.span):
                    continue
                if apart <= _NEAR_BY and one.asserted and other.asserted:
                    yield one, other


def _neighbours(table: Table) -> Iterator[tuple[Item, Item]]:
    for every in by_article(table).values():
        items = [item for item in every if len(item.claim.words.split()) <= _LONGEST]
        for i, one in enumerate(items):
            for other in items[i + 1 : i + 4]:
                apart = other.found.sentence.start - one.found.sentence.end
                answers_next = one.spoken and other.spoken and 0 <= apart <= _NEXT and one.holder != other.holder
                if answers_next and one.asserted and other.asserted:
                    yield one, other
