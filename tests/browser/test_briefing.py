"""The Briefing tab in real Chromium: write, open the exact words, edit, export, keep; and exported HTML is inert there."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from rag.briefing.edit import titled
from rag.export import export
from tests.browser.conftest import Tab
from tests.rag.export.documents import PAYLOADS, hostile

pytestmark = pytest.mark.browser
TOPIC = "Kessary Strait and Skarn Bank"
HOSTILE = "So <img src=x onerror=alert(1)> ${alert(1)} {{alert(2)}} said"
ADDED = "Varland and Tesmar agreed early on Monday to pull their warships back from Skarn Bank."


def flat(words: str) -> str:
    return " ".join(words.split())


@pytest.fixture
def brief(tab: Tab) -> Tab:
    tab.page.get_by_role("tab", name="Briefing").click()
    tab.page.locator("#briefing-topic textarea, #briefing-topic input").first.fill(TOPIC)
    tab.page.locator("#briefing-button").click()
    tab.page.wait_for_selector(".brief h1")
    return tab


def test_a_citation_of_the_briefing_opens_at_its_exact_words(brief: Tab) -> None:
    page = brief.page
    assert page.locator(".brief h1").inner_text() == TOPIC
    assert page.locator(".brief .said-line").count() > 8
    assert page.locator(".brief .said-line:not(:has(.chip))").count() == 0
    page.locator(".brief .who-says-what .chip").first.click()
    page.wait_for_selector("#briefing-reading mark.cited")
    marked = flat("".join(page.locator("#briefing-reading mark.cited").all_inner_texts()))
    briefing = brief.assistant.briefings.write(_request())
    assert marked in {flat(citation.quote) for citation in briefing.citations}


def test_a_briefing_is_edited_in_place_exported_kept_and_opened_again(brief: Tab) -> None:
    page = brief.page
    line = page.locator(".brief .who-says-what li").first
    before = line.locator(".said-line").inner_text()
    line.locator("[data-do=open]").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.brief-editor textarea')")
    page.keyboard.press("Escape")
    page.wait_for_selector(".brief-editor", state="detached")
    page.wait_for_function("document.activeElement.matches('[data-do=open]')")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.brief-editor textarea')")
    page.keyboard.press("Control+A")
    page.keyboard.type(HOSTILE)
    page.keyboard.press("Enter")
    page.wait_for_selector(".brief-editor .doubted")
    assert page.locator(".brief-editor textarea").input_value() == HOSTILE
    page.locator(".brief-editor [data-insist]").click()
    page.wait_for_selector(".brief .badge.doubt")
    assert HOSTILE in page.locator(".brief .unsupported").inner_text()
    assert page.locator(".brief .unsupported .chip").count() == 0
    page.locator(".brief-bar [data-do=undo]").click()
    page.wait_for_selector(".brief .badge.doubt", state="detached")
    assert page.locator(".brief .who-says-what .said-line").first.inner_text() == before
    page.locator(".brief-bar [data-do=edit]").click()
    page.wait_for_selector(".brief .tools")
    page.locator(".brief .who-says-what .said-line .lead").first.click()
    page.wait_for_selector(".brief-editor")
    page.keyboard.press("Escape")
    page.wait_for_selector(".brief-editor", state="detached")
    count = page.locator(".brief .said-line").count()
    page.locator(".brief .who-says-what li [data-do=remove]").last.click()
    page.wait_for_function("n => document.querySelectorAll('.brief .said-line').length === n", arg=count - 1)
    page.locator(".brief .bottom-line .adder").click()
    page.wait_for_function("document.activeElement.matches('.brief-editor textarea')")
    page.keyboard.type(ADDED)
    page.keyboard.press("Enter")
    page.wait_for_selector(".brief .bottom-line .badge.own")
    assert page.locator(".brief .bottom-line li", has_text=ADDED).locator(".chip").count() >= 1
    page.wait_for_timeout(1500)
    with page.expect_download() as download:
        page.locator("#briefing-pdf").click()
    data = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "Kessary-Strait-and-Skarn-Bank.pdf"
    assert ADDED in flat(PdfReader(io.BytesIO(data)).pages[0].extract_text())
    [kept] = brief.assistant.briefings.kept()
    other = brief.assistant.briefings.open(kept.id)
    brief.assistant.briefings.keep(titled(other, "Elsewhere"), record_id=kept.id)
    page.locator(".brief .who-says-what li [data-do=down]").first.click()
    page.wait_for_selector(".conflict")
    assert brief.assistant.briefings.kept()[0].title == "Elsewhere"
    page.locator(".conflict [data-do=theirs]").click()
    page.wait_for_selector(".brief h1:has-text('Elsewhere')")
    page.locator(".brief-bar [data-do=refresh]").click()
    page.wait_for_selector(":text('hanged since')")
    assert (
        page.locator(".brief .bottom-line .badge.own").count() == 1
    )  # one that was composed may have made room for it
    left = page.locator(".brief .said-line").count()
    assert left == count or "made room" in page.locator(".brief-changes").inner_text()
    page.locator(".kept-list summary").click()
    page.locator(".kept-list [data-do=delete]").first.click()
    page.wait_for_function("() => !document.querySelector('.kept-list')")
    assert brief.assistant.briefings.kept() == []


def test_attacks_in_an_exported_page_are_text(browser: Browser) -> None:
    page = browser.new_page()
    seen: list[str] = []
    page.on("dialog", lambda shown: (seen.append(shown.message), shown.dismiss()))
    page.on("request", lambda sent: seen.append(sent.url))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.set_content(export(hostile(), "html").decode())
    page.wait_for_timeout(150)
    assert seen == []
    assert page.evaluate("document.querySelectorAll('script, img, svg, iframe, form').length") == 0
    links = page.evaluate("[...document.querySelectorAll('a.out')].map(a => a.protocol)")
    assert links and set(links) <= {"http:", "https:"}
    shown = flat(page.inner_text("main"))
    assert all(flat(payload) in shown for payload in PAYLOADS[:9])
    page.close()


def _request():  # type: ignore[no-untyped-def]
    from rag.briefing import Request

    return Request(topic=TOPIC)
