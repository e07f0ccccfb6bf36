"""Briefings as files for the export buttons: written into a folder of the page's uploads, old ones cleared away."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
import time
from pathlib import Path

from rag.briefing import Briefing
from rag.briefing.as_document import briefing_document
from rag.export import FORMATS, export
from ui.login import files_mark

_KEPT = 3600.0  # seconds
_NAME = re.compile(r"[^\w-]+")


class BriefingFiles:
    """Writes briefings where the page may serve them from."""

    def __init__(self) -> None:
        self._folder = Path(os.environ.get("GRADIO_TEMP_DIR") or tempfile.gettempdir()) / "briefings"

    def write(self, briefing: Briefing, *, owner: str = "") -> dict[str, Path]:
        """Return the briefing's file in every format, by the format's name. Only the owner is served them."""
        self._clear()
        folder = self._folder / secrets.token_hex(8) / files_mark(owner)
        folder.mkdir(parents=True)
        document = briefing_document(briefing)
        stem = _NAME.sub("-", briefing.title).strip("-")[:60] or "briefing"
        written = {}
        for name, made in FORMATS.items():
            written[name] = folder / f"{stem}{made.ending}"
            written[name].write_bytes(export(document, name))
        return written

    def _clear(self) -> None:
        if not self._folder.is_dir():
            return
        oldest = time.time() - _KEPT
        for folder in self._folder.iterdir():
            if folder.is_dir() and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
