"""Contradictions that share few words, of which a construction tells; and a holder who accepts what they had disputed."""

from __future__ import annotations

import pytest

from rag.comparison import Comparison
from tests.rag.comparison.comparing import compared

FIRST = """---
title: "Fire at the Ostby mill"
publisher: "Sound Gazette"
published_at: "2027-03-02"
---

A fire destroyed the grain store of the Ostby mill on Sunday.

Ostby Foods denied that any alarm had been removed from the Ostby mill. "No complaint about the mill ever reached this town
hall," said Rurik Sand, the mayor. A person who works at the town hall told the Gazette that she had stamped the complaint
about the mill in January.

Ostby Foods said that every alarm in the Ostby mill had rung. Gudrun Falk, a baker, disputes this. "I stood in front of the
mill and I heard no alarm," Falk said.

Ludde Amsel, a neighbour, said that he had written a letter about the mill to his sister. Vera Lind, his sister, said that no
letter about the mill ever reached her house.

The bakers' league called on Rurik Sand to step down over the Ostby mill. "I will not resign," Sand said.

The police expect the cause of the fire at the Ostby mill to be known by May.
"""
SECOND = """---
title: "Inquiry on the Ostby mill"
publisher: "Coast Courier"
published_at: "2027-03-28"
---

An inquiry into the fire at the Ostby mill gave its report on Friday.

The report of the inquiry says that no alarm in the Ostby mill had rung. It says that Ostby Foods removed four alarms from the
mill in 2025. On the alarms the report contradicts Ostby Foods. No alarm rang in the mill, the report says.

"I would be surprised if the cause of the fire at the Ostby mill were known by autumn," said Nils Dahl, a chemist.

Hanna Roos, the new head of the company, said that Ostby Foods accepted the findings of the inquiry.
"""


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compared(tmp_path_factory.mktemp("mill"), "Ostby mill", FIRST, SECOND)


def against(mill: Comparison) -> set[frozenset[str]]:
    """Return who stands against whom."""
    return {frozenset(mill.holder(mill.claims[at]) for at in (one.left, one.right)) for one in mill.conflicts}


@pytest.mark.parametrize(
    "pair",
    [
        {"Rurik Sand", "A person who works at the town hall"},  # never came, was stamped
        {"Ostby Foods", "The report of the inquiry"},  # denied that any was removed, removed four
        {"The bakers' league", "Rurik Sand"},  # called on him to step down, will not resign
        {"Nils Dahl", "The police"},  # surprised by autumn, expected by May
    ],
)
def test_a_rebuttal_in_other_words_is_found(mill: Comparison, pair: set[str]) -> None:
    assert frozenset(pair) in against(mill)


def test_what_was_only_written_is_no_rebuttal(mill: Comparison) -> None:
    assert frozenset({"Ludde Amsel", "Vera Lind"}) not in against(mill)


def test_who_accepts_a_finding_they_disputed_has_changed(mill: Comparison) -> None:
    changes = {mill.viewpoints[one.viewpoint].holder: one for one in mill.changes}
    assert set(changes) == {"Ostby Foods"}
    assert "accepted the findings" in mill.claims[changes["Ostby Foods"].steps[-1]].words
