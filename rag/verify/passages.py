"""What a written sentence is held against: a passage with who speaks in it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.article import Attribution, Span


@dataclass(frozen=True, kw_only=True, slots=True)
class SupportingPassage:
    """A passage that may support a sentence: `text` is the article's text from `start`; spans count the article.

    sources: the words of each attribution's source, in the same order. people: speakers by name with what any passage shown
    beside this one calls them.
    """

    text: str
    article_id: str
    start: int = 0
    sentences: tuple[Span, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    sources: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    publisher: str | None = None
    title: str | None = None
    published_at: str | None = None
