"""The Briefing tab: one page on a topic or on what is new, edited, exported, kept and refreshed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import gradio as gr

from ingest.errors import DatelineError, NotFound
from rag import NewsAssistant
from rag.asking.dates import days_in
from rag.briefing import Briefing, Length, Request
from rag.briefing.edit import LONGEST_TITLE
from rag.export import FORMATS
from rag.limits import LONGEST_TOPIC
from rag.types import Answer
from ui import briefing_view, evidence
from ui.briefing_edit import Edits
from ui.briefing_files import BriefingFiles
from ui.briefing_unkept import Unkept
from ui.briefing_view import TURN, Shown
from ui.filters import iso_day
from ui.jobs import follow
from ui.kept_list import for_example
from ui.tabs import PRIVATE, Refresh, Shared, named, panel, sent, whole, whose

log = logging.getLogger(__name__)

_LENGTHS = {"Half a page": Length.HALF, "One page": Length.ONE, "Two pages": Length.TWO}
_OFFERED = 500  # articles to choose from, the newest


def build(shared: Shared) -> Refresh:
    """Lay out the tab and wire its events; returns how it is brought up to date."""
    handlers = _Handlers(shared)
    state = gr.State(Shown())
    with gr.Row(elem_id="briefing", elem_classes="desk"):
        with gr.Column(elem_id="briefing-page", elem_classes="side scrolls"):
            with gr.Row(elem_id="briefing-find"):
                topic = gr.Textbox(
                    "",
                    elem_id="briefing-topic",
                    label="Topic",
                    placeholder="A topic (empty: all that is new)",
                    max_length=LONGEST_TOPIC,
                )
                since = gr.Textbox(
                    "", elem_id="briefing-since", label="New since", placeholder="any day", max_length=40
                )
                outlets = gr.Dropdown(
                    [], value=[], multiselect=True, elem_id="briefing-outlets", label="Outlets (empty: all)"
                )
                length = gr.Dropdown([*_LENGTHS], value="One page", elem_id="briefing-length", label="Length")
                make = gr.Button("Brief me", elem_id="briefing-button", elem_classes="primary-button")
            with gr.Accordion("Only certain articles", open=False, elem_id="briefing-chosen"):
                chosen = gr.Dropdown(
                    [],
                    value=[],
                    multiselect=True,
                    elem_id="briefing-articles",
                    label="Articles",
                    show_label=False,
                    container=False,
                )
            saved = panel(elem_id="briefing-saved")
            with gr.Row(elem_id="briefing-export", visible=False) as exports:
                gr.HTML('<span class="label">Export</span>', apply_default_css=False, js_on_load=None)
                downloads = [
                    gr.DownloadButton(made.name, elem_id=f"briefing-{name}", elem_classes="quiet-button")
                    for name, made in FORMATS.items()
                ]
            shown = panel(elem_id="briefing-shown")
        with gr.Column(elem_id="briefing-evidence", elem_classes="side beside"):
            opened = panel(_nothing_open(), elem_id="briefing-reading", elem_classes="scrolls")

    page = [state, shown, saved, exports]
    files: dict[str, Any] = {"fn": handlers.files, "inputs": state, "outputs": downloads, "queue": False, **PRIVATE}
    prose: dict[str, Any] = {
        "fn": handlers.prose,
        "inputs": state,
        "outputs": page,
        "concurrency_limit": 2,
        "concurrency_id": "brief-prose",
        **PRIVATE,
    }
    for event in (make.click, topic.submit, since.submit):
        event(handlers.busy, None, shown, queue=False, **PRIVATE).then(
            handlers.write,
            [topic, since, outlets, length, chosen, state],
            page,
            concurrency_limit=2,
            concurrency_id="brief",
            **PRIVATE,
        ).then(**prose).then(**files)
    shown.submit(handlers.edit, state, page, queue=False, **PRIVATE).then(**files)
    for source in (shown, saved):
        source.select(handlers.stop, None, None, queue=False, **PRIVATE)
        source.select(handlers.act, state, page, concurrency_limit=2, concurrency_id="brief", **PRIVATE).then(
            **prose
        ).then(**files)
    for source in (shown, opened):
        source.click(handlers.open, state, opened, queue=False, trigger_mode="always_last", **PRIVATE)
    form = [outlets, chosen, topic, since, length]
    return Refresh(run=handlers.refresh, inputs=[state, outlets, chosen], outputs=[*form, *page, *downloads])


class _Handlers:
    """What happens on the Briefing tab. Holds no briefing: each is kept by Gradio for its browser tab."""

    def __init__(self, shared: Shared) -> None:
        self._assistant: NewsAssistant = shared.assistant
        self._stops = shared.stops
        self._handed = shared.handed
        self._suggested = shared.suggested
        self._files = BriefingFiles()
        self._edits = Edits(shared.assistant)
        self._unkept = Unkept(shared.assistant)

    def refresh(
        self, state: Shown, outlets: list[str] | None, articles: list[str] | None, request: gr.Request
    ) -> tuple[Any, ...]:
        """Bring outlets and kept briefings up to date; an open briefing stays open, and takes the answers handed to it.

        Where none is open, the one that the page's address names is shown, with what it was asked for in the form.
        """
        found = self._found_again(request) if state.briefing is None else None
        if found is not None and found.briefing is not None:
            state, asked = found, found.briefing.request
            outlets, articles = [*asked.publishers], [*asked.article_ids]
            form = [asked.topic, asked.since or "", next(name for name, one in _LENGTHS.items() if one is asked.length)]
        else:
            form = [gr.skip()] * 3
        names = [name for name, _ in self._assistant.counts().publishers]
        chosen = [name for name in outlets or [] if name in names]
        offered = [(briefing_view.article_label(header), header.id) for header in self._assistant.headers()[:_OFFERED]]
        ids = {article_id for _, article_id in offered}
        only = gr.Dropdown(offered, value=[one for one in articles or [] if one in ids])
        with_answers = self._taken(replace(state, focus="") if state.focus else state, request)
        same = found is None and with_answers.briefing is state.briefing
        files = [gr.skip() for _ in FORMATS] if same else self.files(with_answers)
        return gr.Dropdown(names, value=chosen), only, *form, *self._page(with_answers), *files

    def _found_again(self, request: gr.Request) -> Shown | None:
        wanted = named(request, "briefing")
        if found := self._unkept.find(wanted):
            return found
        try:
            return self._edits.opened(wanted) if wanted else None
        except DatelineError:
            return None

    def _taken(self, state: Shown, request: gr.Request) -> Shown:
        """Return the state with the answers that the Ask tab handed over in the open briefing, or in a new one."""
        for answer in self._handed.take(request):
            try:
                made = self._assistant.briefings.with_answer(state.briefing, answer)
            except DatelineError as error:
                state = replace(state, notice=str(error))
                continue
            told = f"Added under “From your questions”: {answer.understood or answer.question}"
            state = replace(state, briefing=made, past=state.past_and_this, saved=False, notice=told)
        return state

    def busy(self) -> str:
        """Tell that the articles are being read."""
        return briefing_view.busy()

    def write(
        self,
        topic: str | None,
        since: str | None,
        outlets: list[str] | None,
        length: str | None,
        articles: list[str] | None,
        state: Shown,
    ) -> tuple[Any, ...]:
        """Write a briefing; where it cannot be, what is open stays."""
        try:
            request = Request(
                topic=" ".join((topic or "").split())[:LONGEST_TOPIC],
                article_ids=tuple(articles or ()),
                since=_day(since),
                publishers=tuple(outlets or ()),
                length=_LENGTHS.get(length or "", Length.ONE),
            )
            made = self._assistant.briefings.write(request)
        except DatelineError as error:
            return self._page(replace(state, notice=str(error), editor=None, focus="", renaming=None))
        return self._page(Shown(briefing=made, fresh=True))

    def prose(self, state: Shown, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Let the language model, where there is one, write the bottom line of a briefing that was just made, and judge what is disputed."""
        model = self._assistant.briefings.model
        if state.briefing is None or not state.fresh:
            yield (gr.skip(),) * 4
            return
        if model is None:  # one connected later is not asked by a click on something else
            yield replace(state, fresh=False), *(gr.skip(),) * 3
            return
        signal, briefing = self._stops.begin(request, "brief"), state.briefing

        def job(tell: Callable[[str], None]) -> Briefing:
            return self._assistant.briefings.with_prose(briefing, stop=signal, on_stage=tell)

        yield self._page(
            replace(state, writing=f"{model} is writing the bottom line; it is checked before it stands here")
        )
        try:
            for news in follow(job):
                now = (
                    replace(state, writing=news)
                    if isinstance(news, str)
                    else replace(state, briefing=news, fresh=False)
                )
                yield self._page(now)
        except DatelineError as error:
            yield self._page(replace(state, fresh=False, notice=str(error)))

    def stop(self, request: gr.Request, event: gr.EventData) -> None:
        """Ask the model to end."""
        if sent(event).get("do") == "stop":
            self._stops.stop(request, "brief")

    def edit(self, state: Shown, event: gr.EventData) -> tuple[Any, ...]:
        """Change the briefing where it stands."""
        return self._page(self._edits.done(state, sent(event)))

    def act(self, state: Shown, event: gr.EventData) -> tuple[Any, ...]:
        """Save, edit, refresh; open, rename or delete a kept briefing."""
        data = sent(event)
        if data.get("do") == "stop":
            return (gr.skip(),) * 4
        try:
            state = self._acted(replace(state, focus="", renaming=None), data)
        except DatelineError as error:
            state = replace(state, notice=str(error))
        return self._page(state)

    def _acted(self, state: Shown, data: dict[str, Any]) -> Shown:
        shelf = self._assistant.briefings
        chosen = str(data.get("id", ""))
        match data.get("do"):
            case "edit":
                return replace(state, editing=not state.editing, editor=None)
            case "save":
                return self._edits.keep(replace(state, notice=""))
            case "refresh" if state.briefing is not None:
                now, changed = shelf.refresh(state.briefing)
                past = state.past_and_this
                state = replace(state, briefing=now, changed=changed, past=past, editor=None, notice="")
                return replace(state, saved=False, fresh=True)
            case "open":
                return self._edits.opened(chosen)
            case "rename":
                return replace(state, renaming=chosen)
            case "renamed":
                return self._renamed(state, chosen, str(data.get("words", "")))
            case "delete":
                shelf.delete(chosen, owner=whose())
                if state.kept_id == chosen:
                    return replace(state, kept_id=None, revision=None, saved=False)
        return state

    def _renamed(self, state: Shown, chosen: str, words: str) -> Shown:
        shelf = self._assistant.briefings
        known = state.kept_id == chosen and shelf.revision(chosen, owner=whose()) == state.revision
        shelf.rename(chosen, words, owner=whose())
        if state.briefing is None or not known:
            return state
        named = replace(state.briefing, title=" ".join(words.split())[:LONGEST_TITLE])
        return replace(state, briefing=named, revision=shelf.revision(chosen, owner=whose()))

    def files(self, state: Shown) -> list[Any]:
        """Write the briefing in every format, for the export buttons."""
        if state.briefing is None:
            return [gr.skip() for _ in FORMATS]
        try:
            written = self._files.write(state.briefing, owner=whose())
        except OSError as error:
            log.warning("The files to download could not be written: %s", error)
            return [gr.DownloadButton(value=None) for _ in FORMATS]
        return [gr.DownloadButton(value=str(written[name])) for name in FORMATS]

    def open(self, state: Shown, event: gr.EventData) -> str:
        """Open a citation's article at its words."""
        data = sent(event)
        citation = state.briefing.citation(whole(data.get("number"))) if state.briefing else None
        if citation is None or state.briefing is None:
            return evidence.missing_article(None)
        try:
            article = self._assistant.article(citation.article_id)
        except NotFound:
            return evidence.missing_article(citation)
        return evidence.cited_article(article, _as_answer(state.briefing), TURN, citation)

    def _page(self, state: Shown) -> tuple[Any, ...]:
        """Return the state, the page, the shelf and whether there is something to export."""
        state = self._unkept.held(state)
        return state, briefing_view.page(state), self._shelf(state), gr.Row(visible=state.briefing is not None)

    def _shelf(self, state: Shown) -> str:
        kept = briefing_view.shelf(self._assistant.briefings.kept(owner=whose()), state.kept_id, state.renaming)
        return kept or ("" if state.briefing else for_example(self._suggested.topics(), "Briefing"))


def _day(words: str | None) -> str | None:
    """Read a day as people write it: "2026-11-02", "Monday", "2 November". Raises DatelineError."""
    told = " ".join((words or "").split())
    if not told:
        return None
    if found := iso_day(told):
        return found
    known = days_in(f"since {told.removeprefix('since ')}", _today()).since
    if known is None:
        raise DatelineError(f"“{told}” is not a day; write it as Monday, 2 November or 2026-11-02.")
    return known.isoformat()


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _as_answer(briefing: Briefing) -> Answer:
    """Return the briefing's citations in the form that the evidence pane shows."""
    return Answer(
        question=briefing.title,
        understood=briefing.title,
        statements=(),
        citations=briefing.citations,
        abstained=False,
        confidence=1.0,
        passages=(),
    )


def _nothing_open() -> str:
    return '<div class="pane empty"><p>Choose a number in the briefing and its article opens here at the exact words.</p></div>'
