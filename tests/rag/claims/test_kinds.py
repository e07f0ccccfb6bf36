"""A thing called by a kind, and a general word on that kind that says it cannot be one."""

from __future__ import annotations

import pytest

from rag.claims.kinds import not_of_kind

TOLD = "the fund is a charity that feeds 300 children"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“A charity does not need a yacht,”", TOLD),
        ("No charity keeps its books in a garage", TOLD),
        (
            "“A weather balloon is light. A balloon doesn't carry four engines.”",
            "It was described as a balloon for the weather",
        ),
        ("“A museum has no soldiers at its door.”", "the building, a museum since 1950, was empty"),
    ],
)
def test_what_no_such_thing_does(one: str, other: str) -> None:
    found = not_of_kind(one, other)
    assert found is not None and found.negates_first and found.one in " ".join(one.split())
    turned = not_of_kind(other, one)
    assert turned is not None and not turned.negates_first and turned.one == found.other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“A charity needs friends,”", TOLD),  # no no
        ("“The charity does not need a yacht,”", TOLD),  # of this one, not of the kind
        ("“A charity does not need a yacht,”", "the yacht was sold to a charity"),  # nothing is called one
        (
            "“A teacher does not need a gun,”",
            "Holm is a teacher in Averby",
        ),  # said of people it is a view of what they need
    ],
)
def test_what_is_said_of_something_else(one: str, other: str) -> None:
    assert not_of_kind(one, other) is None
