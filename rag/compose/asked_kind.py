"""What kind of thing a question asks for: a country, a state, a city, a name, or whatever its noun says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.speech.geography import find_places
from ingest.speech.namewords import given_names, titles
from rag.words import content_words

_WHICH = re.compile(
    r"\b(?:which|what)\s+(?:(?:kind|type|sort|name|genre|form)\s+of\s+)?(?P<noun>(?:[\w’'“”-]+\s*){1,4})", re.IGNORECASE
)
_HOW_MANY = re.compile(r"\bhow\s+(?:many|much)\s+(?P<noun>(?:[\w’'-]+\s*){1,2})", re.IGNORECASE)
_NAMING = re.compile(
    r"\b(?:what is|what's|what was) the (?:name|title)\b|\bcalled what\b|\bwhat is .{1,60} called\b", re.IGNORECASE
)
_NAMED = re.compile(r"\b(?:called|named|known as|dubbed|titled|entitled|code-?named|baptised|name is)\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(country|countries|nation|nations|state|states|city|cities|capital)\b", re.IGNORECASE)
_THING = re.compile(  # what no person is
    r"\b(?:compan(?:y|ies)|firms?|banks?|airlines?|newspapers?|outlets?|stations?|networks?|universit(?:y|ies)|colleges?|schools?|hospitals?|species|animals?|"
    r"movies?|films?|books?|songs?|albums?|shows?|teams?|clubs?|brands?|chains?|retailers?|stores?|agenc(?:y|ies)|parties|party|unions?|towns?|count(?:y|ies))\b",
    re.IGNORECASE,
)
_HEADS = re.compile(r"\b(?:CEO|chief|head|founder|owner|chair\w*|boss)\b", re.IGNORECASE)
_FULL_NAME = 2  # words
_ENDS = frozenset(
    "is are was were did does do has have had will would can could to in for from the a an who that of on at by and".split()
)
_STATES = re.compile(
    r"\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    r"Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|"
    r"Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|"
    r"Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|"
    r"Wisconsin|Wyoming)\b"
)
_LENGTH = (
    r"(?:met(?:re|er)|centimet|millimet|kilomet|mile|foot|feet|inch|yard|storey|story|stories|km\b|cm\b|mm\b|ft\b)"
)
_TIME = r"(?:second|minute|hour|day|week|month|year|decade|centur|season|generation)"
_NUMERAL = (
    r"(?:\d[\d.,]*|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|half|several|couple of|"
    r"dozen|hundred|thousand|million|billion)\b)"
)
_HELPS = r"(?:did|does|do|will|would|could|can|might|may|should|has|have|had)"
# What measures a thing, by the words that ask for it.
_MEASURES = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(measures, re.IGNORECASE))
    for asks, measures in (
        (r"\bhow (?:high|tall|deep|wide|thick|far)\b", rf"{_NUMERAL}[\s-]+(?:\w+\s)?{_LENGTH}|{_NUMERAL}\s?(?:%|per ?cent)"),
        (r"\bhow long (?:is|was) the\b", rf"{_NUMERAL}[\s-]+(?:{_LENGTH}|{_TIME}|page|word|line|chapter)"),
        (r"\bhow (?:long|old|soon)\b", rf"{_NUMERAL}[\s-]+(?:\w+\s)?{_TIME}|\bfor (?:over|more than|about)? ?{_TIME}|\buntil\b|, \d\d,|\bage[ds]? \d|\b(?:died|dies|dead) at \d"),
        (r"\bhow heavy\b|\bhow much .{0,20}weigh", rf"{_NUMERAL}[\s-]+(?:ton|kilogram|gram|pound|stone|kg\b)"),
        (r"\bhow fast\b|\bwhat speed\b", rf"{_NUMERAL}[\s-]+(?:mph|km/h|{_LENGTH}|knot)"),
        (rf"\bhow much (?:money|{_HELPS} .*\b(?:cost|pay|paid|earn|raise|spend|spent|owe|lose|be worth)\b|(?:is|was) .* worth)|\bwhat (?:price|sum)\b|\bat what cost\b|\bwhat (?:do|does|did|will|would) .+ cost\b|\bwhat(?:'s|’s| is| was| are) the (?:price|cost)s?\b|\bhow expensive\b",
         r"[$€£¥]\s?\d|\d[\d.,]*\s?(?:million|billion|thousand|trillion)?\s?(?:dollars|euros|pounds|crowns|cents|yen|yuan|rupees)"),
        (r"\b(?:what|which) (?:percentage|percent|share|proportion|fraction)\b|__%", r"\d\s?%|per ?cent|\bhalf\b|\bthird|\bquarter"),
        (r"\bby how much\b", r"[$€£¥]\s?\d|\d\s?%|per ?cent|\bby \d|\bhalf\b|\bthird\b|\bquarter|\bdoubl|\btripl"),
        (r"\b(?:what|which) month\b", r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"),
        (r"^(?:and |but |so )?why\b",
         r"\b(?:because|since|due to|owing to|thanks to|as a result|caus\w+|blam\w+|reasons?|so that|in order to|led to|meant that|triggered|in protest|accus\w+|after \w+ing)\b"),
        (r"\b(?:to blame|at fault|responsible)\b", r"\b(?:blam\w+|fault|responsib\w+|negligen\w+|caus\w+|accus\w+|fail(?:ed|ure) to|should have)\b"),
        (r"\b(?:what|which) year\b", r"\b(?:1[5-9]|20)\d\d\b"),
        (r"\b(?:at )?what time\b", r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s?[ap]\.?m\b|\b\d{1,2} h \d\d\b|\b(?:noon|midnight|dawn|o'clock)\b"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """words: stems of the noun asked for. held: tells whether a sentence names such a thing that the question does not.

    such: tells whether a name may be one of it: no newspaper is called Ann Lee. None where anything may.
    """

    words: frozenset[str] = frozenset()
    held: Callable[[str], bool] | None = None
    such: Callable[[str], bool] | None = None


def kind_asked(question: str) -> Kind:
    """Read "which country", "what kind of fish", "how many ships", "how high"."""
    for asks, measures in _MEASURES:
        if asks.search(question):
            return Kind(held=lambda words, measures=measures: bool(measures.search(words)))  # type: ignore[misc]
    found = _WHICH.search(question) or _HOW_MANY.search(question)
    if not found:
        return Kind(held=lambda words: bool(_NAMED.search(words))) if _NAMING.search(question) else Kind()
    nouns = []
    for word in found["noun"].split():
        if word.lower() in _ENDS:
            break
        nouns.append(word)
    noun = " ".join(nouns[-2:])
    if _NAMING.search(question):
        return Kind(frozenset(content_words(noun)), lambda words: bool(_NAMED.search(words)))
    words = frozenset(content_words(noun))
    if place := _PLACE.search(" ".join(nouns)):
        held = _places(place[1].lower(), question)
        return Kind(words, held, held)
    return Kind(words, such=_no_person if _THING.search(" ".join(nouns)) else None)


def _no_person(name: str) -> bool:
    """Tell whether a name is none of a person; a company's head stands for it."""
    if _HEADS.search(name):
        return True
    words = [word.lower().strip(".,") for word in name.split()]
    named = len(words) >= _FULL_NAME and any(word in given_names() for word in words[:-1])
    return not named and not any(word in titles() for word in words)


def _places(noun: str, question: str) -> Callable[[str], bool]:
    if noun.startswith("state"):
        return lambda words: any(state not in question for state in _STATES.findall(words))
    if noun.startswith(("country", "countries", "nation")):
        named = {found.place.label for found in find_places(question)}
        how = ("country", "people", "capital", "city")
        return lambda words: any(f.place.how in how and f.place.label not in named for f in find_places(words))
    return lambda words: any(found.place.how in ("capital", "city") for found in find_places(words))
