"""Whose requests are answered, and with which headers."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.guard import Guard, is_loopback


async def _home(_: Request) -> PlainTextResponse:
    return PlainTextResponse("home")


def client(host: str) -> TestClient:
    app = Starlette(routes=[Route("/", _home, methods=["GET", "POST"])])
    return TestClient(Guard(app, host), base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize("name", ["127.0.0.1:7860", "localhost:7860", "[::1]:7860", "127.0.0.9"])
def test_this_machine_is_answered(name: str) -> None:
    assert client("127.0.0.1").get("/", headers={"host": name}).text == "home"


@pytest.mark.parametrize(
    "name", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7860", "", "[::1", "10.0.0.1"]
)
def test_a_page_bound_to_this_machine_answers_to_no_other_name(name: str) -> None:
    assert client("127.0.0.1").get("/", headers={"host": name}).status_code == 403


def test_a_page_bound_to_the_network_answers_to_its_names() -> None:
    assert client("0.0.0.0").get("/", headers={"host": "desk.example"}).text == "home"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999"])
def test_another_sites_page_cannot_send(origin: str) -> None:
    assert client("127.0.0.1").post("/", headers={"origin": origin}).status_code == 403


def test_the_own_page_and_programs_can_send() -> None:
    assert client("127.0.0.1").post("/", headers={"origin": "http://127.0.0.1:7860"}).text == "home"
    assert client("127.0.0.1").post("/").text == "home"


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "evil.example"])
def test_every_answer_carries_the_policy(host: str) -> None:
    headers = client("127.0.0.1").get("/", headers={"host": host}).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "script-src-attr 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("host", "loopback"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("desk", False)]
)
def test_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
