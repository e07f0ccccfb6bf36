"""An answer on its way into a briefing: which one is asked where there are several, and remembered; where it went is told."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.errors import DatelineError, NotFound
from rag import NewsAssistant
from rag.types import Answer
from ui.markup import button, element, text

_OFFERED = 8  # kept briefings to choose from, the last changed first
OPEN, NEW = "open", "new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A briefing: the id it is kept under ("open": the one that the Briefing tab shows and has not kept), its title."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Into:
    """What became of putting one answer into a briefing: places to choose from, where it went, or why it could not."""

    choices: tuple[Place, ...] = ()
    added: Place | None = None
    trouble: str = ""


class IntoBriefings:
    """Puts answers into kept briefings, and remembers for each person where the last one went."""

    def __init__(self, assistant: NewsAssistant) -> None:
        self._assistant = assistant
        self._last: dict[str, str] = {}
        self._lock = threading.Lock()

    def target(self, owner: str) -> Place | None:
        """Return where the person's last answer went, if that is still kept."""
        wanted = self._last.get(owner)
        return next((place for place in self._kept(owner) if place.id == wanted), None)

    def put(self, answer: Answer, sent: Mapping[str, object], *, owner: str) -> tuple[Into, bool]:
        """Do what a button of the answer says; tells too whether the Briefing tab is to take the answer itself.

        sent: "to" names a place, "new" or "open"; without it the places are offered where there are any. The browser adds
        what the Briefing tab shows: "open" (the id it is kept under, or ""), "opened" (its title), "unsaved".
        """
        opened = Place(id=OPEN, title=str(sent.get("opened") or "")[:200])
        unsaved = bool(opened.title) and sent.get("unsaved") == "true"
        kept = self._kept(owner)
        to = str(sent.get("to") or "")
        if sent.get("leave") == "true":
            return Into(), False
        if not to:
            held = [place for place in kept if not (unsaved and place.id == sent.get("open"))]
            choices = [*([opened] if unsaved else []), *held[:_OFFERED]]
            if choices:
                return Into(choices=tuple(choices)), False
            to = NEW
        if unsaved and to in (OPEN, str(sent.get("open") or "")):
            return Into(added=opened), True
        try:
            return Into(added=self._keep(answer, None if to == NEW else to, owner)), False
        except DatelineError as error:
            return Into(trouble=str(error)), False

    def _keep(self, answer: Answer, record_id: str | None, owner: str) -> Place:
        with self._lock:
            briefings = self._assistant.briefings
            seen = briefings.revision(record_id, owner=owner) if record_id else None
            before = briefings.open(record_id, owner=owner) if record_id else None
            made = briefings.with_answer(before, answer)
            kept = briefings.keep(made, owner=owner, record_id=record_id, seen=seen)
            self._last[owner] = kept
        return Place(id=kept, title=made.title)

    def _kept(self, owner: str) -> list[Place]:
        try:
            return [Place(id=one.id, title=one.title) for one in self._assistant.briefings.kept(owner=owner)]
        except NotFound:
            return []


def into_buttons(turn: int, into: Into, target: Place | None) -> str:
    """Return the buttons that put an answer into a briefing, and where it went."""
    if into.choices:
        places = [*into.choices, Place(id=NEW, title="A new briefing")]
        picks = "".join(
            element("li", button(text(place.title), on="select", class_="quiet", data_brief=turn, data_to=place.id))
            for place in places
        )
        leave = button("Cancel", on="select", class_="quiet", data_brief=turn, data_leave="true")
        label = f'<span class="label" id="into-{turn}">Add to</span>'
        return f'<div class="into" role="group" aria-labelledby="into-{turn}">{label}<ul>{picks}</ul>{leave}</div>'
    told = ""
    if into.added:
        opener = element(
            "button", "open it", type="button", class_="quiet", data_tab="Briefing", data_briefing=into.added.id
        )
        waits = ", not saved yet" if into.added.id == OPEN else ""
        told = f'<span class="added" role="status">Added to “{text(into.added.title)}”{waits}: {opener}</span>'
    if into.trouble:
        told = element("span", text(into.trouble), class_="why", role="alert")
    if target is None or (into.added and into.added.id == target.id):
        label = "Add to another briefing" if into.added else "Add to briefing"
        return told + button(label, on="select", class_="quiet", data_brief=turn)
    named = f'Add to “<span class="cut">{text(target.title)}</span>”'
    whole = f"Add to “{target.title}”"
    there = button(named, on="select", class_="quiet", data_brief=turn, data_to=target.id, aria_label=whole)
    return told + there + button("to another", on="select", class_="quiet", data_brief=turn)
