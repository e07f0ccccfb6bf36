"""The articles a briefing rests on: cited ones first, copies of one report beside each other and counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ingest.article import ArticleHeader
from rag.briefing.material import Material
from rag.briefing.types import Source
from rag.types import Citation


def sources_of(material: Material, citations: Sequence[Citation]) -> tuple[Source, ...]:
    """Return every article read, with the numbers of the citations into it."""
    cited: dict[str, list[int]] = defaultdict(list)
    for citation in citations:
        cited[citation.article_id].append(citation.number)
    ordered = sorted(material.articles, key=lambda article: cited[article.id][0] if cited[article.id] else 10_000)
    found: list[Source] = []
    for article in ordered:
        found.append(_source(article, cited[article.id], material.chains[article.id]))
        for copy in material.copies.get(article.id, ()):
            found.append(_source(copy, cited[copy.id], (), article.publisher or article.name))
    return tuple(found)


def _source(
    header: ArticleHeader, numbers: Sequence[int], chain: tuple[str, ...], same_as: str | None = None
) -> Source:
    return Source(
        article_id=header.id,
        title=header.title or header.name,
        publisher=header.publisher,
        chain=chain,
        published_at=header.published_at,
        url=header.url or header.canonical_url,
        story=header.story_id or header.id,
        same_as=same_as,
        cited=tuple(numbers),
    )
