"""The filter bar."""

from __future__ import annotations

import pytest

from ingest.article import Filters
from tests.ui.test_markup import Reader
from ui.filters import changed, filter_bar, iso_day

OUTLETS = [("Tarn Herald", 3), ("Lowland <Wire>", 1)]


def test_every_active_filter_is_in_view_and_can_be_removed() -> None:
    active = Filters(publishers=("Lowland <Wire>",), since="2026-10-01")
    read = Reader(filter_bar(active, OUTLETS))
    tags = [(a["data-drop"], a["data-value"]) for _, a in read.elements if a.get("class") == "tag"]
    assert tags == [("publisher", "Lowland <Wire>"), ("since", "2026-10-01")]
    boxes = {a["value"]: "checked" in a for _, a in read.elements if a.get("type") == "checkbox"}
    assert boxes == {"Tarn Herald": False, "Lowland <Wire>": True}


def test_an_active_outlet_without_articles_can_still_be_unchosen() -> None:
    read = Reader(filter_bar(Filters(publishers=("Gone Gazette",)), OUTLETS))
    assert any(a.get("value") == "Gone Gazette" and "checked" in a for _, a in read.elements)


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
