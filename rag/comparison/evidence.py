"""What the rules of a comparison work on: a claim with its words, its place in its article, and what it is near to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, Span
from rag.claims.figures import Quantity, quantities_of
from rag.comparison.claims import Found
from rag.comparison.points import every_form
from rag.comparison.types import Claim
from rag.verify.facts_in_text import tokens_of
from rag.wordforms import form

_PHRASES = (
    (re.compile(r"\bput(?:ting)? off\b"), "postponed"),
    (re.compile(r"\b(?:step(?:s|ped|ping)?|stand(?:s|ing)?|stood) (?:down|aside)\b"), "resigned"),
)
_ASKS = re.compile(r"[?][”\"’']?$|^ask(?:ing|ed|s)\b(?!.*\bto\b)")
_DENIED = re.compile(
    r"(?:n[’']t|\bnot|\bnever|\bno longer|\bwithout)(?: (?:have|need|want|going|able))?\s*$", re.IGNORECASE
)
_RELATIVE = re.compile(r"(?:who|which|whose|whom)\b|that …", re.IGNORECASE)
_LINK = re.compile(r"[a-z]:[A-Z][a-z]")  # "Chinese spy balloon:Chinese spy balloon spotted"
_REPORTS = re.compile(
    r"\b(?:it|he|she|they) (?:has |have |had |also |later |then |previously )*"
    r"(?:said|says|acknowledged|admitted|claimed|confirmed|denied|announced|told|argued|insisted|declared|warned)\b",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:\b(?:seen|pictured|shown|photographed)|, (?:left|right|center|centre)),? (?:here|on|in|at|during|before|after|outside)\b|"
    r"^(?:[A-Z][\w.’'-]*[ /]){0,4}(?:Getty(?: Images)?|Reuters|AFP|AP|EPA|Shutterstock)\b"
)
_QUESTION = re.compile(
    r"[?][\"”'’\s]*(?:…|$)|^[\"“'‘]*(?:asked|asks|asking|wonder(?:s|ed|ing)?)\b|^[\"“'‘]*(?:if|whether)\b",
    re.IGNORECASE,
)
_NOT_HELD = re.compile(
    r"\b(?:no|not|never|nobody|none|without|n['’]t)\b[^.,;:“\"]{0,70}?\b(?:who|that|which|whom)(?: \w+)?\W*$",
    re.IGNORECASE,
)  # "has had no talks with supporters who have suggested"


@dataclass(eq=False)
class Item:
    """One claim with all that is known of it. at: its place among the claims."""

    at: int
    claim: Claim
    found: Found
    article: Article

    @property
    def holder(self) -> tuple[str, int | str]:
        """Who makes the claim: a holder by number, or an outlet by name."""
        if self.claim.viewpoint is not None:
            return "holder", self.claim.viewpoint
        return "outlet", self.claim.outlet or self.claim.article_id

    @property
    def spoken(self) -> bool:
        """Whether a holder says it, rather than the outlet in its own words."""
        return self.claim.viewpoint is not None

    @cached_property
    def states(self) -> bool:
        """Whether it says something: asks nothing, is no relative clause, caption or link and not cut off from its negation, and, of an outlet, not what somebody said."""
        words = self.claim.words
        if _ASKS.search(words) or _RELATIVE.match(words) or _LINK.search(words):
            return False
        if words[0].islower() and _DENIED.search(self.article.text[: self.span.start]):
            return False  # its negation stands before it: "don't have [to worry about it]"
        return self.spoken or not (_CAPTION.search(words) or _REPORTS.search(words))

    @cached_property
    def asserted(self) -> bool:
        """Whether it is a claim at all: no question, and not what somebody is said not to have said."""
        if _QUESTION.search(self.claim.words):
            return False
        return not (self.spoken and _NOT_HELD.search(self.lead))

    @property
    def lead(self) -> str:
        """What stands before it in its sentence."""
        return self.article.text[self.found.sentence.start : self.span.start]

    @property
    def sentence(self) -> str:
        """The whole sentence it stands in, on one line."""
        return " ".join(self.found.sentence.of(self.article.text).split())

    @property
    def day(self) -> str:
        """The day of its article, "" where unknown."""
        return (self.claim.date or "")[:10]

    @cached_property
    def span(self) -> Span:
        """The smallest span that holds its quotes."""
        return Span(start=self.found.spans[0].start, end=self.found.spans[-1].end)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The words of meaning under the form they are compared by, and its numbers."""
        text = self.claim.words
        for phrase, word in _PHRASES:
            text = phrase.sub(word, text)
        return every_form(text)

    @cached_property
    def around(self) -> frozenset[str]:
        """The same of the whole sentence it stands in."""
        sentence = self.found.sentence.of(self.article.text)
        return frozenset(form(t.low) for t in tokens_of(sentence) if t.content and len(t.low) > 2)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The figures in its words."""
        return quantities_of(self.claim.words)


@dataclass(frozen=True)
class Table:
    """All items, and how near each is to each by meaning: `near[i, j]` is the cosine of two claims."""

    items: Sequence[Item]
    near: NDArray[np.float32]
    related: Callable[[str, str], bool]

    @cached_property
    def held(self) -> Counter[str]:
        """In how many claims each word stands, by form."""
        return Counter(word for item in self.items for word in item.forms)

    def pairs(self, least: float) -> list[tuple[Item, Item, float]]:
        """Return the pairs of claims at least so near, the nearest first; never two that overlap in one article."""
        rows, columns = np.where(np.triu(self.near, 1) >= least)
        order = np.argsort(-self.near[rows, columns])
        found = []
        for k in order:
            one, other = self.items[int(rows[k])], self.items[int(columns[k])]
            if one.claim.article_id == other.claim.article_id and one.span.overlaps(other.span):
                continue
            found.append((one, other, float(self.near[one.at, other.at])))
        return found


def table_of(claims: Sequence[Claim], found: Sequence[Found], articles: dict[str, Article]) -> Table:
    """Return the claims made ready for the rules."""
    items = [Item(claim.id, claim, one, articles[one.header.id]) for claim, one in zip(claims, found, strict=True)]
    vectors = np.stack([one.vector for one in found])
    near = np.asarray(vectors @ vectors.T, dtype=np.float32)
    means = {}
    for article_id in {one.header.id for one in found}:
        own = vectors[[i for i, one in enumerate(found) if one.header.id == article_id]]
        mean = own.mean(axis=0)
        means[article_id] = mean / max(float(np.linalg.norm(mean)), 1e-9)

    def related(one: str, other: str) -> bool:
        return one == other or float(means[one] @ means[other]) >= _RELATED

    return Table(items, near, related)


_RELATED = 0.6
"""Cosine of the mean claims of two articles from which they tell of one event."""
