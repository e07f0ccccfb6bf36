"""Taking the words of removed articles out of what people kept, where it was not done as they were removed."""

from __future__ import annotations

import json
import re

from ingest.store import ArticleStore
from rag.briefing.shelf import Briefings
from rag.conversations import Conversations

_NAMED = re.compile(r'"article_id": "([^"\\]+)"')


def forget_removed(store: ArticleStore, conversations: Conversations, briefings: Briefings) -> int:
    """Take out of conversations and briefings what is no longer in the library; returns how many articles that concerns.

    `python -m ingest remove`, which knows nothing of either, leaves their words in them until this is called.
    """
    named = {
        article_id
        for record in store.kept.holding('"article_id"')
        for article_id in _NAMED.findall(json.dumps(record.body, ensure_ascii=False))
    }
    gone = {article_id for article_id in named if not store.has_article(article_id)}
    if gone:
        conversations.forget(gone)
        briefings.forget(gone)
    return len(gone)
