"""Whose people a figure counts where only "our" or "their" tells: "five of our sailors", "two of their men"."""

from __future__ import annotations

import re
from collections.abc import Collection

from rag.comparison.evidence import Item
from rag.comparison.types import Viewpoint
from rag.verify.facts_in_text import tokens_of
from rag.verify.names_in_text import same_name_word

_WHOSE = re.compile(r"\b(?:(our)|(their|its))\b", re.IGNORECASE)
_ROLE = re.compile(r"\b(?:for|of|at|in) the ([a-z]+)\s*$|^the ([a-z]+)\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?”’\"])\s+")
_BACK = 2  # sentences before a quote that may name those of whom it speaks
_READ = 600  # characters before it


def parties_of(viewpoints: Collection[Viewpoint]) -> frozenset[str]:
    """Return the names, in small letters, of the countries and bodies that are sides of a topic: "Tesmar, government"."""
    found = {view.side.split(",")[0] for view in viewpoints if "," in view.side}
    found |= {view.holder for view in viewpoints if view.named and view.description is None}
    return frozenset(name.lower() for name in found if name[:1].isupper() and name.isalpha())


def whose(words: str, item: Item, view: Viewpoint | None, parties: Collection[str]) -> str | None:
    """Return the party whose people a figure counts, or None where that is not sure.

    words: the figure with its noun. view: who says it. "Our" is the speaker's own side; "their" the one party, not the speaker's,
    that the nearest sentence before the claim names.
    """
    told = _WHOSE.search(words)
    if told is None or view is None:
        return None
    before = item.article.text[max(0, item.found.sentence.start - _READ) : item.found.sentence.start]
    own = _own(view, before, parties)
    if told[1]:
        return own
    for sentence in reversed(_SENTENCE.split(before.strip())[-_BACK:]):
        named = _named(sentence, parties) - {own}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _own(view: Viewpoint, before: str, parties: Collection[str]) -> str | None:
    """Return the party that a speaker is of: as they are described, or, of "the ministry", as that was last called before."""
    described = f"{view.holder} {view.affiliation or ''} {view.description or ''}"
    named = _named(f"{view.side.split(',')[0]}. {described}", parties)
    if not named and (role := _ROLE.search(view.description or "")):
        body = role[1] or role[2]
        called = re.findall(rf"\b([A-Z][\w-]+)(?: [a-z]+){{0,2}} {body}\b", before)
        named = _named(called[-1], parties) if called else set()
    return named.pop() if len(named) == 1 else None


def _named(text: str, parties: Collection[str]) -> set[str]:
    return {
        party
        for token in tokens_of(text)
        if token.text[:1].isupper()
        for party in parties
        if same_name_word(token.low.removesuffix("'s").removesuffix("’s"), party)
    }
