"""A served page with login: nobody else gets at anything, each person has their own, and programs can log in too."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from ingest.errors import NotFound
from rag import NewsAssistant, Settings
from rag.briefing import Request
from rag.conversations import KeptExchange
from rag.passwords import hashed
from ui.page import serve

TEXT = (
    "“The ferry to Ostrel will sail again on Sunday,” said Pia Quend, the harbour master. "
    "“It had been laid up for repairs since the storm of March.”"
)
QUESTION = "What did Pia Quend say about the ferry?"
ADA, BO = ("ada", "a long walk home"), ("bo", "another long walk")


@dataclass
class Served:
    address: str
    assistant: NewsAssistant
    home: Path
    routes: list[Any]

    def visitor(self, who: tuple[str, str] | None = None) -> httpx.Client:
        client = httpx.Client(base_url=self.address, timeout=30)
        if who:
            answer = client.post("/login", data={"username": who[0], "password": who[1]})
            assert answer.status_code == 200, answer.text
        return client


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("login")
    users = ",".join(f"{name}:{hashed(password)}" for name, password in (ADA, BO))
    settings = Settings(home=home, port=0, users=users, mcp=True, _env_file=None)
    with NewsAssistant.open(settings) as assistant:
        assistant.add_text(TEXT, title="Ferry to sail", publisher="Ostrel Echo", published_at="2026-10-03")
        (home / ".env").write_text("SECRET=1", encoding="utf-8")
        page = serve(assistant, settings, wait=False)
        assert page.local_url
        yield Served(page.local_url.rstrip("/"), assistant, home, list(page.app.routes))
        page.close()


def test_every_route_is_closed_to_those_who_did_not_log_in(served: Served) -> None:
    visitor = served.visitor()
    tried = 0
    for route in _flat(served.routes):
        path = getattr(route, "path", "")
        for parameter in ("path_or_url:path", "path:path", "page"):
            path = path.replace("{" + parameter + "}", "x")
        path = "".join("x" if piece.startswith("{") else piece for piece in _pieces(path))
        if path.rstrip("/") in ("/login", "/logout"):
            continue
        for method in sorted(getattr(route, "methods", None) or {"GET"}):
            answer = visitor.request(method, path or "/")
            assert answer.status_code in (401, 403), (method, path, answer.status_code)
            tried += 1
    assert tried > 40
    assert visitor.get("/gradio_api/mcp/").status_code == 401
    front = visitor.get("/", headers={"accept": "text/html"})
    assert front.status_code == 401 and 'name="password"' in front.text


def _flat(routes: list[Any]) -> Iterator[Any]:
    for route in routes:
        inner = getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", None)
        yield from _flat(list(inner)) if inner else [route]


def _pieces(path: str) -> list[str]:
    pieces = [""]
    for character in path:
        if character == "{":
            pieces.append("")
        pieces[-1] += character
        if character == "}":
            pieces.append("")
    return pieces


def test_the_page_opens_after_login_and_not_after_logout(served: Served) -> None:
    ada = served.visitor(ADA)
    assert "Dateline" in ada.get("/").text
    token = ada.cookies["dateline-session"]
    ada.post("/logout")
    again = httpx.get(f"{served.address}/config", cookies={"dateline-session": token})
    assert again.status_code == 401


def test_one_cannot_get_at_anothers_conversation_export_tab_or_file(served: Served) -> None:
    exchange = KeptExchange(question=QUESTION, answer=served.assistant.ask(QUESTION))
    served.assistant.conversations.save("adas", [exchange], owner="ada")
    ada, bo = served.visitor(ADA), served.visitor(BO)
    for ending in ("md", "json"):
        path = f"/kept/conversation/adas.{ending}"
        assert QUESTION.split()[3] in ada.get(path).text
        assert bo.get(path).status_code == 404
    for ending, opens in (("md", b"# "), ("html", b"<!DOCTYPE html>"), ("docx", b"PK"), ("pdf", b"%PDF")):
        for path in (f"/kept/answer/adas/0.{ending}", f"/kept/conversation/adas.{ending}"):
            got = ada.get(path)
            assert got.status_code == 200 and got.content.startswith(opens), path
            assert got.headers["content-disposition"].endswith(f".{ending}")
            assert bo.get(path).status_code == 404
    assert b"Pia Quend" in ada.get("/kept/answer/adas/0.md").content
    for path in ("/kept/answer/adas/1.md", "/kept/answer/adas/0.exe", "/kept/answer/nobodys/0.md"):
        assert ada.get(path).status_code == 404
    # ada's browser tab is hers: bo can neither listen to it nor send to it.
    tab = "adastabhash"
    with ada.stream("GET", "/gradio_api/heartbeat/" + tab) as answer:
        assert answer.status_code == 200
    assert bo.get(f"/gradio_api/queue/data?session_hash={tab}").status_code == 403
    joined = {"data": [], "fn_index": 0, "session_hash": tab}
    assert bo.post("/gradio_api/queue/join", json=joined).status_code == 403
    assert bo.post("/gradio_api/run/predict", json=joined).status_code == 403
    # a file made for ada is served to her alone.
    made = ada.post("/gradio_api/upload", files={"files": ("secret.txt", b"adas words")}).json()[0]
    assert bo.get(f"/gradio_api/file={made}").status_code == 403


def test_one_cannot_get_at_anothers_briefing(served: Served) -> None:
    briefings = served.assistant.briefings
    made = briefings.write(Request(topic="the ferry to Ostrel"))
    adas = briefings.keep(made, owner="ada")
    assert [kept.id for kept in briefings.kept(owner="ada")] == [adas] and briefings.open(adas, owner="ada").sentences
    for other in ("bo", ""):
        assert briefings.kept(owner=other) == []
        for tried in (
            lambda owner: briefings.open(adas, owner=owner),
            lambda owner: briefings.rename(adas, "mine", owner=owner),
            lambda owner: briefings.keep(made, owner=owner, record_id=adas),
        ):
            with pytest.raises(NotFound):
                tried(other)
        assert not briefings.delete(adas, owner=other)
    # the page's endpoint for programs keeps nothing, and no other event of the tab can be called by name.
    Client(served.address, auth=BO, verbose=False).predict("the ferry to Ostrel", api_name="/brief")
    assert briefings.kept(owner="bo") == []
    assert briefings.open(adas, owner="ada").title == "The ferry to Ostrel"
    assert briefings.delete(adas, owner="ada")


@pytest.mark.parametrize("who", [None, BO])
def test_files_of_the_machine_are_not_served(served: Served, who: tuple[str, str] | None) -> None:
    visitor = served.visitor(who)
    home = served.home
    for path in (
        f"{home}/dateline.sqlite", f"{home}/.env", f"{home}/uploads/../dateline.sqlite", "/etc/passwd", "../../etc/passwd",
        f"{home}/uploads/%2e%2e/dateline.sqlite", "C:/Windows/win.ini", "http://127.0.0.1:9/x",
    ):  # fmt: skip
        for route in ("/gradio_api/file=", "/gradio_api/file/", "/file="):
            assert visitor.get(route + path).status_code in (401, 403, 404), path


def test_wrong_passwords_are_throttled_and_another_address_is_not_believed(served: Served) -> None:
    visitor = served.visitor()
    answers = [visitor.post("/login", data={"username": "eve", "password": f"guess {n}"}) for n in range(20)]
    assert {answer.status_code for answer in answers} == {401, 429}
    assert sum(answer.status_code == 429 for answer in answers) >= 10
    assert all("retry-after" in answer.headers for answer in answers if answer.status_code == 429)
    for forged in ({"host": "evil.example"}, {"origin": "https://evil.example"}):
        assert visitor.post("/login", data={"username": "ada", "password": ADA[1]}, headers=forged).status_code == 403


def test_programs_call_the_named_endpoints_and_no_other(served: Served) -> None:
    client = Client(served.address, auth=ADA, verbose=False)
    told = client.view_api(return_format="dict", print_info=False)
    assert set(told["named_endpoints"]) == {"/ask", "/search", "/who", "/compare", "/brief", "/add"}
    assert not told["unnamed_endpoints"]
    answer = client.predict(QUESTION, api_name="/ask")
    first = answer["citations"][0]
    assert served.assistant.article(first["article_id"]).text[first["start"] : first["end"]] == first["quote"]
    assert client.predict("ferry", 1, api_name="/search")["passages"]
    assert client.predict("the ferry", api_name="/who")["people"][0]["name"] == "Pia Quend"
    assert client.predict("the ferry", api_name="/compare")
    assert client.predict("the ferry", api_name="/brief")
    text = "“The lighthouse at Sarn will be lit in May,” said Odo Brask, its keeper, on the pier on Friday morning."
    added = client.predict(None, text, "Lighthouse", "Ostrel Echo", "2026-10-09", api_name="/add")
    assert [a["title"] for a in added["added"]] == ["Lighthouse"]
    served.assistant.remove(added["added"][0]["id"])
    with pytest.raises(AppError, match="not a day"):
        client.predict(QUESTION, "yesterday", api_name="/ask")
    with pytest.raises(AppError, match="other way round"):
        client.predict(QUESTION, "2026-12-01", "2026-10-01", api_name="/ask")
    with pytest.raises(AppError, match="no article of the outlet “Nobody's”"):
        client.predict("the ferry", publishers=["Nobody's"], api_name="/compare")
    with pytest.raises(AppError, match="300 are the most"):
        client.predict("the ferry " * 500, api_name="/brief")
    with pytest.raises(AppError, match="https://"):
        client.predict(["file:///etc/passwd"], api_name="/add")


def test_an_assistant_uses_the_endpoints_as_tools(served: Served) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def talk() -> tuple[set[str], dict[str, Any], str]:
        login = httpx.BasicAuth(*BO)
        async with (
            streamablehttp_client(f"{served.address}/gradio_api/mcp/", auth=login) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            ask = next(tool for tool in tools if tool.name.endswith("ask"))
            done = await session.call_tool(ask.name, {"question": QUESTION})
            return {tool.name for tool in tools}, ask.inputSchema, done.content[0].text  # type: ignore[union-attr]

    with ThreadPoolExecutor(1) as apart:  # the browser tests before may have a loop running in this thread
        names, schema, answered = apart.submit(asyncio.run, talk()).result()
    assert {name.rsplit("_", 1)[-1] for name in names} == {"ask", "search", "who", "compare", "brief", "add"}
    assert "ISO day" in schema["properties"]["since"]["description"]
    assert "sail again on Sunday" in json.loads(answered)["citations"][0]["quote"]
