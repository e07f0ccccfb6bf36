"""The Compare tab while a model works: what a reader has chosen meanwhile stays chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from rag import NewsAssistant
from rag.writing.model_seat import ModelChoice
from tests.rag.conftest import NO_MODEL
from tests.rag.provider import KEY, Provider, in_turn, writes
from tests.ui.examples import shared
from ui.compare import Shown, _Handlers


@pytest.fixture
def handlers(samples: NewsAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with Provider() as server:
        server.plays(in_turn(writes("Nothing."), writes("1: none"), writes("1-2: neither")))
        choice = ModelChoice(llm="openai:test", base_url=server.address, key=SecretStr(KEY), context=32_000)
        samples.models.choose(choice, keep_it=False)
        yield _Handlers(shared(samples))
    samples.models.choose(NO_MODEL, keep_it=False)
    for kept in samples.comparisons.kept():
        samples.comparisons.delete(kept.id)


def test_a_part_chosen_while_a_model_works_stays_and_so_does_the_way_to_stop_it(handlers: Any) -> None:
    request: Any = SimpleNamespace(session_hash="tab")
    steps = handlers.compare("Orrel dam failure", [], "", "", "", Shown(), request)
    state = next(step[0] for step in steps if isinstance(step[0], Shown))  # what the rules find stands there
    assert state.view.part == "table" and 'data-part="table"' in handlers._html(state)
    chosen: Any = SimpleNamespace(_data={"part": "people"})
    state, _ = handlers.look(state, chosen, request)
    state, _ = handlers.filter("sollmark", state, request)
    told = []
    for after in steps:
        told.append(after[1])
        if not isinstance(after[0], Shown):
            _, looked = handlers.look(state, chosen, request)
            assert 'data-do="stop"' in looked  # still beside what is looked at
    assert len(told) > 1
    for shown in told:
        assert 'data-part="people"' in shown.split("</header>")[0] and 'data-words="sollmark"' in shown
    assert after[0].view == state.view and after[5] == "sollmark" and not handlers._looked_at
