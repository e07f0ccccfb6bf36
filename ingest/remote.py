"""A page that owns the data folder, asked by a command line that therefore cannot open it."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from ingest.errors import DatelineError, StoreLocked
from ingest.report import IngestProgress, OnProgress
from ingest.store.lock import owner_of
from ingest.wire import plain, typed

ENDPOINT = "command"  # the page's endpoint for it, see ui/commands.py
LOGIN = "DATELINE_LOGIN"  # name:password, where the page asks for a login
_CONNECT, _ANSWER = 5.0, 600.0  # seconds
_LOOKED = 0.2  # seconds between two looks whether the user wants to end it


class OwnerPage:
    """The page that serves a data folder."""

    def __init__(self, address: str, login: str = "") -> None:
        name, _, password = login.partition(":")
        self.address = address
        self._client = httpx.Client(
            base_url=address.rstrip("/") + "/gradio_api/call/",
            auth=(name, password) if login else None,
            timeout=httpx.Timeout(_ANSWER, connect=_CONNECT),
            trust_env=False,
            verify=False,  # noqa: S501 (its own machine's page, at the address its lock file names, with its own certificate)
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def call(
        self,
        method: str,
        values: Mapping[str, Any],
        *,
        on_progress: OnProgress | None = None,
        on_stage: Callable[[str], None] | None = None,
        stop: threading.Event | None = None,
    ) -> Any:
        """Have the page do something; returns its answer as plain values.

        on_progress is told how far it is, on_stage in words; the page is asked to end early once `stop` is set. Raises DatelineError
        with what to do.
        """
        job = secrets.token_urlsafe(12)
        done = threading.Event()
        if stop is not None:
            threading.Thread(target=self._stop_when_asked, args=(job, stop, done), daemon=True).start()
        try:
            event = self._begin(method, {**values, "job": job})
            with self._client.stream("GET", f"{ENDPOINT}/{event}") as answer:
                self._check(answer)
                return self._read(answer.iter_lines(), on_progress, on_stage)
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise DatelineError(
                f"The page at {self.address} owns the data folder and does not answer ({error or type(error).__name__}). "
                "Try again, or close it first."
            ) from error
        finally:
            done.set()

    def _begin(self, method: str, values: Mapping[str, Any]) -> str:
        sent = {"data": [method, json.dumps(plain(values), ensure_ascii=False)]}
        begun = self._client.post(ENDPOINT, json=sent)
        self._check(begun)
        return str(begun.json()["event_id"])

    def _stop_when_asked(self, job: str, stop: threading.Event, done: threading.Event) -> None:
        while not done.is_set():
            if stop.wait(_LOOKED):
                with contextlib.suppress(httpx.HTTPError, ValueError, KeyError, DatelineError):
                    self._begin("stop", {"job": job})
                return

    def _check(self, answer: httpx.Response) -> None:
        if answer.status_code in (401, 403, 429):
            raise DatelineError(
                f"The page at {self.address} owns the data folder and asks for a login: "
                f"set {LOGIN} to name:password and run this again."
            )
        answer.raise_for_status()

    def _read(
        self, stream: Iterator[str], on_progress: OnProgress | None, on_stage: Callable[[str], None] | None
    ) -> Any:
        kind = ""
        for line in stream:
            name, _, value = line.partition(": ")
            if name == "event":
                kind = value
            elif name == "data" and kind in ("generating", "complete"):
                told = json.loads(json.loads(value)[0])
                if on_progress and told.get("progress"):
                    on_progress(typed(IngestProgress, told["progress"]))
                if on_stage and told.get("stage"):
                    on_stage(str(told["stage"]))
                if kind == "complete":
                    if told.get("error"):
                        raise DatelineError(str(told["error"]))
                    return told["value"]
        raise DatelineError(f"The page at {self.address} could not do that; its log has the details.")


def page_of(home: Path, locked: StoreLocked) -> OwnerPage:
    """Return the page that owns a data folder. Raises the given error where the owner is no page."""
    address = (owner_of(home) or {}).get("address")
    if not address:
        raise locked
    return OwnerPage(str(address), os.environ.get(LOGIN, ""))
