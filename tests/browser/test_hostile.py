"""Hostile strings through every field, while streaming and after a reload: shown as text, and nothing runs or is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rag.types import Progress
from tests.browser.conftest import Tab
from tests.browser.hostile import STRINGS

pytestmark = pytest.mark.browser
_AT_ONCE = 10


def batches() -> Iterator[Any]:
    for start in range(0, len(STRINGS), _AT_ONCE):
        yield pytest.param(STRINGS[start : start + _AT_ONCE], marks=pytest.mark.slow, id=f"{start}-{start + _AT_ONCE}")
    yield pytest.param(STRINGS[:: len(STRINGS) // _AT_ONCE], id="sample")


@pytest.mark.parametrize("strings", [*batches()])
def test_hostile_strings_are_text_everywhere(
    tab: Tab, strings: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {
            "title": f"Gale {n} {bad}",
            "text": f"“The gale of Morn {n} took {bad} with it,” said Pia Quend {bad}, harbour master of Ostrel. It was Friday. {bad}",
            "publisher": f"Echo {n} {bad}",
            "authors": [f"Odo {bad}"],
            "url": f"https://echo.example/{n}?{bad}",
        }
        for n, bad in enumerate(strings)
    ]
    file = tmp_path / f"gale {strings[0].replace('/', ' ')[:80]}.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    added = [header.id for header in tab.assistant.add([file]).added]
    assert len(added) == len(strings)
    stream = tab.assistant.stream

    def writing(question: str, **named: Any) -> Iterator[Progress]:
        yield Progress(stage=f"Writing {strings[0]}", text="\n".join(strings))
        yield from stream(question, **named)

    monkeypatch.setattr(tab.assistant, "stream", writing)
    try:
        walk(tab, strings)
    finally:
        tab.assistant.remove(*added)


def walk(tab: Tab, strings: list[str]) -> None:
    page = tab.page
    tab.ask(f"What did Pia Quend say about the gale of Morn {strings[0]}?")
    turn = page.locator(".turn").last
    assert strings[0] in turn.locator("h2").inner_text()
    assert turn.locator(".chip").count() > 1
    for chip in turn.locator(".answer .chip").all()[:4]:
        chip.hover()
        chip.click()
        tab.marked()
    tab.assistant_keeps(1)
    named = page.url.split("talk=")[1].split("&")[0]
    tab.assistant.conversations.rename(named, " ".join(strings)[:150])
    page.reload()
    page.wait_for_selector(".turn .answer")
    page.click("#history-button")
    page.wait_for_selector("#history.is-open .conversations .title")
    assert strings[0] in page.locator("#history .title").first.inner_text()
    page.keyboard.press("Escape")
    page.locator("summary", has_text="Filter").click()
    page.get_by_role("tab", name="People", exact=True).click()
    page.wait_for_selector("#people-shown .statement")
    page.locator("#people-shown .statement").first.click()
    page.get_by_role("tab", name="Library", exact=True).click()
    page.wait_for_selector("#shelf .title")
    for title in page.locator("#shelf .title", has_text="Gale").all()[:3]:
        title.click()
        page.wait_for_selector("#reading .article-text")
