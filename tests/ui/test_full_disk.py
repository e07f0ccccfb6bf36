"""Where nothing can be written, what was made is shown all the same, and the page says that it is not kept."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rag import NewsAssistant, Settings
from rag.briefing import Request
from rag.briefing.edit import titled
from tests.ui.examples import shared
from ui.briefing_edit import Edits
from ui.briefing_view import Shown
from ui.compare import Shown as Compared
from ui.compare import _Handlers

TOPIC = "The ferry to Ostrel"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsAssistant]:
    with NewsAssistant.open(Settings(home=tmp_path_factory.mktemp("full"), _env_file=None)) as opened:
        for who, said, outlet in (
            ("Pia Quend, the harbour master", "The ferry to Ostrel will sail on Sunday", "Ostrel Echo"),
            ("Odo Brask, the keeper of the light", "The ferry to Ostrel will not sail on Sunday", "Sarn Post"),
        ):
            opened.add_text(f"“{said},” said {who}, on Friday.", title=TOPIC, publisher=outlet)
        opened.compare(TOPIC)  # the models are converted
        yield opened


@contextmanager
def full_disk() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_comparison_is_shown(assistant: NewsAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    handlers: Any = _Handlers(shared(assistant))
    request: Any = SimpleNamespace(session_hash="tab")
    with full_disk():
        *_, (state, shown, *_) = handlers.compare(TOPIC, [], "", "", "", Compared(), request)
    assert state.comparison.claims and "will not sail on Sunday" in shown
    assert "This is not kept." in shown and "free disk space" in shown and not assistant.comparisons.kept()


def test_a_change_to_a_briefing_stands_on_the_page(assistant: NewsAssistant) -> None:
    edits = Edits(assistant)
    briefing = assistant.briefings.write(Request(topic=TOPIC))
    kept = edits.keep(Shown(briefing=briefing))
    assert kept.saved
    with full_disk():
        after = edits.changed(kept, titled(briefing, "Sunday"))
    assert after.briefing is not None and after.briefing.title == "Sunday" and not after.saved
    assert "This is not saved." in after.notice and "free disk space" in after.notice
    again = edits.keep(after)
    assert again.saved and assistant.briefings.open(str(again.kept_id)).title == "Sunday"
