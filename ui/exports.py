"""What is kept as files, for its owner alone: GET /kept/conversation/ID.md, .html, .docx, .pdf or .json, and of one
answer of a conversation GET /kept/answer/ID/TURN.md, .html, .docx or .pdf (turns counted from 0)."""

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
from rag.briefing.as_document import answer_document
from rag.conversations.as_document import conversation_document
from rag.conversations.as_json import exchange_json
from rag.conversations.as_markdown import conversation_markdown
from rag.export import FORMATS, export
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
            return _text(json.dumps(body, ensure_ascii=False, indent=1), "application/json", title, ending)
        if ending == "md":
            return _text(conversation_markdown(title, exchanges), "text/markdown", title, ending)
        if ending in FORMATS:
            made = export(conversation_document(title, exchanges), ending)
            return _file(made, FORMATS[ending].media_type, title, ending)
        return PlainTextResponse(f"A conversation is exported as .{', .'.join(FORMATS)} or .json.", status_code=404)

    def answer(request: Request) -> Response:
        wanted, turn, ending = (request.path_params[name] for name in ("id", "turn", "ending"))
        owner = str(request.scope.get(USER) or "")
        try:
            _, exchanges = assistant.conversations.open(wanted, owner=owner)
        except NotFound as error:
            return PlainTextResponse(str(error), status_code=404)
        found = exchanges[turn].answer if turn < len(exchanges) else None
        if found is None or not found.statements:
            return PlainTextResponse("There is no answer to export.", status_code=404)
        if ending not in FORMATS:
            return PlainTextResponse(f"An answer is exported as .{', .'.join(FORMATS)}.", status_code=404)
        made = export(answer_document(found), ending)
        return _file(made, FORMATS[ending].media_type, found.understood or found.question, ending)

    return [
        Route("/kept/conversation/{id}.{ending}", conversation, methods=["GET"]),
        Route("/kept/answer/{id}/{turn:int}.{ending}", answer, methods=["GET"]),
    ]


def _text(words: str, media_type: str, title: str, ending: str) -> Response:
    return _file(words.encode("utf-8", "replace"), f"{media_type}; charset=utf-8", title, ending)


def _file(data: bytes, media_type: str, title: str, ending: str) -> Response:
    name = f"{_UNFIT.sub('-', title).strip('-')[:60] or 'conversation'}.{ending}"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}", "cache-control": "no-store"}
    return Response(data, media_type=media_type, headers=headers)
