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


def test_a_comparison_stands_there_again_after_a_reload_until_the_library_changes(tab: Tab) -> None:
    page = tab.page
    page.get_by_role("tab", name="Compare", exact=True).click()
    page.locator("#compare-limits > button").click()
    page.fill("#compare-until input, #compare-until textarea", "2026-12-31")
    page.fill("#compare-topic :is(textarea, input)", "Orrel dam failure")
    page.keyboard.press("Enter")
    page.wait_for_selector(".matrix")
    for choice in ("[data-by=side]", "[data-sort=words]", "[data-part=people]"):
        page.locator(f"#compare-shown button{choice}").click()
        page.wait_for_selector(f"#compare-shown button{choice}[aria-pressed=true]")
    page.fill("#compare-words :is(textarea, input)", "sollmark")
    page.wait_for_function("() => document.querySelectorAll('#compare-shown .part .card').length === 1")
    before = page.locator("#compare-shown .part").inner_text()

    page.reload()
    page.wait_for_selector("#compare-shown button[data-part=people][aria-pressed=true]")
    assert page.locator("#compare-shown .part").inner_text() == before
    assert page.locator("#compare-topic :is(textarea, input)").input_value() == "Orrel dam failure"
    assert page.locator("#compare-until :is(textarea, input)").input_value() == "2026-12-31"
    assert page.locator("#compare-words :is(textarea, input)").input_value() == "sollmark"
    page.locator("#compare-shown button[data-part=table]").click()
    page.wait_for_selector("#compare-shown button[data-by=side][aria-pressed=true]")
    assert not page.locator("#compare-shown [data-again]").count()

    words = "“The dam at Orrel was sound,” said Jarl Omdal, a mason of Brodhelm, on Tuesday in his yard."
    [header] = tab.assistant.add_text(words, title="A mason speaks", publisher="Brodhelm Bote").added
    try:
        page.get_by_role("tab", name="Ask", exact=True).click()
        page.get_by_role("tab", name="Compare", exact=True).click()
        page.wait_for_selector("#compare-shown [data-again]")
        page.locator("#compare-shown [data-again]").click()
        page.wait_for_function("() => !document.querySelector('#compare-shown [data-again], #compare-shown .stage')")
        assert page.locator("#compare-words :is(textarea, input)").input_value() == "sollmark"
        assert page.locator("#compare-shown .compared").get_attribute("data-words") == "sollmark"
    finally:
        tab.assistant.remove(header.id)

    page.fill("#compare-topic :is(textarea, input)", "the truce")
    page.locator("#compare-button").click()
    page.wait_for_selector("#compare-shown h2:has-text('the truce')")
    page.wait_for_function("() => !document.querySelector('#compare-words :is(textarea, input)').value")
    assert not page.locator("#compare-shown .compared").get_attribute("data-words")
    page.locator("#compare-recent summary").click()
    page.locator("#compare-recent [data-do=open]", has_text="Orrel dam").first.click()
    page.wait_for_selector("#compare-shown h2:has-text('Orrel dam')")
    page.goto(tab.address)
    page.wait_for_selector(".welcome")
    page.get_by_role("tab", name="Compare", exact=True).click()
    assert page.locator("#compare-topic :is(textarea, input)").input_value() == ""
