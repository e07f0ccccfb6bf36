"""The single points that a claim makes: its sentences, each with what tells whether another says the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rag.claims.clauses import WEAK
from rag.claims.conflicts import denies
from rag.claims.figures import MONTHS, Quantity, quantities_of
from rag.verify.facts_in_text import negates, tokens_of
from rag.wordforms import form

_BETWEEN = re.compile(
    r"\s…\s|[.!?][”\"’']?\s+(?=[A-Z“\"‘'])(?<![A-Z]\.\s)(?<!\b(?:Mr|Ms|Dr|St)\.\s)(?<!\b(?:Mrs|Gov|Sen|Rep|Gen)\.\s)"
)
_SHORTEST = 3  # words
_NUMBER_FROM = 10  # smaller numbers stand in too many sentences to tell them apart
_IDLE = frozenset(form(word) for word in WEAK)
# What stands beside the main clause: it is told along with it, not asserted by it.
_BESIDE = re.compile(
    r"(?:,| [–—-]) (?:which|who|whose|whom|where|when|after|before|while|as|because|although|though|including|amid|citing|according|"
    r"[a-z]+ing)\b[^,.;–—]*|\b(?:who|which|whose)\b[^,.;–—]*"
)
_IF = re.compile(r"\b(?:if|whether|unless)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:ask(?:ed|ing|s)?|urg\w+|call(?:ed|ing|s)? (?:on|for)|demand\w*|should|must|needs? to|want\w*|wish\w*|insist(?:s|ed|ing)? (?:that|on)|seek\w*|sought|"
    r"propos\w+|push(?:es|ed|ing)? for|pleaded|plead\w*|request\w*)\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:could|might|may|likely|possibly|probably|perhaps|appears?|suggest\w*|fear\w*|theoretically)\b", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:will|would|going to|plan(?:s|ned)? to|expect\w*|set to|intends?|vow\w*|promis\w*)\b|[’']ll\b", re.IGNORECASE
)
_OF_A_CLAIM = re.compile(
    r"\b(?:claim|fact|suggestion|allegation|idea|notion|accusation|assertion)s? (?:that|it|he|she|they|the|of)\b|"
    r"\b(?:refut|rebuff|debunk)\w+",
    re.IGNORECASE,
)
_TOO = re.compile(r"\btoo (?:\w+ to\b|long|late|much|many|little|few|slow|soon|early)", re.IGNORECASE)
_NO_DENIAL = re.compile(
    r"\b(?:no matter|not only|no doubt|not just|no longer than|no more than|no less than|without)\b", re.IGNORECASE
)
_RANKED = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?:[- ](?:largest|biggest|highest|most|longest|worst|best)|\b)",
    re.IGNORECASE,
)
_NONE_OF = re.compile(r"\b(?:no|not one|not a single|not any|never any|without) ([a-z][\w-]{2,})", re.IGNORECASE)
_WORD = re.compile(r"[\w$%’'-]+")
_SHARE = re.compile(
    r"\b(?:half|(?:one|two|three)[- ](?:thirds?|quarters?|fifths?)|a (?:third|quarter|fifth)|(?:\d+|one|two|three) (?:in|out of) (?:\d+|[a-z]+))\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(?:at|aged|at the age of) (\d{1,3})\b(?! ?(?:per|%))", re.IGNORECASE)
_OWNER = re.compile(r"\b([A-Z][\w-]+)(?:’s|'s) ((?:[a-z][\w-]+ ){0,2}[a-z][\w-]+)")


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of a claim. forms: its words of meaning; main: those of its main clause; names: of what is written large. supposed: whether it asks, wishes, or may be; later: whether it foretells.

    none_of: what it says there was none of: "not one siren sounded", "had heard no siren". ages: numbers that may be somebody's age. about_a_claim: it speaks of a claim or a fact rather than making it. owners: names with the forms of what is theirs.
    """

    text: str
    forms: frozenset[str]
    main: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    ages: frozenset[str]
    supposed: tuple[bool, bool, bool]
    later: bool
    none_of: frozenset[str]
    negative: bool
    denies: bool
    about_a_claim: bool
    too: bool
    ranks: frozenset[str]
    owners: tuple[tuple[str, frozenset[str]], ...]
    quantities: tuple[Quantity, ...]


@lru_cache(maxsize=8192)
def points_of(words: str) -> tuple[Point, ...]:
    """Return the points of a claim; a claim too short to be taken apart is one."""
    pieces = [piece.strip() for piece in _BETWEEN.split(words) if len(piece.split()) >= _SHORTEST]
    return tuple(_point(piece) for piece in pieces or [words])


def words_in_order(text: str) -> list[str]:
    """Return the words of a text in small letters, without what stands around them."""
    return [word.lower().replace("’", "'").strip("'-") for word in _WORD.findall(text)]


@lru_cache(maxsize=8192)
def _point(text: str) -> Point:
    forms = forms_of(text)
    plain = _NO_DENIAL.sub(" ", text)
    return Point(
        text=text,
        forms=forms,
        main=forms_of(_BESIDE.sub(" ", text)) or forms,
        names=frozenset(form(t.low) for t in tokens_of(text) if t.capital and not t.opens),
        numbers=frozenset(word for word in forms if word[0].isdigit() or word in MONTHS)
        | frozenset(found[0].lower() for found in _SHARE.finditer(text)),
        ages=frozenset(found[1] for found in _AGE.finditer(text)),
        supposed=(bool(_IF.search(text)), bool(_ASKS.search(text)), bool(_MAY.search(text))),
        later=bool(_LATER.search(text)),
        none_of=frozenset(form(found[1].lower()) for found in _NONE_OF.finditer(text)),
        negative=any(negates(token) for token in tokens_of(plain)),
        denies=denies(text),
        about_a_claim=bool(_OF_A_CLAIM.search(text)),
        too=bool(_TOO.search(text)),
        ranks=frozenset(found[1].lower() for found in _RANKED.finditer(text)),
        owners=tuple((found[1].lower(), forms_of(found[2])) for found in _OWNER.finditer(text)),
        quantities=quantities_of(text),
    )


def forms_of(text: str) -> frozenset[str]:
    """Return the words of meaning of a text under the form they are compared by, and its numbers, without those that say little."""
    return every_form(text) - _IDLE


def every_form(text: str) -> frozenset[str]:
    """Return the words of meaning of a text under the form they are compared by, and its numbers."""
    words = set()
    for token in tokens_of(text):
        if token.text[0].isdigit():
            plain = token.text.replace(",", "")
            if not plain.isdigit() or int(plain) >= _NUMBER_FROM:
                words.add(plain)
        elif token.content and len(token.low) > 2:
            words.add(form(token.low))
    return frozenset(words)
