"""Logging in and out in real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from rag import NewsAssistant, Settings
from rag.passwords import hashed
from ui.page import serve

pytestmark = pytest.mark.browser
PASSWORD = "a long walk home"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(home=tmp_path_factory.mktemp("door"), port=0, users=f"ada:{hashed(PASSWORD)}", _env_file=None)
    with NewsAssistant.open(settings) as assistant:
        page = serve(assistant, settings, wait=False)
        assert page.local_url
        yield page.local_url
        page.close()


def test_one_logs_in_works_and_logs_out(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address)
    page.fill("input[name=username]", "ada")
    page.fill("input[name=password]", "not this")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    page.fill("input[name=username]", "ada")
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".welcome")
    assert "library is empty" in page.locator(".welcome").inner_text()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_selector("input[name=password]")
    page.goto(address)
    page.wait_for_selector("input[name=password]")
    page.close()
