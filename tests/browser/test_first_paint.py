"""What stands there before the page is built: a frame in which one can type and ask, and a policy that lets nothing else run."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
QUESTION = "What did Ilse Tarnow say about the truce?"


def held_back(tab: Tab) -> list[Route]:
    """Load the page anew with Gradio's scripts held back, so that its frame alone is there."""
    held: list[Route] = []
    tab.page.route(re.compile(r"/assets/index-[^/]*\.js$"), lambda route: held.append(route))
    tab.page.goto(tab.address, wait_until="commit")
    tab.page.wait_for_selector("#first-frame textarea")
    return held


def let_go(tab: Tab, held: list[Route]) -> None:
    tab.page.unroute(re.compile(r"/assets/index-[^/]*\.js$"))  # which lets go what it holds
    held.clear()


def test_what_is_typed_before_the_page_is_there_is_not_lost(tab: Tab) -> None:
    held = held_back(tab)
    tab.page.keyboard.type(QUESTION[:20])
    let_go(tab, held)
    tab.page.wait_for_selector("#first-frame", state="detached")
    tab.page.keyboard.type(QUESTION[20:])
    assert tab.page.locator("#question textarea").input_value() == QUESTION
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector(".turn:last-child:not([aria-busy]) .chip")


def test_a_question_asked_in_the_frame_is_answered_and_a_tab_chosen_there_opens(tab: Tab) -> None:
    held = held_back(tab)
    tab.page.keyboard.type(QUESTION)
    tab.page.keyboard.press("Enter")
    let_go(tab, held)
    tab.page.wait_for_selector(".turn:last-child:not([aria-busy]) .chip")
    assert tab.page.locator(".turn h2").inner_text() == QUESTION
    held = held_back(tab)
    tab.page.locator("#first-frame nav button", has_text="Library").click()
    let_go(tab, held)
    tab.page.wait_for_selector("#figures p")


def test_the_frame_is_dark_where_the_page_will_be(browser: Browser, served: Any) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.route(re.compile(r"/assets/index-[^/]*\.js$"), lambda route: None)
    page.goto(served[1], wait_until="commit")
    page.wait_for_selector("#first-frame.dark")
    context.close()


def test_no_script_runs_that_the_page_does_not_hold_itself(tab: Tab) -> None:
    policy = tab.page.request.get(tab.address).headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src "))
    assert "'unsafe-inline'" not in scripts and "'sha256-" in scripts
    ran = tab.page.evaluate(
        """() => {
            const made = document.createElement("script");
            made.textContent = "window.ranAnyway = true";
            document.body.append(made);
            const link = document.createElement("a");
            link.href = "javascript:window.ranAnyway = true";
            document.body.append(link);
            link.click();
            return new Promise((done) => setTimeout(() => done(window.ranAnyway === true), 200));
        }"""
    )
    assert not ran
    assert tab.errors and all("Content Security Policy" in told for told in tab.errors)
    tab.errors.clear()
