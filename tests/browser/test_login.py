"""Logging in and out in real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from rag import NewsAssistant, Settings
from rag.passwords import hashed
from ui.page import serve

pytestmark = pytest.mark.browser
PASSWORD = "a long walk home"
USERS = ",".join(f"{name}:{hashed(PASSWORD)}" for name in ("ada", "bo"))
FERRY = (
    "“The ferry to Ostrel will sail again on Sunday,” said Pia Quend, the harbour master. "
    "“It had been laid up for repairs since the storm of March.”"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(home=tmp_path_factory.mktemp("door"), port=0, users=USERS, _env_file=None)
    with NewsAssistant.open(settings) as assistant:
        page = serve(assistant, settings, wait=False)
        assert page.local_url
        yield page.local_url
        page.close()


@pytest.fixture(scope="module")
def shared_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page of two people over one library that holds an article."""
    settings = Settings(home=tmp_path_factory.mktemp("shared"), port=0, users=USERS, _env_file=None)
    with NewsAssistant.open(settings) as assistant:
        assistant.add_text(FERRY, title="Ferry to sail", publisher="Ostrel Echo", published_at="2026-10-03")
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
    page.get_by_role("tab", name="Settings", exact=True).click()
    page.wait_for_selector("#model-told :text('who runs the server chooses the model')")
    assert page.locator("#model-name :is(input, textarea)").is_disabled()
    assert not page.locator("#model-use, #model-key").count()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_selector("input[name=password]")
    page.goto(address)
    page.wait_for_selector("input[name=password]")
    page.close()


def test_two_people_keep_their_briefings_apart(shared_address: str, browser: Browser) -> None:
    ada, bo = (_briefing_of(browser, shared_address, name) for name in ("ada", "bo"))
    ada.locator(".brief-bar [data-do=save]").click()
    ada.locator(".kept-list summary").click()
    adas = ada.locator(".kept-list [data-do=open]")
    kept_id = adas.get_attribute("data-id")
    with ada.expect_download() as download:
        ada.locator("#briefing-pdf").click()
    export = download.value.url
    assert kept_id

    assert bo.locator(".kept-list").count() == 0
    assert ada.request.get(export).ok and bo.request.get(export).status == 403
    bo.locator(".brief-bar [data-do=save]").click()
    bo.wait_for_selector(".kept-list .count:has-text('1')")
    bo.locator(".kept-list summary").click()
    for do in ("open", "delete", "rename"):  # what bo's browser sends is bo's to choose
        button = bo.locator(f".kept-list [data-do={do}]").first
        button.evaluate("(node, id) => (node.dataset.id = id)", kept_id)
        button.click()
        bo.wait_for_timeout(400)
    button = bo.locator(".kept-list .tools button").first
    button.evaluate(
        "(node, id) => Object.assign(node.dataset, { id, do: 'renamed', words: 'bo was here' })",
        kept_id,
    )
    button.click()
    bo.wait_for_selector(f"text=There is no briefing {kept_id}")

    ada.reload()
    ada.get_by_role("tab", name="Briefing").click()
    ada.locator(".kept-list summary").click()
    assert adas.count() == 1 and adas.inner_text() == "The ferry to Ostrel"
    adas.click()
    ada.wait_for_selector(".brief h1:has-text('The ferry to Ostrel')")
    for page in (ada, bo):
        page.context.close()


def _briefing_of(browser: Browser, address: str, name: str) -> Page:
    """Log somebody in and write a briefing."""
    page = browser.new_context().new_page()
    page.goto(address)
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("tab", name="Briefing").click()
    page.locator("#briefing-topic textarea, #briefing-topic input").first.fill("the ferry to Ostrel")
    page.locator("#briefing-button").click()
    page.wait_for_selector(".brief h1")
    page.wait_for_timeout(1500)  # the files for the export buttons
    return page
