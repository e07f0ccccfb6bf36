"""Keep the story clusters of a store up to date as articles come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.article import Article, PassageVectors
from ingest.store import ArticleStore
from ingest.stories.dedupe import StoryIndex, article_vector, signature


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """An article with its story set, the signature to keep, and the stories of others that this joins."""

    article: Article
    signature: bytes
    joined: dict[str, str | None]


class Stories:
    """The story clusters of one store, read from it once. Not safe for several threads: an ingest owns it."""

    def __init__(self, store: ArticleStore, dimension: int) -> None:
        self._index = StoryIndex(dimension)
        for header, kept, vector in store.signatures():
            try:
                self._index.add(header, kept, vector)
            except ValueError:  # kept by an earlier version of the program
                self._index.add(header, signature(store.article(header.id).text), vector)

    def place(self, article: Article, vectors: Sequence[PassageVectors], *, replaces: str | None) -> Placed:
        """Find the story an article belongs to, and index it there. `replaces`: the version it takes over from."""
        if replaces:
            self._index.remove(replaces)
        kept = signature(article.text)
        vector = article_vector([v.passage for v in vectors])
        found = self._index.stories(article, kept, vector)
        story = found[0] if found else None
        joined: dict[str, str | None] = {}
        for other in found[1:]:
            joined.update(dict.fromkeys(self._index.merge(other, into=found[0]), found[0]))
        placed = replace(article, story_id=story)
        self._index.add(placed, kept, vector)
        return Placed(article=placed, signature=kept, joined=joined)

    def forget(self, article_id: str) -> None:
        """Take a removed article out of its story."""
        self._index.remove(article_id)
