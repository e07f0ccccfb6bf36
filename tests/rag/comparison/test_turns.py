"""Who has changed their mind, as articles tell it or by what they say on two days; and who has not."""

from __future__ import annotations

import pytest

from rag.comparison import Comparison
from tests.rag.comparison.comparing import compared

FIRST = """---
title: "Quarrel over the Aspen tunnel"
publisher: "Ridge Courier"
published_at: "2027-04-02"
---

The Aspen tunnel is to be closed for repairs, the county said on Friday.

Runa Falk, the county's engineer, said that she had full confidence in the builders of the Aspen tunnel.

"The Aspen tunnel will open in June," said Jens Ostrand, who leads the builders.

"I shall vote against the Aspen tunnel," said Mika Lunde, a council member.
"""
SECOND = """---
title: "Aspen tunnel stays closed"
publisher: "Valley Times"
published_at: "2027-04-20"
---

The Aspen tunnel will stay closed until autumn, the county said on Tuesday.

Falk said that she no longer had confidence in the builders of the Aspen tunnel.

"I think it was not right to blame the builders of the tunnel; I think that was a mistake," said Ostrand of the county.

The court had denied the builders' request to enter the Aspen tunnel, saying that they had waited too long.
"""


@pytest.fixture(scope="module")
def tunnel(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    return compared(tmp_path_factory.mktemp("tunnel"), "Aspen tunnel", FIRST, SECOND)


def test_what_is_no_longer_so_is_a_change_told_in_their_own_words(tunnel: Comparison) -> None:
    (change,) = [one for one in tunnel.changes if tunnel.viewpoints[one.viewpoint].holder == "Runa Falk"]
    before, now = (tunnel.claims[i].words for i in change.steps)
    assert "full confidence" in before and "no longer had confidence" in now
    assert "no longer had confidence" in change.reason


def test_who_calls_the_fault_of_others_a_mistake_has_changed_nothing(tunnel: Comparison) -> None:
    assert {tunnel.viewpoints[one.viewpoint].holder for one in tunnel.changes} == {"Runa Falk"}
