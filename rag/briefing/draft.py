"""Sentences before they are verified: exact words of an article introduced by who says them, where and when."""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.article import Article, Attribution, AttributionKind, Span
from rag.briefing.types import SectionKind, Voice
from rag.cite import OMISSION, Evidence, speaker_label
from rag.day import day_of

JUDGED_BY = re.compile(r" \((judged by .+)\)$")  # at the end of a head
_BETWEEN = 220  # characters between two pieces of one quotation that are cited as one
_LONGEST = 420  # characters of one quoted piece
_DATELINE = re.compile(r"[^\n]{0,80}?\([A-Z][\w/.’' -]{1,30}\)\s*[-–—]{1,2}\s+(?=\S)")
_PLACE = re.compile(  # "WASHINGTON – ", "ALLENTOWN, Pa. -", "►As of Friday" keeps its words
    r"[\W_]*(?!(?:[A-Z]{2,4}|[A-Z]+ \d+)\s*[-–—])[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z]\w+)?)?\s*(?:[–—]\s*|-{1,2}\s+)(?=[\"“‘']?[A-Z])"
)
_BULLETS = "►▶•▪■●◦"
_LAST_DAY = re.compile(r"(?<=\w) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")
_TITLED_NAME = re.compile(
    r"(?:Reps?|Sens?|Govs?|Drs?|Mr|Mrs|Ms|Gen|President|Senator|Governor|Mayor|Secretary|Prime Minister)\.? ((?:[A-Z][\w’'.-]+ ?){2,3})"
)
_KIN = re.compile(
    r"['’]s? (?:father|mother|son|daughter|brother|sister|wife|husband|widow|uncle|aunt|cousin)s?$", re.IGNORECASE
)
_MARKS = "\"“„«‘'”»’"


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A sentence with the spans it rests on.

    weight: how much it should be kept where room is short, higher is more. unless: words that make it needless where the
    page's other leads hold them. whole: the sentences under its head make sense together alone. holder, brief: who speaks, and
    the lead for where the page has told already who they are.
    """

    section: SectionKind
    lead: str
    words: str
    voice: Voice
    evidence: tuple[Evidence, ...]
    head: str = ""
    unnamed: bool = False
    weight: float = 0.0
    unless: str = ""
    whole: bool = False
    holder: str = ""
    brief: str = ""

    @property
    def id(self) -> str:
        """The same for the same places in the same section."""
        places = sorted((e.article_id, e.span.start, e.span.end) for e in self.evidence)
        words = self.words if self.voice is Voice.OURS else ""
        return hashlib.sha256(
            repr((str(self.section), self.head if self.whole else "", places, words)).encode()
        ).hexdigest()[:12]


def quoted(said: Attribution, article: Article) -> tuple[str, tuple[Evidence, ...]]:
    """Return a direct quotation's words in quotation marks, pieces joined by the mark of omission, and its evidence.

    Pieces that stand near each other are one piece of evidence, with what stands between: who said them.
    """
    spans = [piece for span in said.content if (piece := trimmed(span, article.text)).start < piece.end]
    words = f" {OMISSION} ".join(bare(span.of(article.text)) for span in spans)
    runs: list[Span] = []
    for span in spans:
        if runs and span.start - runs[-1].end <= _BETWEEN and "\n" not in article.text[runs[-1].end : span.start]:
            runs[-1] = Span(start=runs[-1].start, end=span.end)
        else:
            runs.append(span)
    return f"“{words}”", tuple(evidence(article, span, said) for span in runs)


def evidence(article: Article, span: Span, said: Attribution | None = None) -> Evidence:
    """Return a span of an article as evidence."""
    return Evidence(article_id=article.id, span=span, quote=span.of(article.text), attribution=said)


def trimmed(span: Span, text: str, longest: int = _LONGEST) -> Span:
    """Leave out blank ends and a bullet, and cut an overlong span after its last whole sentence, clause or word."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in _BULLETS):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > longest:
        for mark in (". ", "; ", ", ", " "):
            cut = text.rfind(mark, start + longest // 2, start + longest)
            if cut > start:
                return Span(start=start, end=cut + (1 if mark == ". " else 0))
        end = start + longest
    return Span(start=start, end=end)


def bare(piece: str) -> str:
    """Return a quoted piece without the marks around it and with line breaks as spaces."""
    return " ".join(piece.split()).strip(_MARKS).strip(" ,-–—")


def carried(attributions: Sequence[Attribution], span: Span) -> Attribution | None:
    """Return through which outlets a sentence of an article's own came, as an attribution that names nobody; None for none."""
    found = [said for said in attributions if said.via and any(piece.overlaps(span) for piece in said.content)]
    longest = max(found, key=lambda said: len(said.via), default=None)
    return longest and replace(longest, speaker=None, source=None, description=None, speaker_kind=None)


def after_dateline(span: Span, text: str) -> Span:
    """Leave out a dateline at the head of a sentence: "HALVIK, Nov. 2 (HPA) - ", "WASHINGTON—"."""
    words = span.of(text)
    found = _DATELINE.match(words) or _PLACE.match(words)
    return Span(start=span.start + found.end(), end=span.end) if found else span


def flat(words: str) -> str:
    """Return words on one line."""
    return " ".join(words.split())


def is_direct(said: Attribution) -> bool:
    """Tell whether the content is the speaker's own words in quotation marks."""
    return said.kind is AttributionKind.DIRECT


def holder_of(said: Attribution, text: str) -> str | None:
    """Return the speaker's name, or what the article calls the unnamed; None where there is neither."""
    label = said.speaker or said.description or speaker_label(said, text)
    label = _LAST_DAY.sub("", flat(label).strip(f" ,{_BULLETS}")) if label else ""
    return label[0].upper() + label[1:] if label else None


def names_another(description: str, speaker: str) -> bool:
    """Tell whether what somebody is called is another person's title and name ("Rep. Bill Johnson"), not theirs."""
    found = _TITLED_NAME.fullmatch(flat(description))
    return found is not None and not set(found[1].split()) & set(speaker.split())


def of_a_relative(description: str) -> bool:
    """Tell whether words say whose relative somebody is: relatives share a surname, and so are taken for each other."""
    return bool(_KIN.search(flat(description)))


def judged_mark(model: str) -> str:
    """Return what ends the head of a point that a language model alone judges to be disputed: see `is_judged`."""
    return f" (judged by {unmarked(model)})"


def is_judged(section: SectionKind, head: str) -> bool:
    """Tell whether a head is that of a point that a model alone judges to be disputed."""
    return section is SectionKind.DISPUTED and bool(JUDGED_BY.search(head))


def short_day(published_at: str | None) -> str | None:
    """Return "3 Oct" for an ISO day, None where the day is not known."""
    day = day_of(published_at)
    return f"{day.day} {calendar.month_abbr[day.month]}" if day else None


def unmarked(words: str) -> str:
    """Return words of a lead with double quotation marks as single ones: a lead holds nobody's words."""
    return words.translate(_SINGLE)


_SINGLE = str.maketrans({"“": "‘", "”": "’", "„": "‘", "«": "‘", "»": "’", '"': "’"})
