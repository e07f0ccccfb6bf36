"""What articles announce for a day of which no article tells any more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rag.briefing.bottom_line import points_back
from rag.briefing.draft import Drafted, after_dateline, evidence, flat, trimmed, unmarked
from rag.briefing.main_event import Asked
from rag.briefing.material import Material
from rag.briefing.types import SectionKind, Voice
from rag.briefing.weighed import OwnSentence
from rag.day import day_in_words, day_of
from rag.verify.facts_in_text import days_of, meant_by, tokens_of

_ANNOUNCED = re.compile(
    r"\b(?:scheduled|slated|due (?:in|on|to|back|before)|set (?:to|for)|expected to|will (?:be|meet|hold|vote|appear|decide|visit|attend|release|hear|"
    r"return|speak|begin|take|go|face|testify|resume|announce|have|make|send|open|close)|plans? to|is to|are to)\b"
)
_LONGEST, _MOST, _AHEAD = 260, 2, 200  # characters; drafts; days that may lie between
_DAYS_OF_WEEK = 7


def awaited(material: Material, today: date) -> list[Drafted]:
    """Return sentences that announce something for a day that is past, where no article that was read is of that day or later."""
    newest = max((day for article in material.articles if (day := day_of(material.newest(article)))), default=None)
    if newest is None:
        return []
    asked = Asked(material.topic)
    found = []
    for one in material.own:
        text = one.span.of(one.article.text)
        if not _ANNOUNCED.search(text) or not asked.mostly(f"{one.article.title or ''} {text}"):
            continue
        told = next(_ahead(one, text), None)
        if told is None or not newest < told <= today or points_back(one, material):
            continue
        found.append((one.score, told, one))
    found.sort(key=lambda row: -row[0])
    return [_drafted(one, told, 3.5 + score, material) for score, told, one in found[:_MOST]]


def _ahead(one: OwnSentence, text: str) -> Iterator[date]:
    """Yield the days after its article's own that a sentence names."""
    published = day_of(one.article.published_at)
    if published is None:
        return
    announced = _ANNOUNCED.search(text)
    tokens = tokens_of(text)
    for day in days_of(tokens):
        if announced is None or tokens[day.first].start < announced.start():
            continue  # "told reporters Wednesday he will": the day of the announcement
        if day.month and day.day:
            try:
                told = date(day.year or published.year + (day.month < published.month), day.month, day.day)
            except ValueError:
                continue
            if 0 < (told - published).days <= _AHEAD:
                yield told
        elif day.weekday is not None or day.relative == "tomorrow":
            later = [meant for meant in meant_by(day, published) if 0 < (meant - published).days < _DAYS_OF_WEEK]
            yield from later[:1]


def _drafted(one: OwnSentence, told: date, weight: float, material: Material) -> Drafted:
    span = trimmed(after_dateline(one.span, one.article.text), one.article.text, _LONGEST)
    where = unmarked(material.where(one.article))
    return Drafted(
        section=SectionKind.MISSING,
        lead=f"What came of this; nothing here is later than {day_in_words(_newest(material))} ({where}):",
        words=flat(span.of(one.article.text)),
        voice=Voice.REPORTED,
        evidence=(evidence(one.article, span, one.said),),
        weight=weight,
    )


def _newest(material: Material) -> str:
    return max(material.newest(article) for article in material.articles)
