"""The Library tab: what is there, reading it, removing it. Adding is in ui/adding.py."""

from __future__ import annotations

import threading
from typing import Any

import gradio as gr

from ingest.article import ArticleHeader
from ingest.errors import NotFound
from rag import NewsAssistant
from ui import adding, shelf
from ui.tabs import Refresh, Shared, panel, sent, whole

ALL = "All outlets"


def build(shared: Shared) -> Refresh:
    """Lay out the tab and wire its events; returns how it is brought up to date."""
    handlers = _Handlers(shared)
    rows = gr.State(shelf.PAGE)
    with gr.Row(elem_id="library", elem_classes="desk"):
        with gr.Column(elem_id="library-list", elem_classes="side scrolls"):
            add = adding.lay_out()
            figures = panel(elem_id="figures")
            with gr.Row(elem_id="library-find"):
                query = gr.Textbox(
                    "",
                    elem_id="library-search",
                    label="Search titles, outlets and authors",
                    show_label=False,
                    container=False,
                    placeholder="Search titles, outlets and authors",
                )
                outlet = gr.Dropdown(
                    [ALL], value=ALL, elem_id="library-outlet", label="Outlet", show_label=False, container=False
                )
            listed = panel(elem_id="shelf")
        with gr.Column(elem_id="library-reading", elem_classes="side beside"):
            opened = panel(shelf.nothing_chosen(True), elem_id="reading", elem_classes="scrolls")

    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    at_once: dict[str, Any] = {"queue": False, "trigger_mode": "always_last", **private}
    state = [query, outlet, rows]
    library = [figures, outlet, listed]
    for event in (query.input, outlet.input):
        event(handlers.find, [query, outlet], [rows, listed], **at_once)
    listed.submit(handlers.more, [query, outlet], [rows, listed], **at_once)
    for source in (listed, opened, add.report):
        source.click(handlers.read, None, opened, **at_once)
    # Removing and loading wait where something is being added, so they go through the queue.
    opened.select(handlers.remove, state, [opened, add.report, *library], concurrency_limit=None, **private)
    figures.select(handlers.samples, state, [add.report, opened, *library], concurrency_limit=None, **private)
    adding.wire(add, shared, handlers, state, library)
    return Refresh(run=handlers.refresh, inputs=[*state], outputs=[*library, opened])


class _Handlers:
    """What happens on the Library tab."""

    def __init__(self, shared: Shared) -> None:
        self._assistant: NewsAssistant = shared.assistant
        self._loading = threading.Lock()

    def refresh(self, query: str, outlet: str | None, rows: int) -> tuple[Any, ...]:
        """Bring the tab up to date; an open article stays open."""
        return *self.library(query, outlet, rows), gr.skip()

    def library(self, query: str, outlet: str | None, rows: int) -> tuple[Any, ...]:
        """Return the figures, the outlets to choose from, and the list."""
        counts = self._assistant.counts()
        names = [name for name, _ in counts.publishers]
        outlet = outlet if outlet in names else ALL
        return (
            shelf.summary(counts),
            gr.Dropdown([ALL, *names], value=outlet),
            self._list(query, outlet, rows),
        )

    def _list(self, query: str, outlet: str | None, rows: int) -> str:
        headers = self._assistant.headers()
        found = [header for header in headers if _matches(header, query, outlet)]
        return shelf.shelf(found, shown=rows, total=len(headers))

    def find(self, query: str, outlet: str | None) -> tuple[int, str]:
        """List what matches, from the top."""
        return shelf.PAGE, self._list(query, outlet, shelf.PAGE)

    def more(self, query: str, outlet: str | None, event: gr.EventData) -> tuple[int, str]:
        """List more of what matches."""
        rows = max(shelf.PAGE, whole(sent(event).get("more")))
        return rows, self._list(query, outlet, rows)

    def read(self, event: gr.EventData) -> str:
        """Open an article, or ask whether to remove it."""
        data = sent(event)
        try:
            article = self._assistant.article(str(data.get("article", "")))
            said = self._assistant.attributions(article.id)
        except NotFound:
            return shelf.nothing_chosen(True)
        return shelf.reading(article, said, confirm="confirm" in data)

    def remove(self, query: str, outlet: str | None, rows: int, event: gr.EventData) -> tuple[Any, ...]:
        """Remove an article for good."""
        try:
            article = self._assistant.article(str(sent(event).get("remove", "")))
            self._assistant.remove(article.id)
            told = shelf.message(f"Removed: {article.title or article.name}")
        except NotFound:
            told = shelf.message("That article was already gone.", bad=True)
        return shelf.nothing_chosen(True), told, *self.library(query, outlet, rows)

    def samples(self, query: str, outlet: str | None, rows: int, event: gr.EventData) -> tuple[Any, ...]:
        """Load or remove the sample articles."""
        match sent(event).get("samples"):
            case "load":
                with self._loading:
                    told = shelf.report(self._assistant.load_samples())
            case "remove":
                told = shelf.message(f"Removed {self._assistant.remove_samples()} sample articles.")
            case _:
                return (gr.skip(),) * 5
        return told, shelf.nothing_chosen(True), *self.library(query, outlet, rows)


def _matches(header: ArticleHeader, query: str | None, outlet: str | None) -> bool:
    if outlet and outlet != ALL and header.publisher != outlet:
        return False
    held = " ".join([header.title or "", header.name, header.publisher or "", *header.authors]).casefold()
    return all(word in held for word in (query or "").casefold().split())
