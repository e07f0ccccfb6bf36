"""Ways to add articles, in the Library tab. A new way (a link, a feed) is a layout function and its wiring here."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import gradio as gr

from ingest.containers import CONTAINERS
from ingest.errors import DatelineError
from ingest.formats import FORMATS
from ingest.report import IngestReport
from rag import NewsAssistant
from ui import shelf
from ui.filters import iso_day
from ui.jobs import Stops, follow
from ui.markup import web_address
from ui.tabs import Shared, panel

_BROKEN = "Something went wrong in Dateline itself; the server's log has the details. What was added before stays."


@dataclass(frozen=True, kw_only=True, slots=True)
class Adding:
    """The components that adding needs."""

    files: gr.File
    links: gr.Textbox
    fetch: gr.Button
    text: gr.Textbox
    title: gr.Textbox
    publisher: gr.Textbox
    published: gr.Textbox
    url: gr.Textbox
    add: gr.Button
    stop: gr.Button
    report: gr.HTML


class Lists(Protocol):
    """What brings the library's list up to date after something was added."""

    def library(self, query: str, outlet: str | None, rows: int) -> tuple[Any, ...]:
        """Return the figures, the outlets to choose from, and the list."""


def lay_out() -> Adding:
    """Lay out the ways to add, folded until wanted, and the place where progress and report stand."""
    with gr.Accordion("Add articles", open=False, elem_id="add"), gr.Tabs(elem_id="ways"):
        with gr.Tab("Files"):
            files = gr.File(
                elem_id="add-files",
                label="Files to add",
                show_label=False,
                file_count="multiple",
                height=110,
            )
            panel(shelf.kinds([*(kind.name for kind in FORMATS), *(kind.name for kind in CONTAINERS)]))
        with gr.Tab("Links"):
            links = gr.Textbox(
                elem_id="add-links",
                label="Addresses, one a line",
                placeholder="https://…",
                lines=3,
                max_lines=10,
            )
            fetch = gr.Button("Add links", elem_id="links-add", elem_classes="primary-button")
        with gr.Tab("Pasted text"):
            text = gr.Textbox(elem_id="paste-text", label="Text of the article", lines=6, max_lines=14)
            with gr.Row():
                title = gr.Textbox(elem_id="paste-title", label="Title", placeholder="optional")
                publisher = gr.Textbox(elem_id="paste-outlet", label="Outlet", placeholder="optional")
            with gr.Row():
                published = gr.Textbox(elem_id="paste-date", label="Published on", placeholder="2026-10-31, optional")
                url = gr.Textbox(elem_id="paste-url", label="Address", placeholder="https://…, optional")
            add = gr.Button("Add text", elem_id="paste-add", elem_classes="primary-button")
    report = panel(elem_id="add-report")
    stop = gr.Button("Stop adding", elem_id="add-stop", elem_classes="quiet-button", visible=False)
    return Adding(
        files=files, links=links, fetch=fetch, text=text, title=title, publisher=publisher, published=published, url=url,
        add=add, stop=stop, report=report,
    )  # fmt: skip


def wire(
    parts: Adding, shared: Shared, lists: Lists, state: Sequence[gr.components.Component], library: Sequence[Any]
) -> None:
    """Wire the ways to add. state: what the list shows now; library: what is brought up to date after."""
    handlers = _Handlers(shared, lists)
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    outputs = [parts.report, parts.stop, parts.files, *library]
    files = parts.files.upload(
        handlers.files, [parts.files, *state], outputs, concurrency_limit=None, trigger_mode="multiple", **private
    )
    files.failure(handlers.broken, None, [parts.report, parts.stop, parts.files], queue=False, **private)
    fetched = parts.fetch.click(
        handlers.links,
        [parts.links, *state],
        [parts.report, parts.stop, parts.links, *library],
        concurrency_limit=None,
        **private,
    )
    fetched.failure(handlers.broken, None, [parts.report, parts.stop, parts.files], queue=False, **private)
    fields = [parts.text, parts.title, parts.publisher, parts.published, parts.url]
    pasted = parts.add.click(
        handlers.text, [*fields, *state], [parts.report, *fields, *library], concurrency_limit=None, **private
    )
    pasted.failure(handlers.broken, None, [parts.report, parts.stop, parts.files], queue=False, **private)
    parts.stop.click(handlers.stop, None, parts.stop, queue=False, **private)


class _Handlers:
    """What happens when something is added."""

    def __init__(self, shared: Shared, lists: Lists) -> None:
        self._assistant: NewsAssistant = shared.assistant
        self._stops: Stops = shared.stops
        self._lists = lists

    def files(
        self, uploaded: list[str] | None, query: str, outlet: str | None, rows: int, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Take in uploaded files, telling how far it is."""
        if not uploaded:
            yield (gr.skip(),) * 6
            return
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            sources = _set_apart(uploaded, Path(folder))
            cleared = None  # at once, so that more files can be given meanwhile
            for report, stop, listed in self._add(sources, request):
                lists = self._lists.library(query, outlet, rows) if listed else (gr.skip(),) * 3
                yield report, stop, cleared, *lists
                cleared = gr.skip()

    def links(
        self, written: str, query: str, outlet: str | None, rows: int, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """Take in pages of the web, telling how far it is."""
        given = written.split()
        wrong = [address for address in given if web_address(address) is None]
        if wrong or not given:
            words = f"“{wrong[0]}” is not the address of a web page; it should begin with https://" if wrong else ""
            told = shelf.message(words or "Write the address of an article first.", bad=True)
            yield told, *(gr.skip(),) * 5
            return
        for report, stop, listed in self._add(given, request):
            lists = self._lists.library(query, outlet, rows) if listed else (gr.skip(),) * 3
            yield report, stop, "" if listed else gr.skip(), *lists

    def _add(self, sources: Sequence[str | Path], request: gr.Request) -> Iterator[tuple[str, Any, bool]]:
        """Add the sources; yield what is told of it, the Stop button, and whether it is done."""
        signal = self._stops.begin(request, "add")
        yield shelf.adding(None), gr.Button(visible=True, interactive=True), False
        told = ""
        try:
            for news in follow(lambda tell: self._assistant.add(sources, on_progress=tell, stop=signal)):
                if isinstance(news, IngestReport):
                    told = shelf.report(news)
                else:
                    yield shelf.adding(news), gr.skip(), False
        except DatelineError as error:
            told = shelf.message(str(error), bad=True)
        yield told, gr.Button(visible=False), True

    def text(
        self,
        text: str,
        title: str,
        publisher: str,
        published: str,
        url: str,
        query: str,
        outlet: str | None,
        rows: int,
    ) -> tuple[Any, ...]:
        """Take in a pasted text."""
        same = (gr.skip(),) * 8
        if not text.strip():
            return shelf.message("Paste the text of an article first.", bad=True), *same
        if published.strip() and iso_day(published.strip()) is None:
            words = f"“{published.strip()}” is not a day; write it as 2026-10-31, or leave it empty."
            return shelf.message(words, bad=True), *same
        try:
            report = self._assistant.add_text(
                text,
                title=title.strip() or None,
                publisher=publisher.strip() or None,
                published_at=iso_day(published.strip()),
                url=url.strip() or None,
            )
        except DatelineError as error:
            return shelf.message(str(error), bad=True), *same
        kept = (gr.skip(),) * 5 if report.failures else ("",) * 5
        return shelf.report(report), *kept, *self._lists.library(query, outlet, rows)

    def stop(self, request: gr.Request) -> Any:
        """Ask the running work to end; what was added stays."""
        self._stops.stop(request, "add")
        return gr.Button(interactive=False)

    def broken(self) -> tuple[Any, ...]:
        """End what failed in an unforeseen way, so that the page is never left waiting."""
        return shelf.message(_BROKEN, bad=True), gr.Button(visible=False), None


def _set_apart(uploaded: Sequence[str], folder: Path) -> list[Path]:
    """Move uploads out of the page's cache, so that they are gone when they have been read."""
    moved = []
    for number, path in enumerate(uploaded):
        place = folder / str(number)
        place.mkdir()
        moved.append(Path(shutil.move(path, place / Path(path).name)))
    return moved
