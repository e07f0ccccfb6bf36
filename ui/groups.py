"""Which articles the library shows, and under which headings: by story, outlet, date or language."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ingest.article import ArticleHeader
from rag.day import day_in_words

ALL_OUTLETS, ALL_LANGUAGES = "All outlets", "All languages"
NO_OUTLET, NO_LANGUAGE = "Outlet unknown", "Language unknown"
STORY, NEWEST, OUTLET, DATE, LANGUAGE = "By story", "Newest first", "By outlet", "By date", "By language"
_A_MOMENT = timedelta(minutes=15)
ORDERS = (STORY, NEWEST, OUTLET, DATE, LANGUAGE)

_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What the list is to show. `since` and `until` are ISO days, both inclusive."""

    words: str = ""
    order: str = STORY
    outlet: str = ALL_OUTLETS
    language: str = ALL_LANGUAGES
    since: str | None = None
    until: str | None = None

    @property
    def limited(self) -> bool:
        """Tell whether anything is left out."""
        limits = (self.outlet != ALL_OUTLETS, self.language != ALL_LANGUAGES, self.since, self.until)
        return bool(self.words.strip()) or any(limits)

    def matches(self, header: ArticleHeader, holding: Container[str] = ()) -> bool:
        """Tell whether an article is among what is wanted; one of unknown date is not where a day is set.

        holding: ids of the articles whose text holds the words.
        """
        if self.outlet != ALL_OUTLETS and outlet_of(header) != self.outlet:
            return False
        if self.language != ALL_LANGUAGES and language_of(header) != self.language:
            return False
        day = (header.published_at or "")[:10]
        if (self.since and day < self.since) or (self.until and not "" < day <= self.until):
            return False
        if header.id in holding:
            return True
        held = " ".join([header.title or "", header.name, header.publisher or "", *header.authors]).casefold()
        return all(word in held for word in self.words.casefold().split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Articles under one heading; `label` is None where there is none. `story` tells that they are one story."""

    headers: tuple[ArticleHeader, ...]
    label: str | None = None
    story: bool = False


def outlet_of(header: ArticleHeader) -> str:
    """Return the outlet's name as the list shows it."""
    return header.publisher or NO_OUTLET


def language_of(header: ArticleHeader) -> str:
    """Return the language's English name, or its code where that is not known."""
    if not header.language:
        return NO_LANGUAGE
    return _LANGUAGES.get(header.language.partition("-")[0].lower(), header.language)


def story_of(header: ArticleHeader) -> str:
    """Return what names the article's story."""
    return header.story_id or header.id


def just_added(headers: Sequence[ArticleHeader], now: datetime) -> frozenset[str]:
    """Return the ids of the articles that were added a moment ago; of none where that is true of all. now: UTC."""
    since = (now - _A_MOMENT).isoformat(timespec="seconds")
    new = frozenset(header.id for header in headers if header.fetched_at >= since and not header.sample)
    return new if len(new) < len(headers) else frozenset()


def grouped(headers: Sequence[ArticleHeader], order: str, new: Container[str] = ()) -> list[Group]:
    """Group articles (newest first) under headings; within each they keep their order.

    Stories come by their newest article, those of a `new` one (by id) first, outlets and languages by how many articles they have,
    days newest first.
    """
    if order == NEWEST:
        return [Group(headers=tuple(headers))] if headers else []
    by: dict[str, Callable[[ArticleHeader], str]] = {OUTLET: outlet_of, LANGUAGE: language_of, DATE: _day_of}
    key = by.get(order, story_of)
    found: dict[str, list[ArticleHeader]] = {}
    for header in headers:
        found.setdefault(key(header), []).append(header)
    if key is story_of:
        stories = [Group(headers=tuple(each), story=True) for each in found.values()]
        return sorted(stories, key=lambda story: not any(header.id in new for header in story.headers))
    groups = [Group(headers=tuple(each), label=label) for label, each in found.items()]
    if order != DATE:
        groups.sort(key=lambda group: (group.label in (NO_OUTLET, NO_LANGUAGE), -len(group.headers), group.label or ""))
    return groups


def first(groups: Sequence[Group], most: int) -> list[Group]:
    """Return the first groups that hold so many articles together; the last may be cut short, a story never."""
    kept: list[Group] = []
    left = most
    for group in groups:
        if left <= 0:
            break
        short = group if group.story else Group(headers=group.headers[:left], label=group.label)
        kept.append(short)
        left -= len(short.headers)
    return kept


def _day_of(header: ArticleHeader) -> str:
    return day_in_words((header.published_at or "")[:10] or None) or "Date unknown"
