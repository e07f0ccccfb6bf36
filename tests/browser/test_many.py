"""Several tabs of one browser, and a page whose queue is full."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
QUESTION = "What did Ilse Tarnow say about the truce?"


def test_four_tabs_of_one_browser_are_all_usable(tab: Tab) -> None:
    assert tab.page.context.browser
    context = tab.page.context.browser.new_context(viewport={"width": 1200, "height": 800})
    pages = [context.new_page() for _ in range(4)]
    for page in pages:
        page.goto(tab.address)
        page.wait_for_selector(".welcome")
    for page in pages:
        page.fill("#question textarea", QUESTION)
        page.keyboard.press("Enter")
    for page in pages:
        page.wait_for_selector(".turn:last-child:not([aria-busy]) .chip")
        page.locator(".answer .chip").first.click()
        page.wait_for_selector("#evidence mark.cited")
    context.close()


def test_where_the_queue_is_full_the_page_says_so_and_can_be_asked_again(tab: Tab) -> None:
    full = '{"detail": "Queue is full. Max size is 40 and size is 40."}'
    tab.page.route(
        "**/queue/join*", lambda route: route.fulfill(status=503, content_type="application/json", body=full)
    )
    tab.ask(QUESTION)
    told = tab.page.locator(".turn .error").inner_text()
    assert "busy" in told
    tab.page.unroute("**/queue/join*")
    tab.errors.clear()  # the browser itself notes the refusal on its console
    tab.ask(QUESTION)
    assert tab.page.locator(".turn").last.locator(".chip").count()
