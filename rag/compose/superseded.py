"""Reports that a later one says it updates: the later is told first, the earlier is told as earlier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.article import Article
from rag.asking.dates import days_in
from rag.asking.question import Question
from rag.cite import Draft
from rag.compose.nearest import NEAREST
from rag.compose.wording import Wording
from rag.words import content_words

_UPDATES = re.compile(
    r"\bThis (?:article|story|report|piece|version|text)\s+(?:\w+\s+)?(?:updates|corrects|replaces|supersedes|follows up)\b(?P<what>[^.\n]{0,160})",
    re.IGNORECASE,
)


def earlier_marked(question: Question, drafts: Sequence[Draft], wording: Wording) -> list[Draft]:
    """Return the statements with the newer report's first, where the first one's report is one that it says it updates.

    A report's own sentence that leads the answer gives way to one of the newer report which holds as much of what is asked,
    and is marked as earlier. What people said stays in its place: a later report does not make it unsaid.
    """
    if not drafts or NEAREST in drafts[0].text:
        return list(drafts)
    articles = {e.article_id: wording.article_of(e.article_id) for draft in drafts for e in draft.evidence}
    pairs = {
        (one.id, o.id) for one in articles.values() for o in articles.values() if o.id != one.id and updates(one, o)
    }
    if not pairs or not _is_of(drafts[0], {old for _, old in pairs}):
        return list(drafts)
    wanted = content_words(question.text)
    held = len(wanted & content_words(drafts[0].text))
    leading = drafts[0].evidence[0].article_id
    for draft in drafts[1:]:
        newer = draft.evidence[0].article_id
        if (newer, leading) in pairs and len(wanted & content_words(draft.text)) >= held:
            return [draft, _marked(drafts[0]), *(one for one in drafts[1:] if one is not draft)]
    return list(drafts)


def says_only_that(words: str) -> bool:
    """Tell whether a sentence says no more than that its article updates others."""
    return bool(_UPDATES.match(words.strip()))


def _is_of(draft: Draft, old: set[str]) -> bool:
    """Tell whether a statement is an older report's own sentence, nobody's quoted words."""
    own = all(e.article_id in old and e.attribution is None for e in draft.evidence)
    return own and bool(draft.evidence) and not re.search(r"[“”\"„«»]", draft.text)


def _marked(draft: Draft) -> Draft:
    return Draft(text=f"Earlier: {draft.text}", evidence=draft.evidence)


def updates(one: Article, other: Article) -> bool:
    """Tell whether an article says that it updates its outlet's reports of the other's day, or of that day and after."""
    found = _UPDATES.search(one.text)
    if not found or not one.published_at or not other.published_at or one.publisher != other.publisher:
        return False
    if not _share_a_keyword(one, other):
        return False
    later, earlier = date.fromisoformat(one.published_at[:10]), date.fromisoformat(other.published_at[:10])
    days = days_in(found["what"], later)
    if days.first is None or earlier >= later:
        return False
    after = bool(re.search(r"\b(?:and|or) (?:after|later|since)|onwards?\b", found["what"], re.IGNORECASE))
    return earlier >= days.first if after else earlier == days.first


def _share_a_keyword(one: Article, other: Article) -> bool:
    """Tell whether two articles are plainly about one matter: by keywords, or else by names in their headlines."""
    if one.keywords and other.keywords:
        return bool({k.casefold() for k in one.keywords} & {k.casefold() for k in other.keywords})
    names = (set(re.findall(r"\b[A-Z][\w’'-]{3,}", article.title or "")) for article in (one, other))
    return bool(set.intersection(*names))
