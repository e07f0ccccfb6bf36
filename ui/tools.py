"""The endpoints as tools of the Model Context Protocol: gradio's server for them, set right in two places."""

from __future__ import annotations

import json
from typing import Any

import gradio as gr
from gradio_client import Client

from ui.login import Door


def set_up_tools(page: gr.Blocks, door: Door | None) -> None:
    """Let tools answer in JSON, and behind a login too. To be called once the page is served.

    gradio's server calls the page as a client of its own, which the door would not let in, and answers with
    Python's way of writing values. Who calls a tool has logged in before: the tools' routes are behind the door.
    """
    server = page.mcp_server_obj
    if server is None:
        return

    def in_json(output_data: list[Any], root_url: str) -> list[Any]:
        return [server.types.TextContent(type="text", text=json.dumps(one, ensure_ascii=False)) for one in output_data]

    server.postprocess_output_data = in_json  # type: ignore[method-assign, assignment]
    if door is not None:
        server._client_instance = Client(
            page.local_url,
            download_files=False,
            verbose=False,
            analytics_enabled=False,
            ssl_verify=False,
            headers={"x-gradio-user": "mcp", "authorization": f"Bearer {door.inside}"},
            _skip_components=False,
        )
