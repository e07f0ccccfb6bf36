"""A briefing as plain values: what programs get, and what is kept of it. Reading one back verifies every citation anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ingest.article import Article, Attribution, Span
from ingest.errors import DatelineError, NotFound
from rag.briefing.disputes import said_at
from rag.briefing.types import Briefing, Length, Request, Section, SectionKind, Sentence, Source, Voice
from rag.cite import Draft, Evidence, verify
from rag.types import Citation

_GONE = "{} rested on articles that are no longer in the library, or are not as they were; left out."


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
        "elapsed": round(briefing.elapsed, 4),
    }


def briefing_of(
    kept: Mapping[str, Any],
    article_of: Callable[[str], Article],
    attributions_of: Callable[[str], Sequence[Attribution]],
) -> Briefing:
    """Return a kept briefing. Sentences whose words no longer stand in their articles are left out, with a note.

    Raises DatelineError where the values are not a briefing's.
    """
    try:
        places = {
            int(c["number"]): (str(c["article_id"]), int(c["start"]), int(c["end"]), str(c["quote"]))
            for c in kept["citations"]
        }
        sections, citations, lost = _sections(kept["sections"], places, article_of, attributions_of)
        request = kept["request"]
        notes = tuple(kept["notes"])
        if lost:
            notes = (*notes, _GONE.format("1 sentence" if lost == 1 else f"{lost} sentences"))
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
            elapsed=float(kept["elapsed"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DatelineError(
            f"This briefing was kept in a form that cannot be read: {error!r}. Make it anew."
        ) from error


def _sections(
    kept: Sequence[Mapping[str, Any]],
    places: Mapping[int, tuple[str, int, int, str]],
    article_of: Callable[[str], Article],
    attributions_of: Callable[[str], Sequence[Attribution]],
) -> tuple[tuple[Section, ...], tuple[Citation, ...], int]:
    rows = [(SectionKind(part["kind"]), row) for part in kept for row in part["sentences"]]
    stands: list[tuple[SectionKind, Mapping[str, Any], Draft]] = []
    for kind, row in rows:
        proofs = tuple(_evidence(places[int(number)], attributions_of) for number in row["citations"])
        draft = Draft(text=str(row["words"]), evidence=proofs)
        if verify([draft], article_of).statements:
            stands.append((kind, row, draft))
    verified = verify([draft for _, _, draft in stands], article_of)
    made: dict[SectionKind, list[Sentence]] = {}
    for (kind, row, _), statement in zip(stands, verified.statements, strict=True):
        made.setdefault(kind, []).append(
            Sentence(
                id=str(row["id"]),
                lead=str(row["lead"]),
                words=str(row["words"]),
                voice=Voice(row["voice"]),
                citations=statement.citations,
                head=str(row["head"]),
                unnamed=bool(row["unnamed"]),
                edited=bool(row["edited"]),
            )
        )
    sections = tuple(Section(kind=kind, sentences=tuple(sentences)) for kind, sentences in made.items())
    return sections, verified.citations, len(rows) - len(stands)


def _evidence(place: tuple[str, int, int, str], attributions_of: Callable[[str], Sequence[Attribution]]) -> Evidence:
    article_id, start, end, quote = place
    span = Span(start=start, end=end)
    try:
        said = said_at(attributions_of(article_id), span)
    except NotFound:
        said = None
    return Evidence(article_id=article_id, span=span, quote=quote, attribution=said)


def _source(kept: Mapping[str, Any]) -> Source:
    return Source(**{**kept, "chain": tuple(kept["chain"]), "cited": tuple(kept["cited"])})
