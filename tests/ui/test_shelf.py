"""The library as HTML."""

from __future__ import annotations

from ingest.article import Attribution, AttributionKind, Span
from ingest.report import Duplicate, Failure, IngestProgress, IngestReport
from rag.types import StoreCounts
from tests.ui.examples import TEXT, article
from tests.ui.test_evidence import Marked
from tests.ui.test_markup import Reader
from ui import shelf


def span(words: str) -> Span:
    return Span(start=TEXT.index(words), end=TEXT.index(words) + len(words))


def test_a_long_list_is_shown_in_pages() -> None:
    headers = [article(id=str(number)) for number in range(100)]
    read = Reader(shelf.shelf(headers, shown=shelf.PAGE, total=100))
    assert sum(tag == "li" for tag, _ in read.elements) == shelf.PAGE
    assert "Show more (40 more articles)" in read.shown
    assert "Show more" not in shelf.shelf(headers, shown=100, total=100)


def test_a_row_tells_outlet_day_language_length_and_sample() -> None:
    shown = Reader(shelf.shelf([article(length=3000, sample=True)], shown=5, total=1)).shown
    assert shown == "Bridge at Tarn shutTarn Herald·3 October 2026·EN·about 500 words·Sample"


def test_unknowns_are_said_to_be_unknown() -> None:
    shown = Reader(shelf.shelf([article(title=None, publisher=None, published_at=None)], shown=5, total=1)).shown
    assert shown.startswith("bridge.txtoutlet unknown·date unknown")


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
    page = shelf.reading(article(), said)
    read = Marked(page)
    assert read.marked["said"] == "We closed it at noonIt will stay closed for a week."
    assert "Who speaks 1Ida Holm1the town engineer" in read.shown


def test_removing_asks_first() -> None:
    once = [a for _, a in Reader(shelf.reading(article(), [])).elements if a.get("data-on")]
    assert [(a["data-on"], a.get("data-confirm"), a.get("data-remove")) for a in once] == [("click", "yes", None)]
    sure = [a for _, a in Reader(shelf.reading(article(), [], confirm=True)).elements if a.get("data-on")]
    assert [(a["data-on"], a.get("data-remove")) for a in sure] == [("select", "a1"), ("click", None)]


def test_a_report_names_everything_and_each_reason() -> None:
    done = IngestReport(
        added=(article(),),
        updated=(article(id="a2", title="Second"),),
        duplicates=(Duplicate(name="copy.txt", of="a1"),),
        failures=(Failure(name="<bad>.exe", reason="no reader for this kind"),),
        stopped=True,
    )
    shown = Reader(shelf.report(done)).shown
    for words in ("1 article added", "1 article updated", "1 article already there", "1 document not taken in"):
        assert words in shown
    assert "<bad>.exe no reader for this kind" in shown
    assert "Stopped" in shown


def test_progress_tells_done_total_and_time_left() -> None:
    progress = IngestProgress(done=3, total=12, name="a<b>.txt", characters=9, seconds=4.0, seconds_left=200.0)
    assert Reader(shelf.adding(progress)).shown == "3 of 12·about 3 min left·a<b>.txt"
    unknown = IngestProgress(done=3, total=None, name="a.txt", characters=9, seconds=4.0)
    assert Reader(shelf.adding(unknown)).shown == "3 done·a.txt"


def test_an_empty_library_offers_the_samples_and_a_sampled_one_their_removal() -> None:
    empty = Reader(shelf.summary(StoreCounts(articles=0, samples=0, passages=0, attributions=0)))
    assert "Your library is empty" in empty.shown
    assert any(a.get("data-samples") == "load" for _, a in empty.elements)
    sampled = Reader(shelf.summary(StoreCounts(articles=12, samples=12, passages=40, attributions=90)))
    assert any(a.get("data-samples") == "remove" for _, a in sampled.elements)
    own = Reader(shelf.summary(StoreCounts(articles=12, samples=0, passages=40, attributions=90)))
    assert not any("data-samples" in a for _, a in own.elements)
