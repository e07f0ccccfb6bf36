"""Work on the library that a page waits for: told step by step, stopped with one button, ended by a report."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from ingest.errors import DatelineError
from ingest.report import IngestProgress, IngestReport, OnProgress
from ingest.standing import RefreshReport
from ui import told
from ui.jobs import Stops, follow

BROKEN = "Something went wrong in Dateline itself; the server's log has the details. What was added before stays."

Deed = Callable[[OnProgress, threading.Event], IngestReport | RefreshReport]


class Work:
    """Runs ingests for browser tabs. Several of one tab may run at once; its Stop button ends them all."""

    def __init__(self, stops: Stops) -> None:
        self._stops = stops
        self._running: dict[str, int] = {}
        self._lock = threading.Lock()

    def run(
        self, deed: Deed, request: gr.Request, *, doing: str = "Reading", nothing: str = "Nothing was given to add."
    ) -> Iterator[tuple[str, Any, bool]]:
        """Do it; yield what is told of it, the Stop button, and whether it is done."""
        tab = str(request.session_hash or "")
        with self._lock:
            signal = (
                self._stops.current(request, "add") if self._running.get(tab) else self._stops.begin(request, "add")
            )
            self._running[tab] = self._running.get(tab, 0) + 1
        said = ""
        try:
            yield told.progress_of(None, doing=doing), gr.Button(visible=True, interactive=True), False
            for news in follow(lambda tell: deed(tell, signal)):
                if isinstance(news, IngestProgress):
                    # Where something else of this tab ended meanwhile, the button must come back.
                    yield told.progress_of(news, doing=doing), gr.Button(visible=True), False
                elif isinstance(news, RefreshReport):
                    said = told.refreshed(news)
                else:
                    said = told.report(news, nothing=nothing)
        except DatelineError as error:
            said = told.message(str(error), bad=True)
        finally:
            with self._lock:
                self._running[tab] -= 1
                if not self._running[tab]:
                    del self._running[tab]
        yield said, gr.Button(visible=False), True

    def stop(self, request: gr.Request) -> Any:
        """Ask the tab's running work to end; what was added stays."""
        self._stops.stop(request, "add")
        return gr.Button(interactive=False)


def broken() -> tuple[str, Any]:
    """End what failed in an unforeseen way, so that the page is never left waiting."""
    return told.message(BROKEN, bad=True), gr.Button(visible=False)
