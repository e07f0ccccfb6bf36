"""The Settings tab: a key goes in and never comes out."""

from __future__ import annotations

from typing import Any

import pytest

from rag import NewsAssistant
from rag.writing.model_seat import ModelChoice
from tests.rag.provider import KEY, Provider, fails
from ui.model_panel import _Handlers


@pytest.fixture
def handlers(samples: NewsAssistant) -> Any:
    yield _Handlers(samples)
    samples.models.choose(ModelChoice(llm=None), keep_it=False)


def test_a_key_is_used_and_never_shown_again(handlers: Any) -> None:
    with Provider() as server:
        server.plays(fails(401))
        shown = handlers.use("openai:test", server.address, "8192", "Show them in place, marked", False, KEY)
        seat = handlers._seat
        assert seat.writer is not None and seat.settings.llm_api_key.get_secret_value() == KEY
        assert seat.settings.unsupported == "mark"
        told = [repr(part) for part in (*shown, *handlers.fill(), handlers.refresh(), handlers.check())]
        assert not [piece for piece in told if KEY in piece] and "is set" in told[0]


def test_where_people_log_in_nobody_changes_the_model(samples: NewsAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "settings", samples.settings.model_copy(update={"users": "ada:x"}))
    handlers, before = _Handlers(samples), samples.models.settings
    with Provider() as server:
        told, key = handlers.use("openai:test", server.address, "", "", True, KEY)
    assert samples.models.settings is before and not samples.models.kept
    assert "DATELINE_LLM" in told and KEY not in repr((told, key))


@pytest.mark.parametrize("model", ["gpt", "<img src=x onerror=alert(1)>:y", "openai:x"])
def test_a_wrong_choice_is_told_as_text_and_changes_nothing(handlers: Any, model: str) -> None:
    before = handlers._seat.settings
    told, _ = handlers.use(model, "ftp://x" if model == "openai:x" else "", "", "", False, KEY)
    assert "error" in told and "<img" not in told and KEY not in told and handlers._seat.settings is before
    told, _ = handlers.use("openai:test", "", "many", "", False, "")
    assert "number of tokens" in told
