"""Work that a page waits for: progress while it runs, and a way for its tab to stop it."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import gradio as gr

News = TypeVar("News")
Report = TypeVar("Report")

_TOLD = 0.2  # seconds between two updates of the page


class Stops:
    """One stop signal for each kind of work of each browser tab."""

    def __init__(self) -> None:
        self._events: dict[tuple[str, str], threading.Event] = {}
        self._lock = threading.Lock()

    def begin(self, request: gr.Request, kind: str) -> threading.Event:
        """Return a fresh signal for the tab's new work."""
        event = threading.Event()
        with self._lock:
            self._events[tab_of(request), kind] = event
        return event

    def current(self, request: gr.Request, kind: str) -> threading.Event:
        """Return the signal of the tab's running work."""
        with self._lock:
            return self._events.setdefault((tab_of(request), kind), threading.Event())

    def stop(self, request: gr.Request, kind: str) -> None:
        """Ask the tab's running work to end."""
        self.current(request, kind).set()

    def leave(self, request: gr.Request, kind: str) -> None:
        """Ask the tab's running work to end, and let the tab have nothing more to do with it."""
        self.stop(request, kind)
        self.begin(request, kind)

    def tab_closed(self, request: gr.Request) -> None:
        """End the tab's answers and forget it; what is being added goes on, as it was given to keep."""
        with self._lock:
            for tab, kind in list(self._events):
                if tab == tab_of(request):
                    event = self._events.pop((tab, kind))
                    if kind in ("ask", "brief", "compare"):
                        event.set()


def tab_of(request: gr.Request) -> str:
    """Return which browser tab a request comes from."""
    return str(request.session_hash or "")


def follow(work: Callable[[Callable[[News], None]], Report]) -> Iterator[News | Report]:
    """Run the work in a thread; yield what it tells now and then, and its report at the end, to which what is told right before gives way.

    Raises what it raises.
    """
    told: queue.SimpleQueue[News | None] = queue.SimpleQueue()
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
    future = pool.submit(work, told.put)
    future.add_done_callback(lambda _: told.put(None))
    pool.shutdown(wait=False)  # the thread ends with its work
    last = 0.0
    while (news := told.get()) is not None:
        with contextlib.suppress(queue.Empty):  # what is told at once after is newer
            while time.monotonic() - last < _TOLD:
                newer = told.get(timeout=max(0.0, last + _TOLD - time.monotonic()))
                if newer is None:
                    yield future.result()
                    return
                news = newer
        last = time.monotonic()
        yield news
    yield future.result()
