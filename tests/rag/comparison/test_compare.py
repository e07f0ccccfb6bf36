"""A comparison over the sample articles: exact quotes, holders, copies that add no weight."""

from __future__ import annotations

import pytest

from ingest.article import Filters
from rag import NewsAssistant
from rag.comparison import Comparison

TOPIC = "Kessary Strait and Skarn Bank"


@pytest.fixture(scope="module")
def strait(samples: NewsAssistant) -> Comparison:
    return samples.compare(TOPIC)


def test_every_quote_is_the_stored_text(samples: NewsAssistant, strait: Comparison) -> None:
    assert len(strait.citations) > 50
    for number, citation in enumerate(strait.citations, 1):
        assert citation.number == number
        assert samples.article(citation.article_id).text[citation.start : citation.end] == citation.quote


def test_claims_and_holders_refer_to_each_other(strait: Comparison) -> None:
    for place, claim in enumerate(strait.claims):
        assert claim.id == place
        assert claim.citations
        if claim.viewpoint is not None:
            assert claim.id in strait.viewpoints[claim.viewpoint].claims


def test_a_printed_copy_adds_no_source(strait: Comparison) -> None:
    assert [set(copy.outlets) for copy in strait.copies] == [{"The Hestrel Courier", "The Lowland Examiner"}]
    assert strait.independent == strait.sources - 1
    envoy = next(v for v in strait.viewpoints if v.holder == "Sigrun Ekhald")
    said = [strait.claims[i] for i in envoy.claims if "nobody won" in strait.claims[i].words]
    assert len(said) == 1
    assert said[0].copies == ("The Lowland Examiner",)
    assert envoy.independent == 2


def test_what_is_denied_is_not_shown_as_claimed(strait: Comparison) -> None:
    spokeswoman = next(v for v in strait.viewpoints if v.holder == "Mirela Astanov")
    fired = [strait.claims[i].words for i in spokeswoman.claims if "fired first" in strait.claims[i].words]
    assert fired == ["denied that Tesmari ships had fired first"]


def test_labels_are_words_of_a_claim(strait: Comparison) -> None:
    assert strait.aspects
    for aspect in strait.aspects:
        label = aspect.label.removesuffix(" …")
        assert any(label in strait.claims[i].words for i in aspect.claims)


def test_only_the_outlets_and_people_asked_for(samples: NewsAssistant) -> None:
    found = samples.compare(TOPIC, filters=Filters(publishers=("Halvik Post",)), people=("Rennholt",))
    assert {v.holder for v in found.viewpoints} == {"Tobias Rennholt"}
    assert {claim.outlet for claim in found.claims} == {"Halvik Post"}


def test_a_question_about_a_group_shows_only_them(samples: NewsAssistant) -> None:
    found = samples.compare("What do analysts say about the truce?")
    holders = {view.holder for view in found.viewpoints}
    assert "Tobias Rennholt" in holders
    assert not holders & {"Ilse Tarnow", "Davi Orlanes", "Mirela Astanov"}


def test_nothing_on_a_topic_is_said_plainly(samples: NewsAssistant) -> None:
    empty = samples.compare("   ")
    assert not empty.claims
    assert empty.notes


def test_timeline_is_in_order_and_tells_of_dated_events(strait: Comparison) -> None:
    days = [event.date for event in strait.timeline]
    assert days == sorted(days)
    closed = [event for event in strait.timeline if event.date == "2026-10-17" and not event.said]
    assert any("shut the northern lane" in event.label for event in closed)
