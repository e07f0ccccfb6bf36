"""What a comparison is made of: claims with their exact quotes, and how they agree, differ and change.

Everything refers to two flat tables by number: `Comparison.claims` (by `Claim.id`, which is its place) and
`Comparison.citations` (by `Citation.number`, as in an answer).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ingest.article import AttributionKind, SpeakerKind
from rag.types import Citation, Rejected, Statement


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """One thing said in one article: by a holder, or (viewpoint is None) by the outlet in its own words.

    citations: its exact words, in order. words: the same, put together for reading. printing: the article's story and outlet, by which
    independent sources are counted. copies: outlets that print the same words. score: how near the topic, higher is nearer. aspect: its row.
    """

    id: int
    viewpoint: int | None
    article_id: str
    outlet: str | None
    date: str | None
    citations: tuple[int, ...]
    words: str
    kind: AttributionKind | None = None
    via: tuple[str, ...] = ()
    printing: tuple[str, str]
    copies: tuple[str, ...] = ()
    score: float = 0.0
    aspect: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Viewpoint:
    """Who holds what: one holder over all articles, with all that they are quoted as saying on the topic.

    holder: the fullest name; for the unnamed, what the articles call them. also: other forms of the name. sides: labels the articles support
    ("varland", "government"). side: the one to group by, in words. claims: by date, oldest first. independent: sources
    they are quoted in, copies and second articles of an outlet not counted. position: one line a model wrote and the evidence supports, or None.
    """

    id: int
    holder: str
    named: bool
    kind: SpeakerKind | None
    description: str | None
    affiliation: str | None
    sides: tuple[str, ...]
    side: str
    outlets: tuple[str, ...]
    via: tuple[str, ...]
    claims: tuple[int, ...]
    independent: int
    also: tuple[str, ...] = ()
    position: Statement | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Aspect:
    """Claims that are about the same: a row of the matrix.

    label: words that stand in one of its claims; or a name a model gave, all of whose words stand in its claims and the topic.
    """

    id: int
    label: str
    claims: tuple[int, ...]
    holders: int
    independent: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """That a language model, and no rule, tells how claims stand to each other.

    words: those that carry it, exact in the quotes of each claim, in their order; "" for a step that a rule brought in.
    """

    model: str
    words: tuple[str, ...]

    def told(self, between: str = "and") -> str:
        """Return the words in quotation marks."""
        return f" {between} ".join(f"“{words}”" for words in self.words if words)


class ConflictKind(StrEnum):
    """What makes two claims conflict."""

    NEGATION = "negation"
    ANTONYM = "antonym"
    DENIAL = "denial"
    REPORTED = "reported"
    """The article itself says so: "disputes this", "gave a different account"."""
    FIGURE = "figure"
    DATE = "date"
    JUDGED = "judged"
    """A language model says so; no rule is sure of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """Two claims of different holders that cannot both hold.

    left, right: claims. about: words both share, or the figure's name. reason: what in the words makes them conflict.
    evidence: number of the citation whose words say that they conflict, where the article itself does. judged: by a model alone.
    """

    kind: ConflictKind
    about: str
    left: int
    right: int
    reason: str
    evidence: int | None = None
    judged: Judged | None = None

    @property
    def by(self) -> str:
        """What makes it a contradiction, in words: a rule, the article's own words, or a model's verdict."""
        if self.kind is ConflictKind.REPORTED:
            return "the article says so"
        return f"judged by {self.judged.model}" if self.judged else f"opposed by rule: {self.kind}"


class FigureKind(StrEnum):
    """How several figures for the same thing stand to each other."""

    CONFLICT = "conflict"
    UPDATE = "update"
    AGREE = "agree"


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureValue:
    """One figure as it is written, who gives it, where and when.

    low, high: its range in the unit's own terms (equal for a plain figure). source: the holder, or the outlet.
    """

    text: str
    low: float
    high: float
    source: str
    claim: int
    citation: int
    outlet: str | None
    date: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """What is given as a number in several places: the same thing, by date. what: words it is called by.

    later: of figures that differ, what was given on later days, as it rose: the last of them is the latest known.
    """

    what: str
    unit: str
    kind: FigureKind
    values: tuple[FigureValue, ...]
    later: tuple[FigureValue, ...] = ()

    @property
    def latest(self) -> FigureValue | None:
        """The newest figure of one that rose from day to day, None where figures merely differ or agree."""
        if self.later:
            return self.later[-1]
        return self.values[-1] if self.kind is FigureKind.UPDATE else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """A claim that several holders make, each in their own words. independent: sources among them, copies and second articles of an outlet not counted.

    judged: claims of which a model alone says so.
    """

    label: str
    claims: tuple[int, ...]
    independent: int
    judged: Judged | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A holder against themselves over time: the claims in order, and what shows the change.

    reason: what a rule goes by, "" where a model alone tells. judged: by a model, besides a rule where there is a reason.
    """

    viewpoint: int
    steps: tuple[int, ...]
    reason: str
    evidence: int | None = None
    judged: Judged | None = None


def found_by(one: Shared | Change) -> str:
    """Return what tells that claims agree, or that a holder has changed, in words: a model's verdict, or the rules."""
    if one.judged is None:
        return "by rule"
    by = f"judged by {one.judged.model}"
    return f"by rule, and {by}" if isinstance(one, Change) and one.reason else by


@dataclass(frozen=True, kw_only=True, slots=True)
class OnlyIn:
    """What one outlet reports and the others leave out, most telling first."""

    outlet: str
    claims: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineEvent:
    """A point of the timeline. date: ISO day. said: a statement of a holder; else something that happened that day."""

    date: str
    said: bool
    label: str
    side: str
    claim: int
    citation: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """Articles that print one story; they count as one source."""

    story: str
    articles: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Who holds what on a topic, over all articles.

    sources: articles used; independent: sources among them, copies and second articles of an outlet not counted. writer: "composed", or the model's name.
    """

    topic: str
    viewpoints: tuple[Viewpoint, ...]
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    aspects: tuple[Aspect, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    figures: tuple[Figure, ...] = ()
    shared: tuple[Shared, ...] = ()
    changes: tuple[Change, ...] = ()
    only_in: tuple[OnlyIn, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    copies: tuple[Copy, ...] = ()
    sources: int = 0
    independent: int = 0
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()
    writer: str = "composed"
    elapsed: float = 0.0

    def citation(self, number: int) -> Citation:
        """Return the citation of a number."""
        return self.citations[number - 1]

    def holder(self, claim: Claim) -> str:
        """Return who makes a claim: the holder, or the outlet in whose own words it stands."""
        if claim.viewpoint is None:
            return claim.outlet or "the article"
        return self.viewpoints[claim.viewpoint].holder
