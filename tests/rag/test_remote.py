"""The command line beside a running page: it asks the page, and the answers are the same."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

import ingest.__main__ as ingest_command
import rag.__main__ as rag_command
from ingest.errors import StoreLocked
from ingest.remote import OwnerPage, page_of
from ingest.remote_library import RemoteLibrary
from ingest.report import IngestProgress, OnProgress
from ingest.web.allowed import policy_of
from ingest.wire import plain, typed
from rag import NewsAssistant, Settings
from rag.comparison import Comparison
from rag.passwords import hashed
from rag.types import Answer
from rag.voices.who import Person
from tests.ingest.test_standing import Outlet
from ui.page import serve

TEXT = (
    "“The ferry to Ostrel will sail again on Sunday,” said Pia Quend, the harbour master, on the quay of the old port."
)
QUESTION = "What did Pia Quend say about the ferry?"


@pytest.fixture(scope="module")
def outlet() -> Iterator[Outlet]:
    with HTTPServer() as server:
        yield Outlet(server)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, outlet: Outlet) -> Iterator[NewsAssistant]:
    users = f"ada:{hashed('a long walk home')}"
    home = tmp_path_factory.mktemp("owned")
    settings = Settings(home=home, port=0, users=users, fetch_allow=f"localhost:{outlet.server.port}", _env_file=None)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("rag.assistant.policy_of", lambda allow: replace(policy_of(allow), delay=0.0))
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


def test_the_library_is_worked_on_through_the_page(
    served: NewsAssistant, outlet: Outlet, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_LOGIN", "ada:a long walk home")

    def told(*given: str, code: int = 0) -> Any:
        ended, out, err = run(served, capsys, "ingest", *given, "--json")
        assert ended == code, (given, out, err)
        return json.loads(out)

    outlet.pages["2"] = Response("gone", 404)
    assert len(told("feeds", "add", outlet.url, code=1)["added"]) == 1
    assert [feed["url"] for feed in told("feeds")] == [outlet.url]
    [failed] = told("failures")
    assert "404" in failed["reason"] and failed["retry"] == outlet.link(2)
    del outlet.pages["2"]
    assert len(told("failures", "--retry", str(failed["id"]))["added"]) == 1 and told("failures") == []
    outlet.numbers.append(3)
    assert [len(told("refresh")["added"]) for _ in range(2)] == [1, 0]
    told("feeds", "remove", outlet.url)
    assert served.feeds() == []

    ids = [article["id"] for article in told("list") if article["publisher"] == "Ostrel Echo"]
    shown = told("show", ids[0])
    assert shown["text"] == TEXT and shown["attributions"][0]["speaker"] == "Pia Quend"
    assert told("samples", "add")["added"] and told("samples", "remove")["removed"] == 12
    weirs = [header.id for header in served.headers() if (header.title or "").startswith("Weir")]
    assert len(weirs) == 3 and told("remove", *weirs)["removed"] == weirs
    assert not [header for header in served.headers() if header.id in weirs]
    assert told("reread")["reread"] == 0
    for wrong in (["show", "nothing"], ["remove", "nothing"], ["refresh", "https://nowhere.example/feed"], ["reindex"]):
        code, _, err = run(served, capsys, "ingest", *wrong)
        assert code == 1 and err.splitlines()[-1].startswith("error: "), (wrong, err)


def test_a_long_command_tells_how_far_it_is_and_is_ended_early(
    served: NewsAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = IngestProgress(done=3, total=400, name="day 3", characters=90, seconds=0.5)

    def endless(*, on_progress: OnProgress, stop: threading.Event) -> int:
        on_progress(told)
        assert stop.wait(30), "nobody asked it to end"
        return 3

    monkeypatch.setattr(served, "reread", endless)
    page = OwnerPage(page_of(served.settings.home, StoreLocked("locked")).address, "ada:a long walk home")
    stop = threading.Event()
    heard: list[IngestProgress] = []

    def progress(news: IngestProgress) -> None:
        heard.append(news)
        stop.set()

    assert RemoteLibrary(page).reread(on_progress=progress, stop=stop) == 3
    assert heard == [told]
    page.close()


def test_what_is_sent_between_processes_comes_back_as_it_was(samples: NewsAssistant) -> None:
    answer = samples.ask("What did Ilse Tarnow say about the truce?")
    assert typed(Answer, json.loads(json.dumps(plain(answer)))) == answer
    compared = samples.compare("the truce")
    assert typed(Comparison, json.loads(json.dumps(plain(compared)))) == compared
    for person in samples.who("the truce")[:5]:
        assert typed(Person, json.loads(json.dumps(plain(person)))) == person
