"""The Compare tab: who holds what on a topic, as a table, a timeline and side by side; every quote opens at its words.

What was made last is kept: it stands there again after a reload, and until the library changes.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import gradio as gr

from ingest.article import Filters
from ingest.errors import DatelineError, NotFound, StoreError
from rag import NewsAssistant
from rag.comparison import Comparison
from rag.comparison.export import to_csv, to_xlsx
from rag.comparison.matrix import By
from rag.comparison.shelf import Made, Wanted
from rag.limits import LONGEST_TOPIC, in_order
from ui.compared import PARTS, Standing, compared, not_as_it_was, recent
from ui.compared_claims import SORTS, View
from ui.filters import iso_day
from ui.jobs import follow, tab_of
from ui.kept_list import for_example
from ui.login import files_mark
from ui.markup import element
from ui.quoted import nothing_open, quoted_article
from ui.tabs import PRIVATE, Refresh, Shared, named, panel, sent, whole, whose
from ui.told import STOP, message, stage

log = logging.getLogger(__name__)

_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser tab shows: a comparison, when it was made and of what, and how it is looked at."""

    comparison: Comparison | None = None
    view: View = field(default_factory=View)
    made: Made | None = None


@dataclass(slots=True)
class _Looked:
    """How a browser tab looks at what a model still works on. above: what the model is doing, as HTML."""

    view: View
    above: str = ""


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
                    max_length=LONGEST_TOPIC,
                )
                find = gr.Button("Compare", elem_id="compare-button", elem_classes="primary-button")
            with gr.Accordion("Limit to outlets, people or days", open=False, elem_id="compare-limits") as limits:
                outlets = gr.Dropdown([], multiselect=True, elem_id="compare-outlets", label="Outlets (none: all)")
                people = gr.Textbox("", elem_id="compare-people", label="People, separated by commas")
                with gr.Row():
                    since = gr.Textbox("", elem_id="compare-since", label="From (2026-10-31)", max_length=10)
                    until = gr.Textbox("", elem_id="compare-until", label="Until", max_length=10)
            kept = panel(elem_id="compare-recent")
            with gr.Row(elem_id="compare-tools"):
                words = gr.Textbox(
                    "",
                    elem_id="compare-words",
                    label="Filter",
                    show_label=False,
                    container=False,
                    placeholder="Filter by words, holder or outlet",
                    max_length=LONGEST_TOPIC,
                )
                as_csv = gr.DownloadButton("CSV", elem_id="compare-csv", elem_classes="quiet-button")
                as_xlsx = gr.DownloadButton("Excel", elem_id="compare-xlsx", elem_classes="quiet-button")
            listed = panel(_first(), elem_id="compare-shown")
        with gr.Column(elem_id="compare-evidence", elem_classes="side beside"):
            opened = panel(nothing_open(), elem_id="compare-reading", elem_classes="scrolls")

    made = [state, listed, as_csv, as_xlsx, kept]
    form = [topic, outlets, people, since, until, limits, words]
    working: dict[str, Any] = {"concurrency_limit": 2, "concurrency_id": "compare", "trigger_mode": "once", **PRIVATE}
    for event in (topic.submit, find.click):
        event(handlers.compare, [topic, outlets, people, since, until, state], [*made, words], **working)
    listed.submit(handlers.again, state, [*made, words], **working)
    listed.select(handlers.stop, None, None, queue=False, **PRIVATE)
    listed.select(handlers.look, state, [state, listed], queue=False, trigger_mode="always_last", **PRIVATE)
    words.change(handlers.filter, [words, state], [state, listed], queue=False, trigger_mode="always_last", **PRIVATE)
    listed.click(handlers.open, state, opened, queue=False, trigger_mode="always_last", **PRIVATE)
    kept.select(handlers.recall, state, [*made, *form], queue=False, **PRIVATE)
    return Refresh(run=handlers.refresh, inputs=[state, outlets], outputs=[*made, *form])


def _first() -> str:
    return (
        '<div class="welcome"><h1>Compare what they say</h1><p>Name a topic: who holds what, what is shared, what is disputed '
        "and with which figures, what changed, and what one outlet alone reports. Every quote opens at its words.</p></div>"
    )


class _Handlers:
    """What happens on the Compare tab. What is shown is kept with the browser's session."""

    def __init__(self, shared: Shared) -> None:
        self._assistant: NewsAssistant = shared.assistant
        self._kept = shared.assistant.comparisons
        self._stops = shared.stops
        self._looked_at: dict[str, _Looked] = {}  # by browser tab, while a model works on what it shows
        self._suggested = shared.suggested

    # --- what is kept --------------------------------------------------------------------------------------

    def refresh(self, shown: Shown, outlets: list[str] | None, request: gr.Request) -> tuple[Any, ...]:
        """Bring outlets and kept comparisons up to date, and tell where the library has changed since what is shown.

        Where nothing has been compared yet, the comparison that the page's address names is shown.
        """
        names = self._outlets()
        wanted = named(request, "comparison")
        if wanted and shown.made is None:
            try:
                return self._opened(wanted, _view(request))
            except NotFound:
                pass
        page = self._html(shown) if shown.made else gr.skip()
        chosen = gr.Dropdown(names, value=[name for name in outlets or [] if name in names])
        return gr.skip(), page, *(gr.skip(),) * 2, self._recent(shown), gr.skip(), chosen, *(gr.skip(),) * 5

    def recall(self, shown: Shown, event: gr.EventData) -> tuple[Any, ...]:
        """Open a kept comparison in the place of this one, or delete one."""
        data = sent(event)
        chosen = str(data.get("id", ""))
        if data.get("do") == "open":
            try:
                return self._opened(chosen, View())
            except NotFound:
                pass  # deleted in another tab
        if data.get("do") == "delete":
            self._kept.delete(chosen, owner=whose())
        return *(gr.skip(),) * 4, self._recent(shown), *(gr.skip(),) * 7

    def _opened(self, record_id: str, view: View) -> tuple[Any, ...]:
        """Return what the whole tab shows with a kept comparison. Raises NotFound."""
        made, found = self._kept.open(record_id, owner=whose())
        shown = Shown(found, view, made)
        files = _files(found, view.by) if found else (None, None)
        limits = made.wanted.filters
        form = (
            made.wanted.topic,
            gr.Dropdown(self._outlets(), value=[*limits.publishers]),
            ", ".join(made.wanted.people),
            limits.since or "",
            limits.until or "",
            gr.Accordion(open=limits != Filters() or bool(made.wanted.people)),
            view.words,
        )
        return shown, self._html(shown), *files, self._recent(shown), *form

    def _recent(self, shown: Shown) -> str:
        kept = recent(self._kept.kept(owner=whose()), shown.made.id if shown.made else "")
        return kept or ("" if shown.made else for_example(self._suggested.topics(), "Compare"))

    def _outlets(self) -> list[str]:
        return [name for name, _ in self._assistant.counts().publishers]

    def _html(self, shown: Shown) -> str:
        if shown.made is None:
            return _first()
        standing = Standing(shown.made, changed=shown.made.library != self._kept.library())
        if shown.comparison is None:
            return not_as_it_was(standing)
        return compared(shown.comparison, shown.view, standing)

    # --- comparing -----------------------------------------------------------------------------------------

    def compare(
        self,
        topic: str,
        outlets: list[str] | None,
        people: str,
        since: str,
        until: str,
        shown: Shown,
        request: gr.Request,
    ) -> Iterator[tuple[Any, ...]]:
        """Compare what the form asks for."""
        topic = " ".join((topic or "").split())[:LONGEST_TOPIC]
        before = self._html(shown) if shown.made else ""
        if not topic:
            yield _told(element("p", "Name a topic to compare.", class_="hint none", role="status") + before)
            return
        days = [iso_day(day.strip()) if day and day.strip() else None for day in (since, until)]
        for day, given in zip(days, (since, until), strict=True):
            if given and given.strip() and day is None:
                yield _told(message(f"{given} is not a day; write it as 2026-10-31.", bad=True) + before)
                return
        try:
            in_order(*days)
        except DatelineError as error:
            yield _told(message(str(error), bad=True) + before)
            return
        names = tuple(name.strip() for name in (people or "").split(",") if name.strip())
        limits = Filters(publishers=tuple(outlets or ()), since=days[0], until=days[1])
        yield from self._made(Wanted(topic=topic, filters=limits, people=names), replace(shown.view, words=""), request)

    def again(self, shown: Shown, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Make anew what is shown, filtered by the same words."""
        if shown.made is not None:
            yield from self._made(shown.made.wanted, shown.view, request)

    def _made(self, wanted: Wanted, view: View, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Compare, telling what is being done; show what the rules find, then what a language model adds."""
        signal = self._stops.begin(request, "compare")
        library = self._kept.library()
        shown = Shown(view=replace(view, part="table"))
        written = [False, True] if self._assistant.models.writer is not None else [False]
        yield _told(stage("Reading who says what"))
        tab, looked = tab_of(request), _Looked(shown.view)
        try:
            for with_model in written:
                if with_model and (signal.is_set() or shown.comparison is None or not shown.comparison.claims):
                    return
                try:
                    for news in follow(self._job(wanted, with_model, signal)):
                        shown = replace(shown, view=looked.view)
                        if isinstance(news, str):
                            looked.above = stage(news, STOP if with_model else "")
                            yield _told(looked.above + (self._html(shown) if with_model else ""))
                        else:
                            shown = self._shown_and_kept(shown, wanted, news, library)
                except DatelineError as error:
                    yield _told(message(str(error), bad=True) + (self._html(shown) if with_model else ""))
                    return
                assert shown.comparison is not None
                looked.above = ""
                self._looked_at[tab] = looked  # what is chosen from here on stays while a model works
                files = _files(shown.comparison, shown.view.by)
                yield shown, self._html(shown), *files, self._recent(shown), shown.view.words
        finally:
            if self._looked_at.get(tab) is looked:
                del self._looked_at[tab]

    def _shown_and_kept(self, shown: Shown, wanted: Wanted, found: Comparison, library: str) -> Shown:
        """Keep what was found; where it cannot be kept, it is shown all the same and says so."""
        try:
            made = self._kept.keep(wanted, found, library, owner=whose())
        except StoreError as error:
            made = self._kept.made_now(wanted, library, owner=whose())
            found = replace(found, notes=(*found.notes, f"This is not kept. {error}"))
        return replace(shown, comparison=found, made=made)

    def _job(self, wanted: Wanted, written: bool, stop: Any) -> Callable[[Callable[[str], None]], Comparison]:
        return lambda tell: self._assistant.compare(
            wanted.topic,
            filters=wanted.filters,
            people=wanted.people,
            written=written,
            stop=stop if written else None,
            on_stage=tell,
        )

    def stop(self, request: gr.Request, event: gr.EventData) -> None:
        """Ask the model to end; what it has written and judged stays."""
        if sent(event).get("do") == "stop":
            self._stops.stop(request, "compare")

    # --- looking at it -------------------------------------------------------------------------------------

    def look(self, shown: Shown, event: gr.EventData, request: gr.Request) -> tuple[Any, Any]:
        """Show another part, other columns or another order."""
        data = sent(event)
        if shown.comparison is None or data.get("do") == "stop":
            return gr.skip(), gr.skip()
        return self._seen(replace(shown, view=_looked(shown.view, data)), request)

    def filter(self, words: str, shown: Shown, request: gr.Request) -> tuple[Any, Any]:
        """Keep only what holds the words."""
        if shown.comparison is None or shown.view.words == (words or "")[:LONGEST_TOPIC]:
            return gr.skip(), gr.skip()
        return self._seen(replace(shown, view=replace(shown.view, words=(words or "")[:LONGEST_TOPIC])), request)

    def _seen(self, now: Shown, request: gr.Request) -> tuple[Shown, str]:
        """Show what is looked at now, under what a model is doing meanwhile."""
        looked = self._looked_at.get(tab_of(request))
        if looked is not None:
            looked.view = now.view
        return now, (looked.above if looked else "") + self._html(now)

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


def _looked(view: View, data: Mapping[str, Any]) -> View:
    """Return the view with what is chosen, as far as there is such a part, such columns, such an order."""
    part, by, sort = (str(data.get(key, "")) for key in ("part", "by", "sort"))
    if part in PARTS:
        view = replace(view, part=part)
    if by in {str(one) for one in By}:
        view = replace(view, by=By(by))
    if sort in {key for key, _ in SORTS}:
        view = replace(view, sort=sort)
    return view


def _view(request: gr.Request) -> View:
    """Return how a comparison is looked at by the page's address."""
    view = _looked(View(), {key: named(request, key) for key in ("part", "by", "sort")})
    return replace(view, words=named(request, "words")[:LONGEST_TOPIC])


def _told(html: str) -> tuple[Any, ...]:
    return gr.skip(), html, *(gr.skip(),) * 4


def _files(found: Comparison, by: By) -> tuple[str | None, str | None]:
    """Write the files to download; the page removes them with its other temporary files."""
    if not found.claims:
        return None, None
    try:
        top = Path(os.environ.get("GRADIO_TEMP_DIR", tempfile.gettempdir()))
        top.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="compare-", dir=top)) / files_mark(whose())
        folder.mkdir()
        name = _NAME.sub("-", found.topic.casefold()).strip("-")[:60] or "comparison"
        csv_file, workbook = folder / f"{name}.csv", folder / f"{name}.xlsx"
        csv_file.write_text(to_csv(found), encoding="utf-8", newline="")
        workbook.write_bytes(to_xlsx(found, by))
    except OSError as error:
        log.warning("The files to download could not be written: %s", error)
        return None, None
    return str(csv_file), str(workbook)
