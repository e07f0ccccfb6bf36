"""Questions of all things of a kind: "Which companies announced layoffs?": each that is named is told with the sentence that tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.question import Question
from rag.compose.choice import Choice
from rag.compose.doers import Tellings, with_prior
from rag.compose.lines import is_link
from rag.day import days_between
from rag.words import content_words

_ASKS = re.compile(
    r"^(?:and |but |so )?(?:which|what)\s+(?!(?:is|was|does|has|are|were|did|do|have|had|will|would|can|could)\b)(?:[\w’'-]+\s+){0,3}?(?:[\w’'-]+s|people|men|women)\b",
    re.IGNORECASE,
)
_LEAST = 0.6  # likeness of a sentence's doing, with the thing in its place, from which it is told
_PRIOR = 0.3  # weight of a sentence's score beside its grammar
_LONG_AGO = 400  # days from the surest one's report, after which another tells of another time
_MOST = 5  # things told of


def may_ask_for_several(question: str) -> bool:
    """Tell whether a question may ask for all things of a kind, so that it is worth reading its grammar."""
    return bool(_ASKS.match(question))


def listed(question: Question, told: Tellings, ranked: Sequence[Choice]) -> list[Choice]:
    """Return the sentences that each name another thing of the kind asked for, the surest first; none where fewer than one is named."""
    if not told.asked.several:
        return []
    found = [
        (with_prior(value, one, ranked[0], _PRIOR), one, name)
        for (value, one), name in zip(told.values, told.fillers, strict=True)
        if value >= _LEAST and _is_name(name) and not is_link(one.words)
    ]
    kept: list[Choice] = []
    asked = content_words(question.text) | told.asked.kind
    known = set(asked)
    for _, one, name in sorted(found, key=lambda row: -row[0]):
        new = content_words(name) - known
        of_then = not kept or abs(days_between(_day(one), _day(kept[0])) or 0) <= _LONG_AGO
        if new and of_then and len(kept) < _MOST and not any(one.repeats(other, asked) for other in kept):
            kept.append(one)
            known |= new
    return kept


def _day(one: Choice) -> str | None:
    return one.passage.article.published_at


def _is_name(words: str) -> bool:
    """Tell whether words hold a name: a capital that does not merely begin them."""
    return any(word[:1].isupper() for word in words.split()) and not re.fullmatch(
        r"(?:The|An?|Some|Many|Most|Several|Other|More|Two|Three)\s+[a-z’'\s-]+", words
    )
