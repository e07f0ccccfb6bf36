"""The page's HTML as Gradio makes it, with a frame that is there at once, and no script but those it holds.

Gradio's scripts take a second or more to build the page. Until then a frame of plain HTML stands in its place
(static/first.html): one can type, ask and choose a tab in it, and it hands over what was typed when the page is there.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.guard import policy
from ui.markup import text

_STATIC = Path(__file__).parent / "static"
_INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_BODY = b"<gradio-app"


class Front:
    """ASGI middleware for GET / alone. tabs: the names of the page's tabs, in order."""

    def __init__(self, app: ASGIApp, tabs: Sequence[str]) -> None:
        self._app = app
        buttons = "".join(f'<button type="button">{text(name)}</button>' for name in tabs)
        frame = (_STATIC / "first.html").read_text(encoding="utf-8").replace("<!--tabs-->", buttons)
        panel = (_STATIC / "panel.js").read_text(encoding="utf-8")
        self._frame = f"<script>{panel}</script>{frame}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in ("", "/"):
            await self._app(scope, receive, send)
            return
        begun: Message | None = None
        body = b""

        async def send_framed(message: Message) -> None:
            nonlocal begun, body
            if message["type"] == "http.response.start":
                begun = message
                return
            assert begun is not None, "a response starts before its body"
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            headers = MutableHeaders(scope=begun)
            if headers.get("content-type", "").startswith("text/html") and _BODY in body:
                body = body.replace(_BODY, self._frame + _BODY, 1)
                headers["content-security-policy"] = policy(hashes_of(body))
                headers["content-length"] = str(len(body))
            await send(begun)
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, send_framed)


def hashes_of(page: bytes) -> list[str]:
    """Return the sources by which a content security policy lets a page's own inline scripts run, and no others."""
    digests = (sha256(script.group(1)).digest() for script in _INLINE.finditer(page))
    return [f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests]
