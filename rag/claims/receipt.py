"""Whether of two claims one says that a letter, a warning or a request never came, and the other that it was received.

Pure functions of texts. The two seldom share words ("no record of it", "she had stamped the letter"), so what ties them is a
class of things that are sent and a class of verbs of what is done with them where they arrive.
"""

from __future__ import annotations

import re

from rag.claims.clauses import Opposition, Rule
from rag.verify.facts_in_text import tokens_of
from rag.wordforms import form

_SENT = (
    r"(?:letter|warning|complaint|request|e-?mail|message|memo|petition|notice|invitation|subpoena|copy|tip|alert|telegram|"
    r"fax|dossier|application|invoice|parcel|appeal|report)"
)
_ANY = r"(?:any|a|an|the|such|his|her|their|its|this|that|one|single)"
_CAME = r"(?:reach(?:ed|es)?|arrived?|came|got (?:to|through)|been received|been delivered|been handed)"
_NEVER_CAME = (
    re.compile(
        rf"\b(?:no|not one|not a single) (?:\w+ )?(?P<thing>{_SENT})s?(?: of any (?:kind|sort))?(?: (?:\w+ ){{0,5}}?| ){_CAME}\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<thing>{_SENT})s? (?:had |has |have )?never (?:{_CAME})\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:never|n[’']t|not)(?: ever| have)? (?:received?|got|gotten|get|been sent|been given) (?:{_ANY} )(?:\w+ )?(?P<thing>{_SENT})s?\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\breceived no (?:\w+ )?(?P<thing>{_SENT})s?\b", re.IGNORECASE),
    re.compile(
        rf"\b[“\"‘']?no record[”\"’']?(?: of)?(?: (?:having received|receiving|getting|ever getting))?(?: (?:(?:{_ANY} )?(?:\w+ )?(?P<thing>{_SENT})s?|it|one|that))?\b",
        re.IGNORECASE,
    ),
)
_HANDLED = r"(?:registered|received|stamped|delivered|opened|logged|filed|acknowledged|signed for|handed (?:over|in|on|to)|passed on|carried|entered)"
_ARRIVED = (
    re.compile(
        rf"\b(?P<thing>{_SENT}|it)s? (?:(?:was|were|had been|has been|have been) (?:\w+ly )?{_HANDLED}|(?:had |has )?(?:reached|arrived))\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_HANDLED} (?:the|his|her|their|its|that|this|both) (?:\w+ )?(?P<thing>{_SENT})s?\b", re.IGNORECASE
    ),
)
_UNSURE = re.compile(
    r"\b(?:if|whether|may|might|could|should|would|will|not|never|no|n[’']t)\b|n[’']t\b|\?", re.IGNORECASE
)
_THING = re.compile(rf"\b(?P<thing>{_SENT})s?\b", re.IGNORECASE)
_IN_PERSON = re.compile(
    r"^ (?:me|him|myself|himself|herself|her(?! \w))\b", re.IGNORECASE
)  # what came to the office may not
_ASKED = re.compile(
    r"\b(?:asked|applied|appealed|turned)\b(?P<whom>[^.;]{0,60}?)\bfor (?P<what>[^.;,]{3,80})", re.IGNORECASE
)
_REQUESTS = frozenset({"request", "application", "appeal", "petition"})
_VAGUE = "copy"  # of whatever was sent


def never_came(text: str) -> bool:
    """Tell whether a claim says that something sent never came."""
    return any(pattern.search(" ".join(text.split())) for pattern in _NEVER_CAME)


def receipt(one: str, other: str, *, before_one: str = "", before_other: str = "") -> Opposition | None:
    """Return how one claim says that something never came and the other that it was received, or None.

    before_one, before_other: what stands before each, in which "it" is looked up.
    """
    if found := _against(one, other, before_one, before_other):
        return found
    found = _against(other, one, before_other, before_one)
    if found is None:
        return None
    return Opposition(rule=found.rule, about=found.about, one=found.other, other=found.one, negates_first=False)


def _against(no: str, yes: str, before_no: str, before_yes: str) -> Opposition | None:
    no, yes = " ".join(no.split()), " ".join(yes.split())
    never = next((found for pattern in _NEVER_CAME if (found := pattern.search(no))), None)
    if never is None or _IN_PERSON.match(no[never.end() :]):
        return None
    if (
        (never["thing"] or "").lower() in _REQUESTS
        and (asked := _ASKED.search(yes))
        and _for_the_same(no, never, asked)
    ):
        return Opposition(rule=Rule.DENIAL, about=never["thing"].lower(), one=never[0].strip(), other=asked[0])
    came = next((found for pattern in _ARRIVED if (found := pattern.search(yes))), None)
    if came is None or _UNSURE.search(yes[: came.end()]):
        return None
    missing = _meant(never["thing"], before_no)
    thing = _meant(came["thing"], before_yes)
    if not missing or not thing or (missing != thing and _VAGUE not in (missing, thing)):
        return None
    return Opposition(rule=Rule.DENIAL, about=thing, one=never[0].strip(), other=came[0])


def _for_the_same(no: str, never: re.Match[str], asked: re.Match[str]) -> bool:
    """Tell whether what no request came for is what somebody asked for: "no request for a loan", "asked for a loan"."""
    if _UNSURE.search(asked.string[: asked.start()]):
        return False
    told = re.match(r" for (?P<what>[^.;,]{3,80})", no[never.end() :])
    wanted = [
        {form(token.low) for token in tokens_of(text) if token.content and not token.capital}
        for text in (told["what"] if told else "", asked["what"])
    ]
    return bool(wanted[0] & wanted[1])


def _meant(word: str | None, before: str) -> str | None:
    """Return what is spoken of: a word itself, or for "it" the last thing named before that can be sent."""
    if word and word.lower() != "it":
        return word.lower().replace("-", "")
    named = [found["thing"].lower().replace("-", "") for found in _THING.finditer(before)]
    return named[-1] if named else None
