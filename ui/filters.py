"""The filter bar above the question: what is active is always in view, what can be chosen one click away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ingest.article import Filters
from rag.day import day_in_words
from ui.markup import attributes, button, text


def filter_bar(active: Filters, publishers: Sequence[tuple[str, int]], *, is_open: bool = False) -> str:
    """Return the bar: a button for each active filter that removes it, and the panel to choose others."""
    chosen = "".join(
        _active(label, drop, value)
        for label, drop, value in [
            *((name, "publisher", name) for name in active.publishers),
            *((f"from {day_in_words(d)}", "since", d) for d in [active.since] if d),
            *((f"until {day_in_words(d)}", "until", d) for d in [active.until] if d),
        ]
    )
    summary = "Filter" if not chosen else "Change"
    state = f'<span class="label">Only</span>{chosen}' if chosen else '<span class="label">All articles</span>'
    panel = _outlets(active, publishers) + _days(active)
    return (
        f'<div class="filterbar" role="group" aria-label="Filters">{state}'
        f'<details class="filter"{attributes(open=is_open)}><summary>{summary}</summary>'
        f'<div class="filter-panel">{panel}</div></details></div>'
    )


def _active(label: str, drop: str, value: str) -> str:
    return button(
        f'{text(label)}<span aria-hidden="true"> ×</span>',
        on="select",
        class_="tag",
        data_drop=drop,
        data_value=value,
        aria_label=f"Remove the filter {label}",
    )


def _outlets(active: Filters, publishers: Sequence[tuple[str, int]]) -> str:
    known = dict(publishers)
    names = [*(name for name in active.publishers if name not in known), *known]
    boxes = "".join(
        f'<label><input type="checkbox" data-filter="publisher"{attributes(value=name, checked=name in active.publishers)}>'
        f'<span>{text(name)}</span><span class="count">{known.get(name, 0)}</span></label>'
        for name in names
    )
    return f'<fieldset><legend>Outlets</legend><div class="choices">{boxes}</div></fieldset>' if boxes else ""


def _days(active: Filters) -> str:
    fields = "".join(
        f'<label>{label}<input type="date" data-filter="{name}"{attributes(value=value or "")}></label>'
        for label, name, value in (("From", "since", active.since), ("Until", "until", active.until))
    )
    return (
        f'<fieldset><legend>Published</legend><div class="days">{fields}</div>'
        '<p class="hint">Articles of unknown date are left out when a day is set.</p></fieldset>'
    )


def changed(active: Filters, change: Mapping[str, object]) -> Filters:
    """Return the filters after what a browser sent: {"drop", "value"} or {"publishers", "since", "until"}."""
    match change.get("drop"):
        case "publisher":
            kept = tuple(name for name in active.publishers if name != change.get("value"))
            return replace(active, publishers=kept)
        case "since":
            return replace(active, since=None)
        case "until":
            return replace(active, until=None)
    chosen = change.get("publishers")
    publishers = tuple(str(name) for name in chosen) if isinstance(chosen, list) else active.publishers
    return replace(
        active, publishers=publishers, since=iso_day(change.get("since")), until=iso_day(change.get("until"))
    )


def iso_day(value: object) -> str | None:
    """Return an ISO day if the value is one, else None."""
    try:
        return date.fromisoformat(str(value)).isoformat() if value else None
    except ValueError:
        return None
