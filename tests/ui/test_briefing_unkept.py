"""Briefings that nobody saved: found again by a page that is loaded anew, which does not set a model to work once more."""

from __future__ import annotations

from typing import Any

import gradio as gr

from rag import NewsAssistant
from rag.briefing import Request
from tests.ui.examples import shared
from ui.briefing import _Handlers
from ui.briefing_unkept import Unkept
from ui.briefing_view import Shown


def test_a_page_loaded_anew_does_not_ask_the_model_that_another_asked(samples: NewsAssistant) -> None:
    unkept = Unkept(samples)
    briefing = samples.briefings.write(Request(topic="Kessary Strait and Skarn Bank"))
    held = unkept.held(Shown(briefing=briefing, fresh=True))
    assert held.fresh and held.unkept  # the tab itself goes on with it
    found = unkept.find(held.unkept)
    assert found is not None and found.briefing and not found.fresh
    assert found.briefing.sections == briefing.sections


def test_a_model_connected_later_does_not_write_on_what_was_made_before(samples: NewsAssistant) -> None:
    handlers: Any = _Handlers(shared(samples))
    briefing = samples.briefings.write(Request(topic="Kessary Strait and Skarn Bank"))
    [(state, *_)] = handlers.prose(Shown(briefing=briefing, fresh=True), gr.Request())
    assert state.briefing is briefing and not state.fresh


def test_what_cannot_be_asked_for_does_not_take_an_open_briefing_away(samples: NewsAssistant) -> None:
    handlers: Any = _Handlers(shared(samples))
    briefing = samples.briefings.write(Request(topic="Kessary Strait and Skarn Bank"))
    for topic, day in (("the truce", "soonish"), ("", ""), ("the truce", "2099-01-01")):
        state, shown, *_ = handlers.write(topic, day, [], "One page", [], Shown(briefing=briefing))
        assert state.briefing is briefing and state.notice
        assert "Kessary Strait and Skarn Bank" in shown and "note" in shown
