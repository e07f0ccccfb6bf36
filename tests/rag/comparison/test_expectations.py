"""What a comparison of each sample topic must find of what was written down, and what it must never show."""

from __future__ import annotations

import pytest

from rag import NewsAssistant
from tests.rag.comparison.expected import Held, topics

# What was found when this was written, without a language model. The goal is nine in ten of each kind; contradictions that
# only knowledge of the matter reveals, and claims that agree in quite other words, are what is missed (see the README).
FLOORS = {
    "quotes": 68 / 74,
    "contradictions": 11 / 17,
    "changes": 5 / 6,
    "shared": 5 / 11,
    "figures": 11 / 13,
    "only_in": 8 / 10,
}


@pytest.fixture(scope="module")
def held(samples: NewsAssistant) -> list[Held]:
    return [Held(samples, expected) for expected in topics()]


@pytest.mark.parametrize("kind", FLOORS)
def test_finds_what_was_written_down(held: list[Held], kind: str) -> None:
    rows = [row for one in held for row in getattr(one, kind)()]
    missed = [name for name, hit in rows if not hit]
    assert 1 - len(missed) / len(rows) >= FLOORS[kind] - 1e-9, missed


def test_shows_no_conflict_that_is_none(held: list[Held]) -> None:
    assert [why for one in held for why in one.false_conflicts()] == []


def test_copies_are_those_written_down(held: list[Held]) -> None:
    outlets = [set(copy.outlets) for one in held for copy in one.found.copies]
    assert outlets == [{"The Hestrel Courier", "The Lowland Examiner"}]


def test_every_conflict_is_between_two_holders(held: list[Held]) -> None:
    for one in held:
        for conflict in one.found.conflicts:
            left, right = one.found.claims[conflict.left], one.found.claims[conflict.right]
            assert one.found.holder(left) != one.found.holder(right)
