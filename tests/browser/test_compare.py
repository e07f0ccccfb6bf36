"""The Compare tab in real Chromium: compare, open exact words by click and by key, sort, filter, download."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser


def flat(words: str) -> str:
    return " ".join(words.split())


def test_compare_open_filter_and_download(tab: Tab) -> None:
    page = tab.page
    page.get_by_role("tab", name="Compare", exact=True).click()
    page.fill("#compare-topic :is(textarea, input)", "Orrel dam failure")
    page.keyboard.press("Enter")
    page.wait_for_selector(".matrix")

    quote = page.locator(".matrix .quote").first
    quote.click()
    page.wait_for_selector("#compare-reading mark.cited")
    marked = flat("".join(page.locator("#compare-reading mark.cited").all_inner_texts()))
    shown = flat(quote.inner_text()).removesuffix(" …").replace(" … ", " ")
    assert marked.startswith(shown[:60])
    article = page.locator("#compare-reading .pane").get_attribute("data-article")
    assert article and marked[:40] in flat(tab.assistant.article(article).text)

    page.locator("[data-part=timeline]").click()
    page.wait_for_selector("svg.timeline")
    point = page.locator("svg.timeline .point").last
    point.focus()
    before = page.locator("#compare-reading").inner_html()
    page.keyboard.press("Enter")
    page.wait_for_function("b => document.querySelector('#compare-reading').innerHTML !== b", arg=before)

    page.locator("[data-part=people]").click()
    page.wait_for_selector("[data-part=people][aria-pressed=true]")
    page.fill("#compare-words :is(textarea, input)", "sollmark")
    page.wait_for_function("() => document.querySelectorAll('#compare-shown .part .card').length === 1")

    with page.expect_download() as got:
        page.locator("#compare-xlsx").click()
    book = load_workbook(io.BytesIO(Path(got.value.path()).read_bytes()))
    assert "Conflicts" in book.sheetnames
    assert not tab.errors
    assert not tab.foreign
