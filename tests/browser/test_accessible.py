"""What axe-core finds on every tab, light and dark, and what the keyboard alone can do."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
QUESTION = "What did Ilse Tarnow say about the truce?"
_SERIOUS = ("serious", "critical")
# Gradio draws its tab list with a hidden copy for measuring and its uploader as a nested control; both are its own.
_NOT_OURS = ".tab-container.visually-hidden, #add-files, #add-files *"


def found(tab: Tab) -> list[str]:
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    tab.page.evaluate(axe)
    told: dict[str, Any] = tab.page.evaluate(
        "async skip => axe.run({exclude: [skip.split(', ').map(String)].flat().map(s => [s])}, {resultTypes: ['violations']})",
        _NOT_OURS,
    )
    assert len(told["passes"]) > 10, "axe looked at hardly anything"
    return [
        f"{broken['id']} ({broken['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for broken in told["violations"]
        if broken["impact"] in _SERIOUS
        for node in broken["nodes"]
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_serious_is_found_on_any_tab(tab: Tab, dark: bool) -> None:
    if dark:
        tab.page.click("[data-theme-switch]")
    tab.ask(QUESTION)
    tab.page.locator(".answer .chip").first.click()
    tab.marked()
    problems = [f"Ask: {one}" for one in found(tab)]
    for name in tab.page.locator("#tabs > .tab-wrapper [role=tab]").all_inner_texts():
        if name.strip() in ("", "Ask"):
            continue
        tab.page.get_by_role("tab", name=name.strip(), exact=True).click()
        tab.page.wait_for_timeout(700)
        problems += [f"{name}: {one}" for one in found(tab)]
    assert not problems, "\n".join(problems)


def test_the_keyboard_alone_asks_opens_the_evidence_and_comes_back(tab: Tab) -> None:
    tab.page.keyboard.press("Escape")
    tab.page.locator("body").press("/")
    tab.page.keyboard.type(QUESTION)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector(".turn:last-child:not([aria-busy]) .chip")
    chip = tab.page.locator(".answer .chip").first
    for _ in range(60):
        if chip.evaluate("node => node === document.activeElement"):
            break
        tab.page.keyboard.press("Shift+Tab")
    assert chip.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    tab.page.keyboard.press("Enter")
    assert tab.marked()
    assert tab.page.evaluate("() => !!document.activeElement.closest('#evidence')")
    tab.page.keyboard.press("Escape")
    assert chip.evaluate("node => node === document.activeElement")


def test_those_who_want_less_motion_get_none(tab: Tab) -> None:
    tab.page.emulate_media(reduced_motion="reduce")
    moving = tab.page.evaluate(
        "() => [...document.querySelectorAll('*')].filter(n => parseFloat(getComputedStyle(n).transitionDuration) > 0 "
        "|| getComputedStyle(n).animationName !== 'none').length"
    )
    assert moving == 0
