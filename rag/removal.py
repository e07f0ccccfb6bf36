"""Everything that people keep of what articles said: the words of removed articles go from it, and come back with undo."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.store import ArticleStore
from rag.shelf import Shelf


class Shelves:
    """All kinds of what is kept of one store."""

    def __init__(self, store: ArticleStore, *shelves: Shelf) -> None:
        self._store = store
        self._shelves = shelves

    def forget(self, article_ids: Iterable[str], *, removal_id: str | None = None) -> None:
        """Take the words of removed articles out of everybody's records. See `Shelf.forget`."""
        gone = list(article_ids)
        for shelf in self._shelves:
            shelf.forget(gone, removal_id=removal_id)

    def remember(self, removal_id: str) -> None:
        """Put back what `forget` took out, in records that have not changed since."""
        for shelf in self._shelves:
            shelf.remember(removal_id)

    def forget_removed(self) -> int:
        """Take out of everything kept what is no longer in the library; returns how many articles that concerns.

        `python -m ingest remove`, which knows nothing of what is kept, leaves their words in it until this is called.
        """
        gone = {article_id for article_id in self._store.kept.articles() if not self._store.has_article(article_id)}
        if gone:
            self.forget(gone)
        return len(gone)
