"""Questions about critics, sceptics, supporters of something: whom an article sets against it in the words around theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.question import Question
from rag.compose.wording import Wording
from rag.voices.evidence import Candidate
from rag.words import content_words, coverage

_GROUPS = re.compile(
    r"^(?:(?:its|the|some|other|any) )?(?:critics?|s[ck]eptics?|opponents?|detractors?|doubters?)\b", re.IGNORECASE
)
_DOUBTS = re.compile(
    r"(?<!not )(?<!n’t )(?<!n't )\b(?:critic\w*|s[ck]eptic\w*|doubt\w*|disput\w+|disagree\w*|oppos(?:e|es|ed|ing)\b|not (?:all|every\w*) .{0,40}(?:won over|convinced|persuaded|agree\w*)|"
    r"(?:not|n['’]t|never) (?:convinced|persuaded|won over|impressed|agree)|warn(?:s|ed)? (?:against|that)|question(?:s|ed)? (?:whether|the)|reject(?:s|ed)|"
    r"condemn\w*|objected|unconvinced|misgivings|reservations about)\b",
    re.IGNORECASE,
)
_WHO_IS = re.compile(
    r"^(?:and |but |so )?who (?:else )?(?:has |have |is |are )?(?:criticis|criticiz|oppos|reject|disput|doubt|condemn|object)\w*",
    re.IGNORECASE,
)
_ABOUT = 0.5  # share of the words asked about that the sentence of a critic must hold
_BEFORE = 160  # characters before a speaker's sentence in which the article may set them against it


def asks_critics(question: Question) -> bool:
    """Tell whether the question asks for those who are against something, without naming them."""
    if _WHO_IS.match(question.text):
        return True
    return bool(question.groups) and all(_GROUPS.match(group) for group in question.groups) and not question.speakers


def set_against(question: Question, candidates: Sequence[Candidate], wording: Wording) -> list[Candidate]:
    """Return the candidates whom the sentence, or the words of the paragraph before it, introduce with a doubt or dissent.

    The words of a speaker so introduced elsewhere in the same article are kept too.
    """

    def introduced(candidate: Candidate) -> bool:
        text = wording.article_of(candidate.article.id).text
        start = max(text.rfind("\n", 0, candidate.sentence.start) + 1, candidate.sentence.start - _BEFORE)
        own = candidate.said.content
        around = text[start : candidate.sentence.end]
        for span in reversed(own):  # what they say themselves is no introduction of them
            if span.start >= start:
                around = around[: span.start - start] + around[span.end - start :]
        return bool(_DOUBTS.search(around))

    if not question.groups:  # "who criticised Musk?": the words around name whom they are against
        topic = content_words(question.topic)
        return [
            c
            for c in candidates
            if introduced(c) and coverage(topic, c.sentence.of(wording.article_of(c.article.id).text)) >= _ABOUT
        ]
    voices = {(c.article.id, c.said.speaker) for c in candidates if introduced(c)}
    return [c for c in candidates if (c.article.id, c.said.speaker) in voices and c.said.speaker]
