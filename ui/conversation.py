"""What one browser tab holds: its exchanges, kept on the server for as long as the tab is open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ingest.article import ArticleHeader, Filters
from rag.types import Answer, Citation, Turn


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One question and what became of it.

    stage: what is being done while it runs, else "". error: a message for the user. sources: headers of the
    cited articles, by id. limits: the filters it was asked under. alone: it is to be read as it stands, without
    the conversation, because the user has written it out in full.
    """

    question: str
    limits: Filters = field(default_factory=Filters)
    stage: str = ""
    draft: str = ""
    answer: Answer | None = None
    sources: tuple[ArticleHeader, ...] = ()
    error: str | None = None
    stopped: bool = False
    alone: bool = False

    @property
    def running(self) -> bool:
        """Tell whether its answer is still being made."""
        return bool(self.stage)


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Exchanges, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    @property
    def running(self) -> bool:
        """Tell whether its last answer is still being made."""
        return bool(self.exchanges) and self.exchanges[-1].running

    def asked(self, question: str, limits: Filters, *, alone: bool = False) -> Conversation:
        """Return the conversation with a new question at its end, its answer on the way."""
        exchange = Exchange(question=question, limits=limits, stage="Waiting for its turn", alone=alone)
        return Conversation(exchanges=(*self.exchanges, exchange))

    def with_last(self, exchange: Exchange) -> Conversation:
        """Return the conversation with another last exchange."""
        return Conversation(exchanges=(*self.exchanges[:-1], exchange))

    def history(self) -> tuple[Turn, ...]:
        """Return the finished exchanges before the last one, as a follow-up question needs them."""
        if self.exchanges and self.exchanges[-1].alone:
            return ()
        return tuple(Turn(question=e.question, answer=e.answer) for e in self.exchanges[:-1] if e.answer is not None)

    def citation(self, turn: int, number: int) -> tuple[Answer, Citation] | None:
        """Return a citation of an exchange (counted from 0) by its number, with its answer; None if there is none."""
        answer = self.answer(turn)
        if answer is None:
            return None
        for citation in answer.citations:
            if citation.number == number:
                return answer, citation
        return None

    def answer(self, turn: int) -> Answer | None:
        """Return the finished answer of an exchange (counted from 0), or None."""
        return self.exchanges[turn].answer if 0 <= turn < len(self.exchanges) else None


def finished(exchange: Exchange, answer: Answer, sources: tuple[ArticleHeader, ...]) -> Exchange:
    """Return an exchange with its verified answer."""
    return replace(exchange, stage="", draft="", answer=answer, sources=sources)


def failed(exchange: Exchange, message: str) -> Exchange:
    """Return an exchange that ended in an error."""
    return replace(exchange, stage="", error=message)


def stopped(exchange: Exchange) -> Exchange:
    """Return an exchange that the user stopped."""
    return replace(exchange, stage="", stopped=True)
