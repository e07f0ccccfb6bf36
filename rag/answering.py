"""From a question to its checked answer, step by step: understood, searched, composed, perhaps written, verified."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from ingest.article import Article, Filters
from ingest.store import ArticleStore
from rag.asking.followup import understand
from rag.asking.question import Question, parse_question
from rag.cite import verify
from rag.compose import READ_PASSAGES, Composed, Composer
from rag.independence import independent_sources, printing_of
from rag.retrieval.retrieve import Retriever
from rag.types import Answer, Progress, Rejected, Statement, Turn
from rag.voices.speakers import same_name
from rag.writing.model_answer import ModelAnswer, condensed, passages_for, write_answer
from rag.writing.model_seat import ModelSeat

_SHOWN = 8  # passages that go with an answer


class Answering:
    """Answers questions over one store. Keeps nothing; safe to call from several threads."""

    def __init__(self, store: ArticleStore, retriever: Retriever, composer: Composer, models: ModelSeat) -> None:
        self._store = store
        self._retriever = retriever
        self._composer = composer
        self._models = models

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn],
        filters: Filters,
        asked_on: date,
        stop: threading.Event | None,
    ) -> Iterator[Progress]:
        """Answer step by step; the last event carries the verified answer. `stop` ends it early, without one."""
        begun = time.monotonic()
        yield Progress(stage="Searching the articles")
        parsed = self._understood(question, history, asked_on, stop)
        retrieval = self._retriever.retrieve(parsed, k=READ_PASSAGES, filters=filters)
        if stop and stop.is_set():
            return
        yield Progress(stage=f"Reading {len(retrieval.passages)} passages")
        composed = self._composer.compose(parsed, filters, retrieval)
        if stop and stop.is_set():
            return
        answer = self._answer(parsed, composed)
        if self._models.trouble:
            answer = replace(answer, notes=(*answer.notes, self._models.trouble))
        for step in self._written(parsed, composed, stop) if composed.drafts and not composed.reply else ():
            if isinstance(step, Progress):
                yield step
            else:
                answer = self._answer(parsed, composed, step)
        if stop and stop.is_set():
            return
        yield Progress(stage="Done", answer=replace(answer, question=question, elapsed=time.monotonic() - begun))

    def _written(
        self, question: Question, composed: Composed, stop: threading.Event | None
    ) -> Iterator[Progress | ModelAnswer]:
        """Let the language model write, where there is one; ends without a ModelAnswer when stopped."""
        if self._models.writer is not None:
            passages = passages_for(composed, self._store)
            yield from write_answer(self._models.writer, question, passages, stop)

    def _understood(
        self, question: str, history: Sequence[Turn], asked_on: date, stop: threading.Event | None
    ) -> Question:
        alone = parse_question(question, asked_on)
        writer = self._models.writer
        condense = partial(condensed, writer.model, alone.text, history, stop) if writer is not None else None
        return understand(alone.text, history, alone, condense, self._speaks)

    def _speaks(self, name: str) -> bool:
        """Tell whether anybody of this name is quoted in the library."""
        found = self._store.speakers(holding=name.split()[-1:])
        return any(speaker and same_name(name, speaker, described) for speaker, described, _ in found)

    def _answer(self, question: Question, composed: Composed, written: ModelAnswer | None = None) -> Answer:
        """Return the composed answer, or what stands of the model's."""
        articles: dict[str, Article] = {}
        article_of = partial(_remember, articles, self._store.article)
        drafts = written.drafts if written and written.drafts else composed.drafts
        verified = verify(drafts, article_of)
        cited = {c.article_id: articles[c.article_id] for c in verified.citations}
        rejected = (*(written.rejected if written else ()), *verified.rejected)
        return Answer(
            question=question.text,
            understood=question.text,
            statements=self._marked(verified.statements, written),
            citations=verified.citations,
            abstained=not verified.statements and not composed.reply,
            reply=composed.reply,
            confidence=composed.retrieval.confidence,
            passages=composed.retrieval.passages[:_SHOWN],
            rejected=rejected,
            sources=len(cited),
            independent_sources=independent_sources(map(printing_of, cited.values())),
            writer=written.writer if written and written.drafts else "composed",
            notes=(*composed.notes, *(written.notes if written else ())),
        )

    def _marked(self, statements: tuple[Statement, ...], written: ModelAnswer | None) -> tuple[Statement, ...]:
        """Return the statements with the model's unsupported ones in their places, where the settings want them."""
        if self._models.settings.unsupported != "mark" or not written or not written.drafts:
            return statements
        left = {statement.text: statement for statement in statements}
        places = (
            Statement(text=piece.text, supported=False) if isinstance(piece, Rejected) else left.get(piece.text)
            for piece in written.pieces
        )
        return tuple(statement for statement in places if statement is not None)


def _remember(known: dict[str, Article], read: Callable[[str], Article], article_id: str) -> Article:
    if article_id not in known:
        known[article_id] = read(article_id)
    return known[article_id]
