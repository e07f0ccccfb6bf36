"""Who says what: each holder's most telling words, holders of one kind and side together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.article import Article, Attribution, Span, SpeakerKind
from ingest.speech.aliases import canonical_speakers
from rag.briefing.draft import (
    Drafted,
    after_dateline,
    evidence,
    flat,
    holder_of,
    is_direct,
    names_another,
    quoted,
    trimmed,
    unmarked,
)
from rag.briefing.heads import OUTLETS, head_of
from rag.briefing.main_event import Asked
from rag.briefing.material import Material
from rag.briefing.speakers import is_title, speaks, tidied, without_occasion
from rag.briefing.types import SectionKind, Voice
from rag.briefing.weighed import SaidThing
from rag.words import content_words

_LOOKED_AT = 240  # statements, those that bear most on the request
_EACH = 5  # statements of one holder that may be used
_OF_HEAD, _OF_FULL_HEAD = 0.35, 0.12  # what the second under a head loses in weight, and each further one beside that
_OF_HOLDER = 0.5  # what each further statement of a holder loses
_UNNAMED = 0.15  # what words lose whose speaker nobody can ask
_LEANING = 0.25  # what words lose that need the sentence before to be understood
_ASIDE, _HALF = 0.3, 0.5  # what words lose that hold, with their headline, less than half of what is asked for
_PEOPLE = re.compile(
    r"\b(?:officials?|persons?|people|sources?|aides?|diplomats?|analysts?|experts?|engineers?|inspectors?|advis[eo]rs?|members?|"
    r"officers?|owners?|executives?|spokes(?:man|woman|person|people)|witness(?:es)?|residents?|workers?|lawmakers?|insiders?|"
    r"personnel|soldiers?|negotiators?|ministers?|investors?|traders?|doctors?|researchers?|economists?|leaders?|observers?|"
    r"activists?|critics?|supporters?|employees?|technicians?|one|other|another|others|two|several|some)\b",
    re.IGNORECASE,
)
_NAMED_WITH_OTHERS = re.compile(r"(?!(?:A|An|The|One|Two|Some|Several|Many)\b)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* and\b")
_NOT = re.compile(r"\b(?:not|no|never|nor|neither|without|den(?:y|ies|ied)|cannot)\b|n['’]t\b", re.IGNORECASE)
_LEANS = re.compile(
    r"^[\W_]*(?:this|these|that|those|such|it|its|they|their|them|both|neither|he|she|his|her)\b", re.IGNORECASE
)
_LEANING_WORDS = frozenset("its his her their who whose".split())
PRONOUNS = frozenset(
    "it he she they we i you this that one others both neither who the other the others another many some".split()
)
_SHORTEST_CALLED = 4  # characters
_ONE_OF = re.compile(
    r"(?:(?:one|two|some|both|several|many) of (?:them|those|these)|another|(?:the|two|three) (?:first|second|third|other|latter|former))\b",
    re.IGNORECASE,
)
_AIM = re.compile(r"to\b")  # what somebody pledged or asked to do tells less than what they hold
_NOBODY = re.compile(r"(?:[Tt]he )?(?:[Nn]ews|[Cc]hief|[Rr]eports?|[Pp]hotos?|[Vv]ideos?|[Ff]rantic\b.*)")
_WITHHELD = re.compile(r"\bnot (?:to )?be named\b|\banonym|\bunnamed\b", re.IGNORECASE)
_BEFORE = 110  # characters of the sentence before, where one leans on it


def who_says(material: Material, sides: Mapping[str, str] | None = None) -> list[Drafted]:
    """Return each holder's words, in order of head and holder; in weight, one of each head comes before a second.

    sides: by holder, the side to group them by where what the article calls them names no known country.
    """
    chosen = _without_repeats(_once_a_sentence(material.said)[:_LOOKED_AT])
    names = canonical_speakers(one.said.speaker for one in chosen if one.said.speaker)
    asked = Asked(material.topic)
    of_holder: Counter[str] = Counter()
    of_head: Counter[str] = Counter()
    voices: list[_Voice] = []
    for one in sorted(chosen, key=lambda one: _worth(one, asked), reverse=True):
        holder = holder_of(one.said, one.article.text)
        if holder is None or holder.lower() in PRONOUNS or _NOBODY.fullmatch(holder):
            continue
        if not speaks(one.said, holder, one.article):
            continue
        key = tidied(names.get(one.said.speaker or "", holder))
        if of_holder[key] >= _EACH:
            continue
        head = head_of(one.said, (sides or {}).get(key, ""), one.article.text, holder)
        others = of_head[head] + (head == OUTLETS)
        crowded = _OF_HEAD * min(others, 1) + _OF_FULL_HEAD * max(0, others - 1)
        weight = _worth(one, asked) - crowded - _OF_HOLDER * of_holder[key]
        of_holder[key] += 1
        of_head[head] += 1
        voices.append(_Voice(one, key, head, weight))
    called = _called(material, names)
    return [_drafted(voice, material, called.get(voice.holder)) for voice in _in_order(voices)]


def _called(material: Material, names: Mapping[str, str]) -> dict[str, str]:
    """Return what the articles call each named holder most often, told by itself ("the mayor", not "his deputy")."""
    count: dict[str, Counter[str]] = {}
    for one in material.said:
        said = one.said
        if said.speaker and said.description and said.description.split()[0].lower() not in _LEANING_WORDS:
            told = without_occasion(flat(said.description))
            if told[-1:].isalnum() and len(told) > _SHORTEST_CALLED and not names_another(told, said.speaker):
                count.setdefault(names.get(said.speaker, said.speaker), Counter())[told] += 1
    return {holder: max(found, key=lambda told: (found[told], len(told))) for holder, found in count.items()}


def _worth(one: SaidThing, asked: Asked) -> float:
    """Return how much a statement is worth telling: less where it leans on the sentence before or is a mere pledge."""
    first = one.said.content[0].of(one.article.text)
    leans = (not one.said.speaker and _ONE_OF.match(one.said.description or "")) or _LEANS.match(
        first if is_direct(one.said) else one.sentence.of(one.article.text)
    )
    aims = not is_direct(one.said) and _AIM.match(first)
    aside = _ASIDE if asked.held(f"{one.article.title or ''} {one.sentence.of(one.article.text)}") < _HALF else 0.0
    hidden = _UNNAMED if unnamed(one.said) else 0.0
    return one.score - aside - (_LEANING if leans else 0.0) - (_LEANING if aims else 0.0) - hidden


@dataclass(frozen=True, slots=True)
class _Voice:
    one: SaidThing
    holder: str
    head: str
    weight: float


def unnamed(said: Attribution) -> bool:
    """Tell whether people speak whose names are withheld or not given: not a ministry, and not "Lee and his allies"."""
    if said.speaker or said.speaker_kind is not SpeakerKind.UNNAMED or not said.description:
        return False
    if _NAMED_WITH_OTHERS.match(said.description):
        return False
    return bool(_PEOPLE.search(said.description))


def _once_a_sentence(said: Sequence[SaidThing]) -> list[SaidThing]:
    """Drop what is told twice: a statement within a statement stays only where its holder is heard nowhere else."""
    kept = []
    alone = Counter(_key(one) for one in said if one.said.nested_in is None)
    for one in said:
        if one.said.nested_in is not None and alone[_key(one)]:
            continue
        kept.append(one)
    inner = {(one.article.id, one.said.nested_in) for one in kept if one.said.nested_in is not None}
    return [
        one
        for one in kept
        if (one.article.id, one.index) not in inner or alone[_key(one)] < 2 or one.said.nested_in is not None
    ]


def _key(one: SaidThing) -> str:
    return one.said.speaker or _first_words(one.said.description or "")


def _first_words(description: str) -> str:
    return " ".join(description.lower().split()[:2])


def _without_repeats(said: Sequence[SaidThing]) -> list[SaidThing]:
    """Keep of words that are told in several places those that bear most on the request; an outlet's own come last."""
    kept: list[SaidThing] = []
    seen: list[tuple[set[str], bool, str]] = []
    for one in sorted(said, key=lambda one: one.said.speaker_kind is SpeakerKind.OUTLET):
        told = " ".join(span.of(one.article.text) for span in one.said.content)
        words, turned = content_words(told), bool(_NOT.search(told))
        if not words or any(_repeats(words, turned, _key(one), *other) for other in seen):
            continue
        seen.append((words, turned, _key(one)))
        kept.append(one)
    return kept


def _repeats(words: set[str], turned: bool, key: str, others: set[str], others_turned: bool, other_key: str) -> bool:
    """Tell whether words say again what others say: never where only one of them says "not"."""
    if turned != others_turned:
        return False
    shared = len(words & others)
    return shared >= 0.72 * max(len(words), len(others)) or (
        key == other_key and shared >= 0.8 * min(len(words), len(others))
    )


def _drafted(voice: _Voice, material: Material, called: str | None) -> Drafted:
    said, article, sentence = voice.one.said, voice.one.article, voice.one.sentence
    where = material.where(article, said) if len(material.articles) > 1 else ""
    own = said.description
    leans = not own or own.split()[0].lower() in _LEANING_WORDS or names_another(own, said.speaker or "")
    known = replace(said, description=called if leans else own) if said.speaker else said
    lead = introduction(known, voice.holder, where, described=True)
    brief = introduction(known, voice.holder, where, described=False)
    if is_direct(said):
        words, proofs = quoted(said, article)
    else:
        span = trimmed(after_dateline(sentence, article.text), article.text)
        words, proofs = flat(span.of(article.text)), (evidence(article, span, said),)
        before = leaning(article, sentence, material.sentences.get(article.id, ()), said.speaker is not None)
        if before is not None:
            after = f", after “{flat(before.of(article.text))}”:"
            lead, brief = lead.removesuffix(":") + after, brief.removesuffix(":") + after
            proofs = (*proofs, evidence(article, before, _speaking(before, material.attributions[article.id])))
    return Drafted(
        section=SectionKind.WHO_SAYS,
        lead=lead,
        words=words,
        voice=Voice.QUOTE if is_direct(said) else Voice.REPORTED,
        evidence=proofs,
        head=voice.head,
        unnamed=unnamed(said),
        weight=voice.weight,
        holder=voice.holder,
        brief=brief,
    )


def introduction(said: Attribution, holder: str, where: str, *, described: bool) -> str:
    """Return who speaks, what they are, that they are not named, and where: "Ann Lee, the mayor (Herald, 3 Oct):"."""
    who = unmarked(holder)
    if described and said.speaker and said.description and is_title(said.description):
        who = f"{flat(said.description)} {who}"
    told = said.description if described and said.speaker else None
    if (
        told
        and not is_title(told)
        and told.lower() not in holder.lower()
        and told.split()[0].lower() not in _LEANING_WORDS
    ):
        who += f", {unmarked(without_occasion(flat(told)))}"
    if unnamed(said) and not _WITHHELD.search(who):
        who += ", not named"
    if said.heard_by and described:
        who += f", to {unmarked(said.heard_by)}"
    return f"{who} ({unmarked(where)}):" if where and where != who else f"{who}:"


def leaning(article: Article, sentence: Span, sentences: Sequence[Span], named: bool) -> Span | None:
    """Return the end of the sentence before, where this one opens with a word that points back ("This scepticism").

    named: the speaker's name stands in the lead, so that "he" and "she" point there.
    """
    found = _LEANS.match(sentence.of(article.text))
    if found is None:
        return None
    word = found[0].strip("\"“”'‘’ ").lower()
    if named and word in ("he", "she", "his", "her", "it", "its"):
        return None
    place = next((i for i, span in enumerate(sentences) if span.start >= sentence.start), None)
    if not place:
        return None
    before = trimmed(sentences[place - 1], article.text, longest=10_000)
    text = before.of(article.text)
    end = before.end
    while end > before.start and article.text[end - 1] in "\"“”’' .":
        end -= 1
    if len(text) <= _BEFORE:
        start = before.start
    else:
        cut = text.find(" ", len(text) - _BEFORE)
        start = before.start + (cut + 1 if cut >= 0 else 0)
    while start < end and article.text[start] in '"“”-–— ':
        start += 1
    return Span(start=start, end=end) if end - start > 20 else None


def _speaking(span: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    return next((said for said in attributions if any(piece.overlaps(span) for piece in said.content)), None)


def _in_order(voices: Sequence[_Voice]) -> list[_Voice]:
    """Put heads in the order of their weightiest words, and in a head each holder's words together, oldest first."""
    best_head: dict[str, float] = {}
    best_holder: dict[tuple[str, str], float] = {}
    for voice in voices:
        best_head[voice.head] = max(best_head.get(voice.head, -9.0), voice.weight)
        key = (voice.head, voice.holder)
        best_holder[key] = max(best_holder.get(key, -9.0), voice.weight)
    return sorted(
        voices,
        key=lambda voice: (
            -best_head[voice.head],
            voice.head,
            -best_holder[voice.head, voice.holder],
            voice.holder,
            voice.one.article.published_at or "",
            voice.one.article.id,
            voice.one.said.span.start,
        ),
    )
