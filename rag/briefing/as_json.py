"""A briefing as plain values: what programs get, and what is kept of it. Reading one back verifies every citation anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from ingest.errors import DatelineError
from rag.briefing.rebuilt import ArticleOf, AttributionsOf, Row, evidence_at, gone, rebuilt
from rag.briefing.types import Briefing, Length, Request, SectionKind, Sentence, Source, Voice


def briefing_json(briefing: Briefing) -> dict[str, Any]:
    """Return the briefing as plain values. Every citation's quote is its article's stored text from start to end."""
    return {
        "request": asdict(briefing.request),
        "title": briefing.title,
        "as_of": briefing.as_of,
        "sections": [
            {"kind": str(part.kind), "title": part.title, "sentences": [asdict(s) for s in part.sentences]}
            for part in briefing.sections
        ],
        "citations": [asdict(citation) for citation in briefing.citations],
        "sources": [asdict(source) for source in briefing.sources],
        "articles": briefing.articles,
        "independent": briefing.independent,
        "writer": briefing.writer,
        "notes": list(briefing.notes),
        "rejected": [asdict(rejected) for rejected in briefing.rejected],
        "removed": list(briefing.removed),
        "left_out": [str(kind) for kind in briefing.left_out],
        "arranged": [str(kind) for kind in briefing.arranged],
        "ordered": briefing.ordered,
        "elapsed": round(briefing.elapsed, 4),
    }


def briefing_of(kept: Mapping[str, Any], article_of: ArticleOf, attributions_of: AttributionsOf) -> Briefing:
    """Return a kept briefing. Sentences whose words no longer stand in their articles are left out, with a note.

    Raises DatelineError where the values are not a briefing's.
    """
    try:
        sections, citations, lost = rebuilt(_rows(kept, attributions_of), article_of)
        request = kept["request"]
        notes = tuple(kept["notes"])
        if lost:
            notes = (*notes, gone(lost))
        return Briefing(
            request=Request(
                topic=str(request["topic"]),
                article_ids=tuple(request["article_ids"]),
                since=request["since"],
                until=request["until"],
                publishers=tuple(request["publishers"]),
                length=Length(request["length"]),
            ),
            title=str(kept["title"]),
            as_of=str(kept["as_of"]),
            sections=sections,
            citations=citations,
            sources=tuple(_source(source) for source in kept["sources"]),
            articles=int(kept["articles"]),
            independent=int(kept["independent"]),
            writer=str(kept["writer"]),
            notes=notes,
            removed=tuple(kept["removed"]),
            left_out=tuple(SectionKind(kind) for kind in kept.get("left_out", ())),
            arranged=tuple(SectionKind(kind) for kind in kept.get("arranged", ())),
            ordered=bool(kept.get("ordered", False)),
            elapsed=float(kept["elapsed"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DatelineError(
            f"This briefing was kept in a form that cannot be read: {error!r}. Make it anew."
        ) from error


def _rows(kept: Mapping[str, Any], attributions_of: AttributionsOf) -> list[Row]:
    places = {
        int(c["number"]): (str(c["article_id"]), int(c["start"]), int(c["end"]), str(c["quote"]))
        for c in kept["citations"]
    }
    rows: list[Row] = []
    for part in kept["sections"]:
        for row in part["sentences"]:
            sentence = Sentence(
                id=str(row["id"]),
                lead=str(row["lead"]),
                words=str(row["words"]),
                voice=Voice(row["voice"]),
                citations=(),
                head=str(row["head"]),
                unnamed=bool(row["unnamed"]),
                edited=bool(row["edited"]),
                doubt=str(row.get("doubt", "")),
            )
            proofs = tuple(evidence_at(*places[int(number)], attributions_of) for number in row["citations"])
            rows.append((SectionKind(part["kind"]), sentence, proofs))
    return rows


def _source(kept: Mapping[str, Any]) -> Source:
    return Source(**{**kept, "chain": tuple(kept["chain"]), "cited": tuple(kept["cited"])})
