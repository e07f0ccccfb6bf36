"""Prompts: every shipped one fits its caller, and a wrong one is named with what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import PromptError
from rag.writing.prompts import FOLDER, load_prompt


def test_every_prompt_file_has_two_parts_and_names_variables() -> None:
    for path in FOLDER.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# System\n") and "\n# User\n" in text, path


def test_values_are_put_in_once() -> None:
    prompt = load_prompt("condense", ["conversation", "question"])
    _, user = prompt.filled({"conversation": "about {question}", "question": "Who?"})
    assert "about {question}" in user and "Follow-up question: Who?" in user


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# System\nRules for {nobody}\n# User\n{question}", "names nobody"),
        ("# System\nRules\n# User\nnothing", "leaves out question"),
        ("Only text {question}", "two parts"),
    ],
)
def test_a_prompt_that_does_not_fit_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "task.md").write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match=said) as told:
        load_prompt("task", ["question"], tmp_path)
    assert "task.md" in str(told.value)
    with pytest.raises(PromptError, match="cannot be read"):
        load_prompt("absent", [], tmp_path)
