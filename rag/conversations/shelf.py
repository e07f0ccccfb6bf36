"""The kept conversations of one store: saved, found, named, deleted. Each owner sees only their own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.article import Article
from ingest.errors import NotFound
from ingest.store.kept import KeptRecord
from rag.conversations.as_json import articles_in, exchange_json, exchange_of, without_articles
from rag.conversations.types import KeptExchange
from rag.shelf import Shelf

_AROUND = 60  # characters told before and after a word that was searched for


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptConversation:
    """A conversation in a list: its id, title, how many questions it holds, and when it last changed (UTC).

    hit: what it holds of the words that were searched for, where its title does not show them.
    """

    id: str
    title: str
    questions: int
    updated_at: str
    hit: str = ""


class Conversations(Shelf):
    """Keeps conversations."""

    kind = "conversation"
    longest = 160

    @staticmethod
    def new_id() -> str:
        """Return an id that nobody can guess."""
        return secrets.token_urlsafe(12)

    def save(self, conversation_id: str, exchanges: Sequence[KeptExchange], *, owner: str = "") -> None:
        """Keep a conversation as it is now; its title is its first question until it is given another.

        Raises NotFound where the id is another owner's.
        """
        if not exchanges:
            return
        body = [exchange_json(exchange) for exchange in exchanges]
        gone = {article_id for article_id in articles_in(body) if not self._store.has_article(article_id)}
        body = without_articles(body, gone) if gone else body
        try:
            title = self._get(conversation_id, owner=owner).title
        except NotFound:
            title = exchanges[0].question
        self._put(conversation_id, {"exchanges": body}, owner=owner, title=title)

    def find(self, words: str = "", *, owner: str = "", most: int = 200) -> list[KeptConversation]:
        """Return the owner's conversations that hold all the words, the last changed first."""
        return [
            KeptConversation(
                id=record.id,
                title=record.title,
                questions=len(record.body.get("exchanges", ())),
                updated_at=record.updated_at,
                hit=_hit(record, words),
            )
            for record in self._store.kept.search(self.kind, owner=owner, words=words, most=most)
            if _holds(record, words)
        ]

    def open(self, conversation_id: str, *, owner: str = "") -> tuple[str, tuple[KeptExchange, ...]]:
        """Return title and exchanges, each citation held against the stored words anew. Raises NotFound."""
        record = self._get(conversation_id, owner=owner)
        articles: dict[str, Article] = {}

        def article_of(article_id: str) -> Article:
            if article_id not in articles:
                articles[article_id] = self._store.article(article_id)
            return articles[article_id]

        return record.title, tuple(exchange_of(body, article_of) for body in record.body.get("exchanges", ()))

    def _without(self, record: KeptRecord, gone: set[str]) -> dict[str, Any]:
        return {**record.body, "exchanges": without_articles(record.body["exchanges"], gone)}


def _holds(record: KeptRecord, words: str) -> bool:
    """Tell whether what a reader saw of the conversation, not just its form in the store, holds all the words."""
    held = "\n".join(_seen(record)).casefold()
    return all(word in held for word in words.casefold().split())


def _hit(record: KeptRecord, words: str) -> str:
    """Return the words around the first of those searched for that the title does not hold."""
    missing = [word for word in words.casefold().split() if word not in record.title.casefold()]
    for told in _seen(record) if missing else ():
        at = told.casefold().find(missing[0])
        if at >= 0:
            start = told.rfind(" ", 0, max(0, at - _AROUND)) + 1 if at > _AROUND else 0
            end = told.find(" ", at + len(missing[0]) + _AROUND)
            cut = told[start : end if end > 0 else len(told)]
            return f"{'… ' if start else ''}{cut}{' …' if end > 0 else ''}"
    return ""


def _seen(record: KeptRecord) -> list[str]:
    """Return what a reader saw of a conversation, in order."""
    seen = [record.title]
    for exchange in record.body.get("exchanges", ()):
        answer = exchange.get("answer") or {}
        seen += [exchange["question"], answer.get("understood", ""), *answer.get("notes", ())]
        seen += [statement["text"] for statement in answer.get("statements", ())]
        seen += [
            str(c.get(part) or "") for c in answer.get("citations", ()) for part in ("title", "publisher", "speaker")
        ]
    return seen
