"""A language model behind the page: its text is inert while it streams and after, and Stop and a closed tab reach it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from gradio_client import Client
from pydantic import SecretStr

from rag.writing.model_seat import ModelChoice
from tests.browser.conftest import Tab
from tests.rag.provider import KEY, Asked, Provider, begins_and_waits, copy_called_the_same, in_turn, writes

pytestmark = pytest.mark.browser
ASKED = "What did Ilse Tarnow say about talks?"
HOSTILE = """![pixel](http://evil.example/a.png) ![ref][r]

[r]: http://evil.example/b.png
<img src="http://evil.example/c.png" onerror="alert(1)"> <script>alert(2)</script> ${alert(3)} {{alert(4)}}
<style>body{background:url(http://evil.example/d.png)}</style> <meta http-equiv="refresh" content="0;url=http://evil.example/">
<form action="http://evil.example/"><input name="q"><button>Send</button></form> <iframe src="http://evil.example/"></iframe>
<a href="javascript:alert(5)">press</a> [press](javascript:alert(6)) The moon is made of gold [1].
"""


@pytest.fixture
def model(tab: Tab) -> Iterator[Provider]:
    with Provider() as server:
        choice = ModelChoice(llm="openai:test", base_url=server.address, key=SecretStr(KEY), unsupported="mark")
        tab.assistant.models.choose(choice, keep_it=False)
        yield server
        tab.assistant.models.choose(ModelChoice(llm=None), keep_it=False)


def hostile(asked: Asked) -> str:
    number = next(i for i, p in enumerate(asked.passages, 1) if "There is nothing to discuss" in " ".join(p.split()))
    said = "“There is nothing to discuss until the last Tesmari hull has left Skarn Bank,” Tarnow said in a statement"
    return f"{HOSTILE}\n{said} [{number}].\n{HOSTILE}"


def test_what_a_model_writes_is_inert_while_streaming_and_after(tab: Tab, model: Provider) -> None:
    model.plays(writes(hostile, pause=0.03))
    address = tab.page.url.split("?")[0]
    tab.page.fill("#question textarea", ASKED)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector(".turn .draft")
    assert "not checked yet" in tab.page.locator(".turn .stage").inner_text()
    tab.page.wait_for_selector(".turn:last-child:not([aria-busy])")
    turn = tab.page.locator(".turn").last
    assert "Skarn Bank" in turn.locator(".answer").inner_text() and "written by openai:test" in turn.inner_text()
    assert "not supported by the articles" in turn.locator(".unsupported").first.inner_text()
    assert not turn.locator("img, script, style, form, iframe, meta, a[href^=javascript]").count()
    assert tab.page.url.split("?")[0] == address  # and the fixture: no request to another host, no dialog


def test_stop_closes_the_call_to_the_model(tab: Tab, model: Provider) -> None:
    model.plays(begins_and_waits("The dam held"))
    tab.page.fill("#question textarea", ASKED)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector(".turn .draft")
    pressed = time.monotonic()
    tab.page.click("#stop-button")
    assert model.requests[0].closed.wait(2) and model.requests[0].closed_at - pressed < 2
    tab.page.wait_for_selector(".turn:last-child:not([aria-busy])")


def test_a_closed_tab_closes_the_call_to_the_model(tab: Tab, model: Provider) -> None:
    model.plays(begins_and_waits("The dam held"))
    tab.page.fill("#question textarea", ASKED)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector(".turn .draft")
    closed = time.monotonic()
    tab.page.close()
    assert model.requests[0].closed.wait(10)
    assert model.requests[0].closed_at - closed < 2


DAM = "Orrel dam failure"


def judges(asked: Asked) -> str:
    """Know the copy, set one long statement against all others, and go on writing."""
    shown = asked.passages
    at = max(range(len(shown)), key=lambda i: (shown.count(shown[i]) == 1, len(shown[i].split())))
    rows = [
        f"{at + 1}-{other}: contradicts | {' '.join(shown[at].split()[:6])} | {' '.join(words.split()[:6])}\n"
        for other, words in enumerate(shown, 1)
        if words != shown[at]
    ]
    return copy_called_the_same(asked) + "".join(rows[:36])


def test_while_a_model_judges_the_page_tells_how_far_it_is_and_stop_keeps_what_is_there(
    tab: Tab, model: Provider
) -> None:
    model.plays(in_turn(writes("Nothing."), writes("1: none"), begins_and_waits(judges)))
    page = tab.page
    page.get_by_role("tab", name="Compare", exact=True).click()
    page.fill("#compare-topic :is(textarea, input)", DAM)
    page.keyboard.press("Enter")
    page.wait_for_selector("#compare-shown .stage:has-text('judges pairs of statements: 0 of')")
    assert page.locator("#compare-shown .matrix").count()  # what the rules found can be read meanwhile
    page.wait_for_selector("#compare-shown .stage:has-text('found so far')")
    page.locator("#compare-shown .stage [data-do=stop]").click()
    page.wait_for_selector("#compare-shown .compared .note:has-text('Stopped before')")
    assert model.requests[2].closed.wait(2)
    assert not page.locator("#compare-shown .stage").count()
    page.locator("#compare-shown button[data-part=disputed]").click()
    page.wait_for_selector("#compare-shown .badge[data-by=model]:has-text('judged by openai:test')")
    page.reload()  # and it is kept so
    page.wait_for_selector("#compare-shown .badge[data-by=model]")
    assert len(model.requests) == 3


def test_a_briefing_tells_how_far_a_model_is_and_stop_keeps_what_it_has_judged(tab: Tab, model: Provider) -> None:
    model.plays(in_turn(writes("Nothing holds."), begins_and_waits(judges)))
    page = tab.page
    page.get_by_role("tab", name="Briefing", exact=True).click()
    page.fill("#briefing-topic :is(textarea, input)", DAM)
    page.locator("#briefing-length input").click()
    page.get_by_role("option", name="Two pages").click()
    page.locator("#briefing-button").click()
    page.wait_for_selector("#briefing-shown .stage:has-text('judges pairs of statements: 0 of')")
    page.wait_for_selector("#briefing-shown .stage:has-text('found so far')")
    page.locator("#briefing-shown .stage [data-do=stop]").click()
    page.wait_for_selector("#briefing-shown .note:has-text('Stopped before')")
    assert page.locator("#briefing-shown .disputed h3 .badge[data-by=model]:has-text('judged by openai:test')").count()
    assert not page.locator("#briefing-shown .stage").count()


def test_a_program_is_told_how_far_a_model_is_and_gives_it_a_time(tab: Tab, model: Provider) -> None:
    model.plays(in_turn(writes("Nothing."), writes("1: none"), begins_and_waits(judges)))
    client = Client(tab.address, verbose=False)
    job = client.submit(DAM, written=True, seconds=3, api_name="/compare")
    *stages, last = list(job)
    assert any("judges pairs of statements" in stage["stage"] for stage in stages)
    assert last["claims"] and any("Stopped before" in note for note in last["notes"])
    assert any(conflict["judged"] for conflict in last["conflicts"])
    assert client.predict(DAM, api_name="/compare")["writer"] == "composed" and len(model.requests) == 3


def test_a_key_entered_in_the_page_is_used_and_not_shown_again(tab: Tab, model: Provider) -> None:
    tab.page.get_by_role("tab", name="Settings").click()
    tab.page.fill("#model-name textarea, #model-name input", "openai:test")
    tab.page.fill("#model-address textarea, #model-address input", model.address)
    tab.page.fill("#model-key input", KEY)
    tab.page.click("#model-use")
    tab.page.wait_for_selector("#model-told .card")
    told = tab.page.locator("#model-told").inner_text()
    assert "answers" in told and "is set" in told
    assert tab.page.input_value("#model-key input") == "" and KEY not in tab.page.content()
