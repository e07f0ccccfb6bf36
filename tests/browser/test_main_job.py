"""The main job in real Chromium: ask, open the exact words, go on asking, add and remove."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser.conftest import Tab

pytestmark = pytest.mark.browser
QUESTION = "What did Commodore Brusk say about the dead Tesmari sailors?"


def flat(words: str) -> str:
    return " ".join(words.split())


def test_citation_opens_the_article_at_exactly_the_cited_words(tab: Tab) -> None:
    tab.ask(QUESTION)
    tab.page.locator(".answer .chip").first.click()
    answer = tab.assistant.ask(QUESTION)
    cited = answer.citations[0]
    stored = tab.assistant.article(cited.article_id).text[cited.start : cited.end]
    assert flat(tab.marked()) == flat(cited.quote) == flat(stored)
    mark = tab.page.locator("#evidence mark.cited").first
    mark.scroll_into_view_if_needed(timeout=1_000)
    box, pane = mark.bounding_box(), tab.page.locator("#evidence").bounding_box()
    assert box and pane and pane["y"] <= box["y"] <= pane["y"] + pane["height"]
    assert "Hanne Brusk" in tab.page.locator("#evidence").inner_text()


def test_citations_are_walked_by_key(tab: Tab) -> None:
    tab.ask("What did Ilse Tarnow say about the truce?")
    chips = tab.page.locator(".answer .chip")
    assert chips.count() > 1
    chips.first.focus()
    tab.page.keyboard.press("Enter")
    first = tab.marked()
    tab.page.keyboard.press("j")
    tab.page.wait_for_function(
        "first => [...document.querySelectorAll('#evidence mark.cited')].map(m => m.innerText).join('') !== first",
        arg=first,
    )
    tab.page.keyboard.press("k")
    tab.page.wait_for_function(
        "first => [...document.querySelectorAll('#evidence mark.cited')].map(m => m.innerText).join('') === first",
        arg=first,
    )


def test_what_no_article_says_shows_the_closest_passages(tab: Tab) -> None:
    tab.ask("Who won the chess championship in Brasilia?")
    turn = tab.page.locator(".turn").last
    assert not turn.locator(".answer").count()
    turn.locator("[data-passage]").first.click()
    tab.page.wait_for_selector("#evidence .pane:not(.empty)")


def test_a_follow_up_is_made_whole_and_the_first_answer_stays(tab: Tab) -> None:
    tab.ask("What did Ilse Tarnow say about the truce?")
    tab.ask("And what does Tesmar say?")
    assert tab.page.locator(".turn").count() == 2
    assert "about the truce" in tab.page.locator(".turn").last.locator(".understood").inner_text()
    tab.page.locator(".turn").first.locator(".chip").first.click()
    assert tab.marked()


def test_a_question_read_wrongly_is_mended_in_its_turn(tab: Tab) -> None:
    tab.ask("What did Ilse Tarnow say about the truce?")
    tab.ask("And what does Tesmar say?")
    tab.page.locator(".turn").last.locator(".understood summary").click()
    field = tab.page.locator(".turn").last.locator(".understanding input")
    field.fill("What did Davi Orlanes say about the truce?")
    field.press("Enter")
    tab.page.wait_for_selector(".turn:nth-child(3):not([aria-busy]) .answer")
    assert tab.page.locator(".turn h2").last.inner_text() == "What did Davi Orlanes say about the truce?"
    assert "Davi Orlanes" in tab.page.locator(".turn .answer").last.inner_text()


def test_a_suggested_question_is_asked_with_one_click(tab: Tab) -> None:
    suggestion = tab.page.locator(".suggestion").first
    asked = suggestion.inner_text()
    suggestion.click()
    tab.page.wait_for_selector(".turn:last-child:not([aria-busy]) h2")
    assert flat(tab.page.locator(".turn h2").inner_text()) == flat(asked)


def test_dropped_files_are_added_or_refused_with_a_reason_and_then_asked(tab: Tab, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)>${alert(2)}{{alert(3)}}<script>alert(4)</script>"
    text = f"“The ferry to Ostrel will sail again on Sunday,” said harbour master Pia Quend. {hostile}"
    good, bad = tmp_path / f"ferry {hostile[:24].replace('/', '')}.jsonl", tmp_path / "broken.pdf"
    row = {"title": f"Ferry sails {hostile}", "text": text, "publisher": f"Ostrel Echo {hostile}"}
    good.write_text(json.dumps(row), encoding="utf-8")
    bad.write_bytes(b"%PDF-1.7 not a document")
    tab.page.get_by_role("tab", name="Library").click()
    tab.page.get_by_role("button", name="Add articles").click()
    tab.page.locator("#add-files input[type=file]").first.set_input_files([good, bad])
    tab.page.wait_for_function("() => document.body.innerText.includes('broken.pdf')", timeout=60_000)
    tab.page.wait_for_function("() => document.body.innerText.includes('Ferry sails')", timeout=60_000)
    tab.page.get_by_role("tab", name="Ask").click()
    tab.ask("What did Pia Quend say about the ferry?")
    tab.page.locator(".answer .chip").first.click()
    assert "The ferry to Ostrel will sail again on Sunday" in flat(tab.marked())
    added = [header.id for header in tab.assistant.headers() if "Ferry" in (header.title or "")]
    assert len(added) == 1
    tab.assistant.remove(added[0])


def test_every_answer_of_the_server_forbids_foreign_content(tab: Tab) -> None:
    policy = tab.page.request.get(tab.address).headers.get("content-security-policy", "")
    assert "default-src 'self'" in policy and "connect-src 'self'" in policy and "script-src-attr 'none'" in policy
