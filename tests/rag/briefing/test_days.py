"""The day a sentence tells of, and articles that tell of days after their own."""

from __future__ import annotations

import numpy as np

from ingest.article import Article, Span
from rag.briefing.days import told_day, updated_to
from rag.briefing.weighed import OwnSentence


def sentence(text: str, published_at: str = "2026-11-17") -> OwnSentence:
    article = Article(
        id="a", name="a", text=text, title="A", language="en", published_at=published_at, fetched_at="", content_hash=""
    )
    return OwnSentence(
        article=article, span=Span(start=0, end=len(text)), score=1.0, place=0, vector=np.ones(1, dtype=np.float32)
    )


def test_a_date_behind_a_weekday_is_the_day() -> None:
    told = sentence("The pilot was led into court on Tuesday, January 5, 2027, in Orrel.")
    assert told_day(told) == ("2027-01-05", "5 Jan")


def test_an_article_that_tells_of_a_later_day_was_updated() -> None:
    text = "The pilot was charged on January 5, 2027.\nThe hearing is scheduled for March 9, 2027."
    one = sentence(text)
    spans = [Span(start=0, end=text.index("\n")), Span(start=text.index("\n") + 1, end=len(text))]
    assert updated_to(one.article, spans) == "2027-01-05"
    # what it calls by its weekday cannot be placed then, and a date without a year is near the update
    assert told_day(sentence("Divers found the log on Friday."), "2027-01-05") == ("2027-01-05", "")
    assert told_day(sentence("He was freed on January 3."), "2027-01-05") == ("2027-01-03", "3 Jan")


def test_what_is_still_to_come_is_no_update() -> None:
    text = "The port will open on December 20, 2026."
    assert updated_to(sentence(text).article, [Span(start=0, end=len(text))]) is None
