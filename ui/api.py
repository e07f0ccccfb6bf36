"""Named, typed endpoints for other programs: gradio_client's Client(...).predict(..., api_name="/ask"), and MCP tools.

What an endpoint's docstring says is what its users read, also a language model that is offered it as a tool.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import wraps
from inspect import isgeneratorfunction
from typing import Any

import gradio as gr
from gradio.events import api as endpoint

from ingest.article import Filters
from ingest.errors import DatelineError
from ingest.report import IngestReport
from rag import NewsAssistant
from rag.briefing import Length, Request
from rag.briefing.as_json import briefing_json
from rag.commands.who import person_json
from rag.comparison.matrix import By
from rag.comparison.output import comparison_json
from rag.limits import LONGEST_QUESTION, LONGEST_TOPIC, worded
from rag.output import answer_json, retrieval_json
from ui.ask import AT_ONCE
from ui.filters import iso_day
from ui.jobs import follow
from ui.markup import web_address

_MOST = 100  # passages or speakers of one call
_LINKS = 50  # of one call
_TEXT = 2_000_000  # characters of one article
_SECONDS, _MOST_SECONDS = 120, 600  # of a language model that works on one comparison

Endpoint = Callable[..., Any]


def add_endpoints(assistant: NewsAssistant) -> None:
    """Add the endpoints to the Blocks being built."""
    for group, at_once, made in (
        ("answers", AT_ONCE, _answering(assistant)),
        ("people", 2, _people(assistant)),
        ("compare", 2, _comparing(assistant)),
        ("brief", 2, _briefing(assistant)),
        ("add", 2, _adding(assistant)),
    ):
        for function in made:
            endpoint(_told(function), api_name=function.__name__, concurrency_limit=at_once, concurrency_id=group)


def _answering(assistant: NewsAssistant) -> tuple[Endpoint, ...]:
    def ask(
        question: str, since: str | None = None, until: str | None = None, publishers: list[str] | None = None
    ) -> dict[str, Any]:
        """Answer a question from the news articles in the library, in exact quotes with who said them; or say that there is no answer.

        Every citation's quote is its article's text from start to end. An answer with abstained true means that no
        article says so: it must not be filled in from elsewhere.

        Args:
            question: The question, such as "What did the police say about the dead?"
            since: Only articles published on or after this ISO day, such as 2026-10-01
            until: Only articles published on or before this ISO day
            publishers: Only these outlets, by name
        """
        limits = _filters(assistant, since, until, publishers)
        return answer_json(assistant.ask(_worded(question, "question"), filters=limits))

    def search(
        question: str,
        k: int = 10,
        since: str | None = None,
        until: str | None = None,
        publishers: list[str] | None = None,
    ) -> dict[str, Any]:
        """Find the passages of the library's news articles that bear most on a question, best first.

        Args:
            question: The question, or words to search for
            k: How many passages, at most 100
            since: Only articles published on or after this ISO day, such as 2026-10-01
            until: Only articles published on or before this ISO day
            publishers: Only these outlets, by name
        """
        limits = _filters(assistant, since, until, publishers)
        return retrieval_json(assistant.search(_worded(question, "question"), k=_count(k), filters=limits))

    return (
        ask,
        search,
    )


def _people(assistant: NewsAssistant) -> tuple[Endpoint, ...]:
    def who(
        topic: str | None = None,
        side: str | None = None,
        most: int = 30,
        since: str | None = None,
        until: str | None = None,
        publishers: list[str] | None = None,
    ) -> dict[str, Any]:
        """List who speaks about a topic in the library's news articles, or at all, each with their statements in exact words.

        Args:
            topic: What they speak about; empty for everybody
            side: Only speakers of a group, such as "western analysts" or "government"
            most: How many speakers, at most 100
            since: Only articles published on or after this ISO day, such as 2026-10-01
            until: Only articles published on or before this ISO day
            publishers: Only these outlets, by name
        """
        limits = _filters(assistant, since, until, publishers)
        people = assistant.who(
            _worded(topic, "topic") if topic and topic.strip() else None, filters=limits, side=side, most=_count(most)
        )
        return {"topic": topic, "people": [person_json(person) for person in people]}

    return (who,)


def _comparing(assistant: NewsAssistant) -> tuple[Endpoint, ...]:
    def compare(
        topic: str,
        by: str = "outlet",
        people: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        publishers: list[str] | None = None,
        written: bool = False,
        seconds: int = _SECONDS,
    ) -> Iterator[dict[str, Any]]:
        """Compare who holds what on a topic over all news articles of the library: views, what is shared, disputed, changed.

        While a language model works, {"stage": what is being done} comes before.

        Args:
            topic: The topic or question
            by: What the table's columns are: outlet, speaker or side
            people: Only holders of these names
            since: Only articles published on or after this ISO day, such as 2026-10-01
            until: Only articles published on or before this ISO day
            publishers: Only these outlets, by name
            written: Whether a language model, where there is one, writes positions and judges what the rules leave open
            seconds: After so long the model is stopped, at most 600; what it has judged by then is kept
        """
        if by not in [str(one) for one in By]:
            raise gr.Error(f"{by!r} is nothing to compare by; choose {', '.join(str(one) for one in By)}")
        limits = _filters(assistant, since, until, publishers)
        about, names = _worded(topic, "topic"), tuple(people or ())

        def job(stop: threading.Event, tell: Callable[[str], None]) -> dict[str, Any]:
            found = assistant.compare(
                about, filters=limits, people=names, written=written, stop=stop, on_stage=tell if written else None
            )
            return comparison_json(found, By(by))

        yield from _within(seconds, job)

    return (compare,)


def _briefing(assistant: NewsAssistant) -> tuple[Endpoint, ...]:
    def brief(
        topic: str = "",
        since: str | None = None,
        until: str | None = None,
        publishers: list[str] | None = None,
        article_ids: list[str] | None = None,
        length: str = "one",
        seconds: int = _SECONDS,
    ) -> Iterator[dict[str, Any]]:
        """Write a briefing from the library's news articles on a topic, or on what is new since a day; every sentence is cited.

        While a language model works, {"stage": what is being done} comes before.

        Args:
            topic: The topic; empty for all that is new
            since: Only what is new since this ISO day, such as 2026-10-01
            until: Only articles published on or before this ISO day
            publishers: Only these outlets, by name
            article_ids: Only these articles, by id
            length: "half", "one" or "two" pages
            seconds: After so long a language model is stopped, at most 600; what it has written by then is kept
        """
        limits = _filters(assistant, since, until, publishers)
        if length not in [str(one) for one in Length]:
            raise gr.Error(f"{length!r} is not a length; choose half, one or two")
        request = Request(
            topic=_worded(topic, "topic") if topic.strip() else "",
            article_ids=tuple(article_ids or ()),
            since=limits.since,
            until=limits.until,
            publishers=limits.publishers,
            length=Length(length),
        )
        briefings = assistant.briefings

        def job(stop: threading.Event, tell: Callable[[str], None]) -> dict[str, Any]:
            return briefing_json(briefings.with_prose(briefings.write(request), stop=stop, on_stage=tell))

        yield from _within(seconds, job)

    return (brief,)


def _adding(assistant: NewsAssistant) -> tuple[Endpoint, ...]:
    def add(
        links: list[str] | None = None,
        text: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        published_at: str | None = None,
        url: str | None = None,
    ) -> dict[str, Any]:
        """Add news articles to the library: by their links, or one as text with what is known of it.

        Args:
            links: Addresses of articles or feeds, beginning with https:// or http://
            text: The text of one article
            title: Its title
            publisher: Its outlet
            published_at: The ISO day it was published, such as 2026-10-31
            url: Its address
        """
        given = list(links or ())
        wrong = next((link for link in given if web_address(link) is None), None)
        if wrong is not None:
            raise gr.Error(f"{wrong!r} is not the address of a web page; it should begin with https://")
        if len(given) > _LINKS:
            raise gr.Error(f"At most {_LINKS} links can be given at once.")
        if bool(given) == bool((text or "").strip()):
            raise gr.Error("Give either links, or the text of one article.")
        if given:
            return report_json(assistant.add(given))
        _day(published_at)
        words = (text or "")[:_TEXT]
        return report_json(
            assistant.add_text(words, title=title, publisher=publisher, published_at=published_at or None, url=url)
        )

    return (add,)


def _within(
    seconds: int, job: Callable[[threading.Event, Callable[[str], None]], dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Do what a language model may work on, at most so long: yield what is being done, and at last what it came to."""
    stop = threading.Event()
    timer = threading.Timer(max(1, min(int(seconds), _MOST_SECONDS)), stop.set)
    timer.daemon = True
    timer.start()

    def work(tell: Callable[[str], None]) -> dict[str, Any]:
        return job(stop, tell)

    try:
        for news in follow(work):
            yield {"stage": news} if isinstance(news, str) else news
    finally:  # also where the caller has gone
        stop.set()
        timer.cancel()


def _told(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function with errors that are meant for the user told to the caller."""

    @wraps(function)
    def telling(*values: Any, **named: Any) -> Any:
        try:
            return function(*values, **named)
        except DatelineError as error:
            raise gr.Error(str(error)) from error

    @wraps(function)
    def step_by_step(*values: Any, **named: Any) -> Iterator[Any]:
        try:
            yield from function(*values, **named)
        except DatelineError as error:
            raise gr.Error(str(error)) from error

    return step_by_step if isgeneratorfunction(function) else telling


def report_json(report: IngestReport) -> dict[str, Any]:
    """Return what became of everything given, as plain values."""
    return {
        "added": [{"id": h.id, "title": h.title, "publisher": h.publisher, "url": h.url} for h in report.added],
        "updated": [{"id": h.id, "title": h.title, "publisher": h.publisher, "url": h.url} for h in report.updated],
        "duplicates": [{"name": d.name, "of": d.of} for d in report.duplicates],
        "failures": [{"name": f.name, "reason": f.reason} for f in report.failures],
    }


def _worded(words: str, what: str) -> str:
    told = worded(words or "", what, LONGEST_TOPIC if what == "topic" else LONGEST_QUESTION)
    if not told:
        raise gr.Error(f"The {what} is empty.")
    return told


def _count(number: int) -> int:
    return max(1, min(int(number), _MOST))


def _filters(assistant: NewsAssistant, since: str | None, until: str | None, publishers: list[str] | None) -> Filters:
    return assistant.limits(Filters(since=_day(since), until=_day(until), publishers=tuple(publishers or ())))


def _day(told: str | None) -> str | None:
    if told and iso_day(told) is None:
        raise gr.Error(f"{told!r} is not a day; write it as 2026-10-31")
    return iso_day(told)
