"""Questions whether something is disputed: told by two accounts that oppose each other, or by who denies it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.question import Question
from rag.cite import Draft
from rag.compose.choice import Choice
from rag.compose.fact import told
from rag.compose.wording import Wording
from rag.compose.yes_no import opposing_pair, told_as_opposed
from rag.verify.facts_in_text import days_of, tokens_of
from rag.words import content_words

NOT_DISPUTED = (
    "No words that dispute this were found in the articles. That nobody is quoted against it does not make it certain."
)
_ASKS = re.compile(r"^(?:and |but |so )?is it disputed\s+(?:that\s+|whether\s+)?(?P<what>.+?)[?!. ]*$", re.IGNORECASE)
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput\w+|contradict\w*|reject\w*|refut\w+|contest\w*|rebut\w*|no evidence|does not accept|did not (?:accept|recognise|recognize|"
    r"confirm)|do(?:es)? not (?:recognise|recognize|agree)|different account|disagree\w*|doubt\w*|challeng\w+|called? .{0,20}(?:lie|fairy tale|false))\b",
    re.IGNORECASE,
)
_AMONG = 16  # sentences looked at
_ABOUT = 0.5  # share of the words asked about that a sentence and its title must hold
_MOST = 3


def disputed(question: Question) -> str | None:
    """Return what is asked to be disputed or not; None for every other question."""
    found = _ASKS.match(question.text)
    return found["what"] if found else None


def compose_disputed(about: Question, ranked: Sequence[Choice], wording: Wording) -> list[Draft]:
    """Return two accounts that differ, or else the sentences that deny or doubt; nothing where none does."""
    wanted = content_words(about.text)
    near = [one for one in ranked[:_AMONG] if _share(one, wanted) >= _ABOUT]
    if pair := opposing_pair(near) or _other_day(near, wanted):
        return told_as_opposed(*(told(about, one, wording) for one in pair))
    return [told(about, one, wording) for one in near if _DENIES.search(one.words)][:_MOST]


def _share(one: Choice, wanted: set[str]) -> float:
    held = content_words(f"{one.words} {one.passage.article.title or ''}")
    return len(wanted & held) / max(1, len(wanted))


def _other_day(near: Sequence[Choice], wanted: set[str]) -> tuple[Choice, Choice] | None:
    """Return two sentences of different articles that hold most of the words themselves and name different days."""
    dated = []
    for one in near:
        days = days_of(tokens_of(one.words))
        if len(days) == 1 and len(wanted & content_words(one.words)) >= _ABOUT * len(wanted) and days[0].month:
            dated.append((one, (days[0].month, days[0].day)))
    for i, (one, day) in enumerate(dated):
        for other, another in dated[i + 1 :]:
            if day != another and one.passage.article.id != other.passage.article.id:
                return one, other
    return None
