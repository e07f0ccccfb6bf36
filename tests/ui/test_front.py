"""The page's HTML: its frame first, and a policy that names the scripts it holds."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.front import Front, hashes_of
from ui.guard import Guard

PAGE = "<html><head><script>first()</script><script src='./a.js'></script></head><body><gradio-app></gradio-app></body></html>"


def client() -> TestClient:
    async def page(_: Request) -> Response:
        return HTMLResponse(PAGE)

    async def streamed(_: Request) -> Response:
        return StreamingResponse(iter([PAGE[:40], PAGE[40:]]), media_type="text/html")

    async def other(_: Request) -> Response:
        return PlainTextResponse("<gradio-app")

    for_root = {"/": page, "/streamed/": streamed}
    app = Starlette(routes=[*(Route(path, handler) for path, handler in for_root.items()), Route("/other", other)])
    return TestClient(Guard(Front(app, ["Ask", "<b>"]), "127.0.0.1"), base_url="http://127.0.0.1:7860")


def test_the_frame_stands_before_the_page_and_its_scripts_may_run() -> None:
    answer = client().get("/")
    assert answer.text.index('id="first-frame"') < answer.text.index("<gradio-app")
    assert ">Ask</button>" in answer.text and "&lt;b&gt;</button>" in answer.text
    policy = answer.headers["content-security-policy"]
    scripts = hashes_of(answer.content)
    assert len(scripts) == 3 and all(script in policy for script in scripts)
    assert f"'sha256-{b64encode(sha256(b'first()').digest()).decode()}'" in policy
    assert "script-src 'self' 'sha256-" in policy and "default-src 'self'" in policy
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/other", "/streamed/", "/missing"])
def test_nothing_else_is_touched_and_no_script_of_it_runs(path: str) -> None:
    answer = client().get(path)
    assert "first-frame" not in answer.text
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    assert "'unsafe-eval'" not in answer.headers["content-security-policy"]
