"""Kept conversations as files: GET /kept/conversation/ID.md or .json, for their owner alone."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ingest.errors import NotFound
from rag import NewsAssistant
from rag.conversations.as_json import exchange_json
from rag.conversations.as_markdown import conversation_markdown
from ui.login import USER

_UNFIT = re.compile(r"[^\w-]+")


def routes(assistant: NewsAssistant) -> list[Route]:
    """Return the routes, to be given to the app."""

    def conversation(request: Request) -> Response:
        wanted, ending = request.path_params["id"], request.path_params["ending"]
        owner = str(request.scope.get(USER) or "")
        try:
            title, exchanges = assistant.conversations.open(wanted, owner=owner)
        except NotFound as error:
            return PlainTextResponse(str(error), status_code=404)
        if ending == "json":
            body: dict[str, Any] = {"title": title, "exchanges": [exchange_json(e) for e in exchanges]}
            return _file(json.dumps(body, ensure_ascii=False, indent=1), "application/json", title, ending)
        if ending == "md":
            return _file(conversation_markdown(title, exchanges), "text/markdown", title, ending)
        return PlainTextResponse("A conversation is exported as .md or .json.", status_code=404)

    return [Route("/kept/conversation/{id}.{ending}", conversation, methods=["GET"])]


def _file(words: str, media_type: str, title: str, ending: str) -> Response:
    name = f"{_UNFIT.sub('-', title).strip('-')[:60] or 'conversation'}.{ending}"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}", "cache-control": "no-store"}
    return Response(words.encode("utf-8", "replace"), media_type=f"{media_type}; charset=utf-8", headers=headers)
