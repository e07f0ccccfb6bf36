"""Reports that a later one says it updates: the later is told first, the earlier is told as earlier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.article import Article
from rag.asking.dates import days_in
from rag.asking.question import Question
from rag.cite import Draft
from rag.compose.wording import Wording
from rag.words import content_words

_UPDATES = re.compile(
    r"\bThis (?:article|story|report|piece|version|text)\s+(?:\w+\s+)?(?:updates|corrects|replaces|supersedes|follows up)\b(?P<what>[^.\n]{0,160})",
    re.IGNORECASE,
)


def earlier_marked(question: Question, drafts: Sequence[Draft], wording: Wording) -> list[Draft]:
    """Return the statements with those out of reports that another one cited says it updates marked as earlier.

    A report's own sentence that leads the answer gives way to one of the newer report which holds as much of what is asked.
    What people said stays in its place: a later report does not make it unsaid.
    """
    articles = {e.article_id: wording.article_of(e.article_id) for draft in drafts for e in draft.evidence}
    old = {o.id for one in articles.values() for o in articles.values() if o.id != one.id and updates(one, o)}
    told = [_marked(draft) if _is_of(draft, old) else draft for draft in drafts]
    if not told or told[0] is drafts[0]:
        return told
    wanted = content_words(question.text)
    held = len(wanted & content_words(drafts[0].text))
    newer = next(
        (d for d in told[1:] if d.evidence[0].article_id not in old and len(wanted & content_words(d.text)) >= held),
        None,
    )
    return told if newer is None else [newer, *(draft for draft in told if draft is not newer)]


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
