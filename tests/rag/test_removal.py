"""Removing an article takes its words out of what people kept; undoing puts them back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.__main__ import main as ingest_command
from rag import NewsAssistant, Settings
from rag.briefing.types import Request
from rag.conversations import KeptExchange

CANARY = "Zebrafinkenlied"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[NewsAssistant]:
    with NewsAssistant.open(Settings(home=tmp_path / "home", _env_file=None)) as opened:
        yield opened


def held(home: Path) -> list[str]:
    files = [path for path in home.rglob("*") if path.is_file()]
    return [str(path) for path in files if CANARY.lower().encode() in path.read_bytes().lower()]


def test_a_removed_article_is_in_no_kept_briefing_until_it_is_undone(assistant: NewsAssistant, tmp_path: Path) -> None:
    words = f"“The river at Brackmoor will rise, as the {CANARY} did,” said Tilda Orne, the keeper of the weir."
    other = "“The river at Brackmoor will fall by Monday,” said Nils Brandt, the mayor of Brackmoor."
    assistant.add_text(words, title=f"River to rise: {CANARY}", publisher=f"{CANARY} Post", published_at="2026-11-01")
    assistant.add_text(other, title="River to fall", publisher="Echo", published_at="2026-11-02")
    briefing = assistant.briefings.write(Request(topic="the river at Brackmoor"))
    kept = assistant.briefings.keep(briefing)
    assert CANARY in str(assistant.briefings.open(kept)) and held(tmp_path / "home")
    before = assistant.briefings.open(kept)
    [gone] = [header.id for header in assistant.headers() if header.publisher != "Echo"]
    removal = assistant.remove(gone)
    assert CANARY not in str(assistant.briefings.open(kept)) and "Nils Brandt" in str(assistant.briefings.open(kept))
    assert not held(tmp_path / "home")
    assert removal.id
    assistant.undo_removal(removal.id)
    assert assistant.briefings.open(kept) == before


def test_what_a_command_line_removed_is_taken_out_of_what_was_kept_at_the_next_start(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", _env_file=None)
    words = f"“The river at Brackmoor will rise, as the {CANARY} did,” said Tilda Orne, the keeper of the weir."
    with NewsAssistant.open(settings) as assistant:
        [header] = assistant.add_text(words, title="River to rise", published_at="2026-11-01").added
        exchange = KeptExchange(question="What did Tilda Orne say?", answer=assistant.ask("What did Tilda Orne say?"))
        assistant.conversations.save("one", [exchange])
        assistant.briefings.keep(assistant.briefings.write(Request(topic="the river at Brackmoor")))
        assert CANARY in str(assistant.conversations.open("one"))
    assert ingest_command(["remove", header.id, "--home", str(settings.home)]) == 0
    with NewsAssistant.open(settings) as assistant:
        assert not held(settings.home)
        assert assistant.conversations.open("one")[1][0].question == exchange.question
