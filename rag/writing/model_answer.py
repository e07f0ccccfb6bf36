"""Let a language model write an answer over what was found; where it cannot, the composed answer stands.

The model is asked only where the articles hold something: what was composed from exact words is there first, and
remains the answer whenever the model fails, writes nothing that holds, or goes round in circles.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.errors import ModelError
from ingest.store import ArticleStore
from rag.asking.question import Question
from rag.compose import Composed
from rag.day import day_in_words
from rag.llm import ChatModel, ModelFailure
from rag.types import Progress, Turn
from rag.verify.contested import contradictions
from rag.words import content_words
from rag.writing.prompts import load_prompt
from rag.writing.quoted_material import Numbered
from rag.writing.write import Pieces, Writer, Written
from rag.writing.written import plain

_MOST_PASSAGES = 12
_TOLD = 0.08  # seconds between two looks at the text so far
_INSTEAD = "This answer was composed from exact words instead."
_NOTHING_HELD = f"Nothing that the language model wrote was supported by the articles. {_INSTEAD}"
_NOTHING_FOUND = f"The language model found no answer in the passages. {_INSTEAD}"
_LONGEST_QUESTION = 400
_TURNS, _TURN = 3, 600  # earlier turns that a follow-up is made whole from, and characters of each answer


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelAnswer(Pieces):
    """What stands of a model's answer. pieces: empty where nothing does; then the composed answer is to be used."""

    notes: tuple[str, ...]
    writer: str


def passages_for(composed: Composed, store: ArticleStore) -> list[Numbered]:
    """Return the passages a model is to write from: first those the composed answer cites, then the best found."""
    found = {
        (p.passage.article_id, p.passage.start): Numbered.found(p, store.article(p.article.id))
        for p in composed.retrieval.passages
    }
    chosen: dict[tuple[str, int], Numbered] = {}
    for draft in composed.drafts:
        for evidence in draft.evidence:
            inside = [
                one for one in found.values()
                if one.passage.article_id == evidence.article_id and one.passage.span.covers(evidence.span)
            ]  # fmt: skip
            for one in inside[:1] or _stored(evidence.article_id, evidence.span.start, store):
                chosen.setdefault((one.passage.article_id, one.passage.start), one)
    for place, one in found.items():
        chosen.setdefault(place, one)
    return list(chosen.values())[:_MOST_PASSAGES]


def _stored(article_id: str, at: int, store: ArticleStore) -> list[Numbered]:
    ids = store.passage_ids([article_id]).get(article_id, [])
    article = store.article(article_id)
    said = store.attributions([article_id])[article_id]
    passages = [stored.passage for stored in store.passages(ids).values()]
    return [Numbered.of(p, article, said) for p in passages if p.start <= at < p.end][:1]


def write_answer(
    writer: Writer, question: Question, passages: Sequence[Numbered], stop: threading.Event | None
) -> Iterator[Progress | ModelAnswer]:
    """Yield the model's text as it comes, unverified, and at last what stands of it; ends early when stopped."""
    name = writer.model.name
    yield Progress(stage=f"{name} is reading {len(passages)} passages")
    variables = {"question": question.text, "asked_on": day_in_words(question.asked_on.isoformat()) or ""}
    written: Written | None = None
    told = 0.0
    try:
        for step in writer.stream("answer", passages, variables, stop=stop):
            if isinstance(step, Written):
                written = step
            elif time.monotonic() - told >= _TOLD:
                told = time.monotonic()
                yield Progress(stage=f"{name} is writing, not checked yet", text=step)
    except ModelError as error:
        yield ModelAnswer(pieces=(), notes=(f"{error} {_INSTEAD}",), writer=name)
        return
    if written is None:
        return
    notes = tuple(f"The articles do not say, as far as {name} sees: {what}" for what in written.unknown)
    if not written.drafts:
        notes = (_NOTHING_FOUND if written.unknown and not written.rejected else _NOTHING_HELD,)
    against = contradictions(written.drafts, written.shown)
    yield ModelAnswer(pieces=(*written.pieces, *against), notes=notes, writer=name)


def condensed(model: ChatModel, question: str, history: Sequence[Turn], stop: threading.Event | None) -> str | None:
    """Return a follow-up made whole by the model, or None where it fails or brings in words of its own."""
    told = []
    for turn in history[-_TURNS:]:
        said = " ".join(s.text for s in turn.answer.statements)[:_TURN] if turn.answer else ""
        told.append(f"Question: {turn.question}\nAnswer: {said or 'none'}")
    prompt = load_prompt("condense", ["conversation", "question"])
    system, user = prompt.filled({"conversation": "\n".join(told), "question": question})
    try:
        line = " ".join(plain(model.whole(system, user, stop)).split()).strip('"“” ')
    except ModelFailure:
        return None
    known = content_words(f"{' '.join(told)} {question}")
    if not 3 <= len(line) <= _LONGEST_QUESTION or not line.endswith("?") or not content_words(line) <= known:
        return None
    return line
