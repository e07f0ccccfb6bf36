"""Feeds and failures as HTML."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ingest.article import Metadata
from ingest.failures import FailedSource
from ingest.web.feeds import FeedState
from tests.ui.test_markup import Reader
from ui.origins import failures_list, feeds_list

NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


def deeds(page: str, name: str) -> list[str | None]:
    return [found.get(name) for _, found in Reader(page).elements if name in found]


def test_a_feed_tells_its_last_check_and_its_error() -> None:
    good = FeedState(url="https://a.example/feed", title="<Echo>", checked_at="2026-11-03T11:15:00+00:00")
    bad = FeedState(url="https://b.example/feed", checked_at="2026-11-01T11:00:00+00:00", error="b.example has a fault")
    new = FeedState(url="javascript:alert(1)")
    page = feeds_list([good, bad, new], now=NOW)
    shown = Reader(page).shown
    assert "<Echo>checked 45 minutes ago·https://a.example/feed" in shown
    assert "checked 2 days ago" in shown and "The last check failed: b.example has a fault" in shown
    assert "never checked" in shown and 'href="javascript' not in page
    assert deeds(page, "data-check") == ["all", good.url, bad.url, new.url]
    assert deeds(page, "data-drop") == [good.url, bad.url, new.url]
    assert "No feed yet" in feeds_list([])


def test_a_failure_tells_its_reason_and_what_can_be_done(tmp_path: Path) -> None:
    link = FailedSource(
        id=4, name="https://a.example/1", reason="no such page (404); check the address", kind="FetchError",
        failed_at="2026-11-03T11:15:00+00:00", retry="https://a.example/1", stated=Metadata(title="Weir <report>"),
    )  # fmt: skip
    lost = FailedSource(
        id=5, name="broken.pdf", reason="the PDF is damaged", kind="ParseError", failed_at="2026-11-03", retry=str(tmp_path / "no"),
    )  # fmt: skip
    page = failures_list([link, lost])
    shown = Reader(page).shown
    assert "Weir <report>no such page (404); check the address3 November 2026·https://a.example/1" in shown
    assert "broken.pdfthe PDF is damagedIt is not kept here; mend it and add it again." in shown
    assert deeds(page, "data-retry") == ["all", "4"] and "Try all again (1)" in shown
    assert deeds(page, "data-dismiss") == ["all", "4", "5"]
    assert "Everything given so far was taken in" in failures_list([])
