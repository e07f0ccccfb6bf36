"""The command line of questions, run over the sample articles as other programs run it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.__main__ import main as ingest
from rag.__main__ import main
from rag.assistant import NewsAssistant
from rag.settings import Settings
from tests.rag.provider import KEY, Asked, Provider, begins_and_waits, in_turn, writes

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    assert ingest(["samples", "add", "--home", str(folder), "--json"]) == 0
    return folder


def test_ask_keeps_its_contract(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = tmp_path / "questions.jsonl"
    rows = [
        {"id": "q1", "question": "What did Ilse Tarnow say about talks?", "date": "2026-11-07"},
        {"id": 2, "question": "Who won the chess championship in Brasilia?"},
    ]
    questions.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["ask", "--home", str(home), "--json", "--questions", str(questions)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["id"], second["id"]) == ("q1", "2")
    assert {
        "id",
        "question",
        "abstained",
        "confidence",
        "statements",
        "citations",
        "rejected",
        "passages",
        "elapsed",
    } <= set(first)
    assert not first["abstained"] and second["abstained"] and not second["statements"]
    numbers = [citation["number"] for citation in first["citations"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for s in first["statements"] for n in s["citations"]} == set(numbers)
    with NewsAssistant.open(Settings(home=home, _env_file=None)) as assistant:
        for citation in first["citations"]:
            assert {"article_id", "url", "publisher", "title", "published_at", "speaker", "description", "via"} <= set(
                citation
            )
            text = assistant.article(citation["article_id"]).text
            assert text[citation["start"] : citation["end"]].encode() == citation["quote"].encode()
            assert citation["speaker"] == "Ilse Tarnow"


def test_search_keeps_its_contract_and_its_filters(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    arguments = [
        "search",
        "--home",
        str(home),
        "--json",
        "--k",
        "3",
        "--publisher",
        "Halvik Post",
        "--since",
        "2026-10-25",
    ]
    assert main([*arguments, "the dam inquiry"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert 0 <= found["confidence"] <= 1 and 1 <= len(found["passages"]) <= 3
    for passage in found["passages"]:
        assert set(passage) == {
            "article_id",
            "url",
            "publisher",
            "title",
            "published_at",
            "start",
            "end",
            "text",
            "score",
        }
        assert passage["publisher"] == "Halvik Post" and passage["published_at"] >= "2026-10-25"
    scores = [passage["score"] for passage in found["passages"]]
    assert scores == sorted(scores, reverse=True)


def test_a_person_can_read_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--home", str(home), "What did Ilse Tarnow say about talks?"]) == 0
    out = capsys.readouterr().out
    assert "Ilse Tarnow" in out and "[1]" in out and "The Hestrel Courier" in out


@pytest.mark.parametrize("row", ['{"id": 1}', "nonsense", '{"question": "x", "date": "soon"}', "[1]"])
def test_a_wrong_row_of_questions_is_named(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str
) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "fine?"}\n' + row, encoding="utf-8")
    assert main(["ask", "--home", str(home), "--questions", str(path)]) == 1
    assert "line 2" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [[], ["ask"], ["search", "x", "--k", "0"], ["ask", "x", "--since", "soon"], ["sing"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rag", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "usage" in done.stderr and "Traceback" not in done.stderr


def test_ctrl_c_ends_the_model_and_keeps_what_is_compared(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, server: Provider
) -> None:
    def interrupted(asked: Asked) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        return "1-2: same | "

    server.plays(in_turn(writes("Nothing."), writes("1: none"), begins_and_waits(interrupted)))
    for name, value in (("LLM", "openai:test"), ("LLM_BASE_URL", server.address), ("LLM_API_KEY", KEY)):
        monkeypatch.setenv(f"DATELINE_{name}", value)
    before = signal.getsignal(signal.SIGINT)
    assert main(["compare", "Orrel dam failure", "--home", str(home), "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert found["claims"] and any("Stopped before" in note for note in found["notes"])
    assert "judges pairs of statements: 0 of" in told.err and "what is there is kept" in told.err
    assert signal.getsignal(signal.SIGINT) is before
