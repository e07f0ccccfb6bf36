"""Answers on their way from the Ask tab into the briefing of the same browser tab."""

from __future__ import annotations

import threading

import gradio as gr

from rag.types import Answer
from ui.jobs import tab_of

_MOST = 20  # answers that wait for one browser tab


class Handed:
    """What was handed over and not taken yet, by browser tab."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Answer]] = {}
        self._lock = threading.Lock()

    def give(self, request: gr.Request, answer: Answer) -> None:
        """Let an answer wait until the Briefing tab is opened."""
        with self._lock:
            waiting = self._waiting.setdefault(tab_of(request), [])
            waiting.append(answer)
            del waiting[:-_MOST]

    def take(self, request: gr.Request) -> list[Answer]:
        """Return the answers that wait, each once."""
        with self._lock:
            return self._waiting.pop(tab_of(request), [])

    def tab_closed(self, request: gr.Request) -> None:
        """Forget what the browser tab left."""
        self.take(request)
