"""Sentences with their evidence, verified together and set on the page anew: their citations are made here and numbered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ingest.article import Article, Attribution, Span
from ingest.errors import NotFound
from rag.briefing.disputes import said_at
from rag.briefing.types import Briefing, Section, SectionKind, Sentence, Voice
from rag.cite import OMISSION, QUOTATION, Draft, Evidence, verify
from rag.types import Citation

Row = tuple[SectionKind, Sentence, tuple[Evidence, ...]]
ArticleOf = Callable[[str], Article]
AttributionsOf = Callable[[str], Sequence[Attribution]]
EVIDENCE_GONE = "the article it rested on is no longer in the library, or is not as it was"
_IN_A_ROW = 6  # words that stand alike in an article, from which they are the article's


def rebuilt(rows: Sequence[Row], article_of: ArticleOf) -> tuple[tuple[Section, ...], tuple[Citation, ...], int]:
    """Return the sections and citations of sentences that their evidence bears out, and how many it does not.

    What the user wrote stays where its evidence has gone, without citations and with the reason as its doubt; the words in
    it that were the article's went with the article.
    """
    drafts = [(row, Draft(text=row[1].words, evidence=row[2])) for row in rows]
    stands = [bool(verify([draft], article_of).statements) for _, draft in drafts]
    verified = verify([draft for (_, draft), stand in zip(drafts, stands, strict=True) if stand], article_of)
    statements = iter(verified.statements)
    made: dict[SectionKind, list[Sentence]] = {}
    lost = 0
    for ((kind, sentence, proofs), _), stand in zip(drafts, stands, strict=True):
        if stand:
            made.setdefault(kind, []).append(replace(sentence, citations=next(statements).citations, doubt=""))
        elif sentence.voice is Voice.OWN:
            made.setdefault(kind, []).append(sentence if sentence.doubt else _without(sentence, proofs))
        else:
            lost += 1
    sections = tuple(Section(kind=kind, sentences=tuple(sentences)) for kind, sentences in made.items())
    return sections, verified.citations, lost


def gone(lost: int) -> str:
    """Return the note that so many sentences are left out, their words being gone."""
    told = "1 sentence" if lost == 1 else f"{lost} sentences"
    return f"{told} rested on articles that are no longer in the library, or are not as they were; left out."


def _without(sentence: Sentence, proofs: Sequence[Evidence]) -> Sentence:
    """Return the user's sentence without its evidence, and without the words in a row that it had from there."""
    words = QUOTATION.sub(lambda found: found[0].replace(found[1], OMISSION), sentence.words).split()
    for proof in proofs:
        there = [_plain(word) for word in proof.quote.split()]
        matching = SequenceMatcher(None, [_plain(word) for word in words], there, autojunk=False).get_matching_blocks()
        for block in reversed(matching):
            if block.size >= _IN_A_ROW:
                words[block.a : block.a + block.size] = [OMISSION]
    return replace(sentence, words=" ".join(words), citations=(), doubt=EVIDENCE_GONE)


def _plain(word: str) -> str:
    return word.strip("“”\"'‘’,.;:!?()").casefold()


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
