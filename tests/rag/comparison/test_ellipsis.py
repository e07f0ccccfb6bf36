"""What a claim leaves to the sentence before it."""

from __future__ import annotations

import pytest

from rag.comparison.ellipsis import alike_told, in_full


@pytest.mark.parametrize(
    ("before", "words", "full"),
    [
        ("She had counted the pumps herself. ", "the two at the weir were new", "the two pumps at the weir were new"),
        ("Twelve lifts stand in the towers. ", "the three in the north tower failed", "the three lifts in the north tower failed"),
        ("Nobody had asked. ", "the two at the weir were new", "the two at the weir were new"),
        ("She had counted the pumps herself. ", "the two pumps were new", "the two pumps were new"),
    ],
)  # fmt: skip
def test_a_bare_number_takes_its_thing_from_before(before: str, words: str, full: str) -> None:
    assert in_full(words, before) == full


def test_what_does_not_work_is_told_in_one_way() -> None:
    ways = ["The lifts were out of service", "The lifts were offline", "The lifts were without power"]
    assert len({alike_told(way) for way in ways}) == 1
    assert alike_told("The lifts were out of sight") == "The lifts were out of sight"
