"""One request to a language model: streamed, with deadlines and retries, and closed at once when given up.

Every request runs in the event loop of one background thread. To give up is to cancel its task, which closes the
connection wherever it waits: in connecting, in reading, between tokens.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage
from langsmith import tracing_context

from rag.llm.failures import ModelFailure, Trouble, failure, failure_of

RETRIES = 2
_BACKOFF = 0.5  # seconds before the first retry; doubled for the next
_LONGEST_WAIT = 20.0  # seconds a server may ask to wait before a retry
_MOST = 60_000  # characters of an answer
_TICK = 0.05  # seconds between two looks at the stop signal
_CUT_SHORT = frozenset({"length", "max_tokens", "MAX_TOKENS"})
_REASONS = ("finish_reason", "done_reason", "stop_reason")


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadlines:
    """Seconds until the first word, and until the end, of one request with its retries."""

    first_word: float = 30.0
    total: float = 120.0


class ChatModel:
    """A language model as the writer uses it. Safe to call from several threads.

    name: "provider:model". window: tokens it reads at once. at: the server's address, where one is set.
    ends: whether this provider always says why it stopped, so that a text without that was cut.
    """

    def __init__(
        self,
        chat: BaseChatModel,
        *,
        name: str,
        window: int,
        deadlines: Deadlines,
        at: str | None = None,
        ends: bool = False,
    ) -> None:
        self.chat = chat
        self.name = name
        self.window = window
        self._deadlines = deadlines
        self._at = at
        self._ends = ends

    def stream(self, system: str, user: str, stop: threading.Event | None = None) -> Iterator[str]:
        """Yield the pieces of the model's text as they come; "" while there is nothing new.

        Ends early, without an error, once `stop` is set. Closing the iterator closes the connection. Raises
        ModelFailure; before the first word a passing failure is tried again, twice.
        """
        messages = [SystemMessage(system), HumanMessage(user)]
        begun = time.monotonic()
        for attempt in range(RETRIES + 1):
            wrote = False
            try:
                for piece in self._once(messages, begun, stop):
                    wrote = wrote or bool(piece)
                    yield piece
                return
            except ModelFailure as why:
                wait = min(_LONGEST_WAIT, why.wait if why.wait is not None else _BACKOFF * 2**attempt)
                late = time.monotonic() - begun + wait >= self._deadlines.first_word
                if wrote or not why.passing or attempt == RETRIES or late:
                    raise
            resume = time.monotonic() + wait
            while time.monotonic() < resume:
                if stop and stop.is_set():
                    return
                time.sleep(_TICK)
                yield ""

    def _once(self, messages: Sequence[BaseMessage], begun: float, stop: threading.Event | None) -> Iterator[str]:
        told: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        ended: list[str] = []
        future = asyncio.run_coroutine_threadsafe(self._write(messages, told.put, ended), _loop())
        future.add_done_callback(lambda _: told.put(None))
        size, wrote = 0, False
        try:
            while True:
                if stop and stop.is_set():
                    return
                self._check_time(begun, wrote)
                try:
                    piece = told.get(timeout=_TICK)
                except queue.Empty:
                    yield ""
                    continue
                if piece is None:
                    break
                wrote = wrote or bool(piece.strip())
                size += len(piece)
                if size > _MOST:
                    raise failure(Trouble.ENDLESS, self.name)
                yield piece
        finally:
            future.cancel()
        self._check_end(future, wrote, ended)

    async def _write(self, messages: Sequence[BaseMessage], tell: Callable[[str], None], ended: list[str]) -> None:
        with tracing_context(enabled=False):  # articles and questions go to the model's server and nowhere else
            async for chunk in self.chat.astream(list(messages)):
                if chunk.text:
                    tell(chunk.text)
                ended += [str(chunk.response_metadata[k]) for k in _REASONS if chunk.response_metadata.get(k)]

    def _check_time(self, begun: float, wrote: bool) -> None:
        passed = time.monotonic() - begun
        if not wrote and passed > self._deadlines.first_word:
            raise failure(Trouble.SILENT, self.name, limit=self._deadlines.first_word)
        if passed > self._deadlines.total:
            raise failure(Trouble.LATE, self.name, limit=self._deadlines.total)

    def _check_end(self, future: Future[None], wrote: bool, ended: Sequence[str]) -> None:
        error = future.exception()
        if error is not None:
            raise failure_of(error, self.name, self._at)
        if not wrote:
            raise failure(Trouble.UNREADABLE, self.name, at=self._at)
        if self._ends and not ended:
            raise failure(Trouble.CUT, self.name)

    def whole(self, system: str, user: str, stop: threading.Event | None = None) -> str:
        """Return the model's text at once. Raises ModelFailure."""
        return "".join(self.stream(system, user, stop))


_lock = threading.Lock()
_running: list[asyncio.AbstractEventLoop] = []


def _loop() -> asyncio.AbstractEventLoop:
    """Return the event loop of all requests; its thread is started with the first."""
    with _lock:
        if not _running:
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="language model", daemon=True).start()
            _running.append(loop)
        return _running[0]
