"""Whether of two speakers side by side one says no to the other."""

from __future__ import annotations

import pytest

from rag.claims.conflicts import opposed
from rag.claims.replies import answers

ANSWERS = [
    ("it had inspected the mill twice last year", "no inspector had set foot in the mill since 2024"),
    ("four clerks were under investigation", "it was not aware of any investigation"),
    ("We shut the lock within an hour of the first call", "the lock stayed open until Tuesday afternoon"),
    ("No pensioner has yet received a letter", "nine of the pensioners have been written to"),
]  # fmt: skip

NO_ANSWERS = [
    ("The police searched the mayor's office", "No search warrant was issued for it"),
    ("She did not suffer a stroke", "She suffered a stroke during the campaign of 2022"),
    ("I never claimed to be a doctor", "The claims are contradicted by three letters"),
    ("The lock could be opened at once", "The lock stayed shut"),
]  # fmt: skip

LIMITS = ("chromium at seven times the legal limit", "it had found chromium below the legal limit at the weir")
NOT_OPPOSED = [
    ("A warplane shot down the suspected balloon on Saturday", "A farmer did not shoot down the suspected balloon"),
    ("The queen invited him to become prime minister", "He did not become prime minister immediately"),
    ("the chromium limit was exceeded in May", "chromium has come down below the legal limit"),
]


@pytest.mark.parametrize(("one", "other"), ANSWERS)
def test_answers(one: str, other: str) -> None:
    assert answers(one, other)
    assert answers(other, one)


@pytest.mark.parametrize(("one", "other"), NO_ANSWERS)
def test_does_not_answer(one: str, other: str) -> None:
    assert not answers(one, other)


def test_above_and_below_a_limit_are_opposed() -> None:
    assert opposed(*LIMITS) and opposed(*LIMITS[::-1])


@pytest.mark.parametrize(("one", "other"), NOT_OPPOSED)
def test_not_opposed(one: str, other: str) -> None:
    assert not opposed(one, other)
