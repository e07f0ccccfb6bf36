"""Whether of two claims one wants somebody to leave a post or a race and the other says that they stay, or has confidence in them.

Pure functions of texts. Who is meant by "I" or "him" is for the caller to say.
"""

from __future__ import annotations

import re

_GO = (
    r"(?:resign(?:ing|ation)?|step(?:ping)? (?:down|aside)|stand(?:ing)? down|quit|drop(?:ping)? out|be (?:fired|removed|sacked|dismissed|replaced|recalled)|"
    r"(?:leave|quit|exit|get out of) (?:the race|office|his post|her post|the job))"
)
_WHO = r"(?P<who>(?:[\w.’'-]+ ){1,5}?)"
_LEAVE = (
    re.compile(
        rf"\b(?:call(?:s|ed|ing)? (?:on|for|upon)|urg(?:es?|ed|ing)|press(?:es|ed|ing)?|want(?:s|ed)?) {_WHO}to {_GO}\b"
    ),
    re.compile(
        rf"\b(?:call(?:s|ed|ing)? for|demand(?:s|ed|ing)?) {_WHO}(?:to )?(?:resignation|removal|dismissal|ouster|resign|step down|be (?:fired|removed|sacked))\b"
    ),
    re.compile(rf"{_WHO}(?:should|must|needs to|has to|ought to) (?:immediately |now )?{_GO}\b"),
)
_STAYS = re.compile(
    rf"\b(?:(?:will|would) (?:not|never) {_GO}|won[’']t {_GO}|(?:refus|declin)(?:es|ed|ing) to {_GO}|"
    rf"no (?:intention|plans?|reason) (?:of|to|for) (?:{_GO}|go anywhere)|not going (?:to {_GO}|anywhere)|(?:not|n[’']t) considering (?:resigning|resignation)|"
    r"(?P<of>(?:full|complete|every|total|absolute|great|utmost) (?:confidence|faith|trust) in|stands? by|should (?:stay|remain)(?: on)? as))\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:\bnot|\bnever|\bno one|\bnobody|n[’']t|\bwhether|\bif|\bwithout|\bno)(?: \w+){0,2}\s*$", re.IGNORECASE
)


def leaver(words: str) -> str | None:
    """Return the words that name whom a claim wants to go, or None where it wants nobody to."""
    flat = " ".join(words.split())
    for pattern in _LEAVE:
        found = pattern.search(flat)
        if found and not _NO.search(flat[: found.start()]) and any(word[:1].isupper() for word in found["who"].split()):
            return found["who"].strip()
    return None


def stays(words: str) -> tuple[str, bool] | None:
    """Return the words by which a claim says that somebody stays, and whether of another than whoever makes it; None where it does not."""
    flat = " ".join(words.split())
    found = _STAYS.search(flat)
    if found is None or _NO.search(flat[: found.start()]):
        return None
    return found[0], found["of"] is not None
