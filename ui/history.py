"""The history drawer of the Ask tab: kept conversations, found, opened, named, exported, deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from ingest.errors import DatelineError
from rag import NewsAssistant
from rag.conversations import KeptConversation
from rag.export import FORMATS
from ui.markup import button, counted, element, joined, moment, text
from ui.tabs import PRIVATE, owner, panel, sent

_LONGEST = 200  # characters that are searched for
_TOP = (
    '<div class="drawer-top"><h2>Conversations</h2><button type="button" class="icon" data-drawer="history" '
    'aria-label="Close the list of conversations (Escape)"><span aria-hidden="true">×</span></button></div>'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """The components of the drawer. `listed` sends click to open, select to name and delete."""

    search: gr.Textbox
    listed: gr.HTML


def lay_out() -> History:
    """Lay out the drawer, closed; a button with data-drawer="history" opens it (see static/page.js)."""
    with gr.Column(elem_id="history", elem_classes="drawer"):
        panel(_TOP)
        search = gr.Textbox(
            "",
            elem_id="history-search",
            label="Search conversations",
            show_label=False,
            container=False,
            placeholder="Search what was asked and answered",
            max_length=_LONGEST,
        )
        listed = panel(elem_id="history-list", elem_classes="scrolls")
    return History(search=search, listed=listed)


def wire(history: History, assistant: NewsAssistant, opener: gr.Button) -> None:
    """Wire what the drawer does by itself; opening a conversation is the Ask tab's. opener: the button that opens it."""
    handlers = _Handlers(assistant)
    for event in (history.search.change, opener.click):  # change, not input: words that are pasted in must count too
        event(handlers.find, history.search, history.listed, queue=False, trigger_mode="always_last", **PRIVATE)
    history.listed.select(handlers.act, history.search, history.listed, queue=False, **PRIVATE)


class _Handlers:
    """What happens in the drawer. Everything is looked up for the one who asks."""

    def __init__(self, assistant: NewsAssistant) -> None:
        self._kept = assistant.conversations

    def find(self, words: str | None, request: gr.Request) -> str:
        """List the conversations that hold the words."""
        return listing(self._kept.find((words or "")[:_LONGEST], owner=owner(request)), words=words or "")

    def act(self, words: str | None, event: gr.EventData, request: gr.Request) -> str:
        """Ask for a new name, rename, ask whether to delete, delete."""
        data = sent(event)
        chosen, whose = str(data.get("id", "")), owner(request)
        told = ""
        try:
            match data.get("do"):
                case "rename":
                    self._kept.rename(chosen, str(data.get("title", "")), owner=whose)
                case "delete":
                    self._kept.delete(chosen, owner=whose)
        except DatelineError as error:
            told = str(error)
        found = self._kept.find((words or "")[:_LONGEST], owner=whose)
        asks = str(data.get("do")) if data.get("do") in ("name", "sure") else ""
        return listing(found, words=words or "", chosen=chosen, asks=asks, told=told)


def listing(
    found: Sequence[KeptConversation], *, words: str = "", chosen: str = "", asks: str = "", told: str = ""
) -> str:
    """Return the list. asks: what is asked of the chosen one, "name" for a new name, "sure" before it is deleted."""
    error = element("p", text(told), class_="error", role="alert") if told else ""
    if not found:
        none = "No conversation holds these words." if words.strip() else "Nothing has been asked yet."
        return f'{error}<p class="hint" role="status">{none}</p>'
    items = "".join(_item(kept, asks if kept.id == chosen else "", words) for kept in found)
    return f'{error}<ul class="conversations">{items}</ul>'


def _item(kept: KeptConversation, asks: str, words: str = "") -> str:
    about = {"data_id": kept.id}
    if asks == "name":
        field = element(
            "input",
            type="text",
            value=kept.title,
            data_value="title",
            maxlength=160,
            aria_label="Name of the conversation",
            autofocus=True,
        )
        put = button("Save", on="select", class_="quiet", data_do="rename", **about)
        leave = button("Cancel", on="select", class_="quiet", data_do="list", **about)
        return element("li", f'<div class="naming" data-with-field>{field}{put}{leave}</div>')
    title = button(text(kept.title), on="click", class_="title", data_talk=kept.id)
    line = joined([counted(kept.questions, "question"), moment(kept.updated_at)])
    if asks == "sure":
        deeds = (
            '<span class="alert" role="alert">Delete for good?</span>'
            + button("Delete", on="select", class_="danger", data_do="delete", **about)
            + button("Keep", on="select", class_="quiet", data_do="list", **about)
        )
    else:
        deeds = button("Rename", on="select", class_="quiet", data_do="name", **about)
        links = "".join(
            element("a", label, class_="quiet", href=f"/kept/conversation/{text(kept.id)}.{ending}", download=True)
            for label, ending in (*((made.name, name) for name, made in FORMATS.items()), ("JSON", "json"))
        )
        deeds += f'<details class="exports"><summary class="quiet">Export</summary><span>{links}</span></details>'
        deeds += button("Delete", on="select", class_="quiet", data_do="sure", **about)
    hit = element("p", _lit(kept.hit, words), class_="hit", dir="auto") if kept.hit else ""
    return element("li", f'{title}{hit}<p class="line">{line}</p><div class="deeds">{deeds}</div>')


def _lit(hit: str, words: str) -> str:
    """Return the words of a hit as HTML, those that were searched for marked."""
    wanted = "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True))
    pieces = re.split(f"({wanted})", hit, flags=re.IGNORECASE)
    return "".join(element("mark", text(piece)) if at % 2 else text(piece) for at, piece in enumerate(pieces))
