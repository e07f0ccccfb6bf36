"""The Compare tab: who holds what on a topic, as a table, a timeline and side by side; every quote opens at its words."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import gradio as gr

from ingest.article import Filters
from ingest.errors import DatelineError, NotFound
from rag import NewsAssistant
from rag.comparison import Comparison
from rag.comparison.export import to_csv, to_xlsx
from rag.comparison.matrix import By
from ui.compared import SORTS, View, compared
from ui.filters import iso_day
from ui.login import files_mark
from ui.markup import element, text
from ui.quoted import nothing_open, quoted_article
from ui.tabs import Refresh, Shared, panel, sent, whole, whose

_LONGEST = 300  # characters of a topic
_PARTS = ("table", "timeline", "disputed", "figures", "shared", "changed", "only", "people")
_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser tab shows: a comparison and how it is looked at."""

    comparison: Comparison | None = None
    view: View = field(default_factory=View)


def build(shared: Shared) -> Refresh:
    """Lay out the tab and wire its events; returns how it is brought up to date."""
    handlers = _Handlers(shared)
    state = gr.State(Shown())
    with gr.Row(elem_id="compare", elem_classes="desk"):
        with gr.Column(elem_id="compare-list", elem_classes="side scrolls"):
            with gr.Row(elem_id="compare-find"):
                topic = gr.Textbox(
                    "",
                    elem_id="compare-topic",
                    label="A topic or question",
                    show_label=False,
                    container=False,
                    placeholder="Who holds what about … (a topic or question)",
                    max_length=_LONGEST,
                )
                find = gr.Button("Compare", elem_id="compare-button", elem_classes="primary-button")
            with gr.Accordion("Limit to outlets, people or days", open=False, elem_id="compare-limits"):
                outlets = gr.Dropdown([], multiselect=True, elem_id="compare-outlets", label="Outlets (none: all)")
                people = gr.Textbox("", elem_id="compare-people", label="People, separated by commas")
                with gr.Row():
                    since = gr.Textbox("", elem_id="compare-since", label="From (2026-10-31)", max_length=10)
                    until = gr.Textbox("", elem_id="compare-until", label="Until", max_length=10)
            with gr.Row(elem_id="compare-tools"):
                words = gr.Textbox(
                    "",
                    elem_id="compare-words",
                    label="Filter",
                    show_label=False,
                    container=False,
                    placeholder="Filter by words, holder or outlet",
                    max_length=_LONGEST,
                )
                as_csv = gr.DownloadButton("CSV", elem_id="compare-csv", elem_classes="quiet-button")
                as_xlsx = gr.DownloadButton("Excel", elem_id="compare-xlsx", elem_classes="quiet-button")
            listed = panel(_first(), elem_id="compare-shown")
        with gr.Column(elem_id="compare-evidence", elem_classes="side beside"):
            opened = panel(nothing_open(), elem_id="compare-reading", elem_classes="scrolls")

    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    choice = [topic, outlets, people, since, until, state]
    for event in (topic.submit, find.click):
        event(
            handlers.compare,
            choice,
            [state, listed, as_csv, as_xlsx],
            concurrency_limit=2,
            concurrency_id="compare",
            trigger_mode="once",
            **private,
        )
    listed.select(handlers.look, state, [state, listed], queue=False, trigger_mode="always_last", **private)
    words.change(handlers.filter, [words, state], [state, listed], queue=False, trigger_mode="always_last", **private)
    listed.click(handlers.open, state, opened, queue=False, trigger_mode="always_last", **private)
    return Refresh(run=handlers.refresh, inputs=[outlets], outputs=[outlets])


def _first() -> str:
    return (
        '<div class="welcome"><h1>Compare what they say</h1><p>Name a topic: who holds what, what is shared, what is disputed '
        "and with which figures, what changed, and what one outlet alone reports. Every quote opens at its words.</p></div>"
    )


class _Handlers:
    """What happens on the Compare tab. What is shown is kept with the browser's session."""

    def __init__(self, shared: Shared) -> None:
        self._assistant: NewsAssistant = shared.assistant

    def refresh(self, outlets: list[str] | None) -> Any:
        """Bring the outlets to choose from up to date."""
        names = [name for name, _ in self._assistant.counts().publishers]
        return gr.Dropdown(names, value=[name for name in outlets or [] if name in names])

    def compare(
        self, topic: str, outlets: list[str] | None, people: str, since: str, until: str, shown: Shown
    ) -> Iterator[tuple[Any, ...]]:
        """Compare, telling what is being done; then show the table and offer the files."""
        topic = " ".join((topic or "").split())[:_LONGEST]
        nothing = (gr.skip(), gr.skip())
        if not topic:
            yield gr.skip(), element("p", "Name a topic to compare.", class_="hint none", role="status"), *nothing
            return
        days = [iso_day(day.strip()) if day and day.strip() else None for day in (since, until)]
        for day, given in zip(days, (since, until), strict=True):
            if given and given.strip() and day is None:
                words = f"{text(given)} is not a day; write it as 2026-10-31."
                yield gr.skip(), element("p", words, class_="error", role="alert"), *nothing
                return
        yield gr.skip(), _busy("Reading who says what"), *nothing
        limits = Filters(publishers=tuple(outlets or ()), since=days[0], until=days[1])
        names = tuple(name.strip() for name in (people or "").split(",") if name.strip())
        try:
            found = self._assistant.compare(topic, filters=limits, people=names)
        except DatelineError as error:
            yield gr.skip(), element("p", text(error), class_="error", role="alert"), *nothing
            return
        now = Shown(comparison=found, view=replace(shown.view, part="table", words=""))
        files = _files(found, now.view.by)
        yield now, compared(found, now.view), *files
        if self._assistant.models.writer is None or not found.claims:
            return
        yield (
            gr.skip(),
            _busy("The language model puts positions in a line each and names the rows") + compared(found, now.view),
            *nothing,
        )
        try:
            found = self._assistant.compare(topic, filters=limits, people=names, written=True)
        except DatelineError as error:
            yield gr.skip(), element("p", text(error), class_="error", role="alert"), *nothing
            return
        now = replace(now, comparison=found)
        yield now, compared(found, now.view), *nothing

    def look(self, shown: Shown, event: gr.EventData) -> tuple[Any, str]:
        """Show another part, other columns or another order."""
        data = sent(event)
        if shown.comparison is None:
            return gr.skip(), _first()
        view = shown.view
        part, by, sort = (str(data.get(key, "")) for key in ("part", "by", "sort"))
        if part in _PARTS:
            view = replace(view, part=part)
        if by in {str(one) for one in By}:
            view = replace(view, by=By(by))
        if sort in {key for key, _ in SORTS}:
            view = replace(view, sort=sort)
        now = replace(shown, view=view)
        return now, compared(shown.comparison, view)

    def filter(self, words: str, shown: Shown) -> tuple[Any, Any]:
        """Keep only what holds the words."""
        if shown.comparison is None:
            return gr.skip(), gr.skip()
        now = replace(shown, view=replace(shown.view, words=(words or "")[:_LONGEST]))
        return now, compared(shown.comparison, now.view)

    def open(self, shown: Shown, event: gr.EventData) -> str:
        """Open the article of a claim or citation at its words."""
        data = sent(event)
        found = shown.comparison
        claim, number = whole(data.get("claim")), whole(data.get("number"))
        if found is None or not (0 <= claim < len(found.claims) or 1 <= number <= len(found.citations)):
            return nothing_open()
        numbers = found.claims[claim].citations if 0 <= claim < len(found.claims) else (number,)
        cited = [found.citation(one) for one in numbers]
        try:
            return quoted_article(self._assistant.article(cited[0].article_id), cited)
        except NotFound:
            return '<div class="pane empty"><p>This article is no longer in the library.</p></div>'


def _busy(stage: str) -> str:
    return f'<p class="stage" role="status"><span class="pulse" aria-hidden="true"></span>{text(stage)} …</p>'


def _files(found: Comparison, by: By) -> tuple[str | None, str | None]:
    """Write the files to download; the page removes them with its other temporary files."""
    if not found.claims:
        return None, None
    top = Path(os.environ.get("GRADIO_TEMP_DIR", tempfile.gettempdir()))
    top.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="compare-", dir=top)) / files_mark(whose())
    folder.mkdir()
    name = _NAME.sub("-", found.topic.casefold()).strip("-")[:60] or "comparison"
    csv_file, workbook = folder / f"{name}.csv", folder / f"{name}.xlsx"
    csv_file.write_text(to_csv(found), encoding="utf-8", newline="")
    workbook.write_bytes(to_xlsx(found, by))
    return str(csv_file), str(workbook)
