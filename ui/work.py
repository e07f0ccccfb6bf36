"""Work on the library that a page waits for: told step by step, stopped with one button, ended by a report.

It belongs to the server, not to the browser tab that began it: a page that is loaded anew finds it again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import gradio as gr

from ingest.errors import DatelineError
from ingest.report import IngestProgress, IngestReport, OnProgress
from ingest.standing import RefreshReport
from ui import told
from ui.jobs import follow, tab_of
from ui.tabs import PRIVATE, Shared, owner

BROKEN = "Something went wrong in Dateline itself; the server's log has the details. What was added before stays."

Deed = Callable[[OnProgress, threading.Event], IngestReport | RefreshReport]


@dataclass(slots=True)
class _Running:
    """One piece of work: whose it is, the tab that began it, what stops it, and what was last told of it."""

    owner: str
    tab: str
    stop: threading.Event
    said: str


class Work:
    """Runs ingests for browser tabs. Several may run at once; a tab's Stop button ends all that it shows."""

    def __init__(self) -> None:
        self._running: list[_Running] = []
        self._ended: dict[str, str] = {}  # of each person, the last report
        self._lock = threading.Lock()

    def run(
        self, deed: Deed, request: gr.Request, *, doing: str = "Reading", nothing: str = "Nothing was given to add."
    ) -> Iterator[tuple[str, Any, bool]]:
        """Do it; yield what is told of it, the Stop button, and whether it is done."""
        first = told.progress_of(None, doing=doing)
        mine = _Running(owner(request), tab_of(request), threading.Event(), first)
        with self._lock:
            self._running.append(mine)
        yield first, gr.Button(visible=True, interactive=True), False

        def job(tell: OnProgress) -> str:
            return self._done(deed, tell, mine, doing, nothing)

        for news in follow(job):
            if isinstance(news, str):
                yield news, gr.Button(visible=bool(self._shown_to(request))), True
            else:
                # Where something else of this tab ended meanwhile, the button must come back.
                yield mine.said, gr.Button(visible=True), False

    def _done(self, deed: Deed, tell: OnProgress, mine: _Running, doing: str, nothing: str) -> str:
        """Do it, in a thread that no closed tab ends; return what is told in the end."""

        def progress(news: IngestProgress) -> None:
            mine.said = told.progress_of(news, doing=doing)
            tell(news)

        said = told.message(BROKEN, bad=True)
        try:
            report = deed(progress, mine.stop)
            said = told.refreshed(report) if isinstance(report, RefreshReport) else told.report(report, nothing=nothing)
        except DatelineError as error:
            said = told.message(str(error), bad=True)
        finally:
            with self._lock:
                self._running.remove(mine)
                self._ended[mine.owner] = said
        return said

    def found_again(self, request: gr.Request) -> str | None:
        """Return what is told of work that runs for this person and that another tab, or an earlier page, began."""
        with self._lock:
            others = [one for one in self._running if one.owner == owner(request)]
            if not others or any(one.tab == tab_of(request) for one in others):
                return None
            return others[-1].said

    def last(self, request: gr.Request) -> str:
        """Return the report of this person's last work."""
        with self._lock:
            return self._ended.get(owner(request), "")

    def stop(self, request: gr.Request) -> Any:
        """Ask the work that the tab shows to end; what was added stays."""
        for one in self._shown_to(request):
            one.stop.set()
        return gr.Button(interactive=False)

    def _shown_to(self, request: gr.Request) -> list[_Running]:
        with self._lock:
            own = [one for one in self._running if one.tab == tab_of(request)]
            return own or [one for one in self._running if one.owner == owner(request)]


class Lists(Protocol):
    """What brings the library's views up to date after something changed."""

    def library(self, *state: Any) -> tuple[Any, ...]:
        """Return the new values of all views."""

    def unchanged(self) -> tuple[Any, ...]:
        """Return what leaves all views as they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What everything that brings articles in has around it: where progress is told and what ends it, and what is brought up to
    date after.

    state: what the list shows now. library: the components of the library's views.
    """

    shared: Shared
    work: Work
    lists: Lists
    report: gr.HTML
    stop: gr.Button
    state: Sequence[gr.components.Component]
    library: Sequence[Any]

    @property
    def waiting(self) -> dict[str, Any]:
        """How an event is wired that may take long, beside others of its kind."""
        return {"concurrency_limit": None, **PRIVATE}

    def broken(self, event: Any) -> None:
        """Let what fails in an unforeseen way never leave the page waiting."""
        event.failure(broken, None, [self.report, self.stop], queue=False, **PRIVATE)


def broken() -> tuple[str, Any]:
    """End what failed in an unforeseen way, so that the page is never left waiting."""
    return told.message(BROKEN, bad=True), gr.Button(visible=False)
