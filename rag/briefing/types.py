"""What a briefing is: a request, and a page of sentences of which each rests on exact words of an article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rag.types import Citation, Rejected


class Length(StrEnum):
    """How long the page is to be."""

    HALF = "half"
    ONE = "one"
    TWO = "two"


class SectionKind(StrEnum):
    """The parts of a briefing, in their order on the page."""

    BOTTOM_LINE = "bottom line"
    CHAIN = "where this comes from"
    HAPPENED = "what happened"
    WHO_SAYS = "who says what"
    FIGURES = "figures"
    DISPUTED = "disputed"
    ASKED = "from your questions"
    MISSING = "not in these articles"
    PEOPLE = "the people to know"


TITLES = {
    SectionKind.BOTTOM_LINE: "Bottom line",
    SectionKind.CHAIN: "Where this comes from",
    SectionKind.HAPPENED: "What happened",
    SectionKind.WHO_SAYS: "Who says what",
    SectionKind.FIGURES: "Figures",
    SectionKind.DISPUTED: "Disputed",
    SectionKind.ASKED: "From your questions",
    SectionKind.MISSING: "What is not in these articles",
    SectionKind.PEOPLE: "The people to know",
}


class Voice(StrEnum):
    """Whose words follow a sentence's lead."""

    QUOTE = "quote"  # a speaker's own words, shown in quotation marks
    REPORTED = "reported"  # an article's own sentence, exact, without quotation marks
    OURS = "ours"  # derived from what is cited, such as that a person is named and not quoted
    WRITTEN = "written"  # a language model's, checked against what is cited
    OWN = "own"  # the user's, checked in the same way


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What a briefing is asked for: a topic, or certain articles, or what is new since a day; all may be combined.

    since, until: ISO days. publishers: only these outlets.
    """

    topic: str = ""
    article_ids: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    publishers: tuple[str, ...] = ()
    length: Length = Length.ONE


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence of a briefing, with the numbers of the citations it rests on (none only where `doubt` tells why).

    id: the same for the same words in the same section, in this briefing and a later one; a sentence that the user rewrote
    keeps it. lead: who, where and when. words: what follows it, see `voice`. head: what stands above this and its neighbours
    ("Analysts"). unnamed: the speaker is not named. edited: the user wrote or rewrote it. doubt: why the articles do not bear
    it out, where the user wants it on the page all the same; "" where they do.
    """

    id: str
    lead: str
    words: str
    voice: Voice
    citations: tuple[int, ...]
    head: str = ""
    unnamed: bool = False
    edited: bool = False
    doubt: str = ""

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return f"{self.lead} {self.words}".strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One part of the page."""

    kind: SectionKind
    sentences: tuple[Sentence, ...]

    @property
    def title(self) -> str:
        """The heading it stands under."""
        return TITLES[self.kind]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """An article the briefing was made from.

    chain: the outlets much of it came through, nearest to the reader first. same_as: the outlet whose report it is a copy
    of, shown before it. cited: numbers of the citations into it.
    """

    article_id: str
    title: str
    publisher: str | None
    published_at: str | None
    url: str | None
    story: str
    chain: tuple[str, ...] = ()
    same_as: str | None = None
    cited: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Briefing:
    """A page for someone who has two minutes.

    as_of: the day it was made, ISO. sources: the articles it rests on, the cited first. articles, independent: how many
    articles were read for it, and how many stories they are, copies counted once. removed: ids of sentences the user
    took out, which stay out when it is refreshed. writer: "composed", or a language model's name. elapsed: seconds.
    """

    request: Request
    title: str
    as_of: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    articles: int
    independent: int
    writer: str = "composed"
    notes: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    removed: tuple[str, ...] = ()
    left_out: tuple[SectionKind, ...] = ()
    arranged: tuple[SectionKind, ...] = ()
    ordered: bool = False
    elapsed: float = 0.0

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in their order."""
        return tuple(sentence for section in self.sections for sentence in section.sentences)

    def citation(self, number: int) -> Citation | None:
        """Return the citation of that number."""
        return next((citation for citation in self.citations if citation.number == number), None)
