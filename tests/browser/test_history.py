"""Conversations that are kept, in real Chromium: they survive a reload, and are found, named, exported, deleted."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
FIRST = "What did Ilse Tarnow say about the truce?"
SECOND = "What did Commodore Brusk say about the dead Tesmari sailors?"


def drawer(tab: Tab) -> None:
    tab.page.click("#history-button")
    tab.page.wait_for_selector("#history.is-open .conversations")


def test_a_reload_shows_the_conversation_and_its_citations_open(tab: Tab) -> None:
    tab.ask(FIRST)
    tab.page.wait_for_function("() => location.search.includes('talk=')")
    before = tab.page.locator(".answer").inner_text()
    tab.assistant_keeps(1)
    tab.page.reload()
    tab.page.wait_for_selector(".turn .answer")
    assert tab.page.locator(".answer").inner_text() == before
    tab.page.locator(".answer .chip").first.click()
    assert tab.marked()
    tab.ask("And what does Tesmar say?")
    assert "about the truce" in tab.page.locator(".turn").last.locator(".understood").inner_text()


def test_conversations_are_found_opened_named_exported_and_deleted(tab: Tab) -> None:
    tab.ask(SECOND)
    tab.assistant_keeps(1)
    tab.page.click("#new")
    tab.page.wait_for_selector(".welcome")
    assert "talk=" not in tab.page.url
    drawer(tab)
    item = tab.page.locator(".conversations li", has_text="Brusk").first
    item.get_by_text("Rename").click()
    tab.page.fill(".naming input", "Zorvik papers")
    tab.page.keyboard.press("Enter")
    named = tab.page.locator(".conversations li", has_text="Zorvik papers")
    named.wait_for()
    tab.page.locator("#history-search").locator("textarea, input").fill("zorvik")  # at once, as a paste is
    tab.page.wait_for_function("() => document.querySelectorAll('.conversations li').length === 1")
    with tab.page.expect_download() as waiting:
        named.get_by_text("Export").click()
        named.get_by_text("Markdown").click()
    exported = waiting.value.path().read_text(encoding="utf-8")
    assert "Zorvik papers" in exported and SECOND in exported
    named.locator(".title").click()
    tab.page.wait_for_selector(".turn .answer")
    assert SECOND in tab.page.locator(".turn h2").inner_text()
    drawn, answer = tab.page.locator("#history").bounding_box(), tab.page.locator(".turn").bounding_box()
    assert drawn and answer and drawn["x"] + drawn["width"] <= answer["x"], "the list stands beside what is read"
    named.get_by_text("Delete").click()
    tab.page.locator(".conversations .danger").click()
    named.wait_for(state="detached")
    tab.page.keyboard.press("Escape")
    tab.page.wait_for_selector("#history.is-open", state="detached")
