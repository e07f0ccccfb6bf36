"""The library as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from ingest.article import ArticleHeader, Attribution, AttributionKind, Span
from ingest.removal import Removal
from ingest.report import Duplicate, Failure, IngestProgress, IngestReport
from rag.types import StoreCounts
from tests.ui.examples import TEXT, article
from tests.ui.test_evidence import Marked
from tests.ui.test_markup import Reader
from ui import shelf, told
from ui.groups import DATE, LANGUAGE, NEWEST, ORDERS, OUTLET, STORY, Wanted, grouped, just_added
from ui.reading import reading


def span(words: str) -> Span:
    return Span(start=TEXT.index(words), end=TEXT.index(words) + len(words))


def listed(headers: Sequence[ArticleHeader], order: str = NEWEST, *, shown: int = 60, total: int = 100) -> str:
    return shelf.shelf(grouped(headers, order), shown=shown, total=total, original=lambda ids: max(ids))


@pytest.mark.parametrize("order", ORDERS)
def test_a_long_list_is_shown_in_pages(order: str) -> None:
    headers = [article(id=str(number), published_at=f"2026-10-{1 + number // 9:02}") for number in range(100)]
    read = Reader(listed(headers, order))
    assert sum(tag == "li" for tag, _ in read.elements) == shelf.PAGE
    assert "Show more (40 more articles)" in read.shown
    assert "Show more" not in listed(headers, order, shown=100)


def test_a_row_tells_outlet_day_language_length_and_sample() -> None:
    shown = Reader(listed([article(length=3000, sample=True)])).shown
    assert "Bridge at Tarn shutTarn Herald·3 October 2026·EN·about 500 words·Sample" in shown


def test_unknowns_are_said_to_be_unknown() -> None:
    shown = Reader(listed([article(title=None, publisher=None, published_at=None)])).shown
    assert "bridge.txtoutlet unknown·date unknown" in shown


def test_what_was_added_a_moment_ago_is_marked_and_comes_first() -> None:
    now = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
    headers = [
        article(id="b", title="Newest", published_at="2026-11-24", fetched_at="2026-11-20T09:00:00+00:00"),
        article(id="c", title="Just now", published_at="2024-03-12", fetched_at="2026-11-25T09:55:00+00:00"),
        article(id="d", title="Sample", sample=True, fetched_at="2026-11-25T09:55:00+00:00"),
    ]
    new = just_added(headers, now)
    assert (
        new == {"c"} and just_added(headers[1:2], now) == frozenset()
    )  # the whole library is new: nothing is told apart
    groups = grouped(headers, STORY, new)
    shown = Reader(shelf.shelf(groups, shown=60, total=3, original=lambda ids: max(ids), new=new)).shown
    assert sorted(("Just now", "Newest", "Sample"), key=shown.index) == ["Just now", "Newest", "Sample"]
    assert shown.count("Just added") == 1


def test_a_story_stands_together_with_the_printing_it_probably_began_with_first() -> None:
    headers = [
        article(id="b", publisher="Post", title="Copy", story_id="a"),
        article(id="x", publisher="Echo", title="Other"),
        article(id="c", publisher="Wire", title="First", story_id="a"),
        article(id="a", publisher="Post", title="Founder"),
    ]
    shown = Reader(listed(headers, STORY)).shown
    assert "One story, 3 articles in 2 outlets·probably first Wire" in shown
    assert sorted(("First", "Copy", "Founder", "Other"), key=shown.index) == ["First", "Copy", "Founder", "Other"]
    assert "One story" not in Reader(listed(headers, NEWEST)).shown


@pytest.mark.parametrize(
    ("order", "labels"),
    [
        (OUTLET, ["Tarn Herald2", "Echo1", "Outlet unknown1"]),
        (LANGUAGE, ["English2", "Ukrainian1", "Language unknown1"]),
        (DATE, ["4 October 20261", "3 October 20262", "Date unknown1"]),
    ],
)
def test_headings_by_outlet_language_and_date(order: str, labels: list[str]) -> None:
    headers = [
        article(id="a", published_at="2026-10-04T08:00:00+02:00", language="uk"),
        article(id="b", publisher="Echo"),
        article(id="c"),
        article(id="d", publisher=None, published_at=None, language=None),
    ]
    page = listed(headers, order)
    found = [Reader(block).shown for block in re.findall(r"<h2.*?</h2>", page)]
    assert found == labels


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(words="tarn HOLM"), ["a"]),
        (Wanted(outlet="Echo"), ["b"]),
        (Wanted(outlet="Outlet unknown"), ["d"]),
        (Wanted(language="Ukrainian"), ["a"]),
        (Wanted(since="2026-10-04"), ["a"]),
        (Wanted(until="2026-10-03"), ["b", "c"]),
        (Wanted(), ["a", "b", "c", "d"]),
    ],
)
def test_what_is_wanted_is_found(wanted: Wanted, ids: list[str]) -> None:
    headers = [
        article(id="a", published_at="2026-10-04T08:00:00+02:00", language="uk", authors=("Ida Holm",)),
        article(id="b", publisher="Echo"),
        article(id="c"),
        article(id="d", publisher=None, published_at=None, language=None),
    ]
    assert [header.id for header in headers if wanted.matches(header)] == ids
    assert wanted.limited == (len(ids) < 4)


def test_words_are_marked_with_their_speaker() -> None:
    said = [
        Attribution(
            article_id="a1",
            content=(span("We closed it at noon"), span("It will stay closed for a week.")),
            source=span("Ida Holm, the town engineer"),
            kind=AttributionKind.DIRECT,
            speaker="Ida Holm",
            description="the town engineer",
        )
    ]
    page = reading(article(), said)
    read = Marked(page)
    assert read.marked["said"] == "We closed it at noonIt will stay closed for a week."
    assert "Who speaks 1Ida Holm1the town engineer" in read.shown


def test_a_mark_tells_who_speaks_and_how_the_words_came_here() -> None:
    outer = Attribution(article_id="a1", content=(span(TEXT),), kind=AttributionKind.INDIRECT, speaker="The mayor")
    inner = Attribution(
        article_id="a1",
        content=(span("We closed it at noon"),),
        kind=AttributionKind.DIRECT,
        speaker="Ida Holm",
        description="the town engineer",
        via=("Tarn Radio",),
        heard_by="the Post",
        nested_in=0,
    )
    [mark] = [a for _, a in Reader(reading(article(), [outer, inner])).elements if a.get("data-who") == "Ida Holm"]
    assert mark["data-described"] == "the town engineer"
    assert mark["data-how"] == "in their own words, told the Post"
    assert mark["data-chain"] == "Ida Holm → The mayor → Tarn Radio → Tarn Herald"
    assert mark["tabindex"] == "0" and "the town engineer" in (mark["aria-description"] or "")


def test_versions_and_other_printings_are_one_click_away() -> None:
    old = article(id="a0", current=False, fetched_at="2026-10-03T00:00:00Z")
    other = article(id="b1", publisher="Tarn Echo")
    page = reading(article(), [], story=[article(), other], original="b1", versions=[article(), old])
    read = Reader(page)
    assert {a.get("data-article") for _, a in read.elements if a.get("data-on") == "click"} == {"a0", "b1"}
    assert "Also printed elsewhere 1" in read.shown and "Tarn Echo·3 October 2026·Probably the first" in read.shown
    past = Reader(reading(old, [], versions=[article(), old]))
    assert "A newer version" in past.shown and "Who speaks" not in past.shown and "No one is quoted" not in past.shown
    assert not any("data-remove" in a for _, a in past.elements)


def test_a_removal_offers_its_way_back() -> None:
    gone = told.removed(Removal(headers=(article(title="<b>"),), id="x", seconds=600.0))
    read = Reader(gone)
    assert "Removed: <b>" in read.shown and "10 min" in read.shown
    assert [a["data-undo"] for _, a in read.elements if "data-undo" in a] == ["x"]
    assert "data-undo" not in told.removed(Removal(headers=(article(), article())))


def test_a_report_names_everything_and_each_reason() -> None:
    done = IngestReport(
        added=(article(),),
        updated=(article(id="a2", title="Second"),),
        duplicates=(Duplicate(name="copy.txt", of="a1"),),
        failures=(Failure(name="<bad>.exe", reason="no reader for this kind"),),
        stopped=True,
    )
    shown = Reader(told.report(done)).shown
    for words in ("1 article added", "1 article updated", "1 article already there", "1 document not taken in"):
        assert words in shown
    assert "<bad>.exe no reader for this kind" in shown
    assert "Stopped" in shown


def test_progress_tells_done_total_and_time_left() -> None:
    progress = IngestProgress(done=3, total=12, name="a<b>.txt", characters=9, seconds=4.0, seconds_left=200.0)
    assert Reader(told.progress_of(progress)).shown == "3 of 12·45 a minute·about 3 min left·a<b>.txt"
    unknown = IngestProgress(done=3, total=None, name="a.txt", characters=9, seconds=4.0)
    assert Reader(told.progress_of(unknown)).shown == "3 done·45 a minute·a.txt"


def test_an_empty_library_offers_the_samples_and_a_sampled_one_their_removal() -> None:
    empty = Reader(shelf.summary(StoreCounts(articles=0, samples=0, passages=0, attributions=0)))
    assert "Your library is empty" in empty.shown
    assert any(a.get("data-samples") == "load" for _, a in empty.elements)
    sampled = Reader(shelf.summary(StoreCounts(articles=12, samples=12, passages=40, attributions=90)))
    assert any(a.get("data-samples") == "remove" for _, a in sampled.elements)
    own = Reader(shelf.summary(StoreCounts(articles=12, samples=0, passages=40, attributions=90)))
    assert not any("data-samples" in a for _, a in own.elements)
