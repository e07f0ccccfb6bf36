"""Kept comparisons: what comes back is what was kept, to its owner alone, and never with words that are gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.article import Filters
from ingest.errors import NotFound
from rag import NewsAssistant, Settings
from rag.comparison import Comparison
from rag.comparison.shelf import Wanted

CANARY = "Zebrafinkenlied"
WANTED = Wanted(topic="the ferry to Ostrel", filters=Filters(since="2026-10-01"), people=())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("compared") / "home"


@pytest.fixture(scope="module")
def assistant(home: Path) -> Iterator[NewsAssistant]:
    with NewsAssistant.open(Settings(home=home, _env_file=None)) as opened:
        add = opened.add_text
        add(
            f"“The ferry to Ostrel will sail on Monday, as the {CANARY} did,” said Pia Quend, the harbour master.",
            title=f"Ferry to sail: {CANARY}",
            publisher=f"{CANARY} Post",
            published_at="2026-11-01",
        )
        add(
            "“The ferry to Ostrel will not sail on Monday,” said Nils Brandt, the mayor of Ostrel.",
            title="Ferry stays in port",
            publisher="Ostrel Echo",
            published_at="2026-11-02",
        )
        yield opened


def made(assistant: NewsAssistant) -> Comparison:
    return assistant.compare(WANTED.topic, filters=WANTED.filters)


def test_a_kept_comparison_comes_back_as_it_was_and_to_its_owner_alone(assistant: NewsAssistant) -> None:
    found = made(assistant)
    kept = assistant.comparisons.keep(WANTED, found, assistant.comparisons.library(), owner="ada")
    assert found.citations and assistant.comparisons.open(kept.id, owner="ada") == (kept, found)
    assert (
        assistant.comparisons.keep(WANTED, found, kept.library, owner="ada").id == kept.id
    )  # in the older one's place
    assert [one.title for one in assistant.comparisons.kept(owner="ada")] == [
        "the ferry to Ostrel (from 1 October 2026)"
    ]
    assert assistant.comparisons.kept(owner="bo") == []
    with pytest.raises(NotFound):
        assistant.comparisons.open(kept.id, owner="bo")


def test_it_tells_whether_the_library_is_still_the_one_it_was_made_of(assistant: NewsAssistant) -> None:
    before = assistant.comparisons.library()
    [header] = assistant.add_text("A gull sat on the pier at Ostrel all day, and nobody minded.", title="Gull").added
    assert assistant.comparisons.library() != before
    assistant.remove(header.id)
    assert assistant.comparisons.library() == before


def test_nothing_of_a_removed_article_is_left_in_it_until_the_removal_is_undone(
    assistant: NewsAssistant, home: Path
) -> None:
    found = made(assistant)
    kept = assistant.comparisons.keep(WANTED, found, assistant.comparisons.library())
    [gone] = [header.id for header in assistant.headers() if header.publisher != "Ostrel Echo"]
    removal = assistant.remove(gone)
    assert assistant.comparisons.open(kept.id) == (kept, None)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert not [path for path in files if CANARY.lower().encode() in path.read_bytes().lower()]
    late = assistant.comparisons.keep(WANTED, found, kept.library, owner="late")  # made while the article was removed
    assert assistant.comparisons.kept(owner="late") == [] and late.wanted == WANTED
    assert removal.id
    assistant.undo_removal(removal.id)
    assert assistant.comparisons.open(kept.id) == (kept, found)


def test_the_oldest_of_many_go(assistant: NewsAssistant) -> None:
    found = made(assistant)
    for number in range(45):
        assistant.comparisons.keep(Wanted(topic=f"topic {number}"), found, "", owner="many")
    assistant.comparisons.keep(Wanted(topic="nothing"), replace(found, claims=()), "", owner="many")
    titles = [one.title for one in assistant.comparisons.kept(owner="many")]
    assert len(titles) == 40 and titles[0] == "topic 44" and "topic 4" not in titles
