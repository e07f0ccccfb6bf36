"""What happened: the articles' own sentences by the day they tell of."""

from __future__ import annotations

import re

from rag.briefing.bottom_line import points_back
from rag.briefing.days import told_day
from rag.briefing.draft import Drafted, after_dateline, carried, evidence, flat, trimmed, unmarked
from rag.briefing.gaps import LEFT_OPEN
from rag.briefing.main_event import Asked
from rag.briefing.material import Material
from rag.briefing.types import SectionKind, Voice
from rag.briefing.weighed import OwnSentence
from rag.cite import QUOTATION
from rag.words import content_words

_MOST = 18
_SAME, _ALIKE = 0.86, 0.6  # cosine, or share of common words, from which two sentences tell the same
_LOOKED_AT = 150
_DATED, _FIRST = 0.25, 0.5  # what a sentence gains that names a day itself, and that opens its article
_OF_ARTICLE = 0.82  # what each further sentence of one article keeps of its weight
_WORTH = 0.4  # of the best sentence's score, below which another is not told
_LONGEST = 300
_ASIDE, _HALF = 0.5, 0.5  # what a sentence loses that holds, with its headline, less than half of what is asked for
_WISHES = re.compile(r"\b(?:should|ought to|must|could become|would be wise)\b")  # an opinion is no event
_AS = re.compile(
    r"^[\W_]*(?:as|according to|if|whether|asked)\b", re.IGNORECASE
)  # tells what is thought rather than done


def happened(material: Material, since: str | None = None) -> list[Drafted]:
    """Return what is told as having happened, oldest day first; where no day is known, in the order of the text.

    since: an ISO day; what a sentence itself puts before it is left out.
    """
    chosen: list[tuple[OwnSentence, str | None, str, float]] = []
    used: dict[str, int] = {}
    asked = Asked(material.topic)
    likely = sorted(material.own, key=lambda one: -(one.score + _FIRST * (one.place == 0)))[:_LOOKED_AT]
    weighed = []
    for one in likely:
        day, label = told_day(one, material.updated.get(one.article.id))
        first = one.place == 0
        text = one.span.of(one.article.text)
        if (one.said is not None and not (label or first)) or _AS.match(text) or LEFT_OPEN.search(text):
            continue
        if text.rstrip().endswith("?") or (since and label and day and day < since[:10]):
            continue
        aside = asked.held(f"{one.article.title or ''} {text}") < _HALF and material.language_of(one.article) is None
        if _WISHES.search(QUOTATION.sub("", text)):
            continue
        timely = _DATED if label else 0.0 if first else -_DATED
        weighed.append((one.score + timely + (_FIRST if first else 0.0) - _ASIDE * aside, one, day, label))
    weighed.sort(key=lambda row: -row[0])
    for score, one, day, label in weighed:
        if len(chosen) >= _MOST or score < _WORTH * weighed[0][0]:
            break
        if points_back(one, material) or any(_same(one, other) for other, *_ in chosen):
            continue
        kept = score * _OF_ARTICLE ** used.get(one.article.id, 0)
        used[one.article.id] = used.get(one.article.id, 0) + 1
        chosen.append((one, day, label, kept))
    chosen.sort(key=lambda row: (row[1] or "9999", row[0].article.published_at or "", row[0].span.start))
    several = len(material.articles) > 1
    return [_drafted(one, day, label, several, weight, material) for one, day, label, weight in chosen]


def _same(one: OwnSentence, other: OwnSentence) -> bool:
    words = content_words(one.span.of(one.article.text))
    others = content_words(other.span.of(other.article.text))
    shared = len(words & others) / max(1, min(len(words), len(others)))
    return shared >= _ALIKE or float(one.vector @ other.vector) >= _SAME


def _drafted(
    one: OwnSentence, day: str | None, label: str, several: bool, weight: float, material: Material
) -> Drafted:
    said = one.said or carried(material.attributions[one.article.id], one.span)
    span = trimmed(after_dateline(one.span, one.article.text), one.article.text, _LONGEST)
    told_in = (material.through(one.article, said), material.language_of(one.article))
    outlet = ", ".join(piece for piece in told_in if piece) if several else ""
    if label:
        if day and material.years:
            label = f"{label} {day[:4]}"
        lead = f"{label} ({unmarked(outlet)}):" if outlet else f"{label}:"
    else:
        reported = material.dated(one.article)
        told = f"reported {reported}" if reported else "day not given"
        lead = f"{told[0].upper()}{told[1:]} ({unmarked(outlet)}):" if outlet else f"{told[0].upper()}{told[1:]}:"
    return Drafted(
        section=SectionKind.HAPPENED,
        lead=lead,
        words=flat(span.of(one.article.text)),
        voice=Voice.REPORTED,
        evidence=(evidence(one.article, span, said),),
        weight=weight,
    )
