"""The filter bar."""

from __future__ import annotations

import pytest

from ingest.article import Filters
from tests.ui.test_markup import Reader
from ui.filters import Choices, changed, day_as_written, days_written, filter_bar, iso_day

OFFERED = Choices(
    publishers=[("Tarn Herald", 3), ("Lowland <Wire>", 1)],
    languages=[("en", 3), ("de", 1)],
    people=["Ida Holm", "Nils Brandt"],
    articles=[("a1", "Bridge at Tarn shut"), ("a2", "Bridge at Tarn open")],
)


def test_every_active_filter_is_in_view_and_can_be_removed() -> None:
    active = Filters(publishers=("Lowland <Wire>",), since="2026-10-01")
    read = Reader(filter_bar(active, OFFERED))
    tags = [(a["data-drop"], a["data-value"]) for _, a in read.elements if a.get("class") == "tag"]
    assert tags == [("publisher", "Lowland <Wire>"), ("since", "2026-10-01")]
    boxes = {a["value"]: "checked" in a for _, a in read.elements if a.get("data-filter") == "publisher"}
    assert boxes == {"Tarn Herald": False, "Lowland <Wire>": True}


def test_an_active_outlet_without_articles_can_still_be_unchosen() -> None:
    read = Reader(filter_bar(Filters(publishers=("Gone Gazette",)), OFFERED))
    assert any(a.get("value") == "Gone Gazette" and "checked" in a for _, a in read.elements)


def test_people_and_articles_are_added_by_typing_what_is_known() -> None:
    active = changed(Filters(), {"person": "ida holm", "article": "Bridge at Tarn open", "languages": ["de"]}, OFFERED)
    assert active == Filters(speakers=("Ida Holm",), article_ids=("a2",), languages=("de",))
    read = Reader(filter_bar(active, OFFERED))
    tags = [(a["data-drop"], a["data-value"]) for _, a in read.elements if a.get("class") == "tag"]
    assert tags == [("language", "de"), ("person", "Ida Holm"), ("article", "a2")]
    assert "German" in read.shown and "“Bridge at Tarn open”" in read.shown
    for drop, value in tags:
        active = changed(active, {"drop": drop, "value": value}, OFFERED)
    assert active == Filters()
    assert changed(Filters(), {"person": "Nobody", "article": ""}, OFFERED) == Filters()


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"drop": "publisher", "value": "B"}, Filters(publishers=("A",), since="2026-10-01")),
        ({"drop": "since", "value": "x"}, Filters(publishers=("A", "B"))),
        ({"publishers": ["C"], "since": "", "until": "2026-11-01"}, Filters(publishers=("C",), until="2026-11-01")),
        ({"publishers": [], "since": "nonsense"}, Filters()),
        ({"publishers": "A", "since": "2026-10-01"}, Filters(publishers=("A", "B"), since="2026-10-01")),
    ],
)
def test_changes_from_the_browser(change: dict[str, object], after: Filters) -> None:
    assert changed(Filters(publishers=("A", "B"), since="2026-10-01"), change) == after


@pytest.mark.parametrize(
    ("value", "day"), [("2026-10-31", "2026-10-31"), ("31.10.2026", None), (None, None), (7, None)]
)
def test_only_iso_days_are_days(value: object, day: str | None) -> None:
    assert iso_day(value) == day


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-06", "2026-11-06"), ("6 November 2026", "2026-11-06"), ("10 Nov 2026", "2026-11-10"), ("6.11.2026", "2026-11-06"),
        (" Nov 10, 2026 ", "2026-11-10"), ("06/11/2026", "2026-11-06"), ("11/25/26", "2026-11-25"), ("November 2026", None), ("31.31.2026", None), ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(written: str, day: str | None) -> None:
    assert day_as_written(written) == day


def test_a_day_is_shown_so_that_nobody_takes_it_for_another_and_what_is_none_stays_to_be_mended() -> None:
    limits = changed(Filters(), {"since": "06/11/2026", "until": "the day of the flood"})
    assert limits == Filters(since="2026-11-06")
    shown = filter_bar(limits, Choices(), is_open=True, wrong={"until": "the day of the flood"})
    assert 'data-filter="since" value="6 Nov 2026"' in shown
    assert 'value="the day of the flood"' in shown and 'aria-invalid="true"' in shown


def test_days_the_wrong_way_round_are_told_and_the_last_is_left_out() -> None:
    sent = {"since": "1 Dec 2026", "until": "1.10.2026"}
    after = changed(Filters(), sent)
    assert (after.since, after.until) == ("2026-12-01", None)
    shown = Reader(filter_bar(after, OFFERED, wrong=days_written(sent)[1])).shown
    assert "“1.10.2026” lies before the first day" in shown
