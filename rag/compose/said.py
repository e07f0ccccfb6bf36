"""Answer a question about who said what with the speakers' own words, each speaker's together, copies told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.article import AttributionKind, Span
from rag.asking.question import Question, QuestionKind
from rag.cite import Draft
from rag.claims.conflicts import opposed
from rag.compose.lines import is_line
from rag.compose.nearest import NEAREST, nearest
from rag.compose.together import same_claim, told_together, with_copies
from rag.compose.trim import TAIL
from rag.compose.wording import Wording
from rag.voices.evidence import Candidate
from rag.voices.mentions import Mention
from rag.voices.speakers import POSSIBLE
from rag.words import content_words

_MOST = 5  # statements of an answer
_RELATIVE = 0.65  # of the best one's score, below which another does not join the answer
_FEW, _FEW_OF_GROUP = 3, 4
_FLOOR_OF_PERSON = 0.25  # so many statements of those asked for are given, if they bear on the topic at all
_TOPIC_FLOOR = 0.33  # a speaker's words that bear less than this on the topic do not answer
_ALIKE = 0.7  # share of the shorter one's words from which two say the same
_MOST_OTHERS = 3
_MOST_MENTIONS = 2
_HALF, _NEAR_TOPIC, _ON_TOPIC = 0.5, 0.33, 0.48  # share of a topic's words, and cosines, from which words are about it
_MOST_OF_IT = 0.75  # share of its words from which they are, however near
_TOLD_OF = 0.66  # share of its words that stand in them and around them, from which they are
_NEARBY = 0.45  # the cosine below which words that do not name whom the topic names are only the nearest to it
NONE_OF_IT = f"No sentence found says this in so many words. {NEAREST}"
_ADDRESS = re.compile(r"\W*https?://")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(slots=True)
class Chosen:
    """Words that join the answer, where else they stand, and who else surely says the same."""

    best: Candidate
    copies: list[Candidate] = field(default_factory=list)
    others: list[Candidate] = field(default_factory=list)


def compose_said(
    question: Question, candidates: Sequence[Candidate], wording: Wording, mentions: Sequence[Mention] = ()
) -> list[Draft]:
    """Return statements that quote the speakers asked for, the most telling first, each speaker's words together.

    mentions: sentences that name them and hold more of the topic than their quoted words do; the best of these join in.
    """
    if question.kind is QuestionKind.WHO:
        candidates = _with_figure(question, candidates, wording)
    mentions = [one for one in mentions if _is_sentence(one, wording) and not _owner_alone(question, one, wording)]
    candidates = [one for one in candidates if _told_whole(one, wording)]
    told = [one for one in mentions[:_MOST_MENTIONS] if one.score >= _RELATIVE * mentions[0].score]
    kept = choose(question, candidates, told=told)
    if kept and _on_topic(kept[0].best):
        told = [one for one in told if one.said is not None or one is told[0]]
    kept = [one for one in kept if not any(_within(one.best, mention) for mention in told)]
    own = bool(kept) and kept[0].best.similarity >= _ON_TOPIC  # their own words on it stand before what is told of them
    leads = bool(told) and (not kept or (told[0].score > kept[0].best.score and (told[0].said is not None or not own)))
    before = [_told(one, wording) for one in told] if leads else []
    first = [_quoted(one, wording) for one in kept[:1]]
    after = [_told(one, wording) for one in told] if not leads else []
    rest = [_quoted(one, wording) for one in kept[1:]]
    quoted = _against(kept, [*first, *rest])
    drafts = [*before, *quoted[:1], *after, *quoted[1:]]
    if kept and not told and _names_what_is_not_there(question, kept[0].best):
        return nearest(NONE_OF_IT, drafts)
    return drafts


def _names_what_is_not_there(question: Question, best: Candidate) -> bool:
    """Tell whether the topic is a name that stands neither in the best words nor around them, which are not near it in meaning."""
    named = any(word[:1].isupper() for word in question.topic.split())
    asked = question.kind is QuestionKind.SAID and bool(question.speakers) and named
    return asked and not best.covered and not best.nearby and best.similarity < _NEARBY


def _quoted(one: Chosen, wording: Wording) -> Draft:
    """Return what somebody says, with whoever says the same, and the other places where it stands."""
    draft = wording.quote(one.best.said, _sentence(one.best, wording))
    together = told_together(draft, one.best, one.others, wording)
    return with_copies(together, one.best, one.copies, wording)


def _told(mention: Mention, wording: Wording) -> Draft:
    return wording.sentence(mention.said, mention.sentence, wording.article_of(mention.article.id))


def _is_sentence(one: Mention | Candidate, wording: Wording) -> bool:
    """Tell whether a sentence is no link, caption or headline."""
    article = wording.article_of(one.article.id)
    words = " ".join(one.sentence.of(article.text).split())
    return not is_line(words, article.title)


def _told_whole(one: Candidate, wording: Wording) -> bool:
    """Tell whether words can be told: quoted ones, or those of a sentence that is one."""
    return one.said.kind is AttributionKind.DIRECT or _is_sentence(one, wording)


def _owner_alone(question: Question, one: Mention, wording: Wording) -> bool:
    """Tell whether a sentence names the one asked about as an owner alone, and is nobody's words: "Ann Lee's resignation came early"."""
    if one.said is not None or not question.speakers:
        return False
    words = one.sentence.of(wording.article_of(one.article.id).text)
    names = [re.escape(name.split()[-1]) for name in question.speakers]
    named = [found for name in names for found in re.finditer(rf"\b{name}\b(?P<own>['’]s?\b)?", words, re.IGNORECASE)]
    return bool(named) and all(found["own"] for found in named)


def _on_topic(candidate: Candidate) -> bool:
    """Tell whether words are about what was asked: they hold half of its words or more, are near to it in meaning, or stand where it is told of."""
    held = candidate.covered >= (_HALF if candidate.similarity >= _NEAR_TOPIC else _MOST_OF_IT)
    return held or candidate.similarity >= _ON_TOPIC or candidate.nearby >= _TOLD_OF


def _within(candidate: Candidate, mention: Mention) -> bool:
    """Tell whether a mention's sentence holds the quoted words, so that they need not be told again."""
    return candidate.article.id == mention.article.id and candidate.said.span.overlaps(mention.sentence)


def _with_figure(question: Question, candidates: Sequence[Candidate], wording: Wording) -> list[Candidate]:
    """Return the candidates that hold the figure asked about ("Who says 30,000?"), all of them where none does."""
    figures = _FIGURE.findall(question.topic)
    if not figures:
        return list(candidates)

    def holds(candidate: Candidate) -> bool:
        text = wording.article_of(candidate.said.article_id).text
        words = f"{candidate.words} {candidate.sentence.of(text)}"
        return all(re.search(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)", words) for figure in figures)

    holding = [candidate for candidate in candidates if holds(candidate)]
    return holding or list(candidates)


def choose(
    question: Question, candidates: Sequence[Candidate], most: int = _MOST, told: Sequence[Mention] = ()
) -> list[Chosen]:
    """Return the candidates that answer, one for each thing said, with its copies. told: what answers beside them."""
    topical = len(content_words(question.topic)) > 0
    if not candidates or (topical and candidates[0].score < _TOPIC_FLOOR):
        return []
    if question.kind is QuestionKind.WHO:
        candidates = _others(question, candidates)
    kept: list[Chosen] = []
    seen: list[set[str]] = []
    anchored = bool(told) or _on_topic(
        candidates[0]
    )  # where even the best are only near it, all that are near are told
    for candidate in candidates:
        best = max(candidates[0].score, *(one.score for one in told)) if told else candidates[0].score
        if topical and candidate.score < _floor(question, candidate, best, kept, len(told)):
            break
        if question.kind is QuestionKind.WHO and not (candidate.said.speaker or candidate.said.source):
            continue
        words = content_words(candidate.words)
        same = next((i for i, other in enumerate(seen) if _alike(words, other)), None)
        if same is not None and words:
            _same_again(kept[same], candidate)
        if not words or same is not None or _ADDRESS.match(candidate.words):
            continue
        if topical and anchored and (kept or told) and not _on_topic(candidate):
            continue
        if len(kept) + len(told) == most:
            break
        kept.append(Chosen(candidate))
        seen.append(words)
    return _together(kept)


def _others(question: Question, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Leave out whom the question is about: who calls on the minister to resign is not the minister."""
    topic = content_words(question.topic)

    def is_asked_about(candidate: Candidate) -> bool:
        said = candidate.said
        own = content_words(said.speaker.split()[-1]) if said.speaker else set()
        office = content_words(said.description or "")
        return bool(own and own <= topic) or bool(
            len(office) > 1 and office <= topic | content_words(said.speaker or "")
        )

    about = {speaker_key(candidate) for candidate in candidates if is_asked_about(candidate)}
    others = [candidate for candidate in candidates if speaker_key(candidate) not in about]
    return others if others and others[0].score >= _TOPIC_FLOOR else candidates


def _floor(question: Question, candidate: Candidate, best: float, kept: Sequence[Chosen], told: int) -> float:
    """Return the score below which words no longer join the answer.

    Lower while a person asked for has said little; of a group, for who of it speaks already.
    """
    few = _FEW if question.speakers else 0
    if question.groups and not question.speakers:
        speaks = candidate.strength >= POSSIBLE and any(speaker_key(candidate) == speaker_key(one.best) for one in kept)
        few = _FEW_OF_GROUP if speaks else 0
    if len(kept) + told < few:
        return _FLOOR_OF_PERSON
    return max(_TOPIC_FLOOR, _RELATIVE * best)


def _alike(words: set[str], other: set[str]) -> bool:
    return len(words & other) >= _ALIKE * min(len(words), len(other))


def _same_again(kept: Chosen, candidate: Candidate) -> None:
    """Take note of the same words again: a copy, or one that paraphrases what another quotes. Their own words are better."""
    if speaker_key(candidate) != speaker_key(kept.best):
        one, other = candidate.article, kept.best.article
        if (one.story_id or one.id) == (other.story_id or other.id):
            if one.id != other.id and one.id not in {copy.article.id for copy in kept.copies}:
                kept.copies.append(candidate)  # the unnamed are told apart by their articles
        elif _is_another(kept, candidate) and same_claim(kept.best, candidate):
            kept.others.append(candidate)
        return
    direct = AttributionKind.DIRECT
    if candidate.said.kind is direct and kept.best.said.kind is not direct:
        kept.best, candidate = candidate, kept.best
    known = {kept.best.article.id, *(copy.article.id for copy in kept.copies)}
    if candidate.article.id not in known:
        kept.copies.append(candidate)


def _is_another(kept: Chosen, candidate: Candidate) -> bool:
    """Tell whether a named speaker who is not among those known to say this may join them."""
    known = {speaker_key(other) for other in kept.others}
    return bool(candidate.said.speaker) and len(known) < _MOST_OTHERS and speaker_key(candidate) not in known


def _together(kept: Sequence[Chosen]) -> list[Chosen]:
    """Put each speaker's words together, article by article, speakers in order of their best words."""
    order = list(dict.fromkeys(speaker_key(one.best) for one in kept))
    first = kept[0].best if kept else None
    rest = sorted(
        kept[1:],
        key=lambda one: (
            order.index(speaker_key(one.best)),
            first is None or one.best.article.id != first.article.id,
            _newest_first(one.best),
            one.best.article.id,
            one.best.said.span,
        ),
    )
    return [*kept[:1], *rest]


def _newest_first(candidate: Candidate) -> tuple[int, ...]:
    day = (candidate.article.published_at or "")[:10]
    return tuple(-int(part) for part in day.split("-") if part.isdigit())


def speaker_key(candidate: Candidate) -> str:
    """Return what tells one speaker from another: the name, or for the unnamed the article and what it calls them."""
    return candidate.said.speaker or f"{candidate.article.id}:{candidate.said.description}"


def _sentence(candidate: Candidate, wording: Wording) -> Span:
    """Return the sentence of indirect speech, up to the end of the clause with the words, the speaker and the cue."""
    said, span = candidate.said, candidate.sentence
    text = wording.article_of(said.article_id).text
    needed = max(piece.end for piece in (*said.content, *filter(None, (said.source, said.cue))))
    for tail in TAIL.finditer(text, max(needed, span.start), span.end):
        return Span(start=span.start, end=tail.start())
    return span


def _against(kept: Sequence[Chosen], drafts: Sequence[Draft]) -> list[Draft]:
    """Say of words that oppose those of another speaker before them that they do."""
    told = list(drafts)
    for i in range(1, len(kept)):
        for j in range(i):
            if speaker_key(kept[i].best) != speaker_key(kept[j].best) and opposed(
                claim(kept[j].best), claim(kept[i].best)
            ):
                told[i] = Draft(text=f"Against that, {drafts[i].text}", evidence=drafts[i].evidence)
                break
    return told


def claim(candidate: Candidate) -> str:
    """Return what is claimed, on one line."""
    return " ".join(candidate.words.split())
