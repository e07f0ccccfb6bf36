"""The choice of a model made in the page, kept in the data folder in a file that only its owner can read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, SecretStr, ValidationError

from rag.llm.failures import ModelFailure, Trouble
from rag.llm.settings import LlmSettings

FILE = "model.json"


class KeptChoice(BaseModel):
    """The settings that are kept; named as in `LlmSettings`."""

    llm: str
    llm_base_url: str | None = None
    llm_api_key: SecretStr | None = None
    llm_context: int | None = None
    unsupported: Literal["remove", "mark"] = "remove"


def read_kept(home: Path) -> KeptChoice | None:
    """Return the choice kept in a data folder, None where there is none. Raises ModelFailure where it is damaged."""
    path = home / FILE
    try:
        return KeptChoice.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, ValidationError):
        # The error's own text would repeat what stands in the file, the key with it.
        raise ModelFailure(
            Trouble.SETTING, f"{path} cannot be read. Choose the model again under Settings, or remove the file."
        ) from None


def keep(home: Path, settings: LlmSettings) -> Path:
    """Write the choice of a model, its key with it, into the data folder; mode 600. Returns the file."""
    path = home / FILE
    data = {name: getattr(settings, name) for name in KeptChoice.model_fields}
    data["llm_api_key"] = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(data, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    return path


def forget(home: Path) -> bool:
    """Remove what was kept; tells whether anything was."""
    path = home / FILE
    there = path.exists()
    path.unlink(missing_ok=True)
    return there
