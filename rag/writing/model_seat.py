"""Which language model writes, if any: from the settings, or chosen in the page while the program runs."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from ingest.embedding.embedder import Embedder
from ingest.errors import ModelError
from rag.llm import LlmSettings, ModelFailure, open_chat_model
from rag.llm.kept import forget, keep, read_kept
from rag.verify.support import SupportChecker
from rag.writing.write import Writer


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelChoice:
    """A choice of a model as a person makes it. key None keeps the key in use, where the address stays the same."""

    llm: str | None
    base_url: str | None = None
    key: SecretStr | None = None
    context: int | None = None
    unsupported: Literal["remove", "mark"] = "remove"


class ModelSeat:
    """Holds the writer in use. Safe to call from several threads.

    settings: those in force. trouble: why the model set there cannot be used, or None; answers are composed then.
    """

    def __init__(self, settings: LlmSettings, home: Path, embedder: Embedder) -> None:
        self._home = home
        self.checker = SupportChecker(embedder)
        self._lock = threading.Lock()
        self.settings = settings
        self.trouble: str | None = None
        self.writer: Writer | None = None
        try:
            self.settings = settings_in_force(settings, home)
            self.writer = self._open(self.settings)
        except ModelError as error:
            self.trouble = str(error)

    @property
    def kept(self) -> bool:
        """Whether a choice is kept in the data folder."""
        try:
            return read_kept(self._home) is not None
        except ModelFailure:
            return True

    def choose(self, choice: ModelChoice, *, keep_it: bool) -> None:
        """Use another model from now on; keep_it: also after a restart. Raises ModelError and changes nothing.

        A key in use is carried over only to the same provider at the same address.
        """
        with self._lock:
            key = choice.key or (self.settings.llm_api_key if self._same_place(choice) else None)
            settings = self.settings.model_copy(
                update={
                    "llm": choice.llm or None,
                    "llm_base_url": choice.base_url or None,
                    "llm_api_key": key,
                    "llm_context": choice.context,
                    "unsupported": choice.unsupported,
                }
            )
            writer = self._open(settings)
            if keep_it and settings.llm:
                keep(self._home, settings)
            else:
                forget(self._home)
            self.settings, self.writer, self.trouble = settings, writer, None

    def _same_place(self, choice: ModelChoice) -> bool:
        now, then = (self.settings.llm or "").partition(":")[0], (choice.llm or "").partition(":")[0]
        return now == then and (self.settings.llm_base_url or None) == (choice.base_url or None)

    def _open(self, settings: LlmSettings) -> Writer | None:
        model = open_chat_model(settings)
        return Writer(model, self.checker, marked=settings.llm_datamark) if model else None


def settings_in_force(settings: LlmSettings, home: Path) -> LlmSettings:
    """Return the settings, with the choice kept in the data folder where they name no model. Raises ModelFailure."""
    known = read_kept(home) if settings.llm is None else None
    if known is None:
        return settings
    return settings.model_copy(update={name: getattr(known, name) for name in type(known).model_fields})
