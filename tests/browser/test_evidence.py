"""The evidence beside the answer: there while it is open, gone when it is closed; by mouse and by key alone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
QUESTION = "What did Ilse Tarnow say about the truce?"


@pytest.mark.parametrize("width", [1440, 390])
def test_escape_closes_the_article_and_the_same_citation_opens_it_again(tab: Tab, width: int) -> None:
    page = tab.page
    page.set_viewport_size({"width": width, "height": 844})
    assert not page.locator("#ask-evidence").is_visible()
    tab.ask(QUESTION)
    for _ in range(2):
        page.locator(".answer .chip").first.click()
        assert tab.marked()
        assert page.locator("#ask-evidence").is_visible()
        where = page.locator("#ask-evidence .where")  # it stays in view, however far down the words stand
        assert "Tarnow" in where.inner_text() and where.bounding_box()["width"] > 200
        page.keyboard.press("Escape")
        page.wait_for_selector("#ask-evidence", state="hidden")
        assert page.locator(".answer .chip").first.evaluate("node => node === document.activeElement")


def test_escape_leaves_the_question_for_the_answer_and_the_slash_is_not_written(tab: Tab) -> None:
    page = tab.page
    page.keyboard.press("/")
    page.keyboard.type(QUESTION)
    assert page.locator("#question textarea").input_value() == QUESTION
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:last-child:not([aria-busy]) .chip")
    assert page.evaluate("() => !!document.activeElement.closest('#question')")
    page.keyboard.press("Escape")
    assert page.locator(".answer .chip").first.evaluate("node => node === document.activeElement")
    page.keyboard.press("j")
    assert tab.marked()
    assert page.locator("#question textarea").input_value() == ""


def test_a_new_question_stands_at_the_top_with_its_answer_and_the_old_evidence_is_put_away(tab: Tab) -> None:
    tab.ask(QUESTION)
    tab.page.locator(".answer .chip").first.click()
    tab.marked()
    tab.ask("And what does Tesmar say?")
    tab.page.wait_for_selector("#ask-evidence", state="hidden")
    conversation = tab.page.locator("#conversation").bounding_box()
    asked = tab.page.locator(".turn h2").last.bounding_box()
    assert conversation and asked and 0 <= asked["y"] - conversation["y"] < 80


def test_a_tip_stays_within_the_window_and_off_its_own_line(tab: Tab) -> None:
    tab.page.set_viewport_size({"width": 390, "height": 844})
    tab.ask(QUESTION)
    for chip in tab.page.locator(".answer .chip").all():
        chip.scroll_into_view_if_needed()
        chip.hover()
        tip, at = tab.page.locator("#tip").bounding_box(), chip.bounding_box()
        assert tip and at and tab.page.locator("#tip").inner_text() == chip.get_attribute("data-tip")
        assert tip["x"] >= 0 and tip["x"] + tip["width"] <= 390
        assert tip["y"] >= at["y"] + at["height"] or tip["y"] + tip["height"] <= at["y"]


def test_an_answer_is_taken_along_as_a_file_and_into_a_briefing(tab: Tab) -> None:
    tab.ask(QUESTION)
    tab.assistant_keeps(1)
    tab.page.locator(".exports summary").click()
    for name, begins in (("Markdown", b"# "), ("HTML", b"<!DOCTYPE"), ("Word", b"PK"), ("PDF", b"%PDF")):
        with tab.page.expect_download() as waiting:
            tab.page.locator(".exports a", has_text=name).click()
        assert waiting.value.path().read_bytes().startswith(begins), name
        assert waiting.value.suggested_filename.startswith("What-did-Ilse-Tarnow-say")
    said = [" ".join(words.split()) for words in tab.page.locator(".answer p .words").all_inner_texts()]
    for kept in tab.assistant.briefings.kept():  # of other tests: with one there, it would be asked which
        tab.assistant.briefings.delete(kept.id)
    tab.page.get_by_role("button", name="Add to briefing").click()
    tab.page.locator(".added", has_text="Added to “").get_by_role("button", name="open it").click()
    tab.page.wait_for_selector(".brief h3")
    assert tab.page.get_by_role("tab", name="Briefing").get_attribute("aria-selected") == "true"
    brief = " ".join(tab.page.locator(".brief").inner_text().split())
    assert all(words.strip("“”") in brief for words in said)
    tab.page.locator(".brief .chip").first.click()
    tab.page.wait_for_selector("#briefing-reading mark.cited")


def test_where_an_answer_goes_is_asked_where_there_are_several_and_remembered(tab: Tab) -> None:
    for kept in tab.assistant.briefings.kept():
        tab.assistant.briefings.delete(kept.id)
    tab.ask(QUESTION)
    first = tab.page.locator(".turn").first
    first.get_by_role("button", name="Add to briefing").click()
    first.locator(".added").wait_for()
    first.get_by_role("button", name="Add to another briefing").click()
    first.locator(".into").wait_for()
    assert first.locator(".into li button").all_inner_texts() == [QUESTION, "A new briefing"]
    assert tab.page.evaluate("document.activeElement.textContent") == QUESTION, "the keyboard is where the choice is"
    first.get_by_role("button", name="Cancel").click()
    first.locator(".into").wait_for(state="detached")
    tab.page.get_by_role("tab", name="Briefing").click()
    tab.page.locator("#briefing-saved summary").click()
    tab.page.locator("#briefing-saved .title").click()
    tab.page.wait_for_selector(".brief h3")
    tab.page.get_by_role("tab", name="Ask").click()
    tab.ask("What did Commodore Brusk say about the dead Tesmari sailors?")
    last = tab.page.locator(".turn").last
    last.get_by_role("button", name=f"Add to “{QUESTION}”").click()
    last.locator(".added").wait_for()
    tab.page.get_by_role("tab", name="Briefing").click()
    tab.page.locator(".brief", has_text="Brusk").wait_for()  # it was open there, and is shown as it is now
    [kept] = tab.assistant.briefings.kept()
    heads = {sentence.head for sentence in tab.assistant.briefings.open(kept.id).sentences}
    assert len(heads) == 2


def test_filters_are_cleared_and_closed_with_a_button_each(tab: Tab) -> None:
    page = tab.page
    page.locator("summary", has_text="Filter").click()
    page.locator("#filters label", has_text="Halvik Post").locator("input").check()
    page.wait_for_selector("#filters .tag:has-text('Halvik Post')")
    page.get_by_role("button", name="Done", exact=True).click()
    assert not page.locator(".filter-panel").is_visible()
    page.locator("summary", has_text="Change").click()
    page.get_by_role("button", name="Clear all").click()
    page.wait_for_selector("#filters .tag", state="detached")
