"""What a tab is, and what all tabs share. A new tab is a file with a `build` and one entry in page.TABS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import gradio as gr
from gradio.context import LocalContext

from rag import NewsAssistant
from ui.handed import Handed
from ui.jobs import Stops
from ui.suggest import Suggestions

STATIC = Path(__file__).parent / "static"
# of an event that serves the page alone: no endpoint for programs, and no veil over what it changes
PRIVATE: Final[Mapping[str, Any]] = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """What every tab works with."""

    assistant: NewsAssistant
    stops: Stops
    suggested: Suggestions
    handed: Handed = field(default_factory=Handed)  # answers that go into the briefing


@dataclass(frozen=True, kw_only=True, slots=True)
class Refresh:
    """How a tab brings itself up to date: run whenever the tab is chosen, for the first tab when the page loads too.

    fill, filled: what fields hold when the page loads. Not again when the tab is chosen: whoever chooses it may be
    writing in them before the answer is there.
    """

    run: Callable[..., Any]
    inputs: Sequence[gr.components.Component]
    outputs: Sequence[gr.components.Component]
    fill: Callable[..., Any] | None = None
    filled: Sequence[gr.components.Component] = ()


def panel(value: str = "", *, elem_id: str | None = None, elem_classes: str = "", script: str = "") -> gr.HTML:
    """Return an area of escaped HTML whose buttons send their data to the server (see static/panel.js, which ui/front.py puts into the page).

    Listen to click, submit and select; gradio itself sends change whenever the HTML is set. script: run once
    more for this panel, with `element` its area.
    """
    return gr.HTML(
        value,
        elem_id=elem_id,
        elem_classes=["panel", *elem_classes.split()],
        apply_default_css=False,
        js_on_load=f"datelinePanel(element, trigger, watch);{script}",
    )


def owner(request: gr.Request) -> str:
    """Return whose request it is: the name given at login, "" where there is no login. What is kept is kept for it."""
    return str(request.username or "")


def whose() -> str:
    """Return whose request is being answered, where a handler does not take the request itself."""
    request = LocalContext.request.get(None)
    return str(getattr(request, "username", None) or "")


def named(request: gr.Request, what: str) -> str:
    """Return what the page's address names (?talk=ID, ?comparison=ID), or "". Anybody can write anything there."""
    address = urlsplit(str(request.headers.get("referer", "")))
    return parse_qs(address.query).get(what, [""])[0]


def sent(event: gr.EventData) -> dict[str, Any]:
    """Return what a panel's button sent; the browser can send anything, so each value is to be checked."""
    data = event._data
    return dict(data) if isinstance(data, dict) else {}


def whole(value: object) -> int:
    """Return a sent value as a whole number, -1 where it is none."""
    return int(str(value)) if str(value).isascii() and str(value).isdigit() else -1
