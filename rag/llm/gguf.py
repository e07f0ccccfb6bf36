"""A GGUF model in this process, through xllamacpp (llama.cpp), as a LangChain chat model.

llama.cpp's own server comes with it and listens on a loopback port; it gets a random key that nobody is told, so that
no other program and no web page can use the model through it. Only GGUF files are loaded: they hold no code.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import queue
import secrets
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from rag.llm.failures import ModelFailure, Trouble, failure

_ROLES = {"human": "user", "ai": "assistant", "system": "system"}
_MAGIC = b"GGUF"
_WINDOW = 8_192  # tokens, where the setting names none; a model trained for fewer gives fewer

Piece = str | ModelFailure | None  # a chunk as llama.cpp writes it; why it failed; the end


class GgufChat(BaseChatModel):
    """A chat model in a GGUF file. One request at a time; others wait. Loaded at the first request.

    Raises ModelFailure where the file is no model. A request that is given up ends at its next token.
    """

    path: str
    window: int = _WINDOW
    most_tokens: int = 800
    _worker: ThreadPoolExecutor = PrivateAttr(
        default_factory=lambda: ThreadPoolExecutor(max_workers=1, thread_name_prefix="gguf")
    )
    _server: Any = PrivateAttr(default=None)

    @property
    def _llm_type(self) -> str:
        return "gguf"

    @property
    def name_of_model(self) -> str:
        """The file's name without its ending."""
        return Path(self.path).stem

    def load(self) -> None:
        """Load the model now rather than at the first request. Raises ModelFailure."""
        self._worker.submit(self._loaded).result()

    def close(self) -> None:
        """Free the model."""
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._server = None

    def _loaded(self) -> Any:
        if self._server is None:
            check_file(self.path)
            module = importlib.import_module("xllamacpp")
            params = module.CommonParams()
            params.model.path = str(Path(self.path).expanduser())
            params.n_ctx = self.window
            params.n_parallel = 1
            params.n_predict = self.most_tokens
            params.verbosity = -1
            params.warmup = False
            params.use_jinja = True
            params.api_keys = [secrets.token_hex(32)]
            params.cpuparams.n_threads = max(1, min(8, os.cpu_count() or 1))
            try:
                self._server = module.Server(params)
            except (RuntimeError, ValueError) as error:
                raise failure(Trouble.FILE, self.name_of_model) from error
        return self._server

    def _run(self, body: str, tell: Callable[[Piece], None], stopped: threading.Event) -> None:
        """In the worker's thread: write, telling each chunk; at the end None."""

        def told(chunk: object) -> bool:
            if not stopped.is_set():
                tell(chunk.decode("utf-8", "replace") if isinstance(chunk, bytes) else str(chunk))
            return stopped.is_set()  # true ends the request

        try:
            if not stopped.is_set():
                self._loaded().handle_chat_completions(body, told)
        except ModelFailure as why:
            tell(why)
        except RuntimeError:
            tell(failure(Trouble.SERVER, self.name_of_model))
        finally:
            tell(None)

    def _begin(
        self, messages: list[BaseMessage], stop: list[str] | None, tell: Callable[[Piece], None], ended: threading.Event
    ) -> Future[None]:
        body = {
            "messages": [{"role": _ROLES.get(m.type, "user"), "content": m.text} for m in messages],
            "stream": True,
            "temperature": 0.0,
            "max_tokens": self.most_tokens,
            "repeat_penalty": 1.1,
            "cache_prompt": True,
            **({"stop": stop} if stop else {}),
        }
        return self._worker.submit(self._run, json.dumps(body), tell, ended)

    def _chunk(self, piece: str) -> ChatGenerationChunk:
        data = json.loads(piece)
        if "error" in data:
            too_long = data["error"].get("type") == "exceed_context_size_error"
            raise failure(Trouble.CONTEXT if too_long else Trouble.SERVER, self.name_of_model)
        choice = (data.get("choices") or [{}])[0]
        reason = choice.get("finish_reason")
        return ChatGenerationChunk(
            message=AIMessageChunk(
                content=choice.get("delta", {}).get("content") or "",
                response_metadata={"finish_reason": reason} if reason else {},
            )
        )

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        told: queue.SimpleQueue[Piece] = queue.SimpleQueue()
        ended = threading.Event()
        self._begin(messages, stop, told.put, ended)
        try:
            while (piece := told.get()) is not None:
                if isinstance(piece, ModelFailure):
                    raise piece
                yield self._chunk(piece)
        finally:
            ended.set()

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        loop = asyncio.get_running_loop()
        told: asyncio.Queue[Piece] = asyncio.Queue()
        ended = threading.Event()

        def tell(piece: Piece) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(told.put_nowait, piece)

        future = self._begin(messages, stop, tell, ended)
        try:
            while (piece := await told.get()) is not None:
                if isinstance(piece, ModelFailure):
                    raise piece
                yield self._chunk(piece)
        finally:
            ended.set()
            future.cancel()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))


def check_file(path: str) -> None:
    """Raise ModelFailure unless a GGUF file is at the path."""
    file = Path(path).expanduser()
    try:
        with file.open("rb") as opened:
            good = opened.read(4) == _MAGIC
    except OSError as error:
        raise ModelFailure(Trouble.FILE, f"{path} cannot be opened: {error.strerror or error}.") from error
    if not good:
        raise ModelFailure(Trouble.FILE, f"{path} is not a GGUF file.")
