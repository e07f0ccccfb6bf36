"""What one was at is there again after a reload: the tab, the briefing, whose statements are listed; and an empty form stays empty."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
BROKEN_OFF = ("AbortError: signal is aborted", "Connection errored out")


def value(tab: Tab, place: str) -> str:
    return tab.page.locator(f"{place} :is(textarea, input)").first.input_value()


def reload(tab: Tab) -> None:
    """Load the page anew. What was under way is broken off by that, which the browser tells as an error of the page left."""
    tab.page.reload()
    tab.errors[:] = [told for told in tab.errors if not any(cut in told for cut in BROKEN_OFF)]


def test_a_briefing_is_there_again_saved_or_not(tab: Tab) -> None:
    page = tab.page
    page.get_by_role("tab", name="Briefing", exact=True).click()
    page.fill("#briefing-topic :is(textarea, input)", "the Orrel dam")
    page.locator("#briefing-button").click()
    page.wait_for_selector("#briefing-shown .brief")
    shown = page.locator("#briefing-shown .brief").inner_text()
    reload(tab)
    page.wait_for_selector("#briefing-shown .brief")
    assert page.locator("#briefing-shown .brief").inner_text() == shown
    assert value(tab, "#briefing-topic") == "the Orrel dam"
    page.locator("#briefing-shown [data-do=save]").click()
    page.wait_for_selector("#briefing-shown [data-do=save][disabled]")
    try:
        reload(tab)
        page.wait_for_selector("#briefing-shown [data-do=save][disabled]")
        assert page.locator("#briefing-saved [data-do=open][aria-current]").count() == 1
        page.locator("#briefing-shown .chip").first.click()
        page.wait_for_selector("#briefing-reading mark.cited")
    finally:
        for kept in tab.assistant.briefings.kept():
            tab.assistant.briefings.delete(kept.id)


def test_who_is_listed_is_there_again_and_a_form_that_was_not_sent_is_empty(tab: Tab) -> None:
    page = tab.page
    page.get_by_role("tab", name="Briefing", exact=True).click()
    page.fill("#briefing-topic :is(textarea, input)", "the Orrel dam")
    page.get_by_role("tab", name="People", exact=True).click()
    page.fill("#people-topic :is(textarea, input)", "the truce")
    page.locator("#people-button").click()
    page.wait_for_selector("#people-shown [data-who='the truce']")
    listed = page.locator("#people-shown").inner_text()
    reload(tab)
    page.wait_for_selector("#people-shown [data-who='the truce']")
    assert page.locator("#people-shown").inner_text() == listed and value(tab, "#people-topic") == "the truce"
    page.get_by_role("tab", name="Briefing", exact=True).click()
    page.wait_for_selector("#briefing-shown .brief-empty")
    assert value(tab, "#briefing-topic") == ""
    page.get_by_role("tab", name="Ask", exact=True).click()
    reload(tab)
    page.wait_for_selector(".welcome")
    assert page.get_by_role("tab", name="Ask", exact=True).get_attribute("aria-selected") == "true"


def test_people_tell_that_they_are_being_read(tab: Tab) -> None:
    tab.page.route("**/run/predict*", lambda route: None)
    tab.page.get_by_role("tab", name="People", exact=True).click()
    tab.page.wait_for_selector("#people-shown .stage:has-text('Reading who speaks')")
    tab.page.unroute_all(behavior="ignoreErrors")


def test_back_and_forward_go_from_tab_to_tab_and_a_topic_offered_is_compared_at_a_click(tab: Tab) -> None:
    page = tab.page
    for kept in tab.assistant.comparisons.kept():
        tab.assistant.comparisons.delete(kept.id)
    page.reload()
    tab.ask("What did Ilse Tarnow say about the truce?")
    page.get_by_role("tab", name="Compare", exact=True).click()
    page.locator("#compare-recent .for-example button").first.click()
    page.wait_for_selector("[data-comparison]")
    page.get_by_role("tab", name="Library", exact=True).click()
    page.wait_for_selector("#figures:visible")
    chosen = "name => [...document.querySelectorAll('#tabs > .tab-wrapper [role=tab][aria-selected=true]')].some(t => t.textContent.trim() === name)"
    for go, name in ((page.go_back, "Compare"), (page.go_back, "Ask"), (page.go_forward, "Compare")):
        go()
        page.wait_for_function(chosen, arg=name)
    assert "comparison=" in page.url and "talk=" in page.url
    for kept in tab.assistant.comparisons.kept():
        tab.assistant.comparisons.delete(kept.id)
