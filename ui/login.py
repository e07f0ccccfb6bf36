"""The door of a page with login: nothing behind it answers anyone who has not given name and password."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import threading
import time
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import parse_qs, unquote

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.markup import text
from ui.users import Throttle, Users

USER = "dateline.user"  # where a request's scope tells who asks
_COOKIE = "dateline-session"
_LASTS = 12 * 3600  # seconds without a request until one has to log in again
_LARGEST_FORM = 4096
_LARGEST_BODY = 32 * 1024 * 1024
_MOST_TABS = 20_000
_START = "/gradio_api/startup-events"  # gradio asks itself for it once, at the start


class Door:
    """Who is logged in, and whose each browser tab is. Shared by all requests."""

    def __init__(self, users: Users, *, secure: bool) -> None:
        self.users = users
        self.secure = secure
        self.throttle = Throttle()
        self.starting = True
        self.inside = secrets.token_urlsafe(32)  # by which the page's own MCP server asks the page
        self._sessions: dict[str, tuple[str, float]] = {}
        self._tabs: dict[str, str] = {}
        self._lock = threading.Lock()

    def enter(self, name: str) -> str:
        """Begin a session; returns its token."""
        token = secrets.token_urlsafe(32)
        now = time.monotonic()
        with self._lock:
            self._sessions = {t: s for t, s in self._sessions.items() if s[1] > now}
            self._sessions[token] = name, now + _LASTS
        return token

    def leave(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(token, None)

    def who(self, token: str) -> str | None:
        """Return whose session it is, and let it last on; None where there is none."""
        now = time.monotonic()
        with self._lock:
            name, until = self._sessions.get(token, ("", 0.0))
            if until <= now:
                return None
            self._sessions[token] = name, now + _LASTS
        return name

    def owns_tab(self, tab: str, name: str) -> bool:
        """Tell whether a browser tab (gradio's session hash) is this person's; the first to use it owns it."""
        with self._lock:
            while len(self._tabs) > _MOST_TABS:
                del self._tabs[next(iter(self._tabs))]
            return self._tabs.setdefault(tab, name) == name


def files_mark(name: str) -> str:
    """Return the folder name under which files made for a person lie; only they are served them."""
    return "for-" + sha256(f"dateline:{name}".encode()).hexdigest()[:24]


class Login:
    """ASGI middleware: the login page, sessions by cookie, HTTP Basic for programs, and 401 for all else."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        path = scope["path"].rstrip("/")
        if self._door.starting and path == _START:
            await self._app(scope, receive, send)
            return
        if path == "/login" or (path == "/logout" and scope["method"] == "POST"):
            answer = await self._login(Request(scope, receive)) if path == "/login" else self._logout(scope)
            await answer(scope, receive, send)
            return
        name, refusal = await self._who(scope)
        if refusal is None and name is not None:
            refusal, receive = await self._not_theirs(scope, receive, name)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        scope[USER] = name
        await self._app(scope, receive, send)

    # --- coming and going ----------------------------------------------------------------------------------

    async def _login(self, request: Request) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "")
        if request.method != "POST":
            return _page()
        body = await _body(request.receive, _LARGEST_FORM)
        form = parse_qs((body or b"").decode("utf-8", "replace"))
        name, password = (form.get(field, [""])[0] for field in ("username", "password"))
        refusal = await self._try(name, password, request.scope)
        if refusal:
            status, words, wait = refusal
            headers = {"retry-after": str(wait)} if wait else None
            if wants_page:
                return _page(words, status=status, headers=headers)
            return JSONResponse({"error": words}, status_code=status, headers=headers)
        answer = RedirectResponse("/", status_code=303) if wants_page else JSONResponse({"success": True})
        token = self._door.enter(name)
        answer.set_cookie(
            _COOKIE, token, max_age=_LASTS, path="/", secure=self._door.secure, httponly=True, samesite="strict"
        )
        return answer

    def _logout(self, scope: Scope) -> Response:
        self._door.leave(_cookies(Headers(scope=scope)).get(_COOKIE, ""))
        answer = RedirectResponse("/login", status_code=303)
        answer.delete_cookie(_COOKIE, path="/")
        return answer

    async def _try(self, name: str, password: str, scope: Scope) -> tuple[int, str, int] | None:
        """Return None where name and password are right, else status, words and seconds to wait."""
        address = (scope.get("client") or ("", 0))[0]
        throttle = self._door.throttle
        if wait := throttle.wait(name, address):
            seconds = max(1, round(wait))
            return 429, f"Too many wrong passwords. Try again in {seconds} s.", seconds
        if await to_thread.run_sync(self._door.users.knows, name, password):
            throttle.right(name, address)
            return None
        throttle.wrong(name, address)
        return 401, "Name and password do not go together.", 0

    async def _who(self, scope: Scope) -> tuple[str | None, Response | None]:
        headers = Headers(scope=scope)
        name = self._door.who(_cookies(headers).get(_COOKIE, ""))
        if name is not None:
            return name, None
        kind, _, given = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and secrets.compare_digest(given.encode(), self._door.inside.encode()):
            return "", None
        if kind.lower() == "basic":
            try:
                name, _, password = base64.b64decode(given, validate=True).decode("utf-8").partition(":")
            except (binascii.Error, UnicodeDecodeError):
                return None, PlainTextResponse("The credentials cannot be read.", status_code=401)
            refusal = await self._try(name, password, scope)
            if refusal is None:
                return name, None
            return None, PlainTextResponse(refusal[1], status_code=refusal[0])
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            return None, _page(status=401)
        return None, JSONResponse({"detail": "Not authenticated: log in at /login."}, status_code=401)

    # --- what is another's ---------------------------------------------------------------------------------

    async def _not_theirs(self, scope: Scope, receive: Receive, name: str) -> tuple[Response | None, Receive]:
        """Return a refusal where the request is about another's browser tab or file, and how to receive its body."""
        headers = Headers(scope=scope)
        path = unquote(scope["path"])
        if "/file=" in path or "/file/" in path or "/stream/" in path:
            if f"/{files_mark(name)}/" not in path:
                return _DENIED, receive
            return None, receive
        tabs = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("session_hash", [])
        if "/heartbeat/" in path:
            tabs.append(path.rsplit("/", 1)[-1])
        if scope["method"] == "POST" and "json" in headers.get("content-type", ""):
            body = await _body(receive, _LARGEST_BODY)
            if body is None:
                return PlainTextResponse("That is too large.", status_code=413), receive
            tabs.append(_tab_in(body))
            receive = _again(body, receive)
        if any(tab and not self._door.owns_tab(tab, name) for tab in tabs):
            return _DENIED, receive
        return None, receive


_DENIED = PlainTextResponse("That is not yours.", status_code=403)


def _tab_in(body: bytes) -> str:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    return str(sent.get("session_hash") or "") if isinstance(sent, dict) else ""


async def _body(receive: Receive, most: int) -> bytes | None:
    """Return a request's body, or None where it is larger than `most` bytes."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if len(body) > most:
            return None
        if message["type"] != "http.request" or not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def _cookies(headers: Headers) -> dict[str, str]:
    return cookie_parser(headers.get("cookie", ""))


def _page(words: str = "", *, status: int = 200, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    told = f'<p class="bad" role="alert">{text(words)}</p>' if words else ""
    return HTMLResponse(_HTML.replace("<!--told-->", told), status_code=status, headers=headers)


_HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dateline: log in</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; --paper: #faf8f3; --sheet: #fffefb; --ink: #211f1b; --soft: #5f5a50; --rule: #c9c1b0; --accent: #8a2f23; --on: #fff; --bad: #9c2418 }
@media (prefers-color-scheme: dark) { :root { --paper: #171614; --sheet: #1e1d1a; --ink: #e9e4d8; --soft: #a9a294; --rule: #4d483f; --accent: #e5947f; --on: #1d0f0b; --bad: #f0917f } }
body { margin: 0; min-height: 100dvh; display: grid; place-items: center; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Liberation Sans", sans-serif }
main { width: min(330px, 88vw) } h1 { font: 700 30px/1.2 Georgia, "Liberation Serif", serif; margin: 0 0 4px } h1 span { color: var(--accent) }
p { margin: 0 0 18px; color: var(--soft) } p.bad { color: var(--bad) } label { display: block; font-size: 14px; color: var(--soft); margin-bottom: 12px }
input { display: block; width: 100%; box-sizing: border-box; margin-top: 3px; padding: 10px 12px; font: inherit; color: var(--ink); background: var(--sheet); border: 1px solid var(--rule); border-radius: 4px }
button { width: 100%; padding: 11px; font: 600 16px system-ui, sans-serif; color: var(--on); background: var(--accent); border: 0; border-radius: 4px; cursor: pointer }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
</style></head><body><main><h1>Dateline<span>.</span></h1><p>Log in to ask and to read.</p><!--told-->
<form method="post" action="/login"><label>Name<input name="username" autocomplete="username" autofocus required maxlength="200"></label>
<label>Password<input name="password" type="password" autocomplete="current-password" required maxlength="1000"></label><button>Log in</button></form></main></body></html>"""
