"""What the answering side passes around: retrieved passages, citations, statements, answers."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.article import ArticleHeader, Attribution, Passage, Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """One earlier exchange of a conversation, oldest first in a history."""

    question: str
    answer: Answer | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoredSentence:
    """A sentence of a retrieved passage (a span of the article's text) and its score for the question."""

    span: Span
    score: float


@dataclass(frozen=True, kw_only=True, slots=True)
class RetrievedPassage:
    """A passage found for a question.

    score: the rank's own scale, higher is better. similarity: cosine to the question, or None where the
    passage was found by words or speaker alone. sentences: best first. attributions: those whose content
    touches the passage. copies: articles that hold a near-identical passage, not shown again.
    """

    passage: Passage
    article: ArticleHeader
    score: float
    similarity: float | None = None
    sentences: tuple[ScoredSentence, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    copies: tuple[ArticleHeader, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Retrieval:
    """Passages best first, and the calibrated belief (0 to 1) that the store holds an answer."""

    passages: tuple[RetrievedPassage, ...]
    confidence: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Exact words of one article. Made only by `rag.cite`: `quote` is the stored text at start to end.

    via: outlets between the article's publisher and the speaker, nearest to the reader first.
    """

    number: int
    article_id: str
    start: int
    end: int
    quote: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    url: str | None = None
    speaker: str | None = None
    description: str | None = None
    via: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One thing the answer says, and the numbers of the citations it rests on.

    supported: False for a language model's sentence that is shown, marked, although the articles do not bear it out.
    """

    text: str
    citations: tuple[int, ...] = ()
    supported: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejected:
    """A sentence a writer produced that its citations do not support, with the reason."""

    text: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A verified answer. `understood` is the question as made whole from the conversation.

    sources: distinct articles cited; independent_sources: those of them that are
    neither copies nor second articles of an outlet.
    writer: "composed", or the language model's name. elapsed: seconds. notes: plain messages for the user
    ("the language model did not answer; this was composed from the passages").
    reply: what the program says for itself, before the statements: a greeting, how many articles there are.
    """

    question: str
    understood: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    abstained: bool
    confidence: float
    passages: tuple[RetrievedPassage, ...]
    rejected: tuple[Rejected, ...] = ()
    sources: int = 0
    independent_sources: int = 0
    writer: str = "composed"
    elapsed: float = 0.0
    notes: tuple[str, ...] = ()
    reply: str = ""
    id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """What an answer in the making tells the page while it runs.

    stage: a short present-tense phrase ("reading 12 passages"). text: answer text so far, unverified when
    a model streams. answer: the finished, verified answer, only in the last event.
    """

    stage: str
    text: str = ""
    answer: Answer | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StoreCounts:
    """Figures for the library page."""

    articles: int
    samples: int
    passages: int
    attributions: int
    publishers: tuple[tuple[str, int], ...] = field(default=())
