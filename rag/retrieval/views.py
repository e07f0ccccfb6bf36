"""Where a question asks for views: passages of several outlets and speakers, not the best few of one.

Greedy, as maximal marginal relevance is (Carbonell and Goldstein 1998): each passage costs something for every better one
of its outlet, and for speakers who were heard already.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rag.asking.question import Question, QuestionKind
from rag.types import RetrievedPassage

CHOSEN_FROM = 40  # passages, best first
_SAME_OUTLET = 1.5  # what each better passage of the outlet costs, on the scale of the windows' scores
_FAR = 5.0  # how far below the best one a passage may be to be brought forward
_SAME_SPEAKERS = 1.0  # what it costs that all who speak in it were heard
_VIEWS = re.compile(
    r"\b(?:views?|opinions?|critics?|criticism|reactions?|reacted|perspectives?|arguments?|supporters|opponents|"
    r"analysts?|experts?|observers|commentators|outlets|newspapers|(?:other|each|different|both) sides?)\b",
    re.IGNORECASE,
)


def asks_for_views(question: Question) -> bool:
    """Tell whether more than one voice is wanted: a group's, whoever holds something, or views by that or such a word.

    A question about what somebody named says wants that voice alone.
    """
    if question.speakers:
        return False
    return question.kind is not QuestionKind.FACT or bool(_VIEWS.search(question.text))


def spread(passages: Sequence[RetrievedPassage]) -> list[RetrievedPassage]:
    """Return the passages, given best first, in an order that lets several outlets and speakers be heard early."""
    near = [one for one in passages[:CHOSEN_FROM] if one.score >= passages[0].score - _FAR]
    left = list(near)
    outlets: Counter[str] = Counter()
    heard: set[str] = set()
    ordered: list[RetrievedPassage] = []
    while left:
        best = max(left, key=lambda one: one.score - _cost(one, outlets, heard))  # the first of equals: the better one
        left.remove(best)
        ordered.append(best)
        if best.article.publisher:
            outlets[best.article.publisher] += 1
        heard |= _speakers(best)
    return [*ordered, *(one for one in passages if not any(one is other for other in near))]


def _cost(passage: RetrievedPassage, outlets: Counter[str], heard: set[str]) -> float:
    speakers = _speakers(passage)
    again = len(speakers & heard) / len(speakers) if speakers else 0.0
    return _SAME_OUTLET * outlets[passage.article.publisher or ""] + _SAME_SPEAKERS * again


def _speakers(passage: RetrievedPassage) -> set[str]:
    return {said.speaker for said in passage.attributions if said.speaker}
