"""Feeds, and what could not be taken in, as HTML: each with its state and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from ingest.failures import FailedSource
from ingest.web.feeds import FeedState
from ui.markup import button, counted, day, element, joined, outside_link, text

_SHOWN = 200  # failures listed


def feeds_list(feeds: Sequence[FeedState], *, now: datetime | None = None) -> str:
    """Return the feeds, each with its last check, its error, and buttons to check and remove it."""
    if not feeds:
        return (
            '<p class="hint none">No feed yet. A feed (RSS, Atom, JSON Feed or a sitemap) is kept here; each check '
            "takes in only what is new. The address of an outlet’s front page will often do: most name their feed.</p>"
        )
    now = now or datetime.now(UTC)
    every = button("Check all for news", on="select", class_="primary", data_check="all")
    items = "".join(_feed(feed, now) for feed in feeds)
    return f'<p class="bar">{every}<span class="hint">{counted(len(feeds), "feed")}</span></p><ul class="origins">{items}</ul>'


def _feed(feed: FeedState, now: datetime) -> str:
    name = element("b", text(feed.title or feed.url), dir="auto")
    address = outside_link(feed.url, text(feed.url), class_="address") or text(feed.url)
    checked = f"checked {_ago(feed.checked_at, now)}" if feed.checked_at else "never checked"
    error = ""
    if feed.error:
        error = f'<p class="why">The last check failed: {text(feed.error)}</p>'
    deeds = element(
        "span",
        button("Check", on="select", class_="quiet", data_check=feed.url, aria_label=f"Check {feed.title or feed.url}")
        + button(
            "Remove",
            on="select",
            class_="quiet",
            data_drop=feed.url,
            aria_label=f"Remove the feed {feed.title or feed.url}; its articles stay",
        ),
        class_="deeds",
    )
    line = joined([text(checked), address if feed.title else None])
    return element("li", f'<div class="row">{name}<p>{line}</p>{error}</div>{deeds}')


def failures_list(failures: Sequence[FailedSource]) -> str:
    """Return what could not be taken in, each with its reason and buttons to try it again and to let it go."""
    if not failures:
        return '<p class="hint none">Everything given so far was taken in. What cannot be is listed here, with the reason.</p>'
    again = sum(failed.can_retry for failed in failures)
    every = [
        button(f"Try all again ({again:,})", on="select", class_="primary", data_retry="all") if again else None,
        button("Dismiss all", on="select", class_="quiet", data_dismiss="all"),
    ]
    items = "".join(_failure(failed) for failed in failures[:_SHOWN])
    rest = ""
    if len(failures) > _SHOWN:
        rest = f'<p class="hint">and {len(failures) - _SHOWN:,} more; “Try all again” tries these too</p>'
    return f'<p class="bar">{"".join(each for each in every if each)}</p><ul class="origins">{items}</ul>{rest}'


def _failure(failed: FailedSource) -> str:
    title = failed.stated.title if failed.stated else None
    name = element("b", text(title or failed.name), dir="auto")
    link = outside_link(failed.retry, text(failed.retry), class_="address") if failed.retry else ""
    where = link or (text(failed.name) if title else None)
    line = joined([day(failed.failed_at), where])
    retry = (
        button("Try again", on="select", class_="quiet", data_retry=failed.id, aria_label=f"Try {failed.name} again")
        if failed.can_retry
        else ""
    )
    gone = "" if failed.can_retry else '<p class="hint">It is not kept here; mend it and add it again.</p>'
    dismiss = button(
        "Dismiss",
        on="select",
        class_="quiet",
        data_dismiss=failed.id,
        aria_label=f"Dismiss the failure of {failed.name}",
    )
    return element(
        "li",
        f'<div class="row">{name}<p class="why">{text(failed.reason)}</p>{gone}<p>{line}</p></div>'
        f'<span class="deeds">{retry}{dismiss}</span>',
    )


def _ago(moment: str, now: datetime) -> str:
    try:
        seconds = (now - datetime.fromisoformat(moment)).total_seconds()
    except (ValueError, TypeError):
        return moment
    if seconds < 90:
        return "just now"
    if seconds < 5400:
        return f"{round(seconds / 60)} minutes ago"
    if seconds < 36 * 3600:
        return counted(max(1, round(seconds / 3600)), "hour") + " ago"
    return counted(round(seconds / 86400), "day") + " ago"
