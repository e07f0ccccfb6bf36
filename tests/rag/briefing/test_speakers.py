"""Who can be given words on a page."""

from __future__ import annotations

import pytest

from rag.briefing.speakers import is_speaker, tidied, without_occasion


@pytest.mark.parametrize(
    "holder",
    [
        "European officials",
        "People close to the harbour board",
        "the Kessary port authority",
        "Phone records",
        "Data from a poll",
    ],
)
def test_people_bodies_and_documents_speak(holder: str) -> None:
    assert is_speaker(holder, named=False)


@pytest.mark.parametrize(
    "holder",
    [
        "The stunning revelations in the charges",
        "large swaths of the southern shore",
        "The tweet",
        "Mother",
        "her the first major rival",
    ],
)
def test_things_and_leftovers_do_not(holder: str) -> None:
    assert not is_speaker(holder, named=False)


def test_a_name_is_kept_and_what_stood_before_it_left_out() -> None:
    assert is_speaker("Ilse Tarnow", named=True)
    assert not is_speaker("Her the first major candidate", named=True)
    assert tidied(". 2, Tarnow") == "Tarnow"
    assert without_occasion("a harbour pilot after leaving a meeting in the mayor’s office") == "a harbour pilot"
