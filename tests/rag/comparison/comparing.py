"""Compare a few texts of a test's own."""

from __future__ import annotations

from pathlib import Path

from rag import NewsAssistant, Settings
from rag.comparison import Comparison


def compared(home: Path, topic: str, *texts: str) -> Comparison:
    """Take texts in as articles of a new library in an empty folder, and compare them on a topic."""
    files = [home / f"{place}.md" for place in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    with NewsAssistant.open(Settings(home=home / "data", _env_file=None)) as assistant:
        assistant.add(files)
        return assistant.compare(topic)
