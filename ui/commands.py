"""What the command line asks of a page that owns the data folder it names. Not among the endpoints for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gradio.events import api as endpoint

from ingest.article import Filters, RawDocument
from ingest.errors import DatelineError
from ingest.remote import ENDPOINT
from ingest.wire import plain, typed
from rag import NewsAssistant
from rag.briefing import Request
from ui.markup import web_address

Values = Mapping[str, Any]
_LONGEST = 2000  # characters of a question
_MOST = 1000  # passages, speakers


def add_commands(assistant: NewsAssistant) -> None:
    """Add the endpoint to the Blocks being built."""
    known: dict[str, Callable[[Values], Any]] = {
        "ask": lambda v: assistant.ask(_words(v, "question"), filters=_filters(v), asked_on=_day(v)),
        "search": lambda v: assistant.search(
            _words(v, "question"), k=_count(v, "k"), filters=_filters(v), asked_on=_day(v)
        ),
        "who": lambda v: assistant.who(
            _words(v, "topic") or None, filters=_filters(v), side=v.get("side"), most=_count(v, "most")
        ),
        "compare": lambda v: assistant.compare(
            _words(v, "topic"),
            filters=_filters(v),
            people=typed(tuple[str, ...], v.get("people", [])),
            written=v.get("written") is True,
        ),
        "brief": lambda v: assistant.briefings.with_prose(assistant.briefings.write(typed(Request, v["request"]))),
        "add_links": lambda v: assistant.add([link for link in v["links"] if web_address(link)]),
        "add_documents": lambda v: assistant.add_documents(typed(list[RawDocument], v["documents"])),
        "list": lambda _: assistant.headers(),
    }

    def command(method: str, values: str) -> str:
        """Do one thing for the command line; values and the answer are JSON."""
        try:
            if method not in known:
                raise DatelineError(f"The page knows no command {method}; is it of the same version?")
            done = {"value": plain(known[method](json.loads(values)))}
        except DatelineError as error:
            done = {"error": str(error)}
        except (ValueError, KeyError, TypeError) as error:
            done = {"error": f"The command cannot be read: {error!r}"}
        return json.dumps(done, ensure_ascii=False)

    endpoint(
        command, api_name=ENDPOINT, api_visibility="undocumented", concurrency_limit=4, concurrency_id="command-line"
    )


def _words(values: Values, name: str) -> str:
    return str(values.get(name) or "")[:_LONGEST]


def _count(values: Values, name: str) -> int:
    return max(1, min(int(values.get(name, 10)), _MOST))


def _filters(values: Values) -> Filters | None:
    given = values.get("filters")
    return typed(Filters, given) if given else None


def _day(values: Values) -> date | None:
    given = values.get("asked_on")
    return date.fromisoformat(given) if given else None
