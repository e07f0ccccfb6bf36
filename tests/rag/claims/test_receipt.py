"""Something sent that never came, by one, and was received, by another."""

from __future__ import annotations

import pytest

from rag.claims.receipt import receipt


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("no complaint ever reached her office", "the complaint was registered in her office in May", ""),
        ("we never received a letter from the school", "the headmaster signed for the letter himself", ""),
        ("it had “no record” of the request", "the request was received and stamped on Monday", ""),
        ("No warning of any sort arrived here", "It was logged at 09:12", "The pilots sent a warning to the tower."),
        ("the bank received no request for more time", "We asked the bank twice for time to sell the mill", ""),
        ("the council got no invitation and received no message", "two clerks opened the message", ""),
    ],
)
def test_what_never_came_and_was_received(one: str, other: str, before: str) -> None:
    found = receipt(one, other, before_other=before)
    assert found is not None and found.negates_first
    turned = receipt(other, one, before_one=before)
    assert turned is not None and not turned.negates_first and turned.other == found.one


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("no complaint ever reached her office", "the letter was delivered to her office", ""),  # another thing
        ("we never received a letter", "he wrote the letter in June", ""),  # written, not received
        ("we never received a letter", "the letter would be delivered on Monday", ""),
        ("the letter was registered in May", "the letter was opened in June", ""),
        ("the bank received no request for a loan", "We asked the bank for an answer", ""),
        ("No warning reached us", "It was opened by the mayor", "The bridge was built in a year."),
        ("No warning reached me", "the warning was opened in his office", ""),
        ("it had no record of the request", "the request was never delivered", ""),
    ],
)
def test_what_only_touches_it(one: str, other: str, before: str) -> None:
    assert receipt(one, other, before_other=before) is None
