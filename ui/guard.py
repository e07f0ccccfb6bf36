"""What stands between the network and the page: whose requests are answered, and what a browser may do with the page."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def policy(scripts: Sequence[str] = ()) -> str:
    """Return the content security policy of an answer. scripts: the inline scripts that may run, as CSP sources.

    Nothing may be fetched from elsewhere. Gradio's HTML component makes its functions from strings, hence
    'unsafe-eval'; the sources of those strings are this program's own. script-src-attr keeps event handlers in
    attributes (onerror=...) from ever running.
    """
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self'", *scripts, *(["'unsafe-eval'"] if scripts else [])]),
            "script-src-attr 'none'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'none'",
            "object-src 'none'",
            "frame-src 'none'",
            "worker-src 'self' blob:",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


_HEADERS = {
    "content-security-policy": policy(),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """ASGI middleware: refuses foreign hosts and origins, and adds security headers to every answer.

    host: the address the page is bound to. On a loopback address only loopback names are answered, so that
    no web site can reach the page by pointing its own name at this machine.
    """

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = app
        self._loopback_only = is_loopback(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal:
            await PlainTextResponse(refusal, status_code=403, headers=_HEADERS)(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    if name != "content-security-policy" or name not in answer:  # the page itself brings its own
                        answer[name] = value
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _refusal(self, method: str, headers: Headers) -> str | None:
        host = headers.get("host", "")
        if self._loopback_only and not is_loopback(_name(host)):
            return f"Dateline listens on this machine alone and does not answer as {host!r}."
        origin = headers.get("origin")
        if method not in ("GET", "HEAD", "OPTIONS") and origin and urlsplit(origin).netloc.lower() != host.lower():
            return "Dateline does not take requests from other sites' pages."
        return None


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Tell whether an address or name can only mean this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
