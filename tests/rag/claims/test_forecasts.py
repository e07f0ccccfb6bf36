"""A thing expected by a day, and doubted by that day or a later one."""

from __future__ import annotations

import pytest

from rag.claims.forecasts import forecast

DAY = "2027-10-04"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The county expects the bridge to be open by March", "I would be surprised if the bridge were open by spring"),
        (
            "Kalle predicted that the ferry would sail again before Christmas",
            "it is unlikely that the ferry will sail by summer",
        ),
        (
            "the builders will finish the station by June",
            "She does not believe that the builders finish by the end of June",
        ),
    ],
)
def test_expected_and_doubted(one: str, other: str) -> None:
    found = forecast(one, other, day=DAY, other_day=DAY)
    assert found is not None and not found.negates_first
    turned = forecast(other, one, day=DAY, other_day=DAY)
    assert turned is not None and turned.negates_first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # who doubts an earlier day leaves the later one open
        (
            "The county expects the bridge to be open by summer",
            "I would be surprised if the bridge were open by Christmas",
        ),
        ("The county expects the bridge to be open by March", "She doubts that the school will be sold by spring"),
        ("The county expects the bridge to be open by March", "Nobody expects the bridge to be cheap"),
        ("The county expects the bridge to be open by March", "the bridge will be open by May"),
    ],
)
def test_both_may_be_right(one: str, other: str) -> None:
    assert forecast(one, other, day=DAY, other_day=DAY) is None


def test_without_a_day_nothing_is_sooner() -> None:
    one, other = "The county expects the bridge open by March", "I would be surprised if the bridge were open by spring"
    assert forecast(one, other, day="", other_day=DAY) is None
