"""A page that owns the data folder, asked by a command line that therefore cannot open it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from ingest.errors import DatelineError, StoreLocked
from ingest.store.lock import owner_of
from ingest.wire import plain

ENDPOINT = "command"  # the page's endpoint for it, see ui/commands.py
LOGIN = "DATELINE_LOGIN"  # name:password, where the page asks for a login
_CONNECT, _ANSWER = 5.0, 600.0  # seconds


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

    def call(self, method: str, values: Mapping[str, Any]) -> Any:
        """Have the page do something; returns its answer as plain values. Raises DatelineError with what to do."""
        sent = {"data": [method, json.dumps(plain(values), ensure_ascii=False)]}
        try:
            begun = self._client.post(ENDPOINT, json=sent)
            self._check(begun)
            answer = self._client.get(f"{ENDPOINT}/{begun.json()['event_id']}")
            self._check(answer)
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise DatelineError(
                f"The page at {self.address} owns the data folder and does not answer ({error or type(error).__name__}). "
                "Try again, or close it first."
            ) from error
        return self._read(answer.text)

    def _check(self, answer: httpx.Response) -> None:
        if answer.status_code in (401, 403, 429):
            raise DatelineError(
                f"The page at {self.address} owns the data folder and asks for a login: "
                f"set {LOGIN} to name:password and run this again."
            )
        answer.raise_for_status()

    def _read(self, stream: str) -> Any:
        kind = ""
        for line in stream.splitlines():
            name, _, value = line.partition(": ")
            if name == "event":
                kind = value
            elif name == "data" and kind == "complete":
                told = json.loads(json.loads(value)[0])
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
