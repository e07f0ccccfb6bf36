"""An accusation and the accused's answer right after it; and what follows a statement without answering it."""

from __future__ import annotations

import pytest

from rag.comparison import Comparison, ConflictKind
from tests.rag.comparison.comparing import compared

ARTICLE = """---
title: "Quarrel over the Averby bakery"
publisher: "Sound Gazette"
published_at: "2027-03-02"
---

The Averby bakery has been closed since Monday, the town said.

The bakers' union accused Hedvig Storlund of selling flour that had been in the flood. "Every sack in the Averby bakery was
dry," Storlund said.

"Storlund has lied to every customer of the Averby bakery," said Rasmus Holm, a teacher. Lena Vik, a spokeswoman for
Storlund, said that the bakery had sent its papers to the town in January.

Two millers blamed Kasper Lunde for the closure of the Averby bakery. Lunde agreed that he had been too slow.

"The Averby bakery paid its workers too little," said Rasmus Holm. The bakery will open again in May, said Sofie Arendal, the
mayor.

Sofie Arendal accused the county of closing the Averby bakery in anger. The oven of the bakery was built in 1911, said Viggo
Thorn, a historian.
"""


@pytest.fixture(scope="module")
def bakery(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compared(tmp_path_factory.mktemp("bakery"), "Averby bakery", ARTICLE)


def test_only_the_answer_of_the_accused_is_set_against_the_accusation(bakery: Comparison) -> None:
    reported = {
        (bakery.holder(bakery.claims[one.left]), bakery.holder(bakery.claims[one.right]))
        for one in bakery.conflicts
        if one.kind is ConflictKind.REPORTED
    }
    assert reported == {("The bakers' union", "Hedvig Storlund"), ("Rasmus Holm", "Lena Vik")}
