"""Citations: exact words or nothing. `verify` is the only maker of `Citation`.

Whatever wrote a statement, it names its evidence as spans of stored articles. Here each is held against the stored
text, numbered, and kept only if the words are there; a statement left without evidence, or with words in
quotation marks that no cited span holds, is rejected with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.article import Article, Attribution, Span
from ingest.errors import NotFound
from rag.types import Citation, Rejected, Statement

QUOTATION = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"“»]")  # its group: the words within the marks
OMISSION = "[…]"  # stands in a statement between two pieces of one quote
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Words a statement rests on: a span of an article, the words expected there, and who said them."""

    article_id: str
    span: Span
    quote: str
    attribution: Attribution | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A statement before it is verified."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verified:
    """Statements whose evidence stands, their citations in order of first use, and what was rejected."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    rejected: tuple[Rejected, ...]


def verify(drafts: Sequence[Draft], article_of: Callable[[str], Article]) -> Verified:
    """Hold every draft against the stored articles.

    article_of: returns the stored article of an id, or raises NotFound.
    The invariant of every citation returned: `article.text[start:end] == quote`.
    """
    statements: list[Statement] = []
    citations: dict[tuple[str, int, int], Citation] = {}
    rejected: list[Rejected] = []
    for draft in drafts:
        found, reason = _evidence(draft, article_of)
        if reason:
            rejected.append(Rejected(text=draft.text, reason=reason))
            continue
        numbers = []
        for article, evidence in found:
            place = (article.id, evidence.span.start, evidence.span.end)
            if place not in citations:
                citations[place] = _citation(len(citations) + 1, article, evidence)
            numbers.append(citations[place].number)
        statements.append(Statement(text=draft.text, citations=tuple(dict.fromkeys(numbers))))
    return Verified(statements=tuple(statements), citations=tuple(citations.values()), rejected=tuple(rejected))


def _evidence(draft: Draft, article_of: Callable[[str], Article]) -> tuple[list[tuple[Article, Evidence]], str | None]:
    found = []
    for evidence in draft.evidence:
        try:
            article = article_of(evidence.article_id)
        except NotFound:
            return [], "it cites an article that is not there"
        if not evidence.quote or evidence.span.of(article.text) != evidence.quote:
            return [], "the cited words do not stand at that place of the article"
        found.append((article, evidence))
    if not found:
        return [], "it rests on no passage"
    held = [_flat(evidence.quote) for _, evidence in found]
    quoted = [piece for found in QUOTATION.findall(draft.text) for piece in found.split(OMISSION)]
    for piece in quoted:
        words = _flat(piece).strip(" ,.;:-–—")
        if words and not any(words in quote for quote in held):
            return [], "it puts words in quotation marks that the cited passages do not hold"
    return found, None


def _flat(text: str) -> str:
    return " ".join(text.translate(_MARKS).split())


def _citation(number: int, article: Article, evidence: Evidence) -> Citation:
    said = evidence.attribution
    return Citation(
        number=number,
        article_id=article.id,
        start=evidence.span.start,
        end=evidence.span.end,
        quote=evidence.quote,
        title=article.title,
        publisher=article.publisher,
        authors=article.authors,
        published_at=article.published_at,
        url=article.url or article.canonical_url,
        speaker=speaker_label(said, article.text) if said else None,
        description=said.description if said else None,
        via=said.via if said else (),
    )


def restored(kept: Mapping[str, Any], article_of: Callable[[str], Article]) -> Citation | None:
    """Return a citation that was kept as plain values, or None where its words no longer stand in the store."""
    try:
        article = article_of(kept["article_id"])
    except NotFound:
        return None
    if not kept["quote"] or article.text[kept["start"] : kept["end"]] != kept["quote"]:
        return None
    return Citation(
        number=kept["number"],
        article_id=article.id,
        start=kept["start"],
        end=kept["end"],
        quote=kept["quote"],
        title=article.title,
        publisher=article.publisher,
        authors=article.authors,
        published_at=article.published_at,
        url=article.url or article.canonical_url,
        speaker=kept.get("speaker"),
        description=kept.get("description"),
        via=tuple(kept.get("via") or ()),
    )


def speaker_label(said: Attribution, text: str) -> str | None:
    """Return the speaker's name, or for the unnamed what the article calls them ("European officials")."""
    if said.speaker:
        return said.speaker
    if said.source is None:
        return None
    words = " ".join(said.source.of(text).split()).strip(" ,")
    return words or None
