"""The original of a story is told by agency credit, then by date, then by what holds what."""

from __future__ import annotations

import pytest

from ingest.article import Article, Span
from ingest.stories.dedupe import original_of
from ingest.stories.original import credits

BODY = "Two navies agreed on Monday to pull back from the bank and to reopen the lane. " * 3


def article(name: str, text: str = BODY, **fields: object) -> Article:
    given: dict[str, object] = {
        "id": name, "name": name, "publisher": name, "text": text, "fetched_at": "2026-11-02", "content_hash": name
    }  # fmt: skip
    return Article(**(given | fields))  # type: ignore[arg-type]


def test_the_credited_agency_is_the_original_even_where_it_is_dated_later() -> None:
    members = [
        article("The Courier", "HALVIK, Nov. 2 (Norwire) - " + BODY, published_at="2026-11-02"),
        article("The Examiner", BODY, authors=("Norwire",), published_at="2026-11-01"),
        article("Norwire", BODY, published_at="2026-11-03"),
    ]
    assert original_of(members) == "Norwire"


def test_initials_stand_for_the_agency() -> None:
    members = [
        article("The Courier", "HALVIK (HPA) — " + BODY, published_at="2026-11-01"),
        article("wire", BODY, publisher="Harbour Press Agency", published_at="2026-11-02"),
    ]
    assert original_of(members) == "wire"


def test_a_printing_under_the_agencys_name_is_nearer_to_it_than_one_without() -> None:
    members = [
        article("The Gazette", BODY, published_at="2026-11-02T06:00:00+01:00"),
        article("The Courier", BODY, authors=("HPA",), published_at="2026-11-02T09:00:00+01:00"),
    ]
    assert original_of(members) == "The Courier"


def test_a_persons_name_is_no_agency() -> None:
    members = [
        article("first", BODY, authors=("Ann Bee",), published_at="2026-11-01"),
        article("second", BODY, published_at="2026-11-02"),
    ]
    assert original_of(members) == "first"
    assert original_of(members[::-1]) == "first"


def test_the_earliest_counts_by_the_instant_where_zones_are_stated() -> None:
    members = [
        article("east", published_at="2026-11-02T09:00:00+05:00"),
        article("west", published_at="2026-11-02T05:00:00+00:00"),
    ]
    assert original_of(members) == "east"


def test_on_one_day_the_one_that_holds_the_others_comes_first() -> None:
    sentences = [f"Sentence number {n} tells of the matter of the {n} ships in other words." for n in range(12)]
    members = [
        article("short", " ".join(sentences[:4]), published_at="2026-11-02"),
        article("whole", " ".join(sentences), published_at="2026-11-02T10:00:00"),
        article("other", " ".join(sentences[2:8]), published_at="2026-11-02"),
    ]
    assert original_of(members) == "whole"


def test_an_unknown_date_is_no_early_date() -> None:
    assert original_of([article("undated"), article("dated", published_at="2026-11-02")]) == "dated"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OSTREVIK, April 14 (Norwire) - A dam broke.", "Norwire"),
        ("(Meridian Press) — Rates rose.", "Meridian Press"),
        ("A dam broke.\n\nNorwire contributed to this report.", "Norwire"),
        ("A dam broke.\n\nWith reporting by the Harbour News Agency.", "Harbour News Agency"),
        ("A dam broke.\n\nSource: Norwire", "Norwire"),
        ("A dam broke.\n\nThis article was originally published in The Haldener.", "Haldener"),
    ],
)
def test_credits_are_read(text: str, expected: str) -> None:
    assert credits(article("x", text)) == (expected,)


def test_no_credit_where_a_name_stands_in_brackets_elsewhere() -> None:
    assert credits(article("x", "A dam broke. The ministry (MoE) - which had known - was silent.")) == ()


def test_the_dateline_is_found_below_the_headline() -> None:
    text = "Dam breaks\n\nOSTREVIK (Norwire) - A dam broke."
    assert credits(article("x", text, headings=(Span(start=0, end=10),))) == ("Norwire",)


def test_a_story_has_members() -> None:
    with pytest.raises(ValueError, match="at least one"):
        original_of([])
    assert original_of([article("only")]) == "only"
