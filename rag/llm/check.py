"""What is set up of a language model, what is missing, and how to mend it. Asks only the server that is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from rag.llm import open_chat_model
from rag.llm.failures import ModelFailure
from rag.llm.providers import PROVIDERS, key_of, split_name
from rag.llm.settings import LlmSettings

_LEAST_WINDOW = 3_000  # tokens: the rules, some passages, and room for the answer
_PATIENCE = 5.0  # seconds
_OLLAMA = "http://127.0.0.1:11434"


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing looked at. good: None where it is neither right nor wrong. mend: what to do, "" where nothing is."""

    what: str
    good: bool | None
    told: str
    mend: str = ""


def check_model(settings: LlmSettings) -> list[Check]:
    """Return what can be said of the model of the settings. Never raises, never tells the key."""
    if not settings.llm:
        return [
            Check(
                what="Language model", good=None, told="none is set; answers are composed of exact quotes",
                mend="To have one write: set DATELINE_LLM to provider:model or gguf:PATH, or choose one under Settings.",
            )
        ]  # fmt: skip
    try:
        provider, name = split_name(settings.llm)
        model = open_chat_model(settings)
    except ModelFailure as error:
        return [Check(what="Language model", good=False, told=f"{settings.llm} ({error.trouble})", mend=str(error))]
    assert model is not None
    checks = [Check(what="Language model", good=True, told=settings.llm)]
    if provider in PROVIDERS and PROVIDERS[provider].keys:
        checks.append(
            Check(
                what="Its key", good=True, told="is set" if key_of(settings) else "none, as its own server needs none"
            )
        )
    if model.window < _LEAST_WINDOW:
        checks.append(
            Check(
                what="Its window", good=False, told=f"{model.window:,} tokens; an answer needs {_LEAST_WINDOW:,}",
                mend="Set DATELINE_LLM_CONTEXT to more if the model reads more, or choose another model.",
            )
        )  # fmt: skip
    else:
        checks.append(Check(what="Its window", good=True, told=f"{model.window:,} tokens"))
    if provider == "ollama":
        checks.append(_ollama(settings, name))
    elif provider == "openai" and settings.llm_base_url:
        checks.append(_openai(settings, name))
    return checks


def _openai(settings: LlmSettings, name: str) -> Check:
    address = (settings.llm_base_url or "").rstrip("/")
    key = key_of(settings)
    offered = _listed(f"{address}/models", {"Authorization": f"Bearer {key}"} if key else {}, "data", "id")
    return _server(address, name, offered, f"Choose one that is there, or load {name} in the server.")


def _ollama(settings: LlmSettings, name: str) -> Check:
    address = (settings.llm_base_url or _OLLAMA).rstrip("/")
    offered = _listed(f"{address}/api/tags", {}, "models", "name")
    if isinstance(offered, list):
        offered += [one.removesuffix(":latest") for one in offered if one.endswith(":latest")]
    return _server(address, name, offered, f"Run: ollama pull {name}")


def _server(address: str, name: str, offered: list[str] | str, mend: str) -> Check:
    if isinstance(offered, str):
        return Check(
            what="Its server", good=False, told=f"{address}: {offered}", mend="Start it, or mend its address or key."
        )
    if offered and name not in offered:
        there = ", ".join(offered[:8])
        return Check(
            what="Its server", good=False, told=f"{address} answers, but has no model {name}; it has {there}", mend=mend
        )
    return Check(what="Its server", good=True, told=f"{address} answers")


def _listed(address: str, headers: dict[str, str], field: str, name: str) -> list[str] | str:
    """Return the names of the models a server lists, or why that could not be learned."""
    try:
        answer = httpx.get(address, headers=headers, timeout=_PATIENCE)
    except httpx.TransportError:
        return "cannot be reached"
    except httpx.InvalidURL:
        return "is no address"
    if answer.status_code in (401, 403):
        return "refuses the key"
    if answer.status_code != 200:
        return f"answers with status {answer.status_code}"
    try:
        listed: Any = answer.json()
        return [str(one[name])[:100] for one in listed[field]]
    except (ValueError, KeyError, TypeError):
        return "is not a language model's server"
