"""What speakers are grouped under: their kind, with the country where they speak for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.article import Attribution, SpeakerKind
from ingest.speech.geography import labels
from rag.briefing.draft import Drafted
from rag.briefing.types import SectionKind

OUTLETS = "What the outlets say themselves"
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
    ("media", OUTLETS, False),
    ("poll", "Polls", False),
    ("resident", "Residents and witnesses", False),
)
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
_OFFICER = re.compile(r"\bchief \w+ officer\b", re.IGNORECASE)
_ROOT = 4  # letters by which a country's people go too
_BY_OTHER_NAMES = frozenset(
    ("united states", "united kingdom", "europe", "france", "netherlands", "united arab emirates", "west")
)
_BY_CALLING = (
    (_POLICE, "Police and rescue services"),
    (_UNION, "Unions"),
    (_ADVOCATES, "Aid and advocacy groups"),
)


def head_of(said: Attribution, side: str = "", text: str = "", holder: str = "") -> str:
    """Return what a speaker is grouped under: the kind of speaker, with the country for those who speak for one.

    holder: their name, which is no country's ("Jordan"). text: the article's, which must name the country where it is given: there is a Moscow in Idaho.
    """
    if said.speaker_kind is SpeakerKind.OUTLET:
        return OUTLETS
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
    if _OFFICER.search(called):
        sides.discard("police")
        sides.add("company")
    own = f"{said.speaker or ''} {holder}".lower().split() if said.speaker_kind is not SpeakerKind.GOVERNMENT else []
    places = [label for label in said.sides if label in labels() and label not in own and _stands(label, text)]
    place = _titled(places[0]) if places else None
    told = side.partition(", ")[0] if ", " in side else ""
    if place is None and told.lower() in labels() and told.lower() not in own and _stands(told.lower(), text):
        place = told
    for label, head, of_place in _HEADS:
        if label in sides and not (label == "source" and (said.speaker or sides & {"official", "lawmaker"})):
            if label in ("government", "official") and "analyst" in sides:
                continue
            if not of_place:
                return head
            return f"{place}: {head}" if place else head[0].upper() + head[1:]
    return f"{place}: others" if place else "Others"


def _stands(label: str, text: str) -> bool:
    return not text or len(label) <= _ROOT or label in _BY_OTHER_NAMES or label[:_ROOT].title() in text


def _titled(place: str) -> str:
    return place.title() if place not in ("eu", "un", "nato") else place.upper()


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
    places = [first.setdefault(draft.head, place) if _of_who(draft) else place for place, draft in enumerate(told)]
    return [told[place] for place in sorted(range(len(told)), key=places.__getitem__)]


def _of_who(draft: Drafted) -> bool:
    return draft.section is SectionKind.WHO_SAYS


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]
