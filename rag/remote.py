"""What commands need of NewsAssistant, done by the page that owns the data folder."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Self

from ingest.article import Filters
from ingest.remote import OwnerPage
from ingest.wire import typed
from rag.briefing import Briefing, Request
from rag.comparison import Comparison
from rag.types import Answer, Retrieval
from rag.voices.who import Person


class RemoteBriefings:
    """Briefings that the page writes."""

    def __init__(self, page: OwnerPage) -> None:
        self._page = page

    def write(self, request: Request) -> Briefing:
        """Return a new briefing."""
        return typed(Briefing, self._page.call("brief", {"request": request}))

    def with_prose(
        self,
        briefing: Briefing,
        *,
        stop: threading.Event | None = None,
        on_stage: Callable[[str], None] | None = None,
    ) -> Briefing:
        """Return a new briefing of the same request, written out where the page has a language model; `stop` ends it early."""
        values = {"request": briefing.request}
        return typed(Briefing, self._page.call("brief_prose", values, stop=stop, on_stage=on_stage))


class RemoteAssistant:
    """The page's assistant. The page has verified every citation against the stored text."""

    def __init__(self, page: OwnerPage) -> None:
        self._page = page
        self.briefings = RemoteBriefings(page)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._page.close()

    def limits(self, wanted: Filters) -> Filters:
        """Return limits as they are: the page holds them against its library."""
        return wanted

    def ask(self, question: str, *, filters: Filters | None = None, asked_on: date | None = None) -> Answer:
        """Answer from the articles, or say that they hold no answer."""
        return typed(Answer, self._call("ask", question=question, filters=filters, asked_on=asked_on))

    def search(
        self, question: str, *, k: int = 10, filters: Filters | None = None, asked_on: date | None = None
    ) -> Retrieval:
        """Return the k passages that bear most on the question, best first."""
        return typed(Retrieval, self._call("search", question=question, k=k, filters=filters, asked_on=asked_on))

    def who(
        self, topic: str | None = None, *, filters: Filters | None = None, side: str | None = None, most: int = 60
    ) -> tuple[Person, ...]:
        """Return who speaks about a topic, or at all."""
        found = self._call("who", topic=topic, filters=filters, side=side, most=most)
        return tuple(typed(Person, person) for person in found)

    def compare(
        self,
        topic: str,
        *,
        filters: Filters | None = None,
        people: Sequence[str] = (),
        written: bool = False,
        stop: threading.Event | None = None,
        on_stage: Callable[[str], None] | None = None,
    ) -> Comparison:
        """Return who holds what on a topic over all articles; `stop` ends what a language model adds."""
        values = {"topic": topic, "filters": filters, "people": tuple(people), "written": written}
        return typed(Comparison, self._page.call("compare", values, stop=stop, on_stage=on_stage))

    def _call(self, method: str, **values: Any) -> Any:
        return self._page.call(method, values)
