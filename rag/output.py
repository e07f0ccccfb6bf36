"""Answers and passages as JSON (the contract that other programs rely on) and as text for a terminal."""

from __future__ import annotations

from dataclasses import asdict
from textwrap import fill
from typing import Any

from rag.compose.wording import number_of
from rag.day import day_in_words
from rag.types import Answer, Citation, Retrieval, RetrievedPassage

_WIDTH = 100


def answer_json(answer: Answer, identity: str | None = None) -> dict[str, Any]:
    """Return an answer as plain values. Every citation's quote is its article's stored text from start to end."""
    return {
        "id": identity,
        "question": answer.question,
        "understood": answer.understood,
        "abstained": answer.abstained,
        "confidence": round(answer.confidence, 4),
        "statements": [
            {"text": s.text, "citations": list(s.citations), "supported": s.supported} for s in answer.statements
        ],
        "citations": [_citation_json(citation) for citation in answer.citations],
        "rejected": [asdict(rejected) for rejected in answer.rejected],
        "passages": [passage_json(passage) for passage in answer.passages],
        "sources": answer.sources,
        "independent_sources": answer.independent_sources,
        "writer": answer.writer,
        "notes": list(answer.notes),
        "reply": answer.reply,
        "elapsed": round(answer.elapsed, 4),
    }


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {**asdict(citation), "authors": list(citation.authors), "via": list(citation.via)}


def retrieval_json(found: Retrieval, identity: str | None = None) -> dict[str, Any]:
    """Return found passages as plain values."""
    return {
        "id": identity,
        "confidence": round(found.confidence, 4),
        "passages": [passage_json(passage) for passage in found.passages],
    }


def passage_json(found: RetrievedPassage) -> dict[str, Any]:
    """Return one found passage as plain values."""
    return {
        "article_id": found.article.id,
        "url": found.article.url or found.article.canonical_url,
        "publisher": found.article.publisher,
        "title": found.article.title,
        "published_at": found.article.published_at,
        "start": found.passage.start,
        "end": found.passage.end,
        "text": found.passage.text,
        "score": round(found.score, 6),
    }


def answer_text(answer: Answer) -> str:
    """Return an answer for a terminal: statements with [numbers], then the cited words and where they stand."""
    lines = [answer.question, ""]
    if answer.abstained:
        lines.append("No answer to this was found in the articles.")
        if answer.passages:
            lines += ["", "Closest passages:"]
            lines += [_closest(passage) for passage in answer.passages[:3]]
        lines += ["", *answer.notes] if answer.notes else []
        return "\n".join(lines)
    if answer.reply:
        lines += [fill(answer.reply, _WIDTH), ""]
    if not answer.statements:
        return "\n".join([*lines, *answer.notes]).rstrip()
    for statement in answer.statements:
        numbers = "".join(f"[{number}]" for number in statement.citations)
        mark = "" if statement.supported else "(not supported by the articles) "
        lines.append(fill(f"{mark}{statement.text} {numbers}", _WIDTH, subsequent_indent="  "))
    counted = (number_of(answer.sources, "article"), number_of(answer.independent_sources, "independent source"))
    lines += ["", ", ".join(counted)]
    for citation in answer.citations:
        place = ", ".join(
            part for part in (citation.publisher, citation.title, day_in_words(citation.published_at)) if part
        )
        lines.append(f"[{citation.number}] {place} ({citation.article_id}, {citation.start}-{citation.end})")
        if citation.url:
            lines.append(f"    {citation.url}")
    if answer.rejected:
        lines += ["", "Left out, not supported by the articles:"]
        lines += [fill(f"- {r.text} ({r.reason})", _WIDTH, subsequent_indent="  ") for r in answer.rejected]
    lines += ["", *answer.notes] if answer.notes else []
    if answer.writer != "composed":
        lines += ["", f"written by {answer.writer}, each sentence checked"]
    return "\n".join(lines)


def retrieval_text(found: Retrieval) -> str:
    """Return found passages for a terminal."""
    lines = [_closest(passage) for passage in found.passages]
    return "\n\n".join(lines) if lines else "No passage was found."


def _closest(found: RetrievedPassage) -> str:
    article = found.article
    place = ", ".join(
        part for part in (article.publisher, article.title or article.name, day_in_words(article.published_at)) if part
    )
    words = fill(" ".join(found.passage.text.split()), _WIDTH, initial_indent="    ", subsequent_indent="    ")
    return f"{found.score:7.3f}  {place}\n{words}"
