"""Questions that ask for a time: "When did the dam fail?" is answered by the sentence that dates the failing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.question import Question
from rag.cite import Draft
from rag.compose.choice import Choice
from rag.compose.wording import Wording
from rag.day import day_in_words
from rag.reading.asked import last_sentence
from rag.wordforms import form
from rag.words import content_words

_ASKS = re.compile(
    r"^(?:and |but |so )?(?:when|since when|until when|by when|(?:on |since |by )?(?:what|which) (?:day|date|year|month|time)|at what time)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:since|until|by) when\W*$", re.IGNORECASE)  # "She has been mayor since when?"
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_TIME = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b\.?(?: \d{{4}})?|{_MONTH}\.? \d{{1,2}}\b|{_MONTH},? \d{{4}}|\d{{1,2}}[:.]\d\d\b|"
    rf"(?:in|since|by|until|last|next|of|early|late) {_MONTH}\b|(?:in|since|until|by|from|of) (?:19|20)\d\d\b|"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?: (?:morning|afternoon|evening|night))?|yesterday|today|tomorrow|last (?:week|month|year|night)|"
    r"next (?:week|month|year|spring|summer|autumn|winter))"
)
_SINCE = re.compile(rf"\b(?:since|in|from) (?:{_MONTH},? )?(?:19|20)\d\d\b|\bsince {_MONTH}\b")
_UNREAL = re.compile(r"\b(?:could|would|might|may|should|if|whether)\b[^.;,]{0,30}$", re.IGNORECASE)
_AMONG = 24  # sentences looked at
_NEAR = 90  # characters between what is asked about and its time
_HELD = 0.6  # share of the question's words that a sentence and its headline must hold
_SURER = 40  # characters by which a less believed sentence must have its time nearer


def asks_when(question: str) -> bool:
    """Tell whether a question asks for a time."""
    last = last_sentence(question)
    return bool(_ASKS.match(last) or _ENDS.search(last))


def dated_first(question: Question, ranked: Sequence[Choice]) -> list[Choice]:
    """Return the sentences with the one first that names a time nearest to the words asked about.

    A sentence counts where it and its headline hold most of the question's words, and where what is asked about is not
    merely supposed ("could fail").
    """
    wanted = _wanted(question)
    best: tuple[int, int] | None = None
    times = _times(question)
    for place, one in enumerate(ranked[:_AMONG]):
        far = _distance(one, wanted, times)
        if far is not None and (best is None or far + _SURER < best[0]):
            best = (far, place)
    if best is None:
        return list(ranked)
    return [ranked[best[1]], *(one for i, one in enumerate(ranked) if i != best[1])]


def dates_it(question: Question, one: Choice) -> bool:
    """Tell whether a sentence names a time near to what a question asks the time of."""
    return _distance(one, _wanted(question), _times(question)) is not None


def _times(question: Question) -> re.Pattern[str]:
    return _SINCE if re.search(r"\bsince when\b", question.text, re.IGNORECASE) else _TIME


def _wanted(question: Question) -> set[str]:
    return _forms(_ENDS.sub("", _ASKS.sub("", last_sentence(question.text))))


def _forms(text: str) -> set[str]:
    """Return the content words of a text, verbs of all tenses as one: "won" is asked for as "win"."""
    return {form(word) for word in re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text) if content_words(word)}


def reported_on(drafts: Sequence[Draft], wording: Wording) -> list[Draft]:
    """Return statements of what somebody said, newest first, with the day of their report before them: it is what is asked for."""
    told = []
    for draft in drafts:
        published = wording.article_of(draft.evidence[0].article_id).published_at if draft.evidence else None
        day = day_in_words(published)
        text = f"Reported on {day}: {draft.text.replace(f', {day}', '', 1)}" if day else draft.text
        told.append((published or "", Draft(text=text, evidence=draft.evidence)))
    return [draft for _, draft in sorted(told, key=lambda one: one[0][:10], reverse=True)]


def _distance(one: Choice, wanted: set[str], when: re.Pattern[str]) -> int | None:
    """Return how many characters lie between a time and the nearest lower-case word asked about; None where not near."""
    held = _forms(one.words) & wanted
    if len(held | (_forms(one.passage.article.title or "") & wanted)) < _HELD * len(wanted):
        return None
    words = [
        found
        for found in re.finditer(r"[^\W\d_]+", one.words)
        if found[0].islower() and _forms(found[0]) & wanted and not _UNREAL.search(one.words[: found.start()])
    ]
    times = list(when.finditer(one.words))
    gaps = [max(t.start() - w.end(), w.start() - t.end(), 0) for t in times for w in words]
    nearest = min(gaps, default=_NEAR + 1)
    return nearest if nearest <= _NEAR else None
