"""Sentences with their evidence, verified together and set on the page anew: their citations are made here and numbered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.article import Article, Attribution, Span
from ingest.errors import NotFound
from rag.briefing.disputes import said_at
from rag.briefing.types import Briefing, Section, SectionKind, Sentence
from rag.cite import Draft, Evidence, verify
from rag.types import Citation

Row = tuple[SectionKind, Sentence, tuple[Evidence, ...]]
ArticleOf = Callable[[str], Article]
AttributionsOf = Callable[[str], Sequence[Attribution]]


def rebuilt(rows: Sequence[Row], article_of: ArticleOf) -> tuple[tuple[Section, ...], tuple[Citation, ...], int]:
    """Return the sections and citations of sentences that their evidence bears out, and how many it does not."""
    drafts = [(row, Draft(text=row[1].words, evidence=row[2])) for row in rows]
    stands = [(row, draft) for row, draft in drafts if verify([draft], article_of).statements]
    verified = verify([draft for _, draft in stands], article_of)
    made: dict[SectionKind, list[Sentence]] = {}
    for ((kind, sentence, _), _), statement in zip(stands, verified.statements, strict=True):
        made.setdefault(kind, []).append(replace(sentence, citations=statement.citations))
    sections = tuple(Section(kind=kind, sentences=tuple(sentences)) for kind, sentences in made.items())
    return sections, verified.citations, len(rows) - len(stands)


def rows_of(briefing: Briefing, attributions_of: AttributionsOf) -> list[Row]:
    """Return a briefing's sentences, each with its citations as evidence."""
    rows: list[Row] = []
    for part in briefing.sections:
        for sentence in part.sentences:
            cited = [c for number in sentence.citations if (c := briefing.citation(number))]
            proofs = tuple(evidence_at(c.article_id, c.start, c.end, c.quote, attributions_of) for c in cited)
            rows.append((part.kind, sentence, proofs))
    return rows


def evidence_at(article_id: str, start: int, end: int, quote: str, attributions_of: AttributionsOf) -> Evidence:
    """Return a place in an article as evidence, with whose words stand there."""
    span = Span(start=start, end=end)
    try:
        said = said_at(attributions_of(article_id), span)
    except NotFound:
        said = None
    return Evidence(article_id=article_id, span=span, quote=quote, attribution=said)
