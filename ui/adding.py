"""Ways to add articles, in the Library tab: files, links, pasted text. Feeds have a view of their own (ui/standing.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ingest.containers import CONTAINERS
from ingest.errors import DatelineError
from ingest.formats import FORMATS
from rag import NewsAssistant
from rag.links import as_written
from ui import told
from ui.filters import day_as_written
from ui.tabs import PRIVATE, panel
from ui.work import Around


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


def lay_out() -> Adding:
    """Lay out the ways to add, folded until wanted, and the place where progress and report stand."""
    with gr.Accordion("Add articles", open=False, elem_id="add"), gr.Tabs(elem_id="ways"):
        with gr.Tab("Files"):
            files = gr.File(
                elem_id="add-files",
                label="Files to add",
                show_label=False,
                file_count="multiple",
                height=132,
            )
            panel(told.kinds([*(kind.name for kind in FORMATS), *(kind.name for kind in CONTAINERS)]))
        with gr.Tab("Links"):
            links = gr.Textbox(
                elem_id="add-links",
                label="Addresses, one a line",
                placeholder="https://…  (the address of a feed is kept and read again)",
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
                published = gr.Textbox(
                    elem_id="paste-date", label="Published on", placeholder="6 November 2026, optional"
                )
                url = gr.Textbox(elem_id="paste-url", label="Address", placeholder="https://…, optional")
            add = gr.Button("Add text", elem_id="paste-add", elem_classes="primary-button")
    report = panel(elem_id="add-report")
    stop = gr.Button("Stop adding", elem_id="add-stop", elem_classes="quiet-button", visible=False)
    return Adding(
        files=files, links=links, fetch=fetch, text=text, title=title, publisher=publisher, published=published, url=url,
        add=add, stop=stop, report=report,
    )  # fmt: skip


def wire(parts: Adding, around: Around) -> None:
    """Wire the ways to add."""
    handlers = _Handlers(around)
    state, library, waiting = around.state, around.library, around.waiting
    files = parts.files.upload(
        handlers.files,
        [parts.files, *state],
        [parts.report, parts.stop, parts.files, *library],
        trigger_mode="multiple",
        **waiting,
    )
    fetched = parts.fetch.click(
        handlers.links, [parts.links, *state], [parts.report, parts.stop, parts.links, *library], **waiting
    )
    fields = [parts.text, parts.title, parts.publisher, parts.published, parts.url]
    pasted = parts.add.click(handlers.text, [*fields, *state], [parts.report, *fields, *library], **waiting)
    for event in (files, fetched, pasted):
        around.broken(event)
    parts.stop.click(around.work.stop, None, parts.stop, queue=False, **PRIVATE)


class _Handlers:
    """What happens when something is added."""

    def __init__(self, around: Around) -> None:
        self._assistant: NewsAssistant = around.shared.assistant
        self._work = around.work
        self._lists = around.lists

    def files(self, uploaded: list[str] | None, request: gr.Request, *state: Any) -> Iterator[tuple[Any, ...]]:
        """Take in uploaded files, telling how far it is."""
        if not uploaded:
            yield gr.skip(), gr.skip(), gr.skip(), *self._lists.unchanged()
            return
        steps = self._add(uploaded, request, uploaded=True)
        cleared = None  # at once, so that more files can be given meanwhile
        for said, stop, done in steps:
            yield said, stop, cleared, *(self._lists.library(*state) if done else self._lists.unchanged())
            cleared = gr.skip()

    def links(self, written: str, request: gr.Request, *state: Any) -> Iterator[tuple[Any, ...]]:
        """Take in pages of the web, telling how far it is."""
        lines = [line.strip() for line in written.splitlines() if line.strip()]
        read = {line: [as_written(word) for word in line.split()] for line in lines}
        wrong = [line for line in lines if None in read[line]]
        given = [address for line in lines for address in read[line] if address and line not in wrong]
        words = "".join(f"“{line}” is not the address of a web page; it should begin with https://. " for line in wrong)
        if not given:
            said = told.message(words.strip() or "Write the address of an article first.", bad=True)
            yield said, gr.skip(), gr.skip(), *self._lists.unchanged()
            return
        for said, stop, done in self._add(given, request):
            lists = self._lists.library(*state) if done else self._lists.unchanged()
            failed = {failure.retry for failure in self._assistant.failures()} if done else set()
            left = "\n".join(
                [*wrong, *(address for address in given if address in failed)]
            )  # to be mended, or tried again
            yield (
                (told.message(words.strip(), bad=True) if words else "") + said,
                stop,
                left if done else gr.skip(),
                *lists,
            )

    def _add(
        self, sources: Sequence[str], request: gr.Request, *, uploaded: bool = False
    ) -> Iterator[tuple[str, Any, bool]]:
        return self._work.run(
            lambda tell, stop: self._assistant.add(sources, on_progress=tell, stop=stop, uploaded=uploaded),
            request,
            doing="Reading",
        )

    def text(
        self, text: str, title: str, publisher: str, published: str, url: str, request: gr.Request, *state: Any
    ) -> Iterator[tuple[Any, ...]]:
        """Take in a pasted text."""
        kept = (gr.skip(),) * 5
        day = day_as_written(published)
        if not text.strip():
            yield told.message("Paste the text of an article first.", bad=True), *kept, *self._lists.unchanged()
            return
        if published.strip() and day is None:
            words = f"“{published.strip()}” is not a day; write it as 6 November 2026 or 2026-11-06, or leave it empty."
            yield told.message(words, bad=True), *kept, *self._lists.unchanged()
            return
        if url.strip() and as_written(url.strip()) is None:
            words = f"“{url.strip()}” is not the address of a web page; it should begin with https://, or stay empty."
            yield told.message(words, bad=True), *kept, *self._lists.unchanged()
            return
        yield told.progress_of(None), *kept, *self._lists.unchanged()
        try:
            report = self._assistant.add_text(
                text,
                title=title.strip() or None,
                publisher=publisher.strip() or None,
                published_at=day,
                url=as_written(url.strip()),
            )
        except DatelineError as error:
            yield told.message(str(error), bad=True), *kept, *self._lists.unchanged()
            return
        yield told.report(report), *(kept if report.failures else ("",) * 5), *self._lists.library(*state)
