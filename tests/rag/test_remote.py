"""The command line beside a running page: it asks the page, and the answers are the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import ingest.__main__ as ingest_command
import rag.__main__ as rag_command
from ingest.wire import plain, typed
from rag import NewsAssistant, Settings
from rag.comparison import Comparison
from rag.passwords import hashed
from rag.types import Answer
from rag.who import Person
from ui.page import serve

TEXT = (
    "“The ferry to Ostrel will sail again on Sunday,” said Pia Quend, the harbour master, on the quay of the old port."
)
QUESTION = "What did Pia Quend say about the ferry?"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsAssistant]:
    users = f"ada:{hashed('a long walk home')}"
    settings = Settings(home=tmp_path_factory.mktemp("owned"), port=0, users=users, _env_file=None)
    with NewsAssistant.open(settings) as assistant:
        assistant.add_text(TEXT, title="Ferry to sail", publisher="Ostrel Echo", published_at="2026-10-03")
        page = serve(assistant, settings, wait=False)
        yield assistant
        page.close()


def run(served: NewsAssistant, capsys: pytest.CaptureFixture[str], command: str, *given: str) -> tuple[int, str, str]:
    main = rag_command.main if command == "rag" else ingest_command.main
    code = main([*given, "--home", str(served.settings.home)])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_questions_are_answered_by_the_page(
    served: NewsAssistant, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, _, err = run(served, capsys, "rag", "ask", QUESTION)
    assert code == 1 and "DATELINE_LOGIN" in err
    monkeypatch.setenv("DATELINE_LOGIN", "ada:a long walk home")
    code, out, err = run(served, capsys, "rag", "ask", QUESTION, "--json")
    assert code == 0, err
    assert json.loads(out)["citations"] == json.loads(json.dumps(plain(served.ask(QUESTION).citations)))
    for command in (["search", "ferry"], ["who", "the ferry"], ["compare", "the ferry"], ["brief", "the ferry"]):
        code, out, err = run(served, capsys, "rag", *command)
        assert code == 0 and "sail again on Sunday" in " ".join(out.split()), (command, out, err)


def test_files_are_taken_in_by_the_page(
    served: NewsAssistant, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_LOGIN", "ada:a long walk home")
    (tmp_path / "light.txt").write_text(
        "“The lighthouse at Sarn will be lit in May,” said Odo Brask, its keeper, on the pier on Friday morning.",
        encoding="utf-8",
    )
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 not a document")
    code, out, _ = run(served, capsys, "ingest", "add", str(tmp_path), "--json")
    report = json.loads(out)
    assert code == 1 and len(report["added"]) == 1 and "broken.pdf" in report["failures"][0]["name"]
    assert any("Odo Brask" in served.article(header.id).text for header in served.headers())


def test_what_is_sent_between_processes_comes_back_as_it_was(samples: NewsAssistant) -> None:
    answer = samples.ask("What did Ilse Tarnow say about the truce?")
    assert typed(Answer, json.loads(json.dumps(plain(answer)))) == answer
    compared = samples.compare("the truce")
    assert typed(Comparison, json.loads(json.dumps(plain(compared)))) == compared
    for person in samples.who("the truce")[:5]:
        assert typed(Person, json.loads(json.dumps(plain(person)))) == person
