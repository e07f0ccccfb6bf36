"""What a sentence asserts, apart from what it is about and what it mentions."""

from __future__ import annotations

import pytest

from rag.comparison.assertions import Assertions
from rag.reading.parsed import SentenceReader


@pytest.fixture(scope="module")
def assertions() -> Assertions:
    return Assertions(SentenceReader())


def test_the_subject_and_what_is_mentioned_are_not_asserted(assertions: Assertions) -> None:
    said = assertions.of("The ferry, whose doors were left open, belonged to a fleet of nine vessels")
    assert said is not None
    assert {"fleet", "belong"} <= said.said
    assert not {"ferry", "door", "open"} & said.said
    assert "ferry" in said.told and "door" not in said.told


def test_what_somebody_is_said_to_claim_is_asserted(assertions: Assertions) -> None:
    said = assertions.of("The board insisted that the crew had closed the doors")
    assert said is not None and "door" in said.said and "crew" not in said.said
