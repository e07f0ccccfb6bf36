"""The Library tab: what is there, reading it, removing it. Adding is in ui/adding.py, feeds and failures in ui/standing.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import gradio as gr

from ingest.article import Article, ArticleHeader
from ingest.errors import NotFound
from rag import NewsAssistant
from ui import adding, groups, origins, reading, shelf, standing, told
from ui.filters import day_fields, days_written
from ui.groups import ALL_LANGUAGES, ALL_OUTLETS, STORY, Wanted
from ui.tabs import PRIVATE, STATIC, Refresh, Shared, panel, sent, whole
from ui.work import Around, Work

_WATCHED = 1.5  # seconds between two looks at what another page began
_ARTICLES, _FEEDS, _FAILURES = "Articles", "Feeds", "Not taken in"


def build(shared: Shared) -> Refresh:
    """Lay out the tab and wire its events; returns how it is brought up to date."""
    work = Work()
    handlers = _Handlers(shared, work)
    rows = gr.State(shelf.PAGE)
    days = gr.State((None, None))
    with gr.Row(elem_id="library", elem_classes="desk"):
        with gr.Column(elem_id="library-list", elem_classes="side scrolls"):
            add = adding.lay_out()
            figures = panel(elem_id="figures")
            with gr.Tabs(elem_id="library-views"):
                with gr.Tab(_ARTICLES, id="articles"):
                    with gr.Row(elem_id="library-find"):
                        query = gr.Textbox(
                            "",
                            elem_id="library-search",
                            label="Search titles, outlets, authors and text",
                            show_label=False,
                            container=False,
                            placeholder="Search titles, outlets, authors, text",
                        )
                        order = _choice([*groups.ORDERS], "library-order", "Order")
                    with gr.Row(elem_id="library-limits"):
                        outlet = _choice([ALL_OUTLETS], "library-outlet", "Outlet", typed=True)
                        language = _choice([ALL_LANGUAGES], "library-language", "Language")
                        between = panel(_days(), elem_id="library-days")
                    listed = panel(elem_id="shelf")
                with gr.Tab(_FEEDS, id="feeds") as feeds_view:
                    feeds = standing.lay_out_feeds()
                with gr.Tab(_FAILURES, id="failures") as failures_view:
                    failures = panel(elem_id="failures")
        with gr.Column(elem_id="library-reading", elem_classes="side beside"):
            script = (STATIC / "reading.js").read_text(encoding="utf-8")
            opened = panel(reading.nothing_chosen(), elem_id="reading", elem_classes="scrolls", script=script)

    at_once: dict[str, Any] = {"queue": False, "trigger_mode": "always_last", **PRIVATE}
    find = [query, order, outlet, language, days]
    state = [*find, rows]
    library = [figures, outlet, language, listed, feeds.listed, failures, feeds_view, failures_view]
    # change, not input: words that are pasted in must count too
    for event in (query.change, order.input, outlet.input, language.input):
        event(handlers.find, find, [rows, listed], **at_once)
    between.select(handlers.between, find, [between, days, rows, listed], **at_once)
    listed.submit(handlers.more, find, [rows, listed], **at_once)
    for source in (listed, opened, add.report):
        source.click(handlers.read, None, opened, **at_once)
    # Removing and loading wait where something is being added, so they go through the queue.
    around = Around(
        shared=shared, work=work, lists=handlers, report=add.report, stop=add.stop, state=state, library=library
    )
    for source in (listed, opened):
        source.select(handlers.remove, state, [opened, add.report, *library], **around.waiting)
    add.report.select(handlers.undo, state, [add.report, *library], **around.waiting)
    around.broken(figures.select(handlers.samples, state, [add.report, add.stop, opened, *library], **around.waiting))
    adding.wire(add, around)
    standing.wire(feeds, failures, around)
    watching = gr.Timer(_WATCHED, active=False)
    seen = [add.report, add.stop, watching]
    watching.tick(handlers.watch, state, [*seen, *library], queue=False, **PRIVATE)
    return Refresh(run=handlers.refresh, inputs=[*state], outputs=[*seen, *library])


def _choice(choices: list[str], elem_id: str, label: str, *, typed: bool = False) -> gr.Dropdown:
    return gr.Dropdown(
        choices, value=choices[0], elem_id=elem_id, label=label, show_label=False, container=False, filterable=typed
    )


def _days(since: str | None = None, until: str | None = None, wrong: Mapping[str, str] | None = None) -> str:
    fields = day_fields((("From", "since", since), ("until", "until", until)), wrong)
    return f'<div class="days" role="group" aria-label="Published">{fields}</div>'


class _Handlers:
    """What happens on the Library tab. What the list shows comes as (words, order, outlet, language, days, rows)."""

    def __init__(self, shared: Shared, work: Work) -> None:
        self._assistant: NewsAssistant = shared.assistant
        self._work = work
        self._originals: dict[frozenset[str], str] = {}

    def refresh(self, request: gr.Request, *state: Any) -> tuple[Any, ...]:
        """Bring the tab up to date, and find again what is being added since before the page was loaded."""
        said = self._work.found_again(request)
        if said is None:
            return gr.skip(), gr.skip(), gr.skip(), *self.library(*state)
        return said, gr.Button(visible=True, interactive=True), gr.Timer(active=True), *self.library(*state)

    def watch(self, request: gr.Request, *state: Any) -> tuple[Any, ...]:
        """Tell how far it is, until it is done."""
        said = self._work.found_again(request)
        if said is not None:
            return said, gr.skip(), gr.skip(), *self.unchanged()
        return self._work.last(request), gr.Button(visible=False), gr.Timer(active=False), *self.library(*state)

    def library(self, *state: Any) -> tuple[Any, ...]:
        """Return the figures, what can be chosen, the list, the feeds and the failures."""
        *find, rows = state
        wanted = _wanted(*find)
        headers = self._assistant.headers()
        outlets = _sorted({groups.outlet_of(header) for header in headers}, groups.NO_OUTLET)
        languages = _sorted({groups.language_of(header) for header in headers}, groups.NO_LANGUAGE)
        feeds, failures = self._assistant.feeds(), self._assistant.failures()
        if wanted.outlet not in outlets or wanted.language not in languages:
            outlet = wanted.outlet if wanted.outlet in outlets else ALL_OUTLETS
            language = wanted.language if wanted.language in languages else ALL_LANGUAGES
            wanted = _wanted(wanted.words, wanted.order, outlet, language, (wanted.since, wanted.until))
        return (
            shelf.summary(self._assistant.counts()),
            gr.Dropdown([ALL_OUTLETS, *outlets], value=wanted.outlet),
            gr.Dropdown([ALL_LANGUAGES, *languages], value=wanted.language),
            self._list(headers, wanted, rows),
            origins.feeds_list(feeds),
            origins.failures_list(failures),
            gr.Tab(label=f"{_FEEDS} {len(feeds)}" if feeds else _FEEDS),
            gr.Tab(label=f"{_FAILURES} {len(failures)}" if failures else _FAILURES),
        )

    def unchanged(self) -> tuple[Any, ...]:
        """Return what leaves all of that as it is."""
        return (gr.skip(),) * 8

    def _list(self, headers: list[ArticleHeader], wanted: Wanted, rows: int) -> str:
        holding = self._assistant.holding(wanted.words)
        new = groups.just_added(headers, datetime.now(UTC))
        found = groups.grouped([header for header in headers if wanted.matches(header, holding)], wanted.order, new)
        return shelf.shelf(
            found, shown=rows, total=len(headers), original=self._original, new=new, limited=wanted.limited
        )

    def _original(self, story: Any) -> str:
        members = frozenset(story)
        if members not in self._originals:
            if len(self._originals) > 5_000:
                self._originals.clear()
            try:
                self._originals[members] = self._assistant.original(sorted(members))
            except NotFound:  # one was removed this moment; the list is brought up to date after
                return str(story[0])
        return self._originals[members]

    def find(self, *find: Any) -> tuple[int, str]:
        """List what matches, from the top."""
        return shelf.PAGE, self._list(self._assistant.headers(), _wanted(*find), shelf.PAGE)

    def between(self, event: gr.EventData, *find: Any) -> tuple[Any, ...]:
        """List what was published between two days, and show them as they were understood."""
        read, wrong = days_written(sent(event))
        days = (read["since"], read["until"])
        return _days(*days, wrong), days, *self.find(*find[:-1], days)

    def more(self, event: gr.EventData, *find: Any) -> tuple[int, str]:
        """List more of what matches."""
        rows = max(shelf.PAGE, whole(sent(event).get("more")))
        return rows, self._list(self._assistant.headers(), _wanted(*find), rows)

    def read(self, event: gr.EventData) -> str:
        """Open an article."""
        try:
            return self._reading(self._assistant.article(str(sent(event).get("article", ""))))
        except NotFound:
            return reading.nothing_chosen()

    def _reading(self, article: Article) -> str:
        story = [header for header in self._assistant.headers() if groups.story_of(header) == groups.story_of(article)]
        return reading.reading(
            article,
            self._assistant.attributions(article.id),
            story=story if article.current else (),
            original=self._original([header.id for header in story]) if article.current and len(story) > 1 else None,
            versions=self._assistant.versions(article.id),
        )

    def remove(self, event: gr.EventData, *state: Any) -> tuple[Any, ...]:
        """Remove an article, or those that are chosen; for some minutes that can be undone."""
        data = sent(event)
        chosen = data.get("chosen") if isinstance(data.get("chosen"), list) else [data.get("remove", "")]
        ids = [str(article_id) for article_id in chosen or []]
        if not ids:
            return gr.skip(), told.message("Choose articles in the list first."), *self.unchanged()
        try:
            said = told.removed(self._assistant.remove(*ids))
        except NotFound:
            said = told.message("What was chosen was already gone.", bad=True)
        return reading.nothing_chosen(), said, *self.library(*state)

    def undo(self, event: gr.EventData, *state: Any) -> tuple[Any, ...]:
        """Bring back what was removed."""
        try:
            back = self._assistant.undo_removal(str(sent(event).get("undo", "")))
            said = told.brought_back(back)
        except NotFound as error:
            said = told.message(str(error), bad=True)
        return said, *self.library(*state)

    def samples(self, event: gr.EventData, request: gr.Request, *state: Any) -> Iterator[tuple[Any, ...]]:
        """Load or remove the sample articles."""
        match sent(event).get("samples"):
            case "load":
                steps = self._work.run(
                    lambda tell, stop: self._assistant.load_samples(on_progress=tell, stop=stop),
                    request,
                    doing="Loading the sample articles",
                )
                for said, stop, done in steps:
                    yield said, stop, gr.skip(), *(self.library(*state) if done else self.unchanged())
            case "remove":
                samples = [header.id for header in self._assistant.headers() if header.sample]
                said = told.removed(self._assistant.remove(*samples)) if samples else told.message("They are gone.")
                yield said, gr.skip(), reading.nothing_chosen(), *self.library(*state)


def _wanted(words: str | None, order: str | None, outlet: str | None, language: str | None, days: Any) -> Wanted:
    since, until = days or (None, None)
    return Wanted(
        words=words or "",
        order=order if order in groups.ORDERS else STORY,
        outlet=outlet or ALL_OUTLETS,
        language=language or ALL_LANGUAGES,
        since=since,
        until=until,
    )


def _sorted(names: set[str], last: str) -> list[str]:
    return sorted(names, key=lambda name: (name == last, name.casefold()))
