"""What the command line asks of a page that owns the data folder it names. Not among the endpoints for programs."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from gradio.events import api as endpoint

from ingest.article import Filters, RawDocument
from ingest.errors import DatelineError
from ingest.remote import ENDPOINT
from ingest.report import IngestProgress
from ingest.wire import plain, typed
from rag import NewsAssistant
from rag.briefing import Request
from rag.limits import LONGEST_QUESTION, LONGEST_TOPIC, worded
from ui.jobs import follow
from ui.markup import web_address

Values = Mapping[str, Any]
Job = Callable[[Values, Callable[[Any], None], threading.Event], Any]  # told how far it is, in figures or in words
_MOST = 1000  # passages, speakers


def add_commands(assistant: NewsAssistant) -> None:
    """Add the endpoint to the Blocks being built."""
    known = {**_questions(assistant), **_library(assistant)}
    jobs = _jobs(assistant)
    running: dict[str, threading.Event] = {}  # jobs by the name that the command line gave them

    def command(method: str, values: str) -> Iterator[str]:
        """Do one thing for the command line; values and answer are JSON. What takes long tells its progress before."""
        job = ""
        done: dict[str, Any] = {}
        try:
            given = json.loads(values)
            job = str(given.get("job") or "")
            if method == "stop":
                if job in running:
                    running[job].set()
                done = {"value": None}
            elif method in jobs:
                stop = running.setdefault(job, threading.Event())
                for news in follow(partial(_done, jobs[method], given, stop)):
                    if isinstance(news, IngestProgress):
                        yield json.dumps({"progress": plain(news)}, ensure_ascii=False)
                    elif isinstance(news, str):
                        yield json.dumps({"stage": news}, ensure_ascii=False)
                    else:
                        done = {"value": news.value}
            elif method in known:
                done = {"value": plain(known[method](given))}
            else:
                raise DatelineError(f"The page knows no command {method}; is it of the same version?")
        except DatelineError as error:
            done = {"error": str(error)}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            done = {"error": f"The command cannot be read: {error!r}"}
        finally:
            if method != "stop":
                running.pop(job, None)
        yield json.dumps(done, ensure_ascii=False)

    command.__annotations__["return"] = str  # what gradio is to tell of each of its answers
    endpoint(
        command, api_name=ENDPOINT, api_visibility="undocumented", concurrency_limit=16, concurrency_id="command-line"
    )


@dataclass(frozen=True, slots=True)
class _Done:
    """What a job came to, as plain values."""

    value: Any


def _done(job: Job, values: Values, stop: threading.Event, tell: Callable[[Any], None]) -> _Done:
    return _Done(plain(job(values, tell, stop)))


def _questions(assistant: NewsAssistant) -> dict[str, Callable[[Values], Any]]:
    return {
        "ask": lambda v: assistant.ask(_words(v, "question"), filters=_filters(assistant, v), asked_on=_day(v)),
        "search": lambda v: assistant.search(
            _words(v, "question"), k=_count(v, "k"), filters=_filters(assistant, v), asked_on=_day(v)
        ),
        "who": lambda v: assistant.who(
            _words(v, "topic") or None, filters=_filters(assistant, v), side=v.get("side"), most=_count(v, "most")
        ),
        "brief": lambda v: assistant.briefings.write(_request(assistant, v)),
    }


def _library(assistant: NewsAssistant) -> dict[str, Callable[[Values], Any]]:
    return {
        "list": lambda _: assistant.headers(),
        "article": lambda v: assistant.article(str(v["id"])),
        "attributions": lambda v: assistant.attributions(str(v["id"])),
        "remove": lambda v: assistant.remove(*typed(tuple[str, ...], v["ids"])).id,
        "remove_samples": lambda _: assistant.remove_samples(),
        "feeds": lambda _: assistant.feeds(),
        "remove_feed": lambda v: assistant.remove_feed(str(v["url"])),
        "failures": lambda _: assistant.failures(),
        "forget_failures": lambda v: assistant.dismiss_failures(_numbers(v)),
    }


def _jobs(assistant: NewsAssistant) -> dict[str, Job]:
    return {
        "add_links": lambda v, tell, stop: assistant.add(
            [link for link in v["links"] if web_address(link)], on_progress=tell, stop=stop
        ),
        "add_documents": lambda v, tell, stop: assistant.add_documents(
            typed(list[RawDocument], v["documents"]), on_progress=tell, stop=stop
        ),
        "load_samples": lambda _, tell, stop: assistant.load_samples(on_progress=tell, stop=stop),
        "add_feed": lambda v, tell, stop: assistant.add_feed(_address(v), on_progress=tell, stop=stop),
        "refresh": lambda v, tell, stop: assistant.refresh_feeds(
            None if v.get("urls") is None else typed(list[str], v["urls"]), on_progress=tell, stop=stop
        ),
        "compare": lambda v, tell, stop: assistant.compare(
            _words(v, "topic"),
            filters=_filters(assistant, v),
            people=typed(tuple[str, ...], v.get("people", [])),
            written=v.get("written") is True,
            stop=stop,
            on_stage=tell,
        ),
        "brief_prose": lambda v, tell, stop: assistant.briefings.with_prose(
            assistant.briefings.write(_request(assistant, v)), stop=stop, on_stage=tell
        ),
        "retry": lambda v, tell, stop: assistant.retry_failures(_numbers(v), on_progress=tell, stop=stop),
        "reread": lambda _, tell, stop: assistant.reread(on_progress=tell, stop=stop),
    }


def _numbers(values: Values) -> list[int] | None:
    given = values.get("ids")
    return None if given is None else typed(list[int], given)


def _address(values: Values) -> str:
    url = str(values["url"])
    if web_address(url) is None:
        raise DatelineError(f"“{url}” is no address; it should begin with https://")
    return url


def _words(values: Values, name: str) -> str:
    return worded(str(values.get(name) or ""), name, LONGEST_TOPIC if name == "topic" else LONGEST_QUESTION)


def _count(values: Values, name: str) -> int:
    return max(1, min(int(values.get(name, 10)), _MOST))


def _filters(assistant: NewsAssistant, values: Values) -> Filters | None:
    given = values.get("filters")
    return assistant.limits(typed(Filters, given)) if given else None


def _request(assistant: NewsAssistant, values: Values) -> Request:
    """Return what a briefing is asked of. A page is asked twice for one: for its words, and for what a model makes of them."""
    asked = typed(Request, values["request"])
    limits = assistant.limits(Filters(since=asked.since, until=asked.until, publishers=asked.publishers))
    return replace(asked, topic=worded(asked.topic, "topic", LONGEST_TOPIC), publishers=limits.publishers)


def _day(values: Values) -> date | None:
    given = values.get("asked_on")
    return date.fromisoformat(given) if given else None
