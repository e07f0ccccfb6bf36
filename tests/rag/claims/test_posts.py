"""Who is wanted to go, and who says that they stay."""

from __future__ import annotations

import pytest

from rag.claims.posts import leaver, stays


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("The league called on Rurik Sand to step down", "Rurik Sand"),
        ("“Sand must resign,”", "Sand"),
        ("demanded Mayor Sand's resignation", "Mayor Sand's"),
        ("nobody called on Sand to resign", None),
        ("said the council should resign itself to a delay", None),  # no name
        ("Sand called on the county to pay", None),
    ],
)
def test_who_is_to_go(words: str, who: str | None) -> None:
    found = leaver(words)
    assert found == who or (who is not None and found is not None and who in found)


@pytest.mark.parametrize(
    ("words", "of_another"),
    [
        ("“I will not resign,”", False),
        ("he has no intention of stepping down", False),
        ("she had full confidence in him", True),
        ("he will resign in May", None),
        ("he did not have full confidence in her", None),
    ],
)
def test_who_stays(words: str, of_another: bool | None) -> None:
    found = stays(words)
    assert (found and found[1]) == of_another
