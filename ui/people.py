"""The People tab: who speaks in the articles, about a topic or at all, each statement one click from its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

from ingest.article import Article, Filters, Span
from ingest.errors import DatelineError, NotFound
from rag import NewsAssistant
from rag.voices.who import Listing, Person, Said
from ui.evidence import Mark, heading_of, marked_text, pane_bar, where_of
from ui.markup import button, counted, day, element, joined, language_tag, text
from ui.tabs import PRIVATE, Refresh, Shared, named, panel, sent, whole
from ui.told import stage

ALL, ANY = "All outlets", "All sides"
_PEOPLE = 40  # speakers listed at first
_MORE = 100  # and more at a time
_ALL = 500  # as many are shown at once where one wants all
_STATEMENTS = 4  # of each that are in view at once
_LONGEST = 300  # characters of a topic
_EXCERPT = 260  # characters of a statement in the list


def build(shared: Shared) -> Refresh:
    """Lay out the tab and wire its events; returns how it is brought up to date."""
    handlers = _Handlers(shared)
    with gr.Row(elem_id="people", elem_classes="desk"):
        with gr.Column(elem_id="people-list", elem_classes="side scrolls"):
            with gr.Row(elem_id="people-find"):
                topic = gr.Textbox(
                    "",
                    elem_id="people-topic",
                    label="A topic; empty for everybody",
                    show_label=False,
                    container=False,
                    placeholder="Who speaks about … (empty: everybody)",
                    max_length=_LONGEST,
                )
                outlet = gr.Dropdown(
                    [ALL], value=ALL, elem_id="people-outlet", label="Outlet", show_label=False, container=False
                )
                side = gr.Dropdown(
                    [ANY], value=ANY, elem_id="people-side", label="Side", show_label=False, container=False
                )
                name = gr.Textbox(
                    "",
                    elem_id="people-name",
                    label="A name, or a part of one",
                    show_label=False,
                    container=False,
                    placeholder="A name",
                    max_length=_LONGEST,
                )
                find = gr.Button("Find", elem_id="people-button", elem_classes="primary-button")
            listed = panel(stage("Reading who speaks"), elem_id="people-shown")
        with gr.Column(elem_id="people-evidence", elem_classes="side beside"):
            opened = panel(nothing_open(), elem_id="people-reading", elem_classes="scrolls")

    how = gr.State(_How())
    choice = [topic, outlet, side, name]
    searching: dict[str, Any] = {"concurrency_limit": 2, "concurrency_id": "people", **PRIVATE}
    for event in (topic.submit, find.click, outlet.input, side.input, name.submit):
        event(handlers.busy, None, listed, queue=False, **PRIVATE).then(
            handlers.find, choice, [how, side, listed], **searching
        )
    listed.select(handlers.turn, [*choice, how], [how, side, listed], **searching)
    listed.click(handlers.open, None, opened, queue=False, trigger_mode="always_last", **PRIVATE)
    return Refresh(run=handlers.refresh, inputs=[*choice, how], outputs=[topic, outlet, how, side, listed])


@dataclass(frozen=True, kw_only=True, slots=True)
class _How:
    """How much of the list is shown, and whether it is of those without a name. begun: whether a list was shown at all."""

    most: int = _PEOPLE
    unnamed: bool = False
    begun: bool = False


class _Handlers:
    """What happens on the People tab. Keeps nothing: a click carries the article and the places of its words."""

    def __init__(self, shared: Shared) -> None:
        self._assistant: NewsAssistant = shared.assistant

    def refresh(
        self, topic: str, outlet: str | None, side: str | None, name: str | None, how: _How, request: gr.Request
    ) -> tuple[Any, ...]:
        """Bring the outlets and the list up to date; at first with the topic that the page's address names, where none is written."""
        names = [name for name, _ in self._assistant.counts().publishers]
        outlet = outlet if outlet in names else ALL
        asked = topic or ("" if how.begun else named(request, "who")[:_LONGEST])
        field = gr.skip() if asked == topic else asked
        return field, gr.Dropdown([ALL, *names], value=outlet), *self._found(asked, outlet, side, name, how)

    def busy(self) -> str:
        """Tell that the articles are being searched."""
        return stage("Searching")

    def find(self, topic: str | None, outlet: str | None, side: str | None, name: str | None) -> tuple[Any, ...]:
        """Return the sides to choose from, and who speaks, from the top."""
        return self._found(topic, outlet, side, name, _How())

    def turn(
        self,
        topic: str | None,
        outlet: str | None,
        side: str | None,
        name: str | None,
        how: _How,
        event: gr.EventData,
    ) -> tuple[Any, ...]:
        """Show more of them, or the unnamed in the place of the named."""
        data = sent(event)
        if "most" in data:
            how = replace(how, most=min(max(whole(data["most"]), _PEOPLE), 100 * _MORE))
        elif "unnamed" in data:
            how = _How(unnamed=data["unnamed"] == "true")
        return self._found(topic, outlet, side, name, how)

    def _found(
        self, topic: str | None, outlet: str | None, side: str | None, name: str | None, how: _How
    ) -> tuple[Any, ...]:
        words = " ".join((topic or "").split())[:_LONGEST]
        called = " ".join((name or "").split())[:_LONGEST]
        limits = Filters(publishers=(outlet,)) if outlet and outlet != ALL else Filters()
        chosen = side if side and side != ANY else None
        try:
            found = self._listing(words, limits, chosen, called, how)
            if chosen and chosen not in found.sides:  # nobody of that side speaks of this: everybody is shown
                chosen = None
                found = self._listing(words, limits, chosen, called, how)
            if not found.people and not how.unnamed and found.unnamed:
                how = _How(unnamed=True)
                found = self._listing(words, limits, chosen, called, how)
        except DatelineError as error:
            return replace(how, begun=True), gr.skip(), element("p", text(error), class_="error", role="alert")
        shown = people_list(found, topic=words, called=called, unnamed=how.unnamed)
        return replace(how, begun=True), gr.Dropdown([ANY, *found.sides], value=chosen or ANY), shown

    def _listing(self, words: str, limits: Filters, side: str | None, called: str, how: _How) -> Listing:
        return self._assistant.speakers.listing(
            words, filters=limits, side=side, most=how.most, unnamed=how.unnamed, called=called
        )

    def open(self, event: gr.EventData) -> str:
        """Open an article at the words of a statement."""
        data = sent(event)
        try:
            article = self._assistant.article(str(data.get("article", "")))
        except NotFound:
            return '<div class="pane empty"><p>This article is no longer in the library.</p></div>'
        return statement_pane(article, _spans(str(data.get("spans", "")), article))


def _spans(places: str, article: Article) -> list[Span]:
    """Return the spans that a click names, "12-40,55-70", as far as they lie in the article."""
    found = []
    for place in places.split(",")[:20]:
        start, _, end = place.partition("-")
        low, high = whole(start), whole(end)
        if 0 <= low < high <= len(article.text):
            found.append(Span(start=low, end=high))
    return found


def people_list(found: Listing, *, topic: str = "", called: str = "", unnamed: bool = False) -> str:
    """Return the speakers with their figures and statements, how many there are, and the way to the others."""
    if not found.named + found.unnamed:
        words = "No one is quoted in the articles yet."
        if topic or called:
            words = (
                "Nobody in these articles is quoted on this."
                if topic
                else "Nobody quoted in these articles has that name."
            )
        return element("p", words, class_="hint none", role="status", data_who=topic)
    about = f" on “{text(topic)}”" if topic else ""
    shown = f", {len(found.people):,} shown" if len(found.people) < found.total else ""
    status = element(
        "p", f"{counted(found.total, 'speaker')}{about}{shown}", class_="hint", role="status", data_who=topic
    )
    items = "".join(_person(person) for person in found.people)
    return f'{_kinds(found, unnamed)}{status}<ul class="people">{items}</ul>{_more(found)}'


def _kinds(found: Listing, unnamed: bool) -> str:
    """Return the choice between those who have a name and those who are called "officials" or "the aide"."""
    if not found.unnamed or not found.named:
        return ""
    pieces = [
        button(
            f'{label}<span class="count">{number:,}</span>',
            on="select",
            data_unnamed=str(which).lower(),
            aria_pressed=str(which is unnamed).lower(),
        )
        for label, number, which in (("By name", found.named, False), ("Unnamed", found.unnamed, True))
    ]
    return f'<div class="segments" role="group" aria-label="Who is listed">{"".join(pieces)}</div>'


def _more(found: Listing) -> str:
    shown, left = len(found.people), found.total - len(found.people)
    if left <= 0:
        return ""
    steps = [min(_MORE, left)] if left <= _MORE or found.total > _ALL else [_MORE, left]
    words = [f"Show all {found.total:,}" if step == left else f"Show {step:,} more" for step in steps]
    return "".join(
        button(label, on="select", class_="quiet more", data_most=shown + step)
        for label, step in zip(words, steps, strict=True)
    )


def _person(person: Person) -> str:
    described = (
        element("span", text(person.descriptions[0]), class_="description", dir="auto") if person.descriptions else ""
    )
    kind = element("span", text(person.kind), class_="badge") if person.kind and person.kind != "person" else ""
    outlets = ", ".join(f"{name} {count}" for name, count in person.outlets)
    figures = joined([counted(person.count, "statement"), text(outlets) if outlets else None])
    tags = "".join(element("span", text(side), class_="tag") for side in person.sides[:6])
    first = "".join(_statement(said) for said in person.statements[:_STATEMENTS])
    rest = person.statements[_STATEMENTS:]
    folded = ""
    if rest:
        folded = (
            f"<details><summary>{counted(len(rest), 'more statement')}</summary>"
            f"<ul class='statements'>{''.join(_statement(said) for said in rest)}</ul></details>"
        )
    head = f'<h3 dir="auto">{text(person.name)}{kind}</h3>{described}<p class="figures">{figures}</p>'
    sides = f'<p class="sides">{tags}</p>' if tags else ""
    return element("li", f'{head}{sides}<ul class="statements">{first}</ul>{folded}')


def _statement(said: Said) -> str:
    words = " ".join(said.words.split())
    if len(words) > _EXCERPT:
        words = words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
    opener = button(
        text(words),
        on="click",
        class_="words statement",
        dir="auto",
        lang=language_tag(said.article.language),
        data_article=said.article.id,
        data_spans=",".join(f"{span.start}-{span.end}" for span in said.spans),
    )
    via = f"via {text(', '.join(said.via))}" if said.via else None
    told = f"told {text(said.heard_by)}" if said.heard_by else None
    where = joined([text(said.article.publisher or said.article.name), day(said.article.published_at), via, told])
    return element("li", f"{opener}<p>{where}</p>")


def statement_pane(article: Article, spans: Sequence[Span]) -> str:
    """Return an article beside the list, with a statement's words marked at their exact places."""
    bar = pane_bar("Statement", where=where_of(article))
    marks = [Mark(span=span, kind="cited") for span in spans]
    words = element(
        "div", marked_text(article, marks), class_="article-text", lang=language_tag(article.language), dir="auto"
    )
    body = heading_of(article, level=2) + words
    return (
        f'<section class="pane" tabindex="-1" aria-label="Statement" data-article="{text(article.id)}">{bar}'
        f'<div class="pane-body" tabindex="0"><div class="pane-sheet">{body}</div></div></section>'
    )


def nothing_open() -> str:
    """Return what stands beside the list before a statement is opened."""
    return '<div class="pane empty"><p>Choose a statement and its article opens here at the exact words.</p></div>'
