"""Counted questions: "How many outlets report the truce?" The answer counts what it cites, copies of one report once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.article import Span
from rag.asking.question import Question, QuestionKind
from rag.cite import Draft
from rag.claims.conflicts import opposed
from rag.compose.choice import Choice
from rag.compose.fact import told
from rag.compose.said import choose, claim, speaker_key
from rag.compose.wording import Wording, number_of
from rag.independence import independent_sources, printing_of
from rag.voices.evidence import Candidate
from rag.words import content_words

_HOW_MANY = re.compile(
    r"^(?:and |but |so )?how many (?:different |independent |of the )?(?P<what>outlets?|newspapers?|papers?|articles?|reports?|"
    r"sources?|people|speakers?|persons?|analysts|officials|experts)\s+(?:(?:have|has|are|were|do|did)\s+)?(?P<cue>say|says|said|"
    r"saying|think|thinks|believe|report|reports|reported|reporting|mention|mentions|mentioned|write|wrote|speak|spoke|"
    r"comment|commented|carry|carried|quote|quoted|claim|claims|claimed|expect|warn|warned|deny|denied|confirm|confirmed)\b"
    r"\s*(?:about|on|that|of)?\s*(?P<topic>.+?)[?!. ]*$",
    re.IGNORECASE,
)
_OUTLETS = re.compile(r"outlet|paper|article|report|source", re.IGNORECASE)
_GROUPS = ("analysts", "officials", "experts")
_MOST = 8
_SHOWN = 4  # sentences shown of those counted


@dataclass(frozen=True, slots=True)
class Counted:
    """A question that counts voices. outlets: outlets are to be counted rather than people. asked: who says it."""

    outlets: bool
    asked: Question


def counted(question: Question) -> Counted | None:
    """Read a question that counts who says something; None for any other."""
    found = _HOW_MANY.match(question.text)
    if not found:
        return None
    group = tuple(name for name in _GROUPS if name == found["what"].lower())
    asked = replace(question, kind=QuestionKind.WHO, topic=found["topic"].strip(), groups=group, speakers=())
    return Counted(bool(_OUTLETS.match(found["what"])), asked)


def compose_outlets(count: Counted, ranked: Sequence[Choice], wording: Wording) -> list[Draft]:
    """Return how many outlets tell of the topic, each with its sentence that holds all the topic's words."""
    wanted = content_words(count.asked.topic)
    best: dict[str, Choice] = {}
    for one in ranked:
        if wanted <= content_words(one.words):
            best.setdefault(one.passage.article.id, one)
        for copy in one.passage.copies:
            if wanted <= content_words(one.words) and (found := _same_words(one, copy.id, wording)):
                best.setdefault(copy.id, found)
    if not best:
        return []
    found_in = list(best.values())
    outlets = list(dict.fromkeys(one.passage.article.publisher or one.passage.article.name for one in found_in))
    sources = independent_sources(printing_of(one.passage.article) for one in found_in)
    drafts = [told(count.asked, one, wording) for one in found_in]
    where = f"{number_of(len(outlets), 'outlet')} ({number_of(sources, 'independent source')})"
    text = f"{where[:1].upper()}{where[1:]}: {', '.join(outlets)}."
    return [Draft(text=text, evidence=tuple(e for draft in drafts for e in draft.evidence)), *drafts[:_SHOWN]]


def _same_words(one: Choice, article_id: str, wording: Wording) -> Choice | None:
    """Return the same sentence in a copy of its article, where it stands there word for word."""
    article = wording.article_of(article_id)
    start = article.text.find(one.span.of(wording.article_of(one.passage.article.id).text))
    if start < 0:
        return None
    span = Span(start=start, end=start + one.span.end - one.span.start)
    return replace(one, span=span, passage=replace(one.passage, article=article, attributions=(), copies=()))


def _against(candidate: Candidate, asked: Question, candidates: Sequence[Candidate]) -> bool:
    """Tell whether somebody says the opposite of what is counted, or of what is said by the one who says it most plainly."""
    first = candidates[0] if candidates else candidate
    if opposed(asked.topic, candidate.words):
        return True
    return candidate is not first and bool(opposed(claim(first), claim(candidate)))


def compose_counted(count: Counted, candidates: Sequence[Candidate], wording: Wording) -> list[Draft]:
    """Return the count with everything it rests on, then each speaker's words."""
    kept = [
        one for one in choose(count.asked, candidates, most=_MOST) if not _against(one.best, count.asked, candidates)
    ]
    if not kept:
        return []
    drafts = [wording.quote(one.best.said, one.best.sentence) for one in kept]
    everything = [item for one in kept for item in (one.best, *one.copies)]
    outlets = {item.article.publisher or item.article.id for item in everything}
    sources = independent_sources(printing_of(item.article) for item in everything)
    people = {speaker_key(item) for item in everything}
    voices = f"{number_of(len(people), 'speaker')} {'is' if len(people) == 1 else 'are'} quoted on this"
    where = f"{number_of(len(outlets), 'outlet')} ({number_of(sources, 'independent source')})"
    text = f"{voices[:1].upper()}{voices[1:]}, in {where}."
    evidence = tuple(item for draft in drafts for item in draft.evidence)
    copies = tuple(e for one in kept for copy in one.copies for e in wording.quote(copy.said, copy.sentence).evidence)
    return [Draft(text=text, evidence=(*evidence, *copies)), *drafts]
