"""How many independent sources stand behind what is shown: neither copies of one report nor one outlet twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ingest.article import Article, ArticleHeader


def printing_of(article: Article | ArticleHeader) -> tuple[str, str]:
    """Return the story and the outlet of an article; its own id where it has none."""
    return article.story_id or article.id, article.publisher or article.id


def independent_sources(printed: Iterable[tuple[str, str]]) -> int:
    """Return the most articles of which no two share a story or an outlet.

    printed: the story and the outlet of each article; where either is unknown, the article's own id in its place. Two
    articles of one newspaper are one source, and so are two printings of one agency report; a newspaper's own report
    beside the agency report that it also carries gives one source to it and one to whoever else carries the report. That
    is a maximum matching of stories and outlets, found by augmenting paths (Kuhn 1955; its bipartite form in Hopcroft and
    Karp 1973).
    """
    outlets_of: dict[str, set[str]] = defaultdict(set)
    for story, outlet in printed:
        outlets_of[story].add(outlet)
    story_at: dict[str, str] = {}

    def placed(story: str, seen: set[str]) -> bool:
        for outlet in sorted(outlets_of[story] - seen):
            if outlet in seen:
                continue
            seen.add(outlet)
            if outlet not in story_at or placed(story_at[outlet], seen):
                story_at[outlet] = story
                return True
        return False

    return sum(placed(story, set()) for story in outlets_of)
