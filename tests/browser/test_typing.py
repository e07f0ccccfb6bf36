"""Who types as soon as a tab shows its field loses no letter, however late the server's answer to the choice of the tab comes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
WORDS = "https://brack.example/feed.xml"
FIELDS = {
    "Compare": "#compare-topic",
    "Briefing": "#briefing-topic",
    "People": "#people-topic",
    "Library": "#library-search",
    "Settings": "#model-name",
}


def test_letters_typed_before_the_tab_is_brought_up_to_date_stay(tab: Tab) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    for name, place in FIELDS.items():
        held.clear()
        tab.page.route("**/run/predict*", hold)
        tab.page.get_by_role("tab", name=name, exact=True).click()
        field = tab.page.locator(f"{place} :is(textarea, input)").first
        field.click()
        tab.page.keyboard.type(WORDS)
        tab.page.wait_for_timeout(50)
        assert held, "nothing brings the tab up to date"
        with tab.page.expect_response("**/run/predict*"):
            tab.page.unroute("**/run/predict*")
        tab.page.wait_for_timeout(150)
        assert field.input_value() == WORDS, name
        field.fill("")
