"""Language models: the only room that knows providers.

`open_chat_model(settings)` returns a `ChatModel` (or None where no model is set), whose `stream(system, user, stop)`
yields text and raises `ModelFailure` with a message for the user. Nothing here opens a connection before that.
"""

from __future__ import annotations

from rag.llm.calls import ChatModel, Deadlines
from rag.llm.failures import ModelFailure, Trouble
from rag.llm.gguf import GgufChat, check_file
from rag.llm.providers import PROVIDERS, build, split_name, window_of
from rag.llm.settings import LlmSettings

__all__ = ["ChatModel", "Deadlines", "LlmSettings", "ModelFailure", "Trouble", "open_chat_model"]

_REMOTE, _IN_PROCESS = Deadlines(first_word=30, total=120), Deadlines(first_word=120, total=600)
_SAY_WHY_THEY_STOPPED = frozenset({"openai", "ollama", "gguf", "anthropic"})


def open_chat_model(settings: LlmSettings) -> ChatModel | None:
    """Return the language model of the settings, or None where none is set.

    Raises ModelFailure with what to do: a setting of the wrong form, a package or key that is absent, no GGUF file.
    """
    if not settings.llm:
        return None
    provider, model = split_name(settings.llm)
    usual = _IN_PROCESS if provider == "gguf" else _REMOTE
    deadlines = Deadlines(
        first_word=settings.llm_first_word or usual.first_word, total=settings.llm_total or usual.total
    )
    if provider == "gguf":
        return _in_process(settings, model, deadlines)
    chat = build(settings, deadlines.total)
    return ChatModel(
        chat,
        name=settings.llm,
        window=window_of(settings, chat),
        deadlines=deadlines,
        at=settings.llm_base_url,
        ends=provider in _SAY_WHY_THEY_STOPPED,
    )


def _in_process(settings: LlmSettings, path: str, deadlines: Deadlines) -> ChatModel:
    known = PROVIDERS["gguf"]
    if not known.installed:
        raise ModelFailure(Trouble.PACKAGE, f"For GGUF models install one package more: pip install {known.package}")
    check_file(path)
    window = settings.llm_context or GgufChat.model_fields["window"].default
    chat = GgufChat(path=path, window=window)
    return ChatModel(chat, name=f"gguf:{chat.name_of_model}", window=window, deadlines=deadlines, ends=True)
