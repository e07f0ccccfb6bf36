"""The library's command line, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.__main__ import main

ROOT = Path(__file__).parents[2]
STORY = "The mill at Aster Bridge burned down on Sunday. “We saved the flour,” said the miller, Juno Ferrar."


def test_add_list_show_remove(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(tmp_path / "home")]
    (tmp_path / "mill.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text('{"title": "no text"}\n{"text": "A row that is fine, said nobody."}\n')
    assert (
        main(["add", *home, str(tmp_path / "mill.txt"), str(tmp_path / "bad.jsonl"), str(tmp_path / "none.txt")]) == 1
    )
    report = capsys.readouterr().out
    assert "2 added" in report and "2 failed" in report and "line 1" in report and "none.txt" in report

    assert main(["list", *home, "--json"]) == 0
    articles = json.loads(capsys.readouterr().out)
    [mill] = [a for a in articles if a["name"] == "mill.txt"]
    assert mill["published_at"] is None

    assert main(["show", *home, mill["id"], "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["text"] == STORY
    assert any(said["speaker"] == "Juno Ferrar" for said in shown["attributions"])

    assert main(["remove", *home, mill["id"]]) == 0
    assert main(["show", *home, mill["id"]]) == 1
    assert "no article" in capsys.readouterr().err


def test_the_data_folder_is_named_before_or_behind_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mill.txt").write_text(STORY, encoding="utf-8")
    home = ["--home", str(tmp_path / "home")]
    assert main([*home, "add", str(tmp_path / "mill.txt")]) == 0
    capsys.readouterr()
    assert main([*home, "--json", "list"]) == 0
    before = json.loads(capsys.readouterr().out)
    assert main(["list", *home, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == before and len(before) == 1


def test_parse_and_attributions_store_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mill.txt"
    path.write_text(STORY, encoding="utf-8")
    assert main(["parse", "--home", str(tmp_path / "home"), "--json", str(path)]) == 0
    parsed = json.loads(capsys.readouterr().out)
    assert set(parsed) == {
        "name", "title", "text", "authors", "publisher", "published_at", "language", "url", "canonical_url", "error",
    }  # fmt: skip
    assert parsed["text"] == STORY and parsed["error"] is None
    assert main(["attributions", "--json", str(path), str(tmp_path / "none.txt")]) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    [said] = first["attributions"]
    (start, end) = said["content"][0]
    assert "We saved the flour" in first["text"][start:end] and said["speaker"] == "Juno Ferrar"
    assert second["error"]
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("arguments", [[], ["add"], ["show"], ["frobnicate"], ["add", "--nonsense", "x"]])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "usage" in done.stderr and "Traceback" not in done.stderr
