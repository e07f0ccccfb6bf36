"""python -m rag doctor: says what is wrong and how to mend it, and fails then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.__main__ import main
from tests.rag.provider import KEY, Provider


def test_doctor_tells_what_is_missing_and_how_to_mend_it(
    tmp_path: Path, server: Provider, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_LLM", "openai:absent")
    monkeypatch.setenv("DATELINE_LLM_BASE_URL", server.address)
    monkeypatch.setenv("DATELINE_LLM_API_KEY", KEY)
    monkeypatch.setenv("DATELINE_SPACY_MODEL", "no_such_model")
    assert main(["doctor", "--home", str(tmp_path / "new")]) == 1
    told = capsys.readouterr().out
    assert "no_such_model is not installed" in told and "has no model absent; it has test" in told
    assert "made at the first start" in told and "GB free" in told and "all-MiniLM-L6-v2" in told
    assert KEY not in told and not (tmp_path / "new").exists()


def test_doctor_is_content_with_what_works(
    tmp_path: Path, server: Provider, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATELINE_LLM", "openai:test")
    monkeypatch.setenv("DATELINE_LLM_BASE_URL", server.address)
    assert main(["doctor", "--home", str(tmp_path), "--json"]) == 0
    checks = {c["what"]: c for c in json.loads(capsys.readouterr().out)["checks"]}
    assert checks["Library"]["good"] and checks["Its server"]["told"].endswith("answers")
