"""The Library in real Chromium: feeds, failures, stories, filters, reading, removing and undoing, as a user goes about it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, TimeoutError
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from ingest.web.allowed import policy_of
from rag import NewsAssistant, Settings
from tests.ingest.test_standing import Outlet
from tests.ingest.test_standing import page as weir_page
from ui.page import serve

pytestmark = pytest.mark.browser


@dataclass
class Shelf:
    """A browser tab at the Library of an app of its own, and the outlet that its feed comes from."""

    page: Page
    assistant: NewsAssistant
    outlet: Outlet
    errors: list[str]

    def view(self, name: str) -> None:
        self.page.locator("#library-views [role=tab]").filter(has_text=name).click()
        self.page.locator("#library-views [role=tab][aria-selected=true]").filter(has_text=name).wait_for()
        self.page.wait_for_timeout(
            500
        )  # a robot that fills and sends at once is quicker than gradio takes the letters in

    def choose(self, elem_id: str, value: str) -> None:
        self.page.locator(f"#{elem_id} input").click()
        self.page.get_by_role("option", name=value, exact=True).click()

    def titles(self) -> list[str]:
        return self.page.locator("#shelf .title").all_inner_texts()

    def wait_for(self, selector: str, words: str) -> None:
        found = self.page.locator(selector).filter(has_text=words).first
        try:
            found.wait_for(timeout=30_000)
        except TimeoutError:
            pytest.fail(f"{words!r} is not in {selector}, which holds {self.page.locator(selector).all_inner_texts()}")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[NewsAssistant, str, HTTPServer]]:
    with pytest.MonkeyPatch.context() as patched, HTTPServer() as server:
        patched.setattr("rag.assistant.policy_of", lambda allow: replace(policy_of(allow), delay=0.0))
        home = tmp_path_factory.mktemp("library")
        settings = Settings(home=home, port=0, fetch_allow=f"localhost:{server.port}", _env_file=None)
        with NewsAssistant.open(settings) as assistant:
            page = serve(assistant, settings, wait=False)
            assert page.local_url
            yield assistant, page.local_url, server
            page.close()


@pytest.fixture
def shelf(app: tuple[NewsAssistant, str, HTTPServer], browser: Browser) -> Iterator[Shelf]:
    assistant, address, server = app
    server.clear()
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.wait_for_selector("#question textarea")
    page.get_by_role("tab", name="Library", exact=True).click()
    page.wait_for_selector("#figures p")
    page.set_default_timeout(30_000)
    yield Shelf(page=page, assistant=assistant, outlet=Outlet(server), errors=errors)
    page.close()
    for feed in assistant.feeds():
        assistant.remove_feed(feed.url)
    assistant.dismiss_failures()
    ids = [header.id for header in assistant.headers()]
    if ids:
        assistant.remove(*ids)
    assert not errors


def test_an_empty_library_explains_itself_and_samples_come_and_go_with_one_click(shelf: Shelf) -> None:
    shelf.wait_for("#figures", "Your library is empty")
    shelf.page.get_by_role("button", name="Load the sample articles").click()
    shelf.wait_for("#figures", "These are samples")
    assert len(shelf.titles()) == 12
    shelf.page.get_by_role("button", name="Remove the samples").click()
    shelf.wait_for("#figures", "Your library is empty")
    shelf.page.get_by_role("button", name="Undo").click()
    shelf.wait_for("#figures", "These are samples")


def test_a_day_is_written_as_people_write_it_and_a_link_that_fails_stays_to_be_mended(shelf: Shelf) -> None:
    shelf.page.get_by_role("button", name="Add articles").click()
    shelf.page.locator("#ways [role=tab]").filter(has_text="Links").click()
    refused = "http://127.0.0.1:9/story"
    shelf.page.fill("#add-links textarea", f"{shelf.outlet.link(1)}\nnot a link\n{refused}")
    shelf.page.get_by_role("button", name="Add links").click()
    shelf.wait_for("#add-report", "private, local or reserved network")
    assert "“not a link” is not the address" in shelf.page.locator("#add-report").inner_text()
    assert "1 article added" in shelf.page.locator("#add-report").inner_text()
    assert shelf.page.locator("#add-links textarea").input_value() == f"not a link\n{refused}"
    shelf.page.locator("#ways [role=tab]").filter(has_text="Pasted text").click()
    shelf.page.fill("#paste-text textarea", "The lamp at Sarn was lit, said Odo Brask, its keeper, on the pier.")
    shelf.page.fill("#paste-title :is(textarea, input)", "Lamp lit")
    shelf.page.fill("#paste-date :is(textarea, input)", "10 Nov 2026")
    shelf.page.get_by_role("button", name="Add text").click()
    shelf.wait_for("#add-report .title", "Lamp lit")
    assert [h.published_at for h in shelf.assistant.headers() if h.title == "Lamp lit"] == ["2026-11-10"]
    shelf.page.locator("#add-report .title").click()
    shelf.wait_for("#reading h2", "Lamp lit")


def test_a_feed_is_added_refreshed_and_removed(shelf: Shelf) -> None:
    shelf.view("Feeds")
    shelf.wait_for("#feeds", "No feed yet")
    shelf.page.fill("#feed-address textarea, #feed-address input", shelf.outlet.url)
    shelf.page.keyboard.press("Enter")
    shelf.wait_for("#add-report", "2 articles added")
    shelf.wait_for("#feeds li", "Brack & Courier")
    shelf.wait_for("#feeds li", "checked just now")
    shelf.outlet.numbers.append(3)
    shelf.page.get_by_role("button", name="Check all for news").click()
    shelf.wait_for("#add-report", "1 article added")
    shelf.page.get_by_role("button", name="Check Brack & Courier").click()
    shelf.wait_for("#add-report", "Nothing new in 1 feed.")
    shelf.outlet.server.clear_all_handlers()
    shelf.outlet.server.expect_request("/feed.xml").respond_with_data("", 410)
    shelf.page.get_by_role("button", name="Check Brack & Courier").click()
    shelf.wait_for("#feeds .why", "410")
    shelf.page.get_by_role("button", name="Remove the feed Brack & Courier").click()
    shelf.wait_for("#feeds", "No feed yet")
    shelf.view("Articles")
    assert sorted(shelf.titles()) == ["Weir report 1", "Weir report 2", "Weir report 3"]


def test_a_failure_is_shown_with_its_reason_and_retried_or_dismissed(shelf: Shelf, tmp_path: Path) -> None:
    shelf.outlet.pages["2"] = Response("gone", 404)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    shelf.assistant.add([shelf.outlet.url, tmp_path / "bad.pdf"])
    shelf.page.reload()
    shelf.page.get_by_role("tab", name="Library", exact=True).click()
    shelf.wait_for("#library-views [role=tab]", "Not taken in 2")
    shelf.view("Not taken in")
    failed = shelf.page.locator("#failures li").filter(has_text="Weir report 2")
    assert "404" in failed.inner_text() and shelf.outlet.link(2) in failed.inner_text()
    failed.get_by_role("button", name="Try").click()
    shelf.wait_for("#add-report", "1 document not taken in")
    del shelf.outlet.pages["2"]
    failed.get_by_role("button", name="Try").click()
    shelf.wait_for("#add-report", "1 article added")
    shelf.wait_for("#library-views [role=tab]", "Not taken in 1")
    [added] = [header for header in shelf.assistant.headers() if header.title == "Weir report 2"]
    assert added.published_at and added.published_at.startswith("2026-06-03")
    shelf.page.get_by_role("button", name="Dismiss all").click()
    shelf.wait_for("#failures", "Everything given so far was taken in")


def test_an_upload_that_failed_is_kept_until_it_is_dismissed(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "torn.pdf").write_bytes(b"%PDF-1.7 nothing")
    shelf.page.get_by_role("button", name="Add articles").click()
    shelf.page.locator("#add-files input[type=file]").set_input_files(tmp_path / "torn.pdf")
    shelf.wait_for("#add-report", "1 document not taken in")
    shelf.view("Not taken in")
    kept = shelf.assistant.settings.home / "not-taken-in"
    assert [path.name for path in kept.rglob("*.pdf")] == ["torn.pdf"]
    shelf.page.locator("#failures li", has_text="torn.pdf").get_by_role("button", name="Dismiss").click()
    shelf.wait_for("#failures", "Everything given so far was taken in")
    assert not list(kept.rglob("*.pdf"))


def test_what_is_being_added_is_found_again_by_a_page_loaded_anew(shelf: Shelf) -> None:
    go = threading.Event()

    def slow(request: Request) -> Response:
        go.wait(60)
        return Response(weir_page("7"), content_type="text/html")

    shelf.outlet.server.expect_request("/slow").respond_with_handler(slow)
    shelf.page.get_by_role("button", name="Add articles").click()
    shelf.page.get_by_role("tab", name="Links").click()
    shelf.page.fill("#add-links textarea", shelf.outlet.server.url_for("/slow"))
    shelf.page.click("#links-add")
    shelf.wait_for("#add-report", "Reading")
    shelf.page.reload()
    shelf.page.get_by_role("tab", name="Library", exact=True).click()
    shelf.wait_for("#add-report", "Reading")
    shelf.errors.clear()  # gradio's script complains of the stream that the reload cut off
    assert shelf.page.locator("#add-stop").is_visible()
    go.set()
    shelf.wait_for("#add-report", "1 article added")
    assert shelf.titles() == ["Weir report 7"] and not shelf.page.locator("#add-stop").is_visible()


def test_articles_are_grouped_by_story_and_filtered(shelf: Shelf) -> None:
    shelf.assistant.load_samples()
    shelf.page.reload()
    shelf.page.get_by_role("tab", name="Library", exact=True).click()
    story = shelf.page.locator(".story")
    story.wait_for()
    assert (
        "2 articles in 2 outlets" in story.inner_text() and "probably first The Hestrel Courier" in story.inner_text()
    )
    assert story.locator(".title").first.inner_text() == "Varland and Tesmar agree to reopen strait for 21 days"
    shelf.choose("library-language", "French")
    shelf.wait_for("#shelf", "1 article found")
    assert shelf.titles() == ["Détroit de Kessary : une trêve de vingt et un jours, et après ?"]
    shelf.choose("library-language", "All languages")
    shelf.choose("library-order", "By outlet")
    shelf.wait_for("#shelf h2", "The Hestrel Courier")
    shelf.choose("library-outlet", "Halvik Post")
    shelf.wait_for("#shelf", "articles found")
    assert shelf.page.locator("#shelf h2").all_inner_texts()[0].startswith("Halvik Post")
    assert shelf.page.locator("#shelf h2").count() == 1
    shelf.choose("library-outlet", "All outlets")
    shelf.page.fill("#library-days input[data-filter=since]", "4 Nov 2026")
    shelf.page.press("#library-days input[data-filter=since]", "Enter")
    shelf.wait_for("#shelf", "2 articles found")
    shelf.page.fill("#library-search textarea, #library-search input", "vaccine")
    shelf.wait_for("#shelf", "1 article found")
    assert shelf.titles() == ["River fever vaccine cuts illness by 71 percent in large trial"]
    shelf.page.fill("#library-search textarea, #library-search input", "dam judge")  # words of its text
    shelf.page.wait_for_function("() => !document.querySelector('#shelf').innerText.includes('River fever')")
    assert shelf.titles() == ["Orrel dam failed from within, judge finds, and repairs were twice put off"]


def test_removing_is_undone_and_brings_back_the_same(shelf: Shelf) -> None:
    shelf.assistant.load_samples()
    before = [(header, shelf.assistant.attributions(header.id)) for header in shelf.assistant.headers()]
    shelf.page.reload()
    shelf.page.get_by_role("tab", name="Library", exact=True).click()
    shelf.page.locator(".story .title").first.click()
    shelf.page.locator("#reading").get_by_role("button", name="Remove").click()
    shelf.wait_for("#add-report", "Removed: Varland and Tesmar agree")
    assert not shelf.page.locator(".story").count() and len(shelf.titles()) == 11
    shelf.page.get_by_role("button", name="Undo").click()
    shelf.wait_for("#add-report", "Back in the library")
    shelf.page.locator(".story").wait_for()
    boxes = shelf.page.locator("#shelf input[type=checkbox]")
    for number in range(3):
        boxes.nth(number).check()
    assert shelf.page.locator(".chosen").is_visible()
    shelf.page.get_by_role("button", name="Remove them").click()
    shelf.wait_for("#add-report", "Removed: 3 articles")
    assert len(shelf.titles()) == 9 and not shelf.page.locator(".chosen").is_visible()
    shelf.page.get_by_role("button", name="Undo").click()
    shelf.wait_for("#add-report", "Back in the library")
    assert [(header, shelf.assistant.attributions(header.id)) for header in shelf.assistant.headers()] == before


def test_reading_tells_who_speaks_where_and_reaches_older_versions(shelf: Shelf) -> None:
    address = "https://brack.example/weir"
    first = "The weir opened.\n\n“It will close on Monday,” said Tilda Orne, the keeper of the weir."
    shelf.assistant.add_text(first, title="Weir opens", url=address, publisher="Brack Courier")
    shelf.assistant.add_text(
        first.replace("Monday", "Tuesday"), title="Weir opens again", url=address, publisher="Brack Courier"
    )
    shelf.page.reload()
    shelf.page.get_by_role("tab", name="Library", exact=True).click()
    shelf.page.get_by_role("button", name="Weir opens again", exact=True).click()
    said = shelf.page.locator("#reading .said").filter(has_text="It will close on Tuesday").first
    said.hover()
    card = shelf.page.locator(".who-card")
    assert card.is_visible() and "Tilda Orne" in card.inner_text() and "the keeper of the weir" in card.inner_text()
    shelf.page.locator("#library-search").hover()
    assert not card.is_visible()
    said.focus()
    assert card.is_visible()
    shelf.page.locator("#reading summary").filter(has_text="Versions").click()
    shelf.page.get_by_role("button", name="Older version").click()
    shelf.wait_for("#reading", "A newer version has taken this one’s place")
    assert "close on Monday" in shelf.page.locator("#reading .article-text").inner_text()
    shelf.page.get_by_role("button", name="Current version").click()
    shelf.wait_for("#reading .article-text", "close on Tuesday")
