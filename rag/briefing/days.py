"""The day a sentence tells of, and whether an article tells of days after its own: then it was updated."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from ingest.article import Article, Span
from rag.briefing.draft import short_day
from rag.briefing.weighed import OwnSentence
from rag.day import day_of
from rag.verify.facts_in_text import Day, days_of, meant_by, tokens_of

_FAR = 400  # days before its report that a day without a year may lie
_LATER, _SOON = 300, 14  # days after an article's own day that it may have been updated; where it tells no year
_WEEKDAYS = tuple(calendar.day_name)
_WEEKDAY, _NEAR = re.compile(rf"({'|'.join(_WEEKDAYS)}),? $"), 14
_SEVERAL = 2  # sentences
_AHEAD = re.compile(r"\b(?:will|takes? effect|due|next|(?:is|are) to|scheduled|would)\b")
_LAST = re.compile(r"\b(?:last|past)\b", re.IGNORECASE)
_WEEK = 7  # days
_NEARLY_A_YEAR = 340  # days
_BOUNDS = frozenset("through since until till before after by from".split())
_NOT_YET = re.compile(
    r"\b(?:will|would|could|may|might|should|can|due|next|to be|scheduled|slated|set|plans?|planned|expect\w*|until|through|by|before|"
    r"ahead|upcoming|invit\w*|expir\w*|deadline|ends?|begin\w*|start\w*|opens?|premier\w*|releas\w* (?:on|in)|(?:is|are) to|comes?|goes|"
    r"run(?:s|ning)?|election|copyright|effective|proposed|target\w*|forecast\w*|predict\w*|postponed|delayed|extend\w*|resched\w*)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:was|were|had|did|said|told|\w{3,}ed)\b|\b(?:is|are) \w+ed\b")
_WHOLE_DAY = re.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
    r" (\d{1,2})\b(?:, (20\d\d)\b)?(?!,? \d{4})|\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (20\d\d)\b"
)
_MONTHS = {name: i for i, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def told_day(one: OwnSentence, updated: str | None = None) -> tuple[str | None, str]:
    """Return the day a sentence tells of, as an ISO day to sort by, and as words: its own day, else the article's.

    updated: the latest day that the article tells of, where that is after its own; its weekdays cannot be placed then.
    """
    published = day_of(one.article.published_at)
    written = day_of(updated) or published
    tokens = tokens_of(one.span.of(one.article.text))
    days = days_of(tokens)
    for i, day in enumerate(days):
        if day.first and tokens[day.first - 1].low in _BOUNDS:
            continue
        if day.month and day.day and (year := day.year or (written.year if written else None)):
            try:
                told = date(year, day.month, day.day)
                if not day.year and written and (told - written).days > _FAR / 2:
                    told = date(year - 1, day.month, day.day)
                elif not day.year and written and (written - told).days > _NEARLY_A_YEAR:
                    told = date(year + 1, day.month, day.day)  # "through Jan. 2", in an article of December
            except ValueError:
                continue
            return told.isoformat(), short_day(told.isoformat()) or ""
        if day.weekday is not None or day.relative:
            if published is None:
                return None, day.text
            if updated:
                return updated, ""
            if _named_again(day, days[i + 1 : i + 2]):  # "Thursday, January 5, 2023"
                continue
            text = one.span.of(one.article.text)
            meant = meant_by(day, published)
            ahead = one.said is None and _AHEAD.search(text)
            # Six days back is the day after the report: what it calls by its weekday alone is that day, not last week's.
            after = (published - meant[0]).days == _WEEK - 1 and not _LAST.search(text)
            told = meant[-1] if ahead or after else meant[0]
            return told.isoformat(), short_day(told.isoformat()) or ""
    if published is not None:
        return updated or published.isoformat(), ""
    return None, ""


def _named_again(day: Day, following: Sequence[Day]) -> bool:
    """Tell whether the date stands right behind a weekday."""
    return any(other.month and other.day and other.first - day.last <= 1 for other in following)


def updated_to(article: Article, sentences: Sequence[Span]) -> str | None:
    """Return the latest day that an article tells of as past, ISO, where that is after the day it bears: it was updated."""
    published = day_of(article.published_at)
    if published is None:
        return None
    latest = published
    soon: dict[Span, date] = {}
    for found in _WHOLE_DAY.finditer(article.text):
        month, day, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        try:
            number = _MONTHS[month[:3].lower()]
            told = date(int(year or published.year + (number < published.month)), number, int(day))
        except ValueError:
            continue
        if not latest < told or (told - published).days > (_LATER if year else _SOON):
            continue
        sentence = next((span for span in sentences if span.start <= found.start() < span.end), None)
        if sentence is None:
            continue
        text = sentence.of(article.text)
        if not _DONE.search(text) or _NOT_YET.search(text):
            continue
        if year or _weekday_before(article.text, found.start()) == told.weekday():
            latest = told
        else:
            soon[sentence] = max(told, soon.get(sentence, told))
    if len(soon) >= _SEVERAL:  # one day without a year may be a slip, or still to come
        latest = max(latest, *soon.values())
    return latest.isoformat() if (latest - published).days > 1 else None


def _weekday_before(text: str, place: int) -> int | None:
    """Return the weekday named right before a date, 0 for Monday: it tells that the date is of this year."""
    found = _WEEKDAY.search(text[max(0, place - _NEAR) : place])
    return _WEEKDAYS.index(found[1]) if found else None
