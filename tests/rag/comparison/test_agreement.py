"""What several holders share: each must say it, in words of their own."""

from __future__ import annotations

import pytest

from rag import NewsAssistant, Settings
from rag.comparison import Comparison

ARTICLES = {
    "The Halm Courier": """The ferry Solveig sank off Halm on 3 May 2027, and 14 people were rescued.

The ferry Solveig carried too many cars when it left the quay, said Ingrid Vael, who leads the harbour board.

"The loading doors of the ferry were left open that night," said Torben Aske, a deckhand on the Solveig.

The governor, Anders Molt, warned that the ferry line to Halm could be closed for the whole summer.

The harbour board has offered new berths to the owners of the ferry, said Ingrid Vael.
""",
    "Northern Gazette": """Divers have found the ferry Solveig, which sank off Halm, at a depth of 60 metres.

Too many cars stood on the ferry when it left the quay, said Lene Brandt, an engineer who inspected the wreck.

The ferry Solveig, whose loading doors were left open that night, belonged to a fleet of nine ferries, said Olaf Trent, its owner.

The governor said the ferry line to Halm might stay closed through the summer.
""",
    "Coast Weekly": """The ferry Solveig will be raised in June 2027, its owner has decided.

Harbour officials have offered the owners of the ferry a new berth, said Mikkel Rand, a councillor.

Nobody had counted the cars on board the Solveig, said Lene Brandt.
""",
}


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    folder = tmp_path_factory.mktemp("ferry")
    for i, (outlet, text) in enumerate(ARTICLES.items()):
        head = f'---\ntitle: The Solveig ferry\npublisher: {outlet}\npublished_at: "2027-05-0{5 + i}"\n---\n\n'
        (folder / f"{i}.md").write_text(head + text, encoding="utf-8")
    with NewsAssistant.open(Settings(home=folder / "home", _env_file=None)) as assistant:
        assistant.add(sorted(folder.glob("*.md")))
        return assistant.compare("sinking of the ferry Solveig")


def _groups(comparison: Comparison) -> list[set[str]]:
    return [{comparison.holder(comparison.claims[i]) for i in one.claims} for one in comparison.shared]


def test_two_who_say_the_same_in_their_own_words_share_it(ferry: Comparison) -> None:
    assert any({"Ingrid Vael", "Lene Brandt"} <= group for group in _groups(ferry))


def test_who_merely_mentions_what_another_says_does_not_share_it(ferry: Comparison) -> None:
    assert not any({"Torben Aske", "Olaf Trent"} <= group for group in _groups(ferry))


def test_a_described_speaker_may_be_the_one_who_is_named(ferry: Comparison) -> None:
    assert not any({"Anders Molt", "The governor"} <= group for group in _groups(ferry))
