"""The People tab's HTML: everything is escaped, a statement opens at its words, and nothing sent is trusted."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace
from typing import Any

from ingest.article import Article, AttributionKind, Span, SpeakerKind
from rag import NewsAssistant
from rag.voices.who import Listing, Person, Said
from tests.ui.examples import shared
from ui import people

TEXT = 'Ada <b>Lee</b> said: "The pier is safe." Nobody asked her.'
ARTICLE = Article(
    id="a1", name="a", fetched_at="", content_hash="", text=TEXT, publisher="Norvale <i>Herald</i>", title="Pier"
)
SPAN = Span(start=TEXT.index('"'), end=TEXT.index(" Nobody"))
SAID = Said(
    article=ARTICLE, spans=(SPAN,), words=SPAN.of(TEXT), kind=AttributionKind.DIRECT, via=("<HPA>",), heard_by="<Post>"
)
PERSON = Person(
    name="Ada <script>",
    named=True,
    kind=SpeakerKind.GOVERNMENT,
    also=(),
    descriptions=("the ${mayor}",),
    affiliation=None,
    sides=("<gov>",),
    outlets=(("Norvale <i>Herald</i>", 1),),
    count=1,
    articles=1,
    statements=(SAID,),
)


def listing(*people_of: Person, total: int | None = None, unnamed: int = 0) -> Listing:
    many = len(people_of) if total is None else total
    return Listing(people=people_of, total=many, sides=(), named=many, unnamed=unnamed)


def test_a_list_holds_no_markup_of_the_articles() -> None:
    shown = people.people_list(listing(PERSON), topic="<img src=x>")
    for tag in ("<script", "<img", "<i>", "<gov", "<HPA", "<Post", "${"):
        assert tag not in shown
    assert "Ada &lt;script&gt;" in shown and "1 statement" in shown


def test_a_statement_names_its_place_and_opens_there() -> None:
    shown = people.people_list(listing(PERSON))
    places = re.search(r'data-spans="([^"]+)"', shown)
    assert places and 'data-article="a1"' in shown
    spans = people._spans(html.unescape(places[1]), ARTICLE)
    assert spans == [SPAN]
    pane = people.statement_pane(ARTICLE, spans)
    marked = re.search(r'<mark class="cited">(.*?)</mark>', pane)
    assert marked and html.unescape(marked[1]) == SPAN.of(TEXT)


def test_places_that_are_none_are_left_out() -> None:
    assert people._spans("5-2,-1-3,x,9-99999,٣-٥,", ARTICLE) == []


def test_an_empty_list_says_so() -> None:
    assert "quoted on this" in people.people_list(listing(), topic="chess")
    assert "No one is quoted" in people.people_list(listing())


def test_a_long_list_tells_how_many_there_are_and_leads_to_all_of_them_and_to_the_unnamed() -> None:
    shown = people.people_list(listing(PERSON, total=120, unnamed=7))
    assert "120 speakers, 1 shown" in shown and "Show 100 more" in shown and "Show all 120" in shown
    assert 'data-most="101"' in shown and 'data-most="120"' in shown
    assert re.search(r'data-unnamed="true" aria-pressed="false">Unnamed<span class="count">7<', shown)
    assert "Show" not in people.people_list(listing(PERSON)) and "Unnamed" not in people.people_list(listing(PERSON))


def test_a_topic_that_was_cleared_stays_cleared(samples: NewsAssistant) -> None:
    handlers: Any = people._Handlers(shared(samples))
    request: Any = SimpleNamespace(headers={"referer": "http://127.0.0.1:7860/?tab=People&who=the+truce"})
    field, _, how, _, shown = handlers.refresh("", None, None, "", people._How(), request)
    assert field == "the truce" and 'data-who="the truce"' in shown
    field, _, _, _, shown = handlers.refresh("", None, None, "", how, request)  # cleared, and the tab is chosen again
    assert field != "the truce" and 'data-who=""' in shown
