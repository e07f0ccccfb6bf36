"""Settings of the language model: which one writes, where it is reached, what becomes of unsupported sentences."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class LlmSettings(BaseSettings):
    """How a language model is reached. `Settings` inherits these; alone they serve tests."""

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    llm: str | None = Field(
        default=None,
        description="The language model that writes answers: provider:model (openai, anthropic, google_genai, "
        "mistralai, ollama, or any other of LangChain), or gguf:PATH. Unset: answers are composed of quotes.",
    )
    llm_base_url: str | None = Field(
        default=None, description="Address of an OpenAI-compatible server or of a remote Ollama."
    )
    llm_api_key: SecretStr | None = Field(default=None, description="The provider's key. Never shown or logged.")
    llm_context: int | None = Field(
        default=None, ge=512, description="Tokens the model reads at once, where that is not known by itself."
    )
    llm_first_word: float | None = Field(
        default=None, gt=0, description="Seconds until a model's first word; unset: 30, and 120 for a model in process."
    )
    llm_total: float | None = Field(
        default=None, gt=0, description="Seconds for a whole answer; unset: 120, and 600 for a model in process."
    )
    llm_datamark: bool = Field(
        default=True, description="Mark every gap between words of a passage, so that a model sees what is quoted."
    )
    unsupported: Literal["remove", "mark"] = Field(
        default="remove", description="What becomes of a model's sentences that the passages do not support."
    )
