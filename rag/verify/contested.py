"""Whether another article contradicts what a written sentence says; then its words are shown beside it.

A model may write from one passage and pass over another that says the opposite; an article may be planted so that it
does. Only rules that are sure speak here: opposed claims (`rag.claims.conflicts`) and figures that differ for the same
thing (`rag.claims.figures`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.article import Attribution, Span
from rag.cite import Draft, Evidence
from rag.claims.conflicts import opposed
from rag.claims.figures import quantities_of
from rag.claims.figures_alike import differ, same_thing
from rag.writing.quoted_material import Numbered

_MOST = 3  # contradicting sentences shown with an answer


def contradictions(drafts: Sequence[Draft], shown: Sequence[Numbered]) -> list[Draft]:
    """Return statements that quote what other articles say against the drafts, each introduced by who says it.

    shown: the passages the drafts were written from. Sentences that a draft cites already, and copies of the same
    story, are left out.
    """
    stories = {one.article.id: one.article.story_id or one.article.id for one in shown}
    cited = [(e.article_id, e.span) for draft in drafts for e in draft.evidence]
    made: list[Draft] = []
    seen: set[str] = set()
    for draft in drafts:
        own = {stories.get(e.article_id, e.article_id) for e in draft.evidence}
        for one, span in _sentences(shown):
            words = _words(one, span)
            told = any(article == one.article.id and span.overlaps(other) for article, other in cited)
            if told or words in seen or stories[one.article.id] in own or not _against(draft, words):
                continue
            seen.add(words)
            made.append(_draft(one, span, words))
            if len(made) == _MOST:
                return made
    return made


def _sentences(shown: Sequence[Numbered]) -> Iterator[tuple[Numbered, Span]]:
    for one in shown:
        for span in one.passage.sentences:
            yield one, span


def _words(one: Numbered, span: Span) -> str:
    start = one.passage.start
    return " ".join(one.passage.text[span.start - start : span.end - start].split())


def _against(draft: Draft, words: str) -> bool:
    for evidence in draft.evidence:
        own = " ".join(evidence.quote.split())
        if opposed(own, words):
            return True
        if any(same_thing(a, b) and differ(a, b) for a in quantities_of(own) for b in quantities_of(words)):
            return True
    return False


def _draft(one: Numbered, span: Span, words: str) -> Draft:
    said = _said(one, span)
    who = (said.speaker or said.description) if said else None
    outlet = one.article.publisher or one.article.title or "Another article"
    label = f"{who} ({outlet})" if who and who.split()[-1].lower() not in words.lower() else outlet
    start = one.passage.start
    quote = one.passage.text[span.start - start : span.end - start]
    evidence = Evidence(article_id=one.article.id, span=span, quote=quote, attribution=said)
    return Draft(text=f"Against this, {label}: {words}", evidence=(evidence,))


def _said(one: Numbered, span: Span) -> Attribution | None:
    for said in one.attributions:
        if any(part.overlaps(span) for part in said.content):
            return said
    return None
