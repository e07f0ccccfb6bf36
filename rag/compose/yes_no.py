"""Questions that want a yes or a no: answered by what the text states, and by both sides where the accounts differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.cite import Draft
from rag.claims.conflicts import opposed
from rag.compose.choice import Choice
from rag.compose.spoken import spoken
from rag.verify.facts_in_text import negates, tokens_of
from rag.words import content_words

_ASKS = re.compile(
    r"^(?:and |but |so )?(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)\b", re.IGNORECASE
)
_NAMES = re.compile(r"(?<!^)\b[A-ZÀ-Þ][\w’'-]*")
_FURTHER = 16  # sentences among which the other side is looked for
_SHARED, _OF_IT = 2, 0.5  # words of the question that it must hold, and their share
_CLOSE, _MORE = 12, 0.3  # sentences looked at, and the share of the words that one must hold beyond the first
_NEXT = 3  # characters between two sentences that are next to each other
_AMONG = 8  # sentences looked at for one that opposes the best


def asks_yes_or_no(question: str) -> bool:
    """Tell whether a question begins as one that wants a yes or a no."""
    return bool(_ASKS.match(question.strip()))


def opposing_pair(ranked: Sequence[Choice]) -> tuple[Choice, Choice] | None:
    """Return the best sentence and the best of those that oppose it; None where none plainly does."""
    some = ranked[:_AMONG]
    for i, one in enumerate(some[:3]):
        for other in some[i + 1 :]:
            if _one_voice(one, other):
                continue
            if opposed(one.words, other.words):
                return one, other
    return None


def _one_voice(one: Choice, other: Choice) -> bool:
    """Tell whether two sentences are one, or next to each other in one article, or of one speaker there."""
    if one.passage.article.id != other.passage.article.id:
        return False
    gap = max(one.span.start, other.span.start) - min(one.span.end, other.span.end)
    voices = {said.speaker for c in (one, other) if (said := spoken(c.span, c.passage.attributions)) and said.speaker}
    both = all(spoken(c.span, c.passage.attributions) for c in (one, other))
    return gap <= _NEXT or (both and len(voices) == 1)


def closest_first(question: str, ranked: Sequence[Choice]) -> list[Choice]:
    """Return the sentences with the one first that holds clearly more of the question's words than the first does.

    "Will Brodhelm resign?" is answered where resigning is spoken of. Who speaks, and the headline, count as held.
    """
    names = {word for found in _NAMES.finditer(question) for word in content_words(found[0])}
    wanted = content_words(question) - names
    if not ranked or not wanted:
        return list(ranked)
    some = ranked[:_CLOSE]
    held = [len(wanted & _words(one)) if not names or names & _words(one) else 0 for one in some]
    best = held.index(max(held))
    if held[best] - held[0] < max(1, _MORE * len(wanted)):
        return list(ranked)
    return [ranked[best], *ranked[:best], *ranked[best + 1 :]]


def _words(one: Choice) -> set[str]:
    said = spoken(one.span, one.passage.attributions)
    speaker = f"{said.speaker or ''} {said.description or ''}" if said else ""
    return content_words(f"{one.words} {speaker}")


def other_side(question: str, best: Choice, ranked: Sequence[Choice]) -> Choice | None:
    """Return the best sentence that denies where the best one affirms, or the other way round, on the question's own words."""
    wanted = content_words(question)
    least = max(_SHARED, _OF_IT * len(wanted))
    for other in ranked[1:_FURTHER]:
        if _negative(other.words) != _negative(best.words) and len(wanted & content_words(other.words)) >= least:
            return other
    return None


def _negative(words: str) -> bool:
    return any(negates(token) for token in tokens_of(words))


def told_as_opposed(one: Draft, other: Draft) -> list[Draft]:
    """Return two statements that say of each other that they differ."""
    return [
        Draft(text=f"The accounts differ. {one.text}", evidence=one.evidence),
        Draft(text=f"Against that, {other.text}", evidence=other.evidence),
    ]
