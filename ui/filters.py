"""The filter bar above the question: what is active is always in view, what can be chosen one click away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ingest.article import Filters
from rag import NewsAssistant
from rag.asking.dates import days_in
from rag.day import day_in_words
from ui.markup import attributes, button, element, text

_NUMBERS = re.compile(r"(\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4}|\d{2})")
_OFFERED = 300  # people, and articles, that are offered while one types
_LONGEST = 300  # characters of a name or title
LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "uk": "Ukrainian", "ru": "Russian", "it": "Italian", "pl": "Polish",
    "pt": "Portuguese", "nl": "Dutch", "ar": "Arabic", "zh": "Chinese", "ja": "Japanese", "tr": "Turkish", "fa": "Persian", "he": "Hebrew",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What can be chosen: outlets and languages with their number of articles, names of people, articles (id, title)."""

    publishers: Sequence[tuple[str, int]] = ()
    languages: Sequence[tuple[str, int]] = ()
    people: Sequence[str] = ()
    articles: Sequence[tuple[str, str]] = ()

    def title(self, article_id: str) -> str:
        """Return an article's title, for one that is no longer there its id."""
        return dict(self.articles).get(article_id, article_id)


class Offered:
    """Reads the choices from the library, anew when it has changed."""

    def __init__(self, assistant: NewsAssistant) -> None:
        self._assistant = assistant
        self._read: tuple[object, Choices] = (None, Choices())

    def choices(self) -> Choices:
        """Return what can be chosen now."""
        counts = self._assistant.counts()
        known, choices = self._read
        if known != counts:
            headers = self._assistant.headers()
            languages = Counter(header.language for header in headers if header.language)
            choices = Choices(
                publishers=counts.publishers,
                languages=languages.most_common(),
                people=self._assistant.names()[:_OFFERED],
                articles=[(header.id, header.title or header.name) for header in headers],
            )
            self._read = counts, choices
        return choices


def filter_bar(
    active: Filters, choices: Choices, *, is_open: bool = False, wrong: Mapping[str, str] | None = None
) -> str:
    """Return the bar: a button for each active filter that removes it, and the panel to choose others.

    wrong: by name, what was written for a day and is none.
    """
    chosen = "".join(_active(label, drop, value) for label, drop, value in _in_words(active, choices))
    summary = "Filter" if not chosen else "Change"
    state = f'<span class="label">Only</span>{chosen}' if chosen else '<span class="label">All articles</span>'
    panel = _boxes("Outlets", "publisher", active.publishers, choices.publishers) + _days(active, wrong)
    if len(choices.languages) > 1 or active.languages:
        panel += _boxes("Languages", "language", active.languages, choices.languages)
    panel += _typed("Who speaks in them", "person", "A name", choices.people)
    titles = [title for _, title in choices.articles[:_OFFERED]]
    panel += _typed("Single articles", "article", "A title", titles)
    clear = button("Clear all", on="select", class_="quiet", data_drop="all") if chosen else ""
    done = '<button type="button" class="quiet" data-shut>Done</button>'
    panel += f'<p class="filter-end">{clear}{done}</p>'
    return (
        f'<div class="filterbar" role="group" aria-label="Filters">{state}'
        f'<details class="filter"{attributes(open=is_open)}><summary>{summary}</summary>'
        f'<div class="filter-panel">{panel}</div></details></div>'
    )


def _in_words(active: Filters, choices: Choices) -> list[tuple[str, str, str]]:
    """Return each active filter in words, with what drops it."""
    return [
        *((name, "publisher", name) for name in active.publishers),
        *((f"from {day_in_words(d)}", "since", d) for d in [active.since] if d),
        *((f"until {day_in_words(d)}", "until", d) for d in [active.until] if d),
        *((LANGUAGES.get(code, code), "language", code) for code in active.languages),
        *((f"with {name}", "person", name) for name in active.speakers),
        *((f"“{choices.title(one)}”", "article", one) for one in active.article_ids),
    ]


def _active(label: str, drop: str, value: str) -> str:
    return button(
        f'<span class="cut">{text(label)}</span><span aria-hidden="true"> ×</span>',
        on="select",
        class_="tag",
        data_drop=drop,
        data_value=value,
        aria_label=f"Remove the filter {label}",
    )


def _boxes(legend: str, kind: str, active: Sequence[str], offered: Sequence[tuple[str, int]]) -> str:
    known = dict(offered)
    names = [*(name for name in active if name not in known), *known]
    boxes = "".join(
        f'<label><input type="checkbox" data-filter="{kind}"{attributes(value=name, checked=name in active)}>'
        f"<span>{text(LANGUAGES.get(name, name) if kind == 'language' else name)}</span>"
        f'<span class="count">{known.get(name, 0)}</span></label>'
        for name in names
    )
    return f'<fieldset><legend>{legend}</legend><div class="choices">{boxes}</div></fieldset>' if boxes else ""


def _typed(legend: str, kind: str, hint: str, offered: Sequence[str]) -> str:
    options = "".join(element("option", "", value=name) for name in dict.fromkeys(offered))
    field = (
        f'<input type="text" data-filter="{kind}" list="offered-{kind}" placeholder="{hint}" maxlength="{_LONGEST}" '
        f'aria-label="{legend}: {hint.lower()}"><datalist id="offered-{kind}">{options}</datalist>'
    )
    return f"<fieldset><legend>{legend}</legend>{field}</fieldset>"


def _days(active: Filters, wrong: Mapping[str, str] | None) -> str:
    fields = day_fields((("From", "since", active.since), ("Until", "until", active.until)), wrong)
    return (
        f'<fieldset><legend>Published</legend><div class="days">{fields}</div>'
        '<p class="hint">Articles of unknown date are left out when a day is set.</p></fieldset>'
    )


def day_fields(days: Sequence[tuple[str, str, str | None]], wrong: Mapping[str, str] | None = None) -> str:
    """Return fields for days: label, name and ISO day of each. They take days as people write them, and show "6 Nov 2026".

    wrong: by name, what was written that is no day; it stays in its field, with how to write it. The calendar of the
    browser is one click away; static/panel.js puts its day into the field.
    """
    made = []
    for label, name, value in days:
        written = (wrong or {}).get(name)
        field = element(
            "input",
            type="text",
            data_filter=name,
            value=written if written else short_day(value),
            placeholder="any day",
            maxlength=40,
            autocomplete="off",
            aria_label=label,
            aria_invalid="true" if written else None,
        )
        calendar = element("input", type="date", value=value or "", tabindex="-1", aria_hidden="true")
        opener = f'<button type="button" class="calendar" data-calendar tabindex="-1" aria-label="{label}: choose in a calendar"></button>'
        made.append(f'<label>{label}<span class="day">{field}{opener}{calendar}</span></label>')
    return "".join(made) + (element("p", text(_why(wrong)), class_="why", role="alert") if wrong else "")


def _why(wrong: Mapping[str, str]) -> str:
    """Return what is to be mended of what was written for days."""
    strange = [words for words in wrong.values() if not day_as_written(words)]
    if not strange:
        early = next(iter(wrong.values()))
        return f"“{early}” lies before the first day; write a later one, or put them the other way round."
    told = " and ".join(f"“{words}”" for words in strange)
    return f"{told} {'are' if len(strange) > 1 else 'is'} no day; write 6 Nov 2026, 6.11.2026 or yesterday."


def short_day(iso: str | None) -> str:
    """Return an ISO day as "6 Nov 2026", "" for none."""
    if not iso:
        return ""
    known = date.fromisoformat(iso)
    return f"{known.day} {known:%b} {known.year}"


def changed(active: Filters, change: Mapping[str, object], choices: Choices | None = None) -> Filters:
    """Return the filters after what a browser sent.

    Either {"drop", "value"} ("all" drops all of them), or {"publishers", "since", "until", "languages", "person", "article"}.
    """
    value = change.get("value")
    match change.get("drop"):
        case "all":
            return Filters()
        case "publisher":
            return replace(active, publishers=tuple(name for name in active.publishers if name != value))
        case "language":
            return replace(active, languages=tuple(code for code in active.languages if code != value))
        case "person":
            return replace(active, speakers=tuple(name for name in active.speakers if name != value))
        case "article":
            return replace(active, article_ids=tuple(one for one in active.article_ids if one != value))
        case "since":
            return replace(active, since=None)
        case "until":
            return replace(active, until=None)
    choices = choices or Choices()
    person = _known(change.get("person"), {name: name for name in choices.people})
    article = _known(change.get("article"), {title: one for one, title in reversed(choices.articles)})
    return replace(
        active,
        publishers=_names(change.get("publishers"), active.publishers),
        languages=_names(change.get("languages"), active.languages),
        speakers=tuple(dict.fromkeys([*active.speakers, *person])),
        article_ids=tuple(dict.fromkeys([*active.article_ids, *article])),
        since=days_written(change)[0]["since"],
        until=days_written(change)[0]["until"],
    )


def days_written(sent: Mapping[str, object]) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return the ISO days "since" and "until" that were written, and by name what was written that is no day.

    A last day that lies before the first is none either: nothing is of such days.
    """
    written = {name: str(sent.get(name) or "").strip()[:40] for name in ("since", "until")}
    days = {name: day_as_written(words) if words else None for name, words in written.items()}
    if days["since"] and days["until"] and days["since"] > days["until"]:
        days["until"] = None
    return days, {name: words for name, words in written.items() if words and days[name] is None}


def _names(sent: object, before: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(name) for name in sent) if isinstance(sent, list) else before


def _known(sent: object, known: Mapping[str, str]) -> list[str]:
    """Return what stands for a typed name, where it is one that is known, whatever its case."""
    typed = str(sent or "").strip()[:_LONGEST].casefold()
    return [value for name, value in known.items() if name.casefold() == typed][:1] if typed else []


def day_as_written(words: str) -> str | None:
    """Return the ISO day that people write as 2026-11-06, 6 November 2026, Nov 6, 6.11.2026 or yesterday; None where it is no single day.

    06/11/2026 is read with the day first, as most of the world writes it, unless only the month can stand first.
    """
    told = " ".join(words.split())
    if found := iso_day(told):
        return found
    if numbers := _NUMBERS.fullmatch(told):
        first, second, year = numbers.groups()
        year = f"20{year}" if len(year) == 2 else year
        return iso_day(f"{year}-{second:0>2}-{first:0>2}") or iso_day(f"{year}-{first:0>2}-{second:0>2}")
    named = days_in(f"on {told}", datetime.now(UTC).astimezone().date())
    return named.first.isoformat() if named.first is not None and named.first == named.last else None


def iso_day(value: object) -> str | None:
    """Return an ISO day if the value is one, else None."""
    try:
        return date.fromisoformat(str(value)).isoformat() if value else None
    except ValueError:
        return None
