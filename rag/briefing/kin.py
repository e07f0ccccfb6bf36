"""Reports of the same story in another language, which no word of the topic finds: told by time and by names in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ingest.article import Article, Filters
from ingest.store import ArticleStore

_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ’'-]+(?: [A-ZÀ-Þ][a-zà-ÿ’'-]+)+")
_DAYS = 3  # before the first and after the last of the articles
_MOST_READ, _MOST = 60, 5
_FULL_NAMES = 2  # names of two words and more that both hold


def in_other_languages(
    articles: Sequence[Article], topic_names: Sequence[str], store: ArticleStore, filters: Filters
) -> list[Article]:
    """Return articles in other languages than these, of their days, that name the same people and what the topic names.

    The latter by one of its words that is written with a capital and stands in the article too.
    """
    days = sorted(article.published_at[:10] for article in articles if article.published_at)
    languages = {article.language for article in articles if article.language}
    if not days or not languages or not topic_names:
        return []
    known = {article.id for article in articles}
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    since, until = (first - timedelta(days=_DAYS)).isoformat(), (last + timedelta(days=_DAYS)).isoformat()
    within = Filters(
        since=max(since, filters.since or since),
        until=min(until, filters.until or until),
        publishers=filters.publishers,
    )
    headers = [h for h in store.headers(within) if h.language and h.language not in languages and h.id not in known]
    if not headers:
        return []
    names = {name for article in articles for name in _NAME.findall(article.text)}
    words = {word for name in topic_names for word in name.split() if len(word) > 2}
    found = []
    for header in headers[:_MOST_READ]:
        article = store.article(header.id)
        shared = sum(name in article.text for name in names)
        if shared >= _FULL_NAMES and any(re.search(rf"\b{re.escape(word)}\b", article.text) for word in words):
            found.append((shared, article))
    return [article for _, article in sorted(found, key=lambda pair: -pair[0])[:_MOST]]
