"""What one browser tab holds: its exchanges. Finished ones are kept in the store too, under the conversation's id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ingest.article import ArticleHeader, Filters
from rag.conversations import KeptExchange
from rag.types import Answer, Citation, Turn
from ui.into_briefing import Into, Place


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One question and what became of it.

    stage: what is being done while it runs, else "". error: a message for the user. sources: headers of the
    cited articles, by id. limits: the filters it was asked under. alone: it is to be read as it stands, without
    the conversation, because the user has written it out in full. into: where its answer went, if into a briefing.
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
    into: Into = field(default_factory=Into)

    @property
    def running(self) -> bool:
        """Tell whether its answer is still being made."""
        return bool(self.stage)


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Exchanges, oldest first. id: "" until something is asked. owner: whose it is, "" where there is no login.

    target: the briefing that the last answer went into.
    """

    id: str = ""
    owner: str = ""
    exchanges: tuple[Exchange, ...] = ()
    target: Place | None = None

    @property
    def running(self) -> bool:
        """Tell whether its last answer is still being made."""
        return bool(self.exchanges) and self.exchanges[-1].running

    def asked(self, question: str, limits: Filters, *, alone: bool = False) -> Conversation:
        """Return the conversation with a new question at its end, its answer on the way."""
        exchange = Exchange(question=question, limits=limits, stage="Waiting for its turn", alone=alone)
        return replace(self, exchanges=(*self.exchanges, exchange))

    def with_last(self, exchange: Exchange) -> Conversation:
        """Return the conversation with another last exchange."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))

    def with_into(self, turn: int, into: Into) -> Conversation:
        """Return the conversation with what became of putting one answer into a briefing."""
        changed = replace(self.exchanges[turn], into=into)
        return replace(self, exchanges=(*self.exchanges[:turn], changed, *self.exchanges[turn + 1 :]))

    def to_keep(self) -> tuple[KeptExchange, ...]:
        """Return what is kept of the finished exchanges."""
        return tuple(
            KeptExchange(
                question=e.question, limits=e.limits, answer=e.answer, error=e.error, stopped=e.stopped, alone=e.alone
            )
            for e in self.exchanges
            if not e.running
        )

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


def reopened(
    conversation_id: str,
    owner: str,
    kept: Sequence[KeptExchange],
    sources_of: Callable[[Answer], tuple[ArticleHeader, ...]],
) -> Conversation:
    """Return a kept conversation as a browser tab holds it. sources_of: headers of the articles an answer cites."""
    exchanges = tuple(
        Exchange(
            question=k.question,
            limits=k.limits,
            answer=k.answer,
            sources=sources_of(k.answer) if k.answer else (),
            error=k.error,
            stopped=k.stopped,
            alone=k.alone,
        )
        for k in kept
    )
    return Conversation(id=conversation_id, owner=owner, exchanges=exchanges)


def finished(exchange: Exchange, answer: Answer, sources: tuple[ArticleHeader, ...]) -> Exchange:
    """Return an exchange with its verified answer."""
    return replace(exchange, stage="", draft="", answer=answer, sources=sources)


def failed(exchange: Exchange, message: str) -> Exchange:
    """Return an exchange that ended in an error."""
    return replace(exchange, stage="", error=message)


def stopped(exchange: Exchange) -> Exchange:
    """Return an exchange that the user stopped."""
    return replace(exchange, stage="", stopped=True)
