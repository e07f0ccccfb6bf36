"""What a question is about as a noun phrase that can be carried over: "the tanks that Lunmark will send". Rules, no model."""

from __future__ import annotations

import re

_LEAD = r"^(?:and |but |so )?"
_NAME = r"(?:the )?(?:[A-ZÀ-Þ][\w’'-]*\s)+"
_QUALITY = re.compile(
    rf"{_LEAD}how (?!many\b|much\b|long\b|often\b|come\b|is\b|are\b|was\b|were\b)[a-z]+ (?:is|are|was|were) (?P<topic>(?:the|a|an|its|his|her|their|[A-Z]).+)$",
    re.IGNORECASE,
)
_WHAT_IN = re.compile(
    rf"{_LEAD}what(?:['’]s| is| are| was| were) (?:(?:new|known|wrong|special|different|going on|written) )?(?:in|inside|behind|with|about|for) (?P<topic>.+)$",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    rf"{_LEAD}what (?:has |is |will )?(?:happened|happening|happen|happens|became|become|went wrong) (?:to|with|of) (?P<topic>.+)$",
    re.IGNORECASE,
)
_COUNTED_FUTURE = re.compile(
    rf"{_LEAD}(?i:how (?:many|much)) (?P<thing>[a-z][a-z -]{{2,30}}?) (?P<aux>will|would|can|could|has|have|had|may|should) "
    rf"(?P<who>{_NAME})(?P<does>[a-z].*)$"
)
_COUNTED_DID = re.compile(
    rf"{_LEAD}how (?:many|much) [a-z -]{{2,30}}? (?:did|does|do) (?P<topic>(?:the |a |an )?.+?) "
    r"(?:do|cause|make|get|have|need|use|cost|lose|take|bring|leave|kill|destroy)\b.*$",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    rf"{_LEAD}what (?:did|does|do|has|have|will|would) .+? [a-z]+ (?:about|on|for|against|regarding|concerning) (?P<topic>.+)$",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"^(?:and |but |so )?who (?:[a-z]+) (?P<topic>(?:the|a|an) [\w’'-]+(?: [\w’'-]+)?(?: (?:into|of|about|on) .+)?)$",
    re.IGNORECASE,
)


def phrase_asked(text: str) -> str | None:
    """Return the noun phrase that a question of fact is about, where its form tells; None where the words have to be looked through.

    text: the question without the mark at its end.
    """
    if found := _COUNTED_FUTURE.match(text):
        thing = found["thing"] if found["thing"].startswith("the ") else f"the {found['thing']}"
        return f"{thing} that {found['who'].strip()} {found['aux']} {found['does']}"
    for pattern in (_QUALITY, _WHAT_IN, _HAPPENED, _COUNTED_DID, _DECIDED, _INTO):
        if found := pattern.match(text):
            return found["topic"].strip(" ,")
    return None
