"""All settings of the program, read from the environment (DATELINE_...) and `.env`; built once in app.py."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from ingest.settings import IngestSettings
from rag.llm.settings import LlmSettings


class Settings(IngestSettings, LlmSettings):
    """What the answering side and the page need, on top of the ingest side's settings."""

    host: str = Field(default="127.0.0.1", description="The address the page listens on.")
    port: int = Field(default=7860, ge=0, le=65535, description="The port the page listens on; 0 takes a free one.")
    users: str = Field(
        default="", description="Who may log in: name:hash pairs (python -m rag user NAME), or a file of such lines."
    )
    tls_certificate: Path | None = Field(default=None, description="A certificate file, to serve over TLS.")
    tls_key: Path | None = Field(default=None, description="The certificate's key file.")
    mcp: bool = Field(default=False, description="Offer the endpoints as tools of the Model Context Protocol too.")
    abstain_below: float = Field(
        default=0.5, ge=0.0, le=1.0, description="Below this confidence a question of fact is not answered."
    )
    reranker: str = Field(
        default="",
        description="A cross-encoder that re-ranks what is found, by Hugging Face name or folder; empty: none.",
    )
