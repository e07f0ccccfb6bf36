"""Articles and answers made by hand, as the tests of the page need them. Places and people are invented."""

from __future__ import annotations

from ingest.article import Article, Passage
from rag import NewsAssistant
from rag.types import Answer, Citation, RetrievedPassage, Statement
from ui.jobs import Stops
from ui.suggest import Suggestions
from ui.tabs import Shared

TEXT = (
    "The bridge at Tarn is shut.\n\n"
    "“We closed it at noon,” said Ida Holm, the town engineer. “It will stay closed for a week.”\n\n"
    "A second inspection is due on Friday."
)


def article(text: str = TEXT, **values: object) -> Article:
    given: dict[str, object] = {
        "id": "a1",
        "name": "bridge.txt",
        "title": "Bridge at Tarn shut",
        "publisher": "Tarn Herald",
        "authors": ("Nils Brandt",),
        "published_at": "2026-10-03",
        "language": "en",
        "url": "https://tarnherald.example/bridge",
        "fetched_at": "2026-10-04T00:00:00Z",
        "content_hash": "0" * 64,
        "length": len(text),
        "text": text,
    }
    return Article(**{**given, **values})  # type: ignore[arg-type]


def citation(number: int, quote: str, source: Article | None = None, **values: object) -> Citation:
    source = source or article()
    start = source.text.index(quote)
    given: dict[str, object] = {
        "number": number,
        "article_id": source.id,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "title": source.title,
        "publisher": source.publisher,
        "published_at": source.published_at,
        "url": source.url,
    }
    return Citation(**{**given, **values})  # type: ignore[arg-type]


def answer(*citations: Citation, **values: object) -> Answer:
    statements = tuple(Statement(text=f"It says “{c.quote}”", citations=(c.number,)) for c in citations)
    given: dict[str, object] = {
        "question": "Is the bridge open?",
        "understood": "Is the bridge open?",
        "statements": statements,
        "citations": citations,
        "abstained": not citations,
        "confidence": 0.9,
        "passages": (passage(),),
        "sources": len({c.article_id for c in citations}),
        "independent_sources": len({c.article_id for c in citations}),
        "elapsed": 0.42,
    }
    return Answer(**{**given, **values})  # type: ignore[arg-type]


def passage(source: Article | None = None) -> RetrievedPassage:
    source = source or article()
    words = source.text[:28].rstrip()
    return RetrievedPassage(
        passage=Passage(article_id=source.id, start=0, end=len(words), text=words), article=source, score=0.5
    )


def shared(assistant: NewsAssistant) -> Shared:
    """Return what a tab's handlers work with."""
    return Shared(assistant=assistant, stops=Stops(), suggested=Suggestions(assistant))
