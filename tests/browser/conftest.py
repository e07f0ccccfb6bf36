"""The app over the sample articles, served once, and a fresh Chromium tab for each test."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from rag import NewsAssistant, Settings
from ui.page import serve


@dataclass
class Tab:
    """A browser tab at the app, and what went on in it."""

    page: Page
    address: str
    assistant: NewsAssistant
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Ask and wait for the answer."""
        turns = self.page.locator(".turn").count()
        self.page.fill("#question textarea", question)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("n => document.querySelectorAll('.turn').length > n", arg=turns)
        self.page.wait_for_selector(".turn:last-child:not([aria-busy])")

    def assistant_keeps(self, least: int) -> None:
        """Wait until the store keeps the conversation that the page's address names."""
        self.page.wait_for_function("() => location.search.includes('talk=')")
        named = self.page.url.split("talk=")[1].split("&")[0]
        until = time.monotonic() + 10
        while time.monotonic() < until:
            if any(kept.id == named and kept.questions >= least for kept in self.assistant.conversations.find()):
                return
            time.sleep(0.05)
        raise AssertionError("the conversation was not kept")

    def marked(self) -> str:
        """Return the text that the evidence pane highlights as cited."""
        self.page.wait_for_selector("#evidence mark.cited")
        return "".join(self.page.locator("#evidence mark.cited").all_inner_texts())


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[NewsAssistant, str]]:
    settings = Settings(home=tmp_path_factory.mktemp("page"), port=0, _env_file=None)
    with NewsAssistant.open(settings) as assistant:
        assistant.load_samples()
        page = serve(assistant, settings, wait=False)
        assert page.local_url
        yield assistant, page.local_url
        page.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def tab(served: tuple[NewsAssistant, str], browser: Browser) -> Iterator[Tab]:
    assistant, address = served
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    opened = Tab(page=page, address=address, assistant=assistant)
    own = urlsplit(address).netloc
    page.on("console", lambda told: opened.errors.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: opened.errors.append(str(error)))
    page.on("request", lambda sent: _note_foreign(sent.url, own, opened.foreign))
    page.on("dialog", lambda shown: (opened.dialogs.append(shown.message), shown.dismiss()))
    page.goto(address)
    page.wait_for_selector("#question textarea")
    page.wait_for_selector(".welcome")
    yield opened
    page.close()
    assert not opened.foreign, "the page asked another host for something"
    assert not opened.dialogs, "something of an article or a name was run as a script"
    assert not opened.errors


def _note_foreign(url: str, own: str, foreign: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != own:
        foreign.append(url)
