"""The page: masthead, tabs, and how it is served."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable

import gradio as gr
from starlette.middleware import Middleware

from ingest.errors import AccessError
from rag import NewsAssistant
from rag.settings import Settings
from ui import ask, briefing, compare, library, model_panel, people
from ui.access import access_of
from ui.api import add_endpoints
from ui.commands import add_commands
from ui.exports import routes
from ui.front import Front
from ui.guard import Guard
from ui.jobs import Stops
from ui.login import USER, Login
from ui.suggest import Suggestions
from ui.tabs import PRIVATE, STATIC, Refresh, Shared
from ui.tools import set_up_tools

log = logging.getLogger(__name__)

TABS: tuple[tuple[str, Callable[[Shared], Refresh]], ...] = (
    ("Ask", ask.build),
    ("Compare", compare.build),
    ("Briefing", briefing.build),
    ("People", people.build),
    ("Library", library.build),
    ("Settings", model_panel.build),
)

_WAITING = 40  # questions waiting at the same time; one more is told that the page is busy
_SANS = ["Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "Menlo", "Consolas", "Liberation Mono", "monospace"]
_LOG_OUT = '<form method="post" action="/logout"><button type="submit" class="quiet">Log out</button></form>'


def _masthead(login: bool) -> str:
    return (
        '<header class="masthead"><span class="name">Dateline</span><span class="masthead-tools">'
        + (_LOG_OUT if login else "")
        + '<button type="button" class="icon" data-theme-switch aria-label="Switch between light and dark">'
        '<span aria-hidden="true">◐</span></button></span></header>'
    )


def build_page(assistant: NewsAssistant, *, login: bool = False) -> gr.Blocks:
    """Return the page over one assistant. login: those who use it have logged in, and can log out."""
    shared = Shared(assistant=assistant, stops=Stops(), suggested=Suggestions(assistant))
    page: gr.Blocks = gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True, delete_cache=(3600, 86400))
    with page:
        add_endpoints(assistant)  # first, so that no event of a tab takes an endpoint's name
        add_commands(assistant)
        gr.HTML(_masthead(login), elem_id="masthead", apply_default_css=False, js_on_load=None)
        with gr.Tabs(elem_id="tabs"):
            for name, build in TABS:
                with gr.Tab(name, id=name) as tab:
                    refresh = build(shared)
                at_first = [page.load] if name == TABS[0][0] else []  # the other tabs when they are opened
                for event in (*at_first, tab.select):
                    event(
                        refresh.run,
                        [*refresh.inputs],
                        [*refresh.outputs],
                        queue=False,
                        **PRIVATE,
                    )
                if refresh.fill:
                    page.load(
                        refresh.fill,
                        None,
                        [*refresh.filled],
                        queue=False,
                        **PRIVATE,
                    )
        page.unload(shared.stops.tab_closed)
        page.unload(shared.handed.tab_closed)
    page.queue(max_size=_WAITING, default_concurrency_limit=1)
    return page


def serve(assistant: NewsAssistant, settings: Settings, *, wait: bool = True) -> gr.Blocks:
    """Serve the page at the settings' address; with `wait`, until the program is interrupted.

    Raises AccessError where the settings would let anybody in, or name a port that cannot be had.
    """
    access = access_of(settings)
    if access.warning:
        log.warning(access.warning)
    os.environ.setdefault("GRADIO_TEMP_DIR", str(settings.home.absolute() / "uploads"))
    door = access.door
    page = build_page(assistant, login=door is not None)
    guards = [Middleware(Guard, host=settings.host)]
    if door:
        guards.append(Middleware(Login, door=door))
    guards.append(Middleware(Front, tabs=[name for name, _ in TABS]))
    page.launch(
        server_name=settings.host,
        server_port=_port(settings.host, settings.port),
        prevent_thread_lock=True,
        quiet=True,
        share=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=settings.mcp,
        footer_links=[],
        theme=_theme(),
        css_paths=sorted(STATIC.glob("*.css")),
        js=(STATIC / "page.js").read_text(encoding="utf-8"),
        favicon_path=STATIC / "favicon.svg",
        ssl_certfile=str(access.certificate) if access.certificate else None,
        ssl_keyfile=str(access.key) if access.key else None,
        ssl_verify=False,  # gradio's one question to itself, at the start, which certificates of one's own would fail
        auth_dependency=(lambda request: request.scope.get(USER)) if door else None,
        app_kwargs={"middleware": guards, "routes": routes(assistant)},
    )
    if door:
        door.starting = False
    set_up_tools(page, door)
    assistant.announce(page.local_url)
    if wait:
        page.block_thread()
    return page


def _theme() -> gr.themes.Base:
    """Return the theme: fonts of the system, and the paper's colour from the first paint; the rest is in style.css."""
    return gr.themes.Base(font=_SANS, font_mono=_MONO).set(
        body_background_fill="#faf8f3",
        body_background_fill_dark="#171614",
        body_text_color="#211f1b",
        body_text_color_dark="#e9e4d8",
    )


def _port(host: str, wanted: int) -> int:
    """Return the port to listen on; a free one where 0 is wanted. Raises AccessError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, wanted), family=family) as probe:
            return int(probe.getsockname()[1])
    except OSError as error:
        raise AccessError(
            f"The page cannot listen on port {wanted} of {host} ({error.strerror or error}). Close what answers there, "
            "perhaps another page of Dateline, or choose another with DATELINE_PORT (or DATELINE_HOST)."
        ) from error
