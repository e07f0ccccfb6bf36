"""What can go wrong with a language model, each with a plain message that says what to do.

Messages are made here from what kind of failure it was, never from the text of a provider's error: that text may
repeat the key, and is written by whoever answers at the address.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import httpx

from ingest.errors import ModelError


class Trouble(StrEnum):
    """The kinds of failure."""

    SETTING = "setting"  # the setting itself makes no sense
    PACKAGE = "package"  # a package is not installed
    FILE = "file"  # the GGUF file is not there or cannot be read
    KEY = "key"  # no key, or one that is refused
    UNREACHABLE = "unreachable"
    UNKNOWN_MODEL = "unknown model"
    CONTEXT = "context"  # the passages do not fit the model's window
    BUSY = "busy"  # 429
    SERVER = "server"  # 5xx
    REFUSED = "refused"  # any other 4xx
    SILENT = "silent"  # no first word in time
    LATE = "late"  # not done in time
    CUT = "cut"  # the connection broke, or the text ended without its end
    UNREADABLE = "unreadable"  # an answer that is not one of a model
    ENDLESS = "endless"  # far more text than an answer can be


_PASSING = frozenset({Trouble.UNREACHABLE, Trouble.BUSY, Trouble.SERVER, Trouble.CUT})


class ModelFailure(ModelError):
    """A language model that could not be set up or did not answer. trouble: what kind; wait: seconds the server asks for."""

    def __init__(self, trouble: Trouble, message: str, *, wait: float | None = None) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.wait = wait

    @property
    def passing(self) -> bool:
        """Whether trying again may help."""
        return self.trouble in _PASSING


_MESSAGES = {
    Trouble.KEY: "{name} refuses the key. Check DATELINE_LLM_API_KEY, or enter the key under Settings.",
    Trouble.UNREACHABLE: "{name} cannot be reached{at}. Check that the server runs and that the address is right.",
    Trouble.UNKNOWN_MODEL: "The server{at} does not know the model of {name}. Check its name; with Ollama, pull it first.",
    Trouble.CONTEXT: "The passages do not fit what {name} reads at once. Set DATELINE_LLM_CONTEXT to its window in tokens.",
    Trouble.BUSY: "{name} is busy or its quota is used up. Try again in a while.",
    Trouble.SERVER: "{name} failed with an error of its own. Try again in a while.",
    Trouble.REFUSED: "{name} refuses the request (status {status}). `python -m rag doctor` may tell why.",
    Trouble.SILENT: "{name} did not begin to answer within {limit:g} seconds (DATELINE_LLM_FIRST_WORD changes that).",
    Trouble.LATE: "{name} did not finish within {limit:g} seconds (DATELINE_LLM_TOTAL changes that).",
    Trouble.CUT: "The connection to {name} broke off in the middle of its answer.",
    Trouble.UNREADABLE: "What answers{at} is not a language model's server: its reply cannot be read.",
    Trouble.ENDLESS: "{name} did not stop writing; it was stopped.",
    Trouble.FILE: "{name} cannot be read as a GGUF model.",
}


def failure(
    trouble: Trouble, name: str, *, at: str | None = None, status: int = 0, limit: float = 0, wait: float | None = None
) -> ModelFailure:
    """Return a failure with its message. at: the server's address, where one is set."""
    where = f" at {at}" if at else ""
    return ModelFailure(trouble, _MESSAGES[trouble].format(name=name, at=where, status=status, limit=limit), wait=wait)


def failure_of(error: BaseException, name: str, at: str | None = None) -> ModelFailure:
    """Return what an exception of any provider's package means. name: the model's; at: the server's address."""
    if isinstance(error, ModelFailure):
        return error
    chain = list(_chain(error))
    for one in chain:
        status = _status(one)
        if status is not None:
            return _of_status(status, one, name, at)
    for one in chain:
        if isinstance(
            one, httpx.ConnectError | httpx.ConnectTimeout | ConnectionRefusedError | httpx.UnsupportedProtocol
        ):
            return failure(Trouble.UNREACHABLE, name, at=at)
        if isinstance(one, httpx.RemoteProtocolError | httpx.ReadError | ConnectionResetError):
            return failure(Trouble.CUT, name, at=at)
    if any(isinstance(one, ConnectionError | httpx.TransportError) for one in chain):
        return failure(Trouble.UNREACHABLE, name, at=at)
    return failure(Trouble.UNREADABLE, name, at=at)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _status(error: BaseException) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        for name in ("status_code", "code"):
            value = getattr(holder, name, None)
            if isinstance(value, int) and 400 <= value < 600:
                return value
    return None


def _of_status(status: int, error: BaseException, name: str, at: str | None) -> ModelFailure:
    text = str(error).lower()
    if status in (401, 403):
        return failure(Trouble.KEY, name)
    if status == 404:
        return failure(Trouble.UNKNOWN_MODEL, name, at=at)
    if status == 413 or (status == 400 and "context" in text and ("length" in text or "exceed" in text)):
        return failure(Trouble.CONTEXT, name)
    if status in (408, 429):
        return failure(Trouble.BUSY, name, wait=_retry_after(error))
    if status >= 500:
        return failure(Trouble.SERVER, name, wait=_retry_after(error))
    return failure(Trouble.REFUSED, name, status=status)


def _retry_after(error: BaseException) -> float | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return None
