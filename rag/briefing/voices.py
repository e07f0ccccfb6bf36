"""Who says what: each holder's most telling words, holders of one kind and side together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.article import Article, Attribution, Span, SpeakerKind
from ingest.speech.aliases import canonical_speakers
from ingest.speech.geography import labels
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
from rag.briefing.material import Material
from rag.briefing.speakers import speaks, tidied, without_occasion
from rag.briefing.types import SectionKind, Voice
from rag.briefing.weighed import SaidThing
from rag.words import content_words

_LOOKED_AT = 240  # statements, those that bear most on the request
_EACH = 5  # statements of one holder that may be used
_OF_HEAD, _OF_FULL_HEAD = 0.35, 0.12  # what the second under a head loses in weight, and each further one beside that
_OF_HOLDER = 0.5  # what each further statement of a holder loses
_UNNAMED = 0.15  # what words lose whose speaker nobody can ask
_LEANING = 0.25  # what words lose that need the sentence before to be understood
_OUTLETS = "What the outlets say themselves"
_HEADS = (
    ("army", "military", True),
    ("source", "unnamed sources", True),
    ("government", "government and officials", True),
    ("official", "government and officials", True),
    ("politician", "politicians", True),
    ("lawmaker", "politicians", True),
    ("party", "politicians", True),
    ("analyst", "Analysts and experts", False),
    ("academic", "Analysts and experts", False),
    ("think tank", "Analysts and experts", False),
    ("scientist", "Analysts and experts", False),
    ("court", "Courts and inquiries", False),
    ("lawyer", "Courts and inquiries", False),
    ("company", "Companies", False),
    ("union", "Unions", False),
    ("ngo", "Aid and advocacy groups", False),
    ("health", "Health services", False),
    ("police", "Police and rescue services", False),
    ("media", _OUTLETS, False),
    ("poll", "Polls", False),
    ("resident", "Residents and witnesses", False),
)
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
_POLICE = re.compile(
    r"\b(?:police (?:chief|commissioner|captain|department|officers?|spokes\w+)|deputy chief|sheriff|fire chief|state trooper|crime task force)\b",
    re.IGNORECASE,
)
_UNION = re.compile(
    r"\b(?:workers|pilots|attendants|teachers|transport workers)['’]? (?:union|association)\b|\bunion of\b|\btrade union\b",
    re.IGNORECASE,
)
_ADVOCATES = re.compile(
    r"\b(?:advocacy|watchdog|non-?profit|civil rights|human rights|charity|aid) (?:group|organi[sz]ation|agency)?\b",
    re.IGNORECASE,
)
_DEFENCE = re.compile(r"\b(?:ministry of defen[cs]e|defen[cs]e ministry|general staff|pentagon)\b", re.IGNORECASE)
_NO_SOLDIER = re.compile(
    r"\b(?:police|sheriff|crime|task force|president|commander[ -]in[ -]chief|attorney|surgeon general|postmaster|senator|governor|"
    r"congress\w*|professor|analyst|reporter|editor)\b",
    re.IGNORECASE,
)
_BY_CALLING = (
    (_POLICE, "Police and rescue services"),
    (_UNION, "Unions"),
    (_ADVOCATES, "Aid and advocacy groups"),
)
_NOBODY = re.compile(r"(?:[Tt]he )?(?:[Nn]ews|[Cc]hief|[Rr]eports?|[Pp]hotos?|[Vv]ideos?|[Ff]rantic\b.*)")
_WITHHELD = re.compile(r"\bnot (?:to )?be named\b|\banonym|\bunnamed\b", re.IGNORECASE)
_BEFORE = 110  # characters of the sentence before, where one leans on it


def who_says(material: Material, sides: Mapping[str, str] | None = None) -> list[Drafted]:
    """Return each holder's words, in order of head and holder; in weight, one of each head comes before a second.

    sides: by holder, the side to group them by where what the article calls them names no known country.
    """
    chosen = _without_repeats(_once_a_sentence(material.said)[:_LOOKED_AT])
    names = canonical_speakers(one.said.speaker for one in chosen if one.said.speaker)
    of_holder: Counter[str] = Counter()
    of_head: Counter[str] = Counter()
    voices: list[_Voice] = []
    for one in sorted(chosen, key=_worth, reverse=True):
        holder = holder_of(one.said, one.article.text)
        if holder is None or holder.lower() in PRONOUNS or _NOBODY.fullmatch(holder):
            continue
        if not speaks(one.said, holder, one.article):
            continue
        key = tidied(names.get(one.said.speaker or "", holder))
        if of_holder[key] >= _EACH:
            continue
        head = head_of(one.said, (sides or {}).get(key, ""))
        others = of_head[head] + (head == _OUTLETS)
        crowded = _OF_HEAD * min(others, 1) + _OF_FULL_HEAD * max(0, others - 1)
        weight = _worth(one) - crowded - _OF_HOLDER * of_holder[key]
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


def _worth(one: SaidThing) -> float:
    """Return how much a statement is worth telling: less where it leans on the sentence before or is a mere pledge."""
    first = one.said.content[0].of(one.article.text)
    leans = (not one.said.speaker and _ONE_OF.match(one.said.description or "")) or _LEANS.match(
        first if is_direct(one.said) else one.sentence.of(one.article.text)
    )
    aims = not is_direct(one.said) and _AIM.match(first)
    hidden = _UNNAMED if unnamed(one.said) else 0.0
    return one.score - (_LEANING if leans else 0.0) - (_LEANING if aims else 0.0) - hidden


@dataclass(frozen=True, slots=True)
class _Voice:
    one: SaidThing
    holder: str
    head: str
    weight: float


def head_of(said: Attribution, side: str = "") -> str:
    """Return what a speaker is grouped under: the kind of speaker, with the country for those who speak for one."""
    if said.speaker_kind is SpeakerKind.OUTLET:
        return _OUTLETS
    if said.speaker_kind is SpeakerKind.DOCUMENT:
        return "Reports and documents"
    sides = set(said.sides)
    called = f"{said.description or ''} {said.speaker or ''}"
    for pattern, head in _BY_CALLING:
        if pattern.search(called):
            return head
    if _DEFENCE.search(said.description or ""):
        sides.add("army")
    elif _NO_SOLDIER.search(said.description or ""):
        sides.discard("army")
    place = next((_titled(label) for label in said.sides if label in labels()), None)
    if place is None and ", " in side and side.split(", ")[0].lower() in labels():
        place = side.split(", ")[0]
    for label, head, of_place in _HEADS:
        if label in sides and not (label == "source" and (said.speaker or sides & {"official", "lawmaker"})):
            if label in ("government", "official") and "analyst" in sides:
                continue
            if not of_place:
                return head
            return f"{place}: {head}" if place else head[0].upper() + head[1:]
    return f"{place}: others" if place else "Others"


def _titled(place: str) -> str:
    return place.title() if place not in ("eu", "un", "nato") else place.upper()


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
    told = said.description if described and said.speaker else None
    if told and told.lower() not in holder.lower() and told.split()[0].lower() not in _LEANING_WORDS:
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


def with_plain_heads(drafts: Sequence[Drafted]) -> list[Drafted]:
    """Return the sentences without the country in their heads where only one country speaks, those of one head together."""
    countries = {draft.head.partition(": ")[0] for draft in drafts if ": " in draft.head and _of_who(draft)}
    if len(countries) != 1:
        return list(drafts)
    told = [
        replace(draft, head=_begun(draft.head.partition(": ")[2])) if _of_who(draft) and ": " in draft.head else draft
        for draft in drafts
    ]
    first: dict[str, int] = {}
    for place, draft in enumerate(told):
        first.setdefault(draft.head if _of_who(draft) else f"#{place}", place)
    return sorted(told, key=lambda draft: first[draft.head] if _of_who(draft) else told.index(draft))


def _of_who(draft: Drafted) -> bool:
    return draft.section is SectionKind.WHO_SAYS


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
