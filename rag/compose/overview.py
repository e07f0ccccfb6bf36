"""Questions that want to know how a matter stands: "What happened at ...?", "What is the latest on ...?", newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.article import ArticleHeader
from rag.asking.question import Question
from rag.cite import Draft
from rag.compose.choice import Choice
from rag.compose.fact import told
from rag.compose.wording import Wording
from rag.words import content_words

_ASKS = re.compile(
    r"^(?:and |but |so )?(?:what (?:has )?happened|what(?:['’]s| is) (?:happening|going on|known|new|being said)|what do we know|"
    r"what(?:['’]s| is| are) the (?:(?:very )?(?:latest|newest|most recent)(?: news| reports?| developments?)?|news|state of play|status|"
    r"situation)|tell me (?:more )?about|summari[sz]e|give me (?:an overview|a summary)|any news|what more is said)"
    r"(?:\s+(?:about|on|of|with|at|in|to|from|regarding))?\s+(?P<topic>.+?)[?!. ]*$",
    re.IGNORECASE,
)
_MOST = 4
_AMONG = 120  # sentences looked at


def overview_topic(question: Question) -> str | None:
    """Return what a question that wants an overview is about; None for any other question."""
    found = _ASKS.match(question.text)
    return found["topic"] if found and content_words(found["topic"]) else None


def compose_overview(question: Question, topic: str, ranked: Sequence[Choice], wording: Wording) -> list[Draft]:
    """Return of each report that bears on the topic the sentence that says most of it, newest first.

    A report bears on the topic where its title and one sentence hold all the topic's words between them, and the
    sentence at least one. Copies of one report are told once.
    """
    wanted = content_words(topic)
    best: dict[str, Choice] = {}
    for one in ranked[:_AMONG]:
        held = content_words(one.words) & wanted
        if not held or not wanted <= held | content_words(one.passage.article.title or ""):
            continue
        story = one.passage.article.story_id or one.passage.article.id
        known = best.get(story)
        if known is None:
            best[story] = one
    newest = sorted(best.values(), key=lambda one: _day(one.passage.article), reverse=True)[:_MOST]
    drafts = [told(question, one, wording) for one in newest]
    if len({_day(one.passage.article) for one in newest}) > 1 and _day(newest[0].passage.article):
        drafts[0] = replace(drafts[0], text=f"Newest first. {drafts[0].text}")
    return drafts


def _day(article: ArticleHeader) -> str:
    return (article.published_at or "")[:10]
