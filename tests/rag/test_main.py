"""The command line of questions, run over the sample articles as other programs run it."""

from __future__ import annotations

import json
import os
import resource
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
    "arguments", [[], ["ask"], ["compare", " "], ["search", "x", "--k", "0"], ["ask", "x", "--since", "soon"], ["sing"]]
)
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rag", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2 and "usage" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["ask", "What did Tarnow say?", "--publisher", "Halvik Pots"], "Did you mean Halvik Post?"),
        (["compare", "the truce", "--since", "2026-12-01", "--until", "2026-10-01"], "the other way round"),
        (["brief", "the truce " * 500], "4,999 characters; 300 are the most"),
        (["brief", "the truce", "--article", "nope"], "no article nope"),
    ],
)
def test_what_can_find_nothing_is_told(
    home: Path, capsys: pytest.CaptureFixture[str], given: list[str], told: str
) -> None:
    assert main([*given, "--home", str(home)]) == 1
    assert told in capsys.readouterr().err


def test_a_file_that_cannot_be_written_costs_neither_the_work_nor_what_stood_there(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "dam.pdf"
    old.write_text("older")
    written, before = Path.write_bytes, resource.getrlimit(resource.RLIMIT_FSIZE)

    def little_room(path: Path, data: bytes) -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
        try:
            return written(path, data)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)

    monkeypatch.setattr(Path, "write_bytes", little_room)
    for command in (["brief", "the Orrel dam", "-o", str(old)], ["compare", "the Orrel dam", "--xlsx", str(old)]):
        capsys.readouterr()
        assert main([*command, "--home", str(home)]) == 1
        shown = capsys.readouterr()
        assert "cannot be written" in shown.err and "Name another file" in shown.err
        assert "Orrel" in shown.out and len(shown.out) > 1000
        assert old.read_text() == "older" and [path.name for path in tmp_path.iterdir()] == ["dam.pdf"]


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


@pytest.mark.parametrize("program", [["-m", "rag", "ask", "x"], ["-m", "ingest", "list"], ["app.py"]])
def test_ctrl_c_while_the_program_loads_ends_it_without_a_word(tmp_path: Path, program: list[str]) -> None:
    (tmp_path / "tqdm.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n")
    found_first = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, *program], cwd=ROOT, env=found_first, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")
