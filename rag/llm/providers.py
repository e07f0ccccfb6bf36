"""From "provider:model" to a LangChain chat model: packages, keys, and each provider's own names for things."""

from __future__ import annotations

import importlib.util
import os
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from rag.llm.failures import ModelFailure, Trouble
from rag.llm.settings import LlmSettings

MOST_TOKENS = 1_500  # of an answer
_AFTER = 5.0  # seconds
_CONNECT = 10.0  # seconds
_WINDOW = 8_192  # tokens, where nothing is known of the model's
_INSTALL = re.compile(r"pip install (?:-U )?([A-Za-z0-9_.-]+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Provider:
    """A provider that Dateline knows by itself. keys: environment variables where its package looks for a key."""

    name: str
    package: str
    module: str
    keys: tuple[str, ...] = ()

    @property
    def installed(self) -> bool:
        """Whether its package is there."""
        return importlib.util.find_spec(self.module) is not None


PROVIDERS = {
    provider.name: provider
    for provider in (
        Provider(name="openai", package="langchain-openai", module="langchain_openai", keys=("OPENAI_API_KEY",)),
        Provider(
            name="anthropic", package="langchain-anthropic", module="langchain_anthropic", keys=("ANTHROPIC_API_KEY",)
        ),
        Provider(
            name="google_genai",
            package="langchain-google-genai",
            module="langchain_google_genai",
            keys=("GOOGLE_API_KEY", "GEMINI_API_KEY"),
        ),
        Provider(
            name="mistralai", package="langchain-mistralai", module="langchain_mistralai", keys=("MISTRAL_API_KEY",)
        ),
        Provider(name="ollama", package="langchain-ollama", module="langchain_ollama"),
        Provider(name="gguf", package="xllamacpp", module="xllamacpp"),
    )
}


def split_name(llm: str) -> tuple[str, str]:
    """Return provider and model of "provider:model". Raises ModelFailure where it is not of that form."""
    provider, colon, model = llm.strip().partition(":")
    if not colon or not provider or not model.strip():
        known = ", ".join(PROVIDERS)
        raise ModelFailure(
            Trouble.SETTING,
            f"DATELINE_LLM is {llm!r}; write it as provider:model, such as openai:gpt-5-mini, ollama:llama3.2 or "
            f"gguf:/path/model.gguf. Providers: {known}.",
        )
    return provider.strip().lower(), model.strip()


def key_of(settings: LlmSettings) -> str | None:
    """Return the key that would be used, from the settings or, for the provider's own server, from its variable.

    A key of the environment is not sent to another address than the provider's own.
    """
    if settings.llm_api_key is not None and settings.llm_api_key.get_secret_value().strip():
        return settings.llm_api_key.get_secret_value().strip()
    if settings.llm is None or settings.llm_base_url:
        return None
    provider = PROVIDERS.get(split_name(settings.llm)[0])
    return next((os.environ[name] for name in (provider.keys if provider else ()) if os.environ.get(name)), None)


def check_address(address: str) -> str:
    """Return a base URL as it will be used. Raises ModelFailure where it is no http or https address."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.username or parts.password:
        raise ModelFailure(
            Trouble.SETTING,
            "The model's address must be like http://127.0.0.1:8000/v1, without a name or password in it.",
        )
    return address.rstrip("/")


def build(settings: LlmSettings, timeout: float) -> BaseChatModel:
    """Return the chat model of the settings, which name a provider other than gguf. Opens no connection.

    timeout: seconds for a whole answer. Raises ModelFailure with what to do.
    """
    assert settings.llm is not None
    name, model = split_name(settings.llm)
    known = PROVIDERS.get(name)
    if known and not known.installed:
        raise _absent(known.name, known.package)
    key = key_of(settings)
    if known and known.keys and key is None and not settings.llm_base_url:
        raise ModelFailure(
            Trouble.KEY, f"{settings.llm} needs a key: set DATELINE_LLM_API_KEY, or enter it under Settings."
        )
    # The deadlines of rag.llm.calls decide and say so; the package's own must not fire before them.
    arguments = _arguments(name, settings, key, timeout + _AFTER)
    try:
        made: BaseChatModel = init_chat_model(model, model_provider=name, **arguments)
    except ImportError as error:
        found = _INSTALL.search(str(error))
        raise _absent(name, found[1] if found else f"langchain-{name.replace('_', '-')}") from None
    except (ValueError, TypeError):
        # The text of a validation error repeats what was given, the key with it: it is not passed on.
        raise ModelFailure(
            Trouble.SETTING,
            f"{settings.llm} cannot be set up: the provider's name, or a setting that it needs, is wrong or missing.",
        ) from None
    return made


def _absent(name: str, package: str) -> ModelFailure:
    return ModelFailure(Trouble.PACKAGE, f"For {name} models install one package more: pip install {package}")


def _arguments(name: str, settings: LlmSettings, key: str | None, timeout: float) -> dict[str, Any]:
    address = check_address(settings.llm_base_url) if settings.llm_base_url else None
    given: dict[str, Any] = {}
    if address:
        given["base_url"] = address
    if name == "ollama":
        given |= {"num_ctx": settings.llm_context or _WINDOW, "num_predict": MOST_TOKENS, "temperature": 0.0}
        given["client_kwargs"] = {"timeout": timeout}
        if key:
            given["client_kwargs"]["headers"] = {"Authorization": f"Bearer {key}"}
        return given
    if key:
        given["api_key"] = key
    elif address and name == "openai":
        given["api_key"] = "none"  # a local server wants no key, and must not get one of the environment
    if name == "openai" and address:
        given |= {"temperature": 0.0, "max_tokens": MOST_TOKENS}  # some of OpenAI's own models refuse both
    elif name == "anthropic":
        given["max_tokens"] = MOST_TOKENS
    if name in ("openai", "anthropic", "mistralai", "google_genai"):
        # Trying again is decided in rag.llm.calls; Google's package counts the first try, and takes 0 for its default.
        given |= {"max_retries": 1 if name == "google_genai" else 0, "timeout": max(1, round(timeout))}
    if name == "openai":
        given["timeout"] = (_CONNECT, timeout)
    return given


def window_of(settings: LlmSettings, chat: BaseChatModel) -> int:
    """Return how many tokens the model reads at once: as set, as its profile says, or a cautious guess."""
    if settings.llm_context:
        return settings.llm_context
    profile = getattr(chat, "profile", None) or {}
    known = profile.get("max_input_tokens")
    if isinstance(known, int) and known > 0 and not settings.llm_base_url:
        return known
    return _WINDOW
