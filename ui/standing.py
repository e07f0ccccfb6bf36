"""Two views of the Library tab: its feeds, and what could not be taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ingest.errors import DatelineError
from rag.links import as_written
from ui import told
from ui.tabs import panel, sent, whole
from ui.work import Around


@dataclass(frozen=True, kw_only=True, slots=True)
class Feeds:
    """The components of the view of feeds."""

    address: gr.Textbox
    add: gr.Button
    listed: gr.HTML


def lay_out_feeds() -> Feeds:
    """Lay out the view of feeds: a line to add one, and the list."""
    with gr.Row(elem_id="feed-line"):
        address = gr.Textbox(
            "",
            elem_id="feed-address",
            label="Address of a feed, or of a page that names one",
            show_label=False,
            container=False,
            placeholder="https://…  a feed, or a page that names one",
        )
        add = gr.Button("Add feed", elem_id="feed-add", elem_classes="primary-button")
    return Feeds(address=address, add=add, listed=panel(elem_id="feeds"))


def wire(feeds: Feeds, failures: gr.HTML, around: Around) -> None:
    """Wire both views."""
    handlers = _Handlers(around)
    state, outputs = around.state, [around.report, around.stop, *around.library]
    for event in (feeds.add.click, feeds.address.submit):
        around.broken(event(handlers.add, [feeds.address, *state], [feeds.address, *outputs], **around.waiting))
    for listed, handler in ((feeds.listed, handlers.feed), (failures, handlers.failure)):
        around.broken(listed.select(handler, state, outputs, **around.waiting))


class _Handlers:
    """What happens in the two views."""

    def __init__(self, around: Around) -> None:
        self._assistant = around.shared.assistant
        self._work = around.work
        self._lists = around.lists

    def add(self, address: str, request: gr.Request, *state: Any) -> Iterator[tuple[Any, ...]]:
        """Keep a feed and take in what it announces."""
        url = as_written(address.strip())
        if url is None:
            written = address.strip()
            words = (
                f"“{written}” is no address; it should begin with https://"
                if written
                else "Write the feed's address first."
            )
            yield gr.skip(), told.message(words, bad=True), gr.skip(), *self._lists.unchanged()
            return
        kept = {feed.url for feed in self._assistant.feeds()}
        steps = self._work.run(
            lambda tell, stop: self._assistant.add_feed(url, on_progress=tell, stop=stop),
            request,
            doing="Reading the feed",
        )
        for said, stop, done in steps:
            cleared = "" if done and len({feed.url for feed in self._assistant.feeds()} - kept) else gr.skip()
            yield cleared, said, stop, *(self._lists.library(*state) if done else self._lists.unchanged())

    def feed(self, event: gr.EventData, request: gr.Request, *state: Any) -> Iterator[tuple[Any, ...]]:
        """Check feeds for news, or remove one."""
        data = sent(event)
        if "drop" in data:
            try:
                self._assistant.remove_feed(str(data["drop"]))
                said = told.message("The feed is no longer checked. Its articles stay.")
            except DatelineError as error:
                said = told.message(str(error), bad=True)
            yield said, gr.skip(), *self._lists.library(*state)
            return
        urls = None if data.get("check") == "all" else [str(data.get("check", ""))]
        steps = self._work.run(
            lambda tell, stop: self._assistant.refresh_feeds(urls, on_progress=tell, stop=stop),
            request,
            doing="Checking the feeds" if urls is None else "Checking the feed",
        )
        yield from self._shown(steps, state)

    def failure(self, event: gr.EventData, request: gr.Request, *state: Any) -> Iterator[tuple[Any, ...]]:
        """Try again what could not be taken in, or let it go."""
        data = sent(event)
        if "dismiss" in data:
            count = self._assistant.dismiss_failures(_ids(data["dismiss"]))
            said = told.message("Dismissed." if count else "It was already gone.")
            yield said, gr.skip(), *self._lists.library(*state)
            return
        ids = _ids(data.get("retry"))
        steps = self._work.run(
            lambda tell, stop: self._assistant.retry_failures(ids, on_progress=tell, stop=stop),
            request,
            doing="Trying again",
            nothing="There is nothing left to try again.",
        )
        yield from self._shown(steps, state)

    def _shown(self, steps: Iterator[tuple[str, Any, bool]], state: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        for said, stop, done in steps:
            yield said, stop, *(self._lists.library(*state) if done else self._lists.unchanged())


def _ids(value: object) -> list[int] | None:
    """Return the failure that a button names, None for all of them."""
    return None if value == "all" else [whole(value)]
