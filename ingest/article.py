"""The data of the house: articles, spans, passages and attributions, all frozen.

An article's text is normalised once (see `ingest.normalise`) and is from then on the only coordinate
system: every span below counts characters (Unicode code points) of that text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of one article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """Return the words of the span in the text it counts."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Tell whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """What a source states about a document; what it does not state is None or empty, never guessed.

    Dates are ISO 8601: "2025-05-19" where only the day is known, else with time and zone.
    """

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    language: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """Return what this states, and where it states nothing, what the other does."""
        return Metadata(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(Metadata)})


@dataclass(frozen=True, kw_only=True, slots=True)
class RawDocument:
    """One document as a source gave it, not yet parsed.

    `name` is what the user knows it by (file name, address, "export.jsonl line 12"). `key` identifies the
    document across versions (its address or absolute path); None where nothing lasting identifies it.
    `stated` is what the source says beside the document (a row's fields, a feed's entry) and wins over
    what the document itself says.
    """

    name: str
    data: bytes
    media_type: str | None = None
    key: str | None = None
    stated: Metadata = field(default_factory=Metadata)
    sample: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedDocument:
    """Text and metadata read out of a raw document. `headings` are spans of the text."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    headings: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleHeader:
    """An article without its text: enough for lists, citations and filters."""

    id: str
    name: str
    key: str | None = None
    url: str | None = None
    canonical_url: str | None = None
    title: str | None = None
    subtitle: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    updated_at: str | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    fetched_at: str
    content_hash: str
    story_id: str | None = None
    sample: bool = False
    current: bool = True
    length: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Article(ArticleHeader):
    """An article as it is stored. `headings` are the spans of headlines and subheads within the text."""

    text: str
    headings: tuple[Span, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A piece of one article that is embedded and retrieved as a unit.

    Invariant: `text == article.text[start:end]`; `sentences` lie within [start, end) in order.
    `id` is 0 until the store has given one.
    """

    id: int = 0
    article_id: str
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """The passage's place in its article."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageVectors:
    """Unit vectors of a passage: `passage` (d,) and `sentences` (n, d), float32, row i for sentence i."""

    passage: NDArray[np.float32]
    sentences: NDArray[np.float32]


class AttributionKind(StrEnum):
    """How the content is given: in quotation marks, in the reporter's words, or partly each."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SpeakerKind(StrEnum):
    """What sort of speaker stands behind a source."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"
    UNNAMED = "unnamed"
    OUTLET = "outlet"
    DOCUMENT = "document"
    POLL = "poll"


@dataclass(frozen=True, kw_only=True, slots=True)
class Attribution:
    """Who said what, in the field's terms: the source and cue as they stand in the text, and the content.

    source: where the text names who speaks; for a quotation that goes on without a cue of its own, where it did before.
    speaker: the name behind the source, in its fullest form in the article; None when unnamed.
    description: what the article says the speaker is ("a senior fellow ... Strategic Studies").
    affiliation: the organisation or government the speaker belongs to, where the text supports it.
    sides: lower-case labels the text supports, for questions about groups: countries ("russia"),
        regions ("europe", "west"), organisation types ("think tank", "government", "army", "party"),
        roles ("analyst", "official").
    via: outlets the words came through, nearest to the reader first, without the article's own publisher:
        ("Bloomberg",) when UNN writes that Bloomberg reports; () when first-hand.
    heard_by: the outlet the speaker talked to, where stated ("told Reuters").
    nested_in: index within the same article's attributions of the one this one stands inside, or None.
    statement: the content is a clause or quoted words; False where it is only what an attitude is about
        ("opposes [the plan]"), which is nothing to quote.
    """

    article_id: str
    content: tuple[Span, ...]
    kind: AttributionKind
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    speaker_kind: SpeakerKind | None = None
    description: str | None = None
    affiliation: str | None = None
    sides: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    heard_by: str | None = None
    nested_in: int | None = None
    statement: bool = True

    @property
    def span(self) -> Span:
        """The smallest span that holds the whole content."""
        return Span(start=self.content[0].start, end=self.content[-1].end)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What a search may return. Empty means no limit; days are ISO dates, both ends inclusive.

    An article of unknown date passes only where neither `since` nor `until` is set.
    """

    since: str | None = None
    until: str | None = None
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
