"""The list of what is kept of one kind, briefings or comparisons, folded under its heading, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from ui.markup import button, element, text


def kept_title(kept_id: str, title: str, opened: str | None) -> str:
    """Return the button that opens what is kept. opened: the id of what is shown."""
    return button(
        text(title),
        on="select",
        class_="title",
        data_do="open",
        data_id=kept_id,
        aria_current=kept_id == opened or None,
    )


def kept_row(title: str, told: str, tools: str, *, with_field: bool = False) -> str:
    """Return one row: its title (or the field that takes its place), a word on it, and what can be done with it."""
    label = element("span", told, class_="label")
    return element("li", f"{title}{label}<span class='tools'>{tools}</span>", data_with_field=with_field)


def for_example(topics: Sequence[str], tab: str) -> str:
    """Return topics that can be had at a click, where nothing was made on the tab of that name yet."""
    if not topics:
        return ""
    tries = "".join(
        element("button", text(topic), type="button", class_="quiet", data_tab=tab, data_topic=topic, data_run=True)
        for topic in topics
    )
    return f'<p class="for-example"><span class="label">For example</span>{tries}</p>'


def kept_list(heading: str, rows: Sequence[str], *, is_open: bool = False) -> str:
    """Return the rows under their heading with how many there are, or nothing where there are none."""
    if not rows:
        return ""
    count = f'<span class="count">{len(rows)}</span>'
    return f'<details class="kept-list"{" open" if is_open else ""}><summary>{heading} {count}</summary><ul>{"".join(rows)}</ul></details>'
