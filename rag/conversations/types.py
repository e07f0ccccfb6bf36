"""What is kept of one exchange."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.article import Filters
from rag.types import Answer


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptExchange:
    """A question, the filters it was asked under, and what became of it: an answer, an error, or a stop.

    alone: it was to be read as it stands, without the conversation before it.
    """

    question: str
    limits: Filters = field(default_factory=Filters)
    answer: Answer | None = None
    error: str | None = None
    stopped: bool = False
    alone: bool = False
