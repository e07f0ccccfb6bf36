"""Whether two claims are of one voice, perhaps under two names: their agreement would be none."""

from __future__ import annotations

import re

from ingest.article import SpeakerKind
from rag.comparison.evidence import Item
from rag.comparison.holders import one_party
from rag.comparison.told import is_quoted
from rag.comparison.types import Viewpoint
from rag.words import content_words

_OPENING = 7  # words of a claim in which its subject stands
_OF_SELF = re.compile(
    r"[\"“„«]?(?:\w+[ ,]+){0,5}?(?:I\b|(?:[Hh]e|[Ss]he) (?:would|will|had|has|is|was)\b)|"
    r"[\"“„«]?(?:it|we|they|(?:his|her|our|the) company) (?:would|will|has|have|had|is|are|was|were)\b",
    re.IGNORECASE,
)
_ONE_STATEMENT = 0.7  # share of words from which two quotes are one
_ANOTHER = re.compile(
    r"(?:an?|another|one of|two|three|four|five|several|some|many|most|his|her|their|my|its|our) |.*?(?:’s|'s|s’) ",
    re.IGNORECASE,
)  # what begins the description of somebody whom nobody else named there needs to be


_SEVERAL = re.compile(r"(?:\w+s|people|men|women|police)(?: (?:of|in|at|with|from|who|briefing)\b.*)?$", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:company|firm|agency|operator|hospital|cent(?:er|re)|group|school|club|union|ministry|department|board|committee|council|"
    r"court|office|bank|university|network|broadcaster|association|commission|institute|chamber|federation|society|party|trust|fund|authority|service|navy|army|"
    r"coastguard|cabinet|parliament|senate|congress|embassy|mission|team)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"\b(?:report|study|survey|poll|statement|documents?|warrant|letter|paper|analysis|data|filing|complaint|lawsuit|video|image|list|"
    r"readout|release|website|account)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:The )?(?:judge|justice|governor|mayor|president|lawmaker|senator|minister|official|lawyer|doctor|coach|nominee|candidate|freshman)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\b(?:spokes(?:man|woman|person)|press secretary|communications|lawyer|attorney|counsel|campaign (?:manager|chairman|chair)|aide|adviser)\b",
    re.IGNORECASE,
)
_OF_A_STATE = re.compile(r"[RDI]-[A-Z]")
_MEDIA = re.compile(r"\b(?:media|broadcaster|television|news agency|newspaper)\b", re.IGNORECASE)
_GOVERNMENT = re.compile(
    r"\b(?:government|administration|white house|justice (?:department|attorneys)|department of justice|prosecutors?)\b",
    re.IGNORECASE,
)
_OF_GOVERNMENT = frozenset("white house justice department government administration the senior".split())


class OneVoice:
    """Tells which claims are of one voice. names: who makes each claim, by its number."""

    def __init__(self, names: dict[int, str], viewpoints: tuple[Viewpoint, ...]) -> None:
        self._names = names
        self._viewpoints = viewpoints

    def holds(self, one: Item, other: Item) -> bool:
        """Tell whether two claims are of one holder or party, tell one of the other's doing, or are one statement given to two."""
        here, there = self._names[one.at], self._names[other.at]
        if one.holder == other.holder or here == there:
            return True
        if _tells_of(one, there, other) or _tells_of(other, here, one):
            return True
        if not (one.spoken and other.spoken):
            return False
        words, also = content_words(here), content_words(there)
        if (
            (words and also and (words <= also or also <= words))
            or one_party(here, there)
            or _one_government(here, there)
        ):
            return True
        return (
            self._may_be(one, other)
            or self._may_be(other, one)
            or _heads_alike(self._view(one), self._view(other))
            or speaks_for(self._view(one), self._view(other))
            or speaks_for(self._view(other), self._view(one))
            or _one_statement(one, other)
            or _each_of_self(one, other)
        )

    def _may_be(self, unnamed: Item, named: Item) -> bool:
        """Tell whether one holder is only described, "The governor", and may be the person by whose name the other goes."""
        described, person = self._view(unnamed), self._view(named)
        if (
            described is None
            or person is None
            or (described.named and not _ROLE.fullmatch(described.holder))
            or not person.named
        ):
            return False
        if _ANOTHER.match(described.holder) or _SEVERAL.search(described.holder):
            return False
        if _PAPER.search(described.holder):
            return False
        if _BODY.search(described.holder):
            return person.kind is SpeakerKind.ORGANISATION or person.description is None
        return person.kind is not SpeakerKind.ORGANISATION

    def _view(self, item: Item) -> Viewpoint | None:
        return None if item.claim.viewpoint is None else self._viewpoints[item.claim.viewpoint]


def _heads_alike(one: Viewpoint | None, other: Viewpoint | None) -> bool:
    """Tell whether two who are only described may be one: "An eyewitness" and "The witness", "State media" and a broadcaster."""
    if one is None or other is None:
        return False
    if (_MEDIA.search(one.holder) and _is_outlet(other)) or (_MEDIA.search(other.holder) and _is_outlet(one)):
        return True
    if one.named or other.named or not any(view.holder.lower().startswith("the ") for view in (one, other)):
        return False
    here, there = (view.holder.lower().split()[-1] for view in (one, other))
    return here.endswith(there) or there.endswith(here)


def speaks_for(one: Viewpoint | None, other: Viewpoint | None) -> bool:
    """Tell whether one holder speaks for another, as the articles describe them: "Vatican spokesman" for the Vatican; or both for a third."""
    if one is None or other is None:
        return False
    if _OF_A_STATE.match(one.holder) or _OF_A_STATE.match(other.holder):
        return True  # a piece of somebody's description, "R-N.Y.", may be anybody
    described = one.description or ""
    if not _SPEAKER.search(described):
        return False
    whom = content_words(described + " " + (one.affiliation or ""))
    principal = content_words(other.holder)
    if bool(principal) and principal <= whom:
        return True
    return (
        bool(one.affiliation)
        and one.affiliation == other.affiliation
        and bool(_SPEAKER.search(other.description or ""))
    )


def _is_outlet(view: Viewpoint) -> bool:
    return view.kind is SpeakerKind.OUTLET or view.side == "media"


def _one_government(one: str, other: str) -> bool:
    """Tell whether two names are of one government: "White House" and "Biden administration", of which neither names another country's."""
    if not (_GOVERNMENT.search(one) and _GOVERNMENT.search(other)):
        return False
    here, there = (
        {word.lower() for word in re.findall(r"\b[A-Z][\w-]+", name)} - _OF_GOVERNMENT for name in (one, other)
    )
    return not (here and there) or bool(here & there)


def _tells_of(item: Item, name: str, other: Item) -> bool:
    """Tell whether a claim begins with the other's holder: "the administration has offered ..." of what the administration offers."""
    if not other.spoken:
        return False
    subject = content_words(name)
    opening = content_words(" ".join(item.claim.words.split()[:_OPENING]))
    return bool(subject) and subject <= opening


def _each_of_self(one: Item, other: Item) -> bool:
    """Tell whether two speakers each speak of themselves: "I will not stand" of two candidates is no claim that they share."""
    return all(_OF_SELF.match(item.claim.words) for item in (one, other))


def _one_statement(one: Item, other: Item) -> bool:
    """Tell whether two claims are one quotation, given to two: by its maker and by its paper, or once by mistake."""
    quoted = is_quoted(one) and is_quoted(other)
    return quoted and len(one.forms & other.forms) >= _ONE_STATEMENT * len(one.forms | other.forms)
