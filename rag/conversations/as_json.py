"""Exchanges as plain values for the store, and back: a citation comes back only if its words still stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from ingest.article import Article, Filters, Passage
from ingest.errors import NotFound
from rag.cite import restored
from rag.conversations.types import KeptExchange
from rag.types import Answer, Rejected, RetrievedPassage, Statement

ArticleOf = Callable[[str], Article]
_CLOSEST = 8  # passages kept of an answer


def exchange_json(exchange: KeptExchange) -> dict[str, Any]:
    """Return an exchange as plain values. Of passages only their places are kept."""
    return {
        "question": exchange.question,
        "limits": asdict(exchange.limits),
        "answer": _answer_json(exchange.answer) if exchange.answer else None,
        "error": exchange.error,
        "stopped": exchange.stopped,
        "alone": exchange.alone,
    }


def _answer_json(answer: Answer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "understood": answer.understood,
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "statements": [
            {"text": s.text, "citations": list(s.citations), "supported": s.supported} for s in answer.statements
        ],
        "citations": [asdict(citation) for citation in answer.citations],
        "rejected": [asdict(rejected) for rejected in answer.rejected],
        "passages": [
            {"article_id": p.passage.article_id, "start": p.passage.start, "end": p.passage.end, "score": p.score}
            for p in answer.passages[:_CLOSEST]
        ],
        "sources": answer.sources,
        "independent_sources": answer.independent_sources,
        "writer": answer.writer,
        "elapsed": round(answer.elapsed, 3),
        "notes": list(answer.notes),
        "reply": answer.reply,
    }


def exchange_of(body: Mapping[str, Any], article_of: ArticleOf) -> KeptExchange:
    """Return a kept exchange. article_of: returns the stored article of an id, or raises NotFound."""
    kept = body.get("answer")
    return KeptExchange(
        question=str(body.get("question", "")),
        limits=filters_of(body.get("limits") or {}),
        answer=_answer_of(kept, article_of) if kept else None,
        error=body.get("error"),
        stopped=bool(body.get("stopped")),
        alone=bool(body.get("alone")),
    )


def filters_of(values: Mapping[str, Any]) -> Filters:
    """Return filters from their plain values; what a later version may have added is passed over."""
    known = {field.name for field in fields(Filters)}
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in known}
    return Filters(**given)


def _answer_of(body: Mapping[str, Any], article_of: ArticleOf) -> Answer:
    citations = [restored(kept, article_of) for kept in body["citations"]]
    standing = tuple(citation for citation in citations if citation is not None)
    numbers = {citation.number for citation in standing}
    statements = tuple(
        Statement(text=s["text"], citations=tuple(s["citations"]), supported=bool(s.get("supported", True)))
        for s in body["statements"]
        if set(s["citations"]) <= numbers
    )
    answer = Answer(
        question=body["question"],
        understood=body["understood"],
        statements=statements,
        citations=standing,
        abstained=body["abstained"],
        confidence=body["confidence"],
        passages=tuple(p for place in body["passages"] if (p := _passage_of(place, article_of)) is not None),
        rejected=tuple(Rejected(**rejected) for rejected in body["rejected"]),
        sources=body["sources"],
        independent_sources=body["independent_sources"],
        writer=body["writer"],
        elapsed=body["elapsed"],
        notes=tuple(body["notes"]),
        reply=body.get("reply", ""),
    )
    lost = len(body["statements"]) - len(statements)
    return replace(answer, notes=(*answer.notes, lost_note(lost))) if lost else answer


def lost_note(count: int) -> str:
    """Return what stands in the place of statements whose article is gone."""
    what = "One statement" if count == 1 else f"{count} statements"
    return f"{what} of this answer went with an article that was removed from the library."


def _passage_of(place: Mapping[str, Any], article_of: ArticleOf) -> RetrievedPassage | None:
    try:
        article = article_of(place["article_id"])
    except NotFound:
        return None
    start, end = place["start"], place["end"]
    passage = Passage(article_id=article.id, start=start, end=end, text=article.text[start:end])
    return RetrievedPassage(passage=passage, article=article, score=place["score"])


def without_articles(exchanges: Sequence[Mapping[str, Any]], gone: set[str]) -> list[dict[str, Any]]:
    """Return kept exchanges (plain values) without anything that removed articles said."""
    return [{**exchange, "answer": _answer_without(exchange.get("answer"), gone)} for exchange in exchanges]


def _answer_without(answer: Mapping[str, Any] | None, gone: set[str]) -> dict[str, Any] | None:
    if answer is None or not articles_in([{"answer": answer}]) & gone:
        return dict(answer) if answer else None
    citations = [c for c in answer["citations"] if c["article_id"] not in gone]
    numbers = {c["number"] for c in citations}
    statements = [s for s in answer["statements"] if set(s["citations"]) <= numbers]
    lost = len(answer["statements"]) - len(statements)
    sources = len({c["article_id"] for c in citations})
    return {
        **answer,
        "citations": [c for c in citations if any(c["number"] in s["citations"] for s in statements)],
        "statements": statements,
        "passages": [p for p in answer["passages"] if p["article_id"] not in gone],
        "rejected": [],  # what a writer was refused, and notes, may hold words of the article too
        "notes": [lost_note(lost)] if lost else [],
        "reply": "",
        "sources": sources,
        "independent_sources": min(sources, answer["independent_sources"]),
    }


def articles_in(exchanges: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the ids of articles whose words kept exchanges (plain values) hold or point at."""
    answers = [e["answer"] for e in exchanges if e.get("answer")]
    return {held["article_id"] for a in answers for part in ("citations", "passages") for held in a[part]}
