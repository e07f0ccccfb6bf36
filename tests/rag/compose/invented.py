"""Articles written in a test, as if they had been found for a question: each sentence with its likeness to it."""

from __future__ import annotations

import re
from datetime import date

from ingest.article import Article, ArticleHeader, Passage, Span
from rag.asking.question import parse_question
from rag.compose.fact import compose_fact
from rag.compose.wording import Wording
from rag.reading.parsed import SentenceReader
from rag.types import RetrievedPassage, ScoredSentence

DAY = date(2026, 11, 7)
_ENDS = re.compile(r"(?<=[.!?])\s+")


def article(name: str, text: str, *, title: str = "", day: str = "2026-11-06") -> Article:
    return Article(
        id=name, name=name, text=text, title=title or name, publisher=f"{name} Herald", published_at=day,
        fetched_at="", content_hash=name,
    )  # fmt: skip


def found(one: Article, *, score: float = 0.0, likeness: float = 0.5) -> RetrievedPassage:
    """Return an article as one passage, its first sentences a little likelier than the rest."""
    spans, at = [], 0
    for sentence in _ENDS.split(one.text):
        start = one.text.index(sentence, at)
        at = start + len(sentence)
        spans.append(Span(start=start, end=at))
    sentences = tuple(ScoredSentence(span=span, score=likeness - 0.02 * i) for i, span in enumerate(spans))
    header = ArticleHeader(
        id=one.id, name=one.name, title=one.title, publisher=one.publisher, published_at=one.published_at,
        fetched_at="", content_hash=one.content_hash,
    )  # fmt: skip
    passage = Passage(
        id=1, article_id=one.id, start=0, end=len(one.text), text=one.text, sentences=tuple(spans)
    )  # fmt: skip
    return RetrievedPassage(passage=passage, article=header, score=score, similarity=likeness, sentences=sentences)


def answered(question: str, reader: SentenceReader, *articles: Article) -> list[str]:
    """Return the statements that answer a question from these articles, the likeliest first."""
    known = {one.id: one for one in articles}
    passages = [found(one, score=-0.3 * i, likeness=0.6 - 0.03 * i) for i, one in enumerate(articles)]
    drafts = compose_fact(parse_question(question, DAY), passages, Wording(known.__getitem__), reader)
    return [draft.text for draft in drafts]
