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
from rag.compose.library import lead_of
from rag.compose.lines import of_the_page
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
_ALIKE = 0.6  # share of the shorter one's words from which two say the same
_AMONG = 120  # sentences looked at


def overview_topic(question: Question) -> str | None:
    """Return what a question that wants an overview is about; None for any other question."""
    found = _ASKS.match(question.text)
    return found["topic"] if found and content_words(found["topic"]) else None


def compose_overview(question: Question, topic: str, ranked: Sequence[Choice], wording: Wording) -> list[Draft]:
    """Return of each report that bears on the topic the sentence that says most of it, newest first.

    A report bears on the topic where its title and one sentence hold all the topic's words between them, and the
    sentence at least one. Copies of one report are told once; of an only report several sentences are told.
    """
    wanted = content_words(topic)
    reports: dict[str, list[Choice]] = {}
    for one in ranked[:_AMONG]:
        held = content_words(one.words) & wanted
        if (
            not held
            or of_the_page(one.words, one.passage.article.title)
            or not wanted <= held | content_words(one.passage.article.title or "")
        ):
            continue
        reports.setdefault(one.passage.article.story_id or one.passage.article.id, []).append(one)
    titled = {story: of for story, of in reports.items() if wanted & content_words(of[0].passage.article.title or "")}
    if len(wanted) > 1:
        reports = titled or reports  # where headlines name somebody, what names them by the way is not of them
    newest = sorted(reports.values(), key=lambda of: _day(of[0].passage.article), reverse=True)[:_MOST]
    if len(newest) == 1:
        return [told(question, one, wording) for one in _most_telling(newest[0], wording)]
    drafts = [told(question, _lead_or_best(of, wording), wording) for of in newest]
    if len({_day(of[0].passage.article) for of in newest}) > 1 and _day(newest[0][0].passage.article):
        drafts[0] = replace(drafts[0], text=f"Newest first. {drafts[0].text}")
    return drafts


def _lead_or_best(report: Sequence[Choice], wording: Wording) -> Choice:
    """Return the report's first sentence where it bears on the topic, else the one that says most of it."""
    lead = lead_of(wording.article_of(report[0].passage.article.id))
    return next((one for one in report if one.span.overlaps(lead)), report[0])


def _most_telling(report: Sequence[Choice], wording: Wording) -> list[Choice]:
    """Return of the only report its first sentence and those that say most of the topic, in its own order."""
    first = _lead_or_best(report, wording)
    kept, seen = [first], [content_words(first.words)]
    for one in report:
        words = content_words(one.words)
        same = one.passage.article.id == first.passage.article.id
        if same and all(len(words & other) < _ALIKE * min(len(words), len(other)) for other in seen):
            kept.append(one)
            seen.append(words)
        if len(kept) == _MOST:
            break
    return sorted(kept, key=lambda one: one.span)


def _day(article: ArticleHeader) -> str:
    return (article.published_at or "")[:10]
