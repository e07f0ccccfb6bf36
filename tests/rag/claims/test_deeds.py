"""What a claim denies of any: the deed, and of what where that is not of anything at all."""

from __future__ import annotations

import pytest

from rag.claims.deeds import denied_of_any
from rag.wordforms import form


@pytest.mark.parametrize(
    ("words", "verb", "things"),
    [
        ("denied that any accounts were frozen", "frozen", {"accounts"}),
        ("denies that a single document has ever been destroyed", "destroyed", set()),
        ("denied that any safety work had been postponed", "postponed", set()),
        ("denied that the accounts were frozen", None, None),  # of these, not of any
        ("said that any accounts were frozen by mistake", None, None),
    ],
)
def test_what_is_denied_of_any(words: str, verb: str | None, things: set[str] | None) -> None:
    expected = None if verb is None else (form(verb), frozenset(form(thing) for thing in things or ()))
    assert denied_of_any(words) == expected
