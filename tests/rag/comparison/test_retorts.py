"""What an article says of an answer before it gives the answer: who is answered, and where nobody is."""

from __future__ import annotations

import pytest

from rag.comparison import Comparison, ConflictKind
from tests.rag.comparison.comparing import compared

ARTICLE = """---
title: "Quarrel over the Lindholm ferry"
publisher: "Sound Gazette"
published_at: "2027-03-02"
---

The Lindholm ferry is to be sold, the county said on Monday.

"The Lindholm ferry has lost money every year since 2019," said Ture Brandvik, the county's treasurer. Maja Holst, who leads
the ferry workers, dismissed the criticism, saying that "the ferry has carried this island for sixty years".

Holst said that the treasurer had hidden two offers for the Lindholm ferry. Brandvik fired back, telling reporters that
"those offers were never worth the paper".

"The Lindholm ferry will sink within a year," said Arvid Soller, a retired captain. "That is nonsense," said Holst.

"The sale of the Lindholm ferry is a gift to two rich men," said Arne Fossum, a skipper. "It is misleading to say that the sale of the
Lindholm ferry is a gift," said Tuva Melander.

Two harbour pilots said that Brandvik had met a buyer of the Lindholm ferry in secret. Brandvik denied meeting any buyer of the
ferry in secret but conceded that "a letter had been answered".

"The county should keep the Lindholm ferry," said Ines Calder, a teacher. Olof Stenmark, the harbour master, said that he would reject
the idea of "a ferry without a crew".

"The Lindholm ferry must be sold before the summer," said Tuva Melander, a council member. But the islanders' committee argued that
the Lindholm ferry could not be sold before the summer.

Melander said that two buyers of the Lindholm ferry had asked for its papers. But the islanders' committee has not said
which buyers it has met.

Dag Ulvang, a spokesman for Melander, dismissed the criticism of the Lindholm ferry sale, saying that "she has read every paper".

Holst said she had had no talks with islanders who have suggested that the Lindholm ferry leave the sound. The pilots' guild wants the
Lindholm ferry staying in the sound.

Calder said that the county had "sold the school in the same way". Stenmark similarly dismissed the county's account, saying that
"nobody on the island was asked about the ferry".
"""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compared(tmp_path_factory.mktemp("ferry"), "Lindholm ferry", ARTICLE)


def reported(ferry: Comparison) -> set[tuple[str, str]]:
    """Return who is answered and who answers, of each contradiction that the article tells."""
    return {
        (ferry.holder(ferry.claims[one.left]), ferry.holder(ferry.claims[one.right]))
        for one in ferry.conflicts
        if one.kind is ConflictKind.REPORTED
    }


@pytest.mark.parametrize(
    "pair",
    [
        ("Ture Brandvik", "Maja Holst"),  # dismissed the criticism, saying
        ("Maja Holst", "Ture Brandvik"),  # fired back, telling reporters
        ("Arvid Soller", "Maja Holst"),  # That is nonsense
        ("Arne Fossum", "Tuva Melander"),  # misleading to say
        ("Two harbour pilots", "Ture Brandvik"),  # denied meeting a buyer but conceded
        ("Tuva Melander", "The islanders' committee"),  # But the committee argued
    ],
)
def test_an_answer_is_set_against_what_it_answers(ferry: Comparison, pair: tuple[str, str]) -> None:
    assert pair in reported(ferry)


def test_who_would_reject_or_similarly_dismisses_answers_nobody(ferry: Comparison) -> None:
    assert not [pair for pair in reported(ferry) if "Olof Stenmark" in pair]


def test_but_with_nothing_said_answers_nobody(ferry: Comparison) -> None:
    assert not [one for one in ferry.conflicts if "has not said" in one.reason]


def test_a_spokesman_does_not_answer_whom_he_speaks_for(ferry: Comparison) -> None:
    assert ("Tuva Melander", "Dag Ulvang") not in reported(ferry)


def test_what_nobody_is_said_to_have_said_is_no_side_of_a_contradiction(ferry: Comparison) -> None:
    sides = [ferry.claims[i].words for one in ferry.conflicts for i in (one.left, one.right)]
    assert not [words for words in sides if "leave the sound" in words]


def test_the_sentence_that_says_so_is_the_evidence(ferry: Comparison) -> None:
    (nonsense,) = [one for one in ferry.conflicts if "nonsense" in one.reason]
    assert nonsense.evidence is not None
    assert "That is nonsense" in ferry.citation(nonsense.evidence).quote
