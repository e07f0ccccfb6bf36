"""Whose people are counted where only "our" or "their" says so."""

from __future__ import annotations

import pytest

from ingest.article import Span
from rag.comparison.types import Viewpoint
from rag.comparison.whose import parties_of, whose


class _Found:
    def __init__(self, sentence: Span) -> None:
        self.sentence = sentence


class _Article:
    def __init__(self, text: str) -> None:
        self.text = text


class _Item:
    """As much of a claim as is read: its article and its sentence."""

    def __init__(self, before: str, words: str) -> None:
        self.article = _Article(before + words)
        self.found = _Found(Span(start=len(before), end=len(before) + len(words)))


def view(holder: str, side: str, description: str | None) -> Viewpoint:
    return Viewpoint(id=0, holder=holder, named=True, kind=None, description=description, affiliation=None, sides=(), side=side,
                     outlets=(), via=(), claims=(), independent=1)  # fmt: skip


PARTIES = frozenset({"ostra", "selm"})


@pytest.mark.parametrize(
    ("before", "words", "holder", "expected"),
    [
        ("", "Nine of our pilots are dead", view("Ada Brun", "Ostra, government", "minister"), "ostra"),
        ("The Selmish air ministry denied it. ", "Nine of our pilots are dead", view("Ada Brun", "government", "a spokeswoman for the ministry"), "selm"),
        ("Selm speaks of forty dead. ", "Nine of their pilots are dead", view("Ada Brun", "Ostra, government", "minister"), "selm"),
        ("Selm met Ostra in Halm. Nobody won. ", "Nine of their pilots are dead", view("Jon Dahl", "others", "a fisherman"), None),
        ("", "Nine of our pilots are dead", view("Jon Dahl", "others", "a fisherman"), None),
    ],
)  # fmt: skip
def test_our_and_their(before: str, words: str, holder: Viewpoint, expected: str | None) -> None:
    assert whose(words, _Item(before, words), holder, PARTIES) == expected  # type: ignore[arg-type]


def test_parties_are_countries_and_bodies_that_take_sides() -> None:
    assert parties_of([view("Ada Brun", "Ostra, government", "minister"), view("Selm", "Selm", None)]) == PARTIES
