"""The Ask tab: the conversation on the left, the evidence on the right."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from ingest.article import Filters
from ingest.errors import DatelineError, NotFound
from rag import NewsAssistant
from rag.types import Answer
from ui import evidence, history, render
from ui.conversation import Conversation, failed, finished, reopened, stopped
from ui.filters import Offered, changed, days_written, filter_bar
from ui.into_briefing import IntoBriefings
from ui.tabs import PRIVATE, Refresh, Shared, named, owner, panel, sent, whole

log = logging.getLogger(__name__)

AT_ONCE = 4  # answers being made at the same time, over all browser tabs
_LONGEST = 2000  # characters of a question
_BUSY = "Dateline is busy: too many questions are waiting already. Ask again in a moment."
_BROKEN = "Something went wrong in Dateline itself; the server's log has the details. The question can be asked again."


def build(shared: Shared) -> Refresh:
    """Lay out the tab and wire its events; returns how it is brought up to date."""
    handlers = _Handlers(shared)
    talk = gr.State(Conversation())
    drawer = history.lay_out()
    limits = gr.State(Filters())
    with gr.Row(elem_id="ask", elem_classes="desk"):
        with gr.Column(elem_id="ask-talk", elem_classes="side"):
            shown = panel(elem_id="conversation", elem_classes="scrolls")
            with gr.Column(elem_id="composer"):
                with gr.Row(elem_id="composer-top"):
                    bar = panel(elem_id="filters")
                    past = gr.Button("History", elem_id="history-button", elem_classes="quiet-button")
                    new = gr.Button("New conversation", elem_id="new", elem_classes="quiet-button")
                with gr.Row(elem_id="composer-line"):
                    question = gr.Textbox(
                        elem_id="question",
                        label="Your question",
                        show_label=False,
                        container=False,
                        placeholder="Ask what was said, and by whom",
                        lines=1,
                        max_lines=6,
                        max_length=_LONGEST,
                        autofocus=True,
                    )
                    ask = gr.Button("Ask", elem_id="ask-button", elem_classes="primary-button")
                    stop = gr.Button("Stop", elem_id="stop-button", elem_classes="quiet-button", visible=False)
        with gr.Column(elem_id="ask-evidence", elem_classes="side beside"):
            opened = panel(elem_id="evidence", elem_classes="scrolls")

    begun = [question, talk, shown, ask, stop]
    for event in (ask.click, question.submit):
        _answer_after(event(handlers.begin, [question, talk, limits], begun, queue=False, **PRIVATE), handlers, begun)
    _answer_after(
        shown.submit(handlers.begin_suggested, [talk, limits], begun, queue=False, **PRIVATE), handlers, begun
    )
    stop.click(handlers.stop, None, stop, queue=False, **PRIVATE)
    for source in (shown, opened):
        source.click(handlers.open, talk, opened, queue=False, trigger_mode="always_last", **PRIVATE)
    shown.select(handlers.brief, talk, [talk, shown], queue=False, **PRIVATE)
    bar.select(handlers.limit, limits, [limits, bar], queue=False, trigger_mode="multiple", **PRIVATE)
    new.click(handlers.start_again, None, [talk, shown, opened, ask, stop], queue=False, **PRIVATE)
    drawer.listed.click(handlers.reopen, None, [talk, shown, opened, ask, stop], queue=False, **PRIVATE)
    history.wire(drawer, shared.assistant, past)
    return Refresh(
        run=handlers.refresh,
        inputs=[talk, limits],
        outputs=[talk, shown, bar, opened],
    )


def _answer_after(begin: Any, handlers: _Handlers, begun: list[Any]) -> None:
    _, talk, shown, ask, stop = begun
    outputs = [talk, shown, ask, stop]
    answer = begin.then(handlers.answer, talk, outputs, concurrency_limit=AT_ONCE, concurrency_id="answers", **PRIVATE)
    answer.failure(handlers.broken, talk, outputs, queue=False, **PRIVATE)


class _Handlers:
    """What happens on the Ask tab. Holds no conversation: each is kept by Gradio for its browser tab."""

    def __init__(self, shared: Shared) -> None:
        self._assistant: NewsAssistant = shared.assistant
        self._stops = shared.stops
        self._handed = shared.handed
        self._briefings = IntoBriefings(shared.assistant)
        self._begun: set[str] = set()  # conversations whose answer is being made
        self._offered = Offered(shared.assistant)
        self._suggested = shared.suggested

    def reopen(self, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Open a kept conversation in the place of this one."""
        try:
            talk = self._reopened(str(sent(event).get("talk", "")), request)
        except NotFound:
            return (gr.skip(),) * 5
        self._stops.leave(request, "ask")
        return *self._set_out(talk), *_buttons(running=False)

    def _set_out(self, talk: Conversation) -> tuple[Any, ...]:
        return talk, self._shown(talk), evidence.empty_pane()

    def _reopened(self, conversation_id: str, request: gr.Request) -> Conversation:
        _, kept = self._assistant.conversations.open(conversation_id, owner=owner(request))
        talk = reopened(conversation_id, owner(request), kept, self._sources)
        return replace(talk, target=self._briefings.target(owner(request)))

    def refresh(self, talk: Conversation, limits: Filters, request: gr.Request) -> tuple[Any, ...]:
        """Bring suggestions, outlets and the empty pane up to date; an open article stays open.

        Where nothing has been asked yet, the conversation that the page's address names is shown.
        """
        wanted = named(request, "talk")
        if wanted and not talk.id:
            with contextlib.suppress(NotFound):
                talk = self._reopened(wanted, request)
        pane = gr.skip() if talk.exchanges else evidence.empty_pane()
        return talk, self._shown(talk), filter_bar(limits, self._offered.choices()), pane

    def _shown(self, talk: Conversation) -> str:
        if talk.exchanges:
            return render.conversation(talk, (), True)
        counts = self._assistant.counts()
        questions = self._suggested.questions() if counts.articles else ()
        samples = 0 < counts.samples == counts.articles
        return render.conversation(talk, questions, counts.articles > 0, only_samples=samples)

    def begin(
        self, question: str, talk: Conversation, limits: Filters, request: gr.Request, *, alone: bool = False
    ) -> tuple[Any, ...]:
        """Show the question at once, and turn Ask into Stop. alone: it is not a follow-up."""
        question = " ".join(question.split())[:_LONGEST]
        if not question or talk.running:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()
        self._stops.begin(request, "ask")
        if not talk.id:
            talk = Conversation(id=self._assistant.conversations.new_id(), owner=owner(request))
        target = self._briefings.target(owner(request))
        talk = replace(talk.asked(question, limits, alone=alone), target=target)
        return "", talk, render.conversation(talk, (), True), *_buttons(running=True)

    def begin_suggested(
        self, talk: Conversation, limits: Filters, event: gr.EventData, request: gr.Request
    ) -> tuple[Any, ...]:
        """Ask a suggested question, one whose reading the user has mended, or one of a part of the articles of all."""
        data = sent(event)
        limits = Filters() if data.get("everywhere") == "true" else limits
        return self.begin(str(data.get("question", "")), talk, limits, request, alone=data.get("alone") == "true")

    def answer(self, talk: Conversation, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Make the answer to the last question, showing each step."""
        if not talk.running:
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        self._begun.add(talk.id)
        exchange = talk.exchanges[-1]
        signal = self._stops.current(request, "ask")
        result = stopped(exchange)
        try:
            for progress in self._assistant.stream(
                exchange.question, history=talk.history(), filters=exchange.limits, stop=signal
            ):
                if signal.is_set():
                    break
                if progress.answer is not None:
                    result = finished(exchange, progress.answer, self._sources(progress.answer))
                    break
                step = replace(exchange, stage=progress.stage, draft=progress.text)
                yield gr.skip(), render.conversation(talk.with_last(step), (), True), gr.skip(), gr.skip()
        except DatelineError as error:
            result = failed(exchange, str(error))
        self._begun.discard(talk.id)
        talk = talk.with_last(result)
        if self._stops.current(request, "ask") is signal:  # else the tab shows another conversation by now
            yield talk, render.conversation(talk, (), True), *_buttons(running=False)
        self._keep(talk)

    def _keep(self, talk: Conversation) -> None:
        """Keep the conversation; what cannot be kept is still shown, and the log tells why."""
        try:
            self._assistant.conversations.save(talk.id, talk.to_keep(), owner=talk.owner)
        except DatelineError as error:
            log.warning("The conversation could not be kept: %s", error)

    def _sources(self, answer: Answer) -> tuple[Any, ...]:
        cited = tuple(dict.fromkeys(citation.article_id for citation in answer.citations))
        return tuple(self._assistant.headers(Filters(article_ids=cited))) if cited else ()

    def broken(self, talk: Conversation) -> tuple[Any, ...]:
        """End an answer that failed in an unforeseen way, so that the page is never left waiting."""
        if talk.running:
            begun = talk.id in self._begun  # else the queue had no room for it
            self._begun.discard(talk.id)
            talk = talk.with_last(failed(talk.exchanges[-1], _BROKEN if begun else _BUSY))
        return talk, render.conversation(talk, (), True), *_buttons(running=False)

    def stop(self, request: gr.Request) -> Any:
        """Ask the running answer to end."""
        self._stops.stop(request, "ask")
        return gr.Button(interactive=False)

    def open(self, talk: Conversation, event: gr.EventData) -> str:
        """Open a citation, or a closest passage, of one answer of this conversation."""
        data = sent(event)
        turn = whole(data.get("turn"))
        if "passage" in data:
            return self._open_passage(talk, turn, whole(data["passage"]))
        found = talk.citation(turn, whole(data.get("number")))
        if found is None:
            return evidence.missing_article(None)
        answer, citation = found
        try:
            article = self._assistant.article(citation.article_id)
        except NotFound:
            return evidence.missing_article(citation)
        return evidence.cited_article(article, answer, turn, citation)

    def _open_passage(self, talk: Conversation, turn: int, place: int) -> str:
        answer = talk.answer(turn)
        if answer is None or not 0 <= place < len(answer.passages):
            return evidence.missing_article(None)
        passage = answer.passages[place]
        try:
            article = self._assistant.article(passage.article.id)
        except NotFound:
            return evidence.missing_article(None)
        return evidence.closest_passage(article, answer, turn, place, passage)

    def brief(self, talk: Conversation, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """Put an answer into a briefing, or offer which; what the Briefing tab has not kept takes it when it is opened."""
        data = sent(event)
        turn = whole(data.get("brief"))
        answer = talk.answer(turn)
        if answer is None or not answer.statements or talk.running:
            return gr.skip(), gr.skip()
        into, taken_there = self._briefings.put(answer, data, owner=owner(request))
        if taken_there:
            self._handed.give(request, answer)
        talk = replace(talk.with_into(turn, into), target=self._briefings.target(owner(request)))
        return talk, render.conversation(talk, (), True)

    def limit(self, limits: Filters, event: gr.EventData) -> tuple[Filters, str]:
        """Change the filters for the questions to come."""
        data = sent(event)
        choices = self._offered.choices()
        limits = changed(limits, data, choices)
        _, wrong = days_written(data)
        return limits, filter_bar(limits, choices, is_open=data.get("open") is True, wrong=wrong)

    def start_again(self, request: gr.Request) -> tuple[Any, ...]:
        """Begin a new conversation."""
        self._stops.leave(request, "ask")
        return *self._set_out(Conversation()), *_buttons(running=False)


def _buttons(*, running: bool) -> tuple[Any, Any]:
    return gr.Button(visible=not running), gr.Button(visible=running, interactive=True)
