"""Named, typed endpoints for other programs: gradio_client's Client(...).predict(..., api_name="/ask")."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import api as endpoint

from ingest.article import Filters
from ingest.errors import DatelineError
from rag import NewsAssistant
from rag.briefing import Length, Request
from rag.briefing.as_json import briefing_json
from rag.output import answer_json, retrieval_json
from ui.ask import AT_ONCE
from ui.filters import iso_day

_MOST = 100  # passages of one search
_LONGEST = 300  # characters of a briefing's topic


def add_endpoints(assistant: NewsAssistant) -> None:
    """Add the endpoints to the Blocks being built."""

    def ask(
        question: str, since: str | None = None, until: str | None = None, publishers: list[str] | None = None
    ) -> dict[str, Any]:
        """Answer a question from the articles. Every citation's quote is its article's text from start to end.

        since, until: ISO days, inclusive. publishers: only these outlets.
        """
        return answer_json(assistant.ask(question, filters=_filters(since, until, publishers)))

    def search(
        question: str,
        k: int = 10,
        since: str | None = None,
        until: str | None = None,
        publishers: list[str] | None = None,
    ) -> dict[str, Any]:
        """Return the k passages that bear most on a question, best first.

        since, until: ISO days, inclusive. publishers: only these outlets.
        """
        k = max(1, min(k, _MOST))
        return retrieval_json(assistant.search(question, k=k, filters=_filters(since, until, publishers)))

    def brief(
        topic: str = "",
        since: str | None = None,
        until: str | None = None,
        publishers: list[str] | None = None,
        article_ids: list[str] | None = None,
        length: str = "one",
    ) -> dict[str, Any]:
        """Write a briefing on a topic, on chosen articles, or on what is new since a day; every sentence is cited.

        since, until: ISO days, inclusive. publishers: only these outlets. length: "half", "one" or "two" pages.
        """
        limits = _filters(since, until, publishers)
        if length not in [str(one) for one in Length]:
            raise gr.Error(f"{length!r} is not a length; choose half, one or two")
        request = Request(
            topic=topic[:_LONGEST],
            article_ids=tuple(article_ids or ()),
            since=limits.since,
            until=limits.until,
            publishers=limits.publishers,
            length=Length(length),
        )
        try:
            return briefing_json(assistant.briefings.with_prose(assistant.briefings.write(request)))
        except DatelineError as error:
            raise gr.Error(str(error)) from error

    endpoint(ask, api_name="ask", concurrency_limit=AT_ONCE, concurrency_id="answers")
    endpoint(search, api_name="search", concurrency_limit=AT_ONCE, concurrency_id="answers")
    endpoint(brief, api_name="brief", concurrency_limit=2, concurrency_id="brief")


def _filters(since: str | None, until: str | None, publishers: list[str] | None) -> Filters:
    for day in (since, until):
        if day and iso_day(day) is None:
            raise gr.Error(f"{day!r} is not a day; write it as 2026-10-31")
    return Filters(since=iso_day(since), until=iso_day(until), publishers=tuple(publishers or ()))
