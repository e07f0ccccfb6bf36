"""The people to know: who speaks or is spoken of most, and what the articles say they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from ingest.article import Span, SpeakerKind
from ingest.speech.aliases import canonical_speakers
from rag.briefing.draft import Drafted, evidence, flat, names_another, of_a_relative, trimmed, unmarked
from rag.briefing.material import Material
from rag.briefing.readable import of_the_page
from rag.briefing.speakers import is_title
from rag.briefing.types import SectionKind, Voice
from rag.briefing.weighed import SaidThing

_MOST = 14
_NAME = 2  # words of a person's name
_SURNAME = 6  # letters
_LONG_NAME = 12  # letters of a name whose letters another has by mistake alone
_GENERATIONS = frozenset(("Jr", "Sr", "II", "III", "IV"))
_ALONE = ("former", "late", "then", "new")  # no description without what follows
_LEANS = ("its", "his", "her", "their", "who", "whose")


def people(material: Material) -> list[Drafted]:
    """Return named people with what they are called and how often they are heard, the most heard first."""
    spoken = [one for one in material.said if one.said.speaker and one.said.speaker_kind in (SpeakerKind.PERSON, None)]
    names = canonical_speakers(one.said.speaker for one in spoken if one.said.speaker)
    groups: dict[str, list[SaidThing]] = defaultdict(list)
    for one in spoken:
        name = names.get(one.said.speaker or "", one.said.speaker or "")
        if not of_the_page(name):
            groups[next((known for known in groups if _spelt_alike(known, name)), name)].append(one)
    drafts = []
    for name, found in groups.items():
        telling = [
            one
            for one in found
            if one.said.description
            and _tells(one.said.description)
            and not names_another(one.said.description, name)
            and (one.said.speaker == name or not of_a_relative(one.said.description))
            and not (of_a_relative(one.said.description) and _has_namesake(name, groups))
        ]
        if not telling or len(name.split()) < _NAME:
            continue
        telling = [one for one in telling if not is_title(one.said.description or "")] or telling
        common = Counter(one.said.description for one in telling).most_common(1)[0][0] or ""
        one = next(one for one in telling if one.said.description == common)
        said, where = len(found), len({other.article.id for other in found})
        heard = "1 statement" if said == 1 else f"{said} statements" + (f" in {where} articles" if where > 1 else "")
        drafts.append(
            Drafted(
                section=SectionKind.PEOPLE,
                lead=f"{unmarked(flat(common))} {unmarked(name)}:" if is_title(common) else f"{unmarked(name)}:",
                words=f"{heard}." if is_title(common) else f"{unmarked(flat(common))}; {heard}.",
                voice=Voice.OURS,
                evidence=(evidence(one.article, _where_described(one), one.said),),
                unless=f"{unmarked(name)}, {unmarked(flat(common))}",
                weight=where + said / 4 + max(other.score for other in found),
            )
        )
    return sorted(drafts, key=lambda draft: (-draft.weight, draft.lead))[:_MOST]


def _tells(description: str) -> bool:
    first, _, rest = description.lower().partition(" ")
    return first not in _LEANS and bool(rest or first not in _ALONE)


def _has_namesake(name: str, groups: Iterable[str]) -> bool:
    """Tell whether a name says that it has an elder or a younger bearer ("III"), or another here bears the surname."""
    words = name.split()
    surname = next((word for word in reversed(words) if word.rstrip(".") not in _GENERATIONS), "")
    return words[-1].rstrip(".") in _GENERATIONS or any(surname in other.split() for other in groups if other != name)


def _spelt_alike(one: str, other: str) -> bool:
    """Tell whether two names are one in two spellings: "Volodymyr Zelensky", "Volodymyr Zelenskyy", or with two letters
    exchanged: "Recep Tayyip Erdogan", "Recep Tayypi Erdogan"."""
    if len(one) > _LONG_NAME and sorted(one) == sorted(other) and one.split()[-1] == other.split()[-1]:
        return len(one.split()) == len(other.split())
    (*first, last), (*others, other_last) = one.split(), other.split()
    short, long = sorted((last, other_last), key=len)
    return first == others and len(short) >= _SURNAME and long.startswith(short[:-1]) and len(long) - len(short) <= 1


def _where_described(one: SaidThing) -> Span:
    """Return where the description stands, with the name before it where that is near; else the statement's sentence."""
    text = one.article.text
    description = one.said.description or ""
    at = text.find(description)
    name = (one.said.speaker or "").split()[-1] if one.said.speaker else ""
    if at >= 0:
        start = text.rfind(name, max(0, at - 60), at) if name else -1
        after = text.find(name, at, at + len(description) + 60) if name else -1
        if start >= 0:
            first = one.said.speaker or name
            whole = text.rfind(first, max(0, at - 60 - len(first)), at)
            return trimmed(Span(start=whole if whole >= 0 else start, end=at + len(description)), text, 300)
        if after >= 0:
            return trimmed(Span(start=at, end=after + len(name)), text, 300)
        return trimmed(Span(start=at, end=at + len(description)), text, 300)
    return trimmed(one.sentence, text, 300)
