"""Where an article itself says that a speaker has changed their mind: "she had said two weeks ago", "I was wrong about that"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.article import Span
from rag.comparison.evidence import Item, Table
from rag.comparison.told import BACK, by_article, is_quoted
from rag.comparison.types import Viewpoint

_BY = 22  # characters before a statement in which "previously" is of it
_NEAR_EARLIER = 0.5  # cosine of what someone "had said" and what they are quoted as saying in an earlier article
_PAST = re.compile(
    r"\bhad (?:\w+ )?(?:said|told|thought|promised|called|insisted|claimed|denied(?! (?:\w+ ){0,2}?\w*['’]?\w* ?(?:request|motion|bid|access|entry)\b)|ruled out|vowed|argued)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:as late as|as recently as|only (?:a )?(?:days|weeks|months) ago|until recently|previously)\b",
    re.IGNORECASE,
)
_OWNS_UP = re.compile(
    r"\b(?:was wrong|were wrong|(?:spoke|spoken) too soon|owes? \w+(?: \w+)? an apology|I (?:had )?(?:said|thought|believed) [^.]{3,60}\b(?:was|were|is|did|had) not|been wrong|was mistaken|should have|admit\w*|no longer|changed (?:my|his|her|their) mind|apologi[sz]\w*|"
    r"ashamed|regret\w*|was received|now (?:believes?|thinks?|says?|accepts?))\b",
    re.IGNORECASE,
)
_TURNS = re.compile(r"\b(?:but|yet|however|although|though|now|later|then|instead|before|said)\b", re.IGNORECASE)
_BEFORE_NOW = re.compile(r"\b(?:previously|despite|having|earlier|formerly)\s*$", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"\bI (?:was|have been|am) (?:wrong|mistaken|against it)\b|\bI (?:spoke|have spoken) too soon\b|\bI owe\b.{2,30}\bapology\b|"
    r"\b(?:he|she|they) (?:had|has|have) (?:been (?:wrong|mistaken)|spoken too soon|changed (?:his|her|their) minds?)\b|"
    r"\bI (?:had )?(?:said|thought|believed) [^.]{3,60}\b(?:was|were|is|did|had) not\b|\bI (?:have )?changed my mind\b|\bI (?:said|told|did|made|wrote|promised|thought|believed)\b.{3,120}\b[Tt]hat was (?:a mistake|an error|wrong)\b|\b[Tt]hat was my (?:mistake|error)\b|"
    r"\b[Tt]hat was (?:a mistake|an error), and it was mine\b",
)
_NEAR_OWNED = 0.35  # cosine of what somebody owns up to and what they said before
_AFTER_RULING = re.compile(
    r"\b(?:days?|weeks?|months?|hours?) after (?:ruling out|rejecting|denying|refusing|promising|saying|insisting|vowing)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Turned:
    """A holder who, as an article says, has said something else before: the claims, and the sentence that says so."""

    holder: int
    steps: tuple[int, ...]
    words: str
    article_id: str
    span: Span


def turned_of(table: Table, viewpoints: Sequence[Viewpoint]) -> list[Turned]:
    """Return the holders of whom an article says that they said otherwise before."""
    found = []
    for items in by_article(table).values():
        own: dict[int, list[Item]] = defaultdict(list)
        for item in items:
            if item.claim.viewpoint is not None:
                own[item.claim.viewpoint].append(item)
        for holder, claims in own.items():
            turned = _turned(table, holder, claims) if viewpoints[holder].named else None
            if turned:
                found.append(turned)
    return found


def _turned(table: Table, holder: int, claims: Sequence[Item]) -> Turned | None:
    for i, item in enumerate(claims):
        sentence = item.found.sentence.of(item.article.text)
        old = _pluperfect(item)
        owned_up = not old and _FIRST_PERSON.search(item.claim.words)
        earlier = _earlier(table, item, claims) if owned_up else None
        if earlier is not None and _nearness(table, item, earlier, claims) >= _NEAR_OWNED:
            return turned_by(holder, earlier, item, item)
        nxt = claims[i + 1] if i + 1 < len(claims) and claims[i + 1].found.sentence == item.found.sentence else None
        owns = _OWNS_UP.search(item.claim.words)
        if not old and owns and nxt is not None and _BEFORE_NOW.search(_between(item, nxt)):
            return turned_by(holder, nxt, item, item)
        until = _UNTIL.search(sentence)
        at = item.found.sentence.start + until.start() if until else 0
        elsewhere = any(other is not item and other.span.start <= at < other.span.end for other in claims)
        placed = until is not None and at <= item.span.end and not elsewhere
        if not old and not (placed and nxt is not None and not owns):
            if _AFTER_RULING.search(sentence) and (earlier := _earlier(table, item, claims)):
                owned = next((other for other in claims if _FIRST_PERSON.search(other.claim.words)), item)
                return turned_by(holder, earlier, owned, item)
            continue
        now = _now(item, [other for other in claims if other is not item and not _pluperfect(other)])
        if now is None:
            continue
        earlier = _earlier(table, item, claims)
        same = earlier is not None and table.near[earlier.at, item.at] >= _NEAR_EARLIER
        return turned_by(holder, earlier if same and earlier else item, now, item)
    return None


def _now(item: Item, others: Sequence[Item]) -> Item | None:
    """Return what the holder says now: where they own up to it, else in the same sentence, else just before or after."""
    near = [other for other in others if abs(other.span.start - item.span.start) <= 2 * BACK]
    for other in sorted(near, key=lambda one: abs(one.span.start - item.span.start)):
        if _OWNS_UP.search(other.claim.words):
            return other
    text = item.article.text
    same = [
        other
        for other in near
        if other.found.sentence == item.found.sentence
        and other.span.start > item.span.start
        and (_TURNS.search(text[item.span.end : other.span.start]) or _UNTIL.search(item.found.sentence.of(text)))
    ]
    return same[0] if same else None


def _earlier(table: Table, item: Item, claims: Sequence[Item]) -> Item | None:
    """Return the holder's claim in an earlier article that is nearest to this one."""
    before = [
        other
        for other in table.items
        if other.holder == item.holder
        and other.day
        and other.day < item.day
        and other.claim.article_id != item.claim.article_id
    ]
    return max(before, key=lambda other: _nearness(table, item, other, claims), default=None)


def turned_by(holder: int, before: Item, now: Item, by: Item) -> Turned:
    """Return a holder's two claims as a change that the sentence of one of them, or of another, tells of."""
    return Turned(
        holder=holder,
        steps=(before.at, now.at),
        words=by.sentence,
        article_id=by.claim.article_id,
        span=by.found.sentence,
    )


def _pluperfect(item: Item) -> bool:
    cue = item.found.said.cue if item.found.said else None
    if cue is None:
        return False
    around = item.article.text[max(0, cue.start - 12) : cue.end + 1]
    opening = " ".join(item.claim.words.split()[:6])
    return not is_quoted(item) and bool(_PAST.search(around) or _PAST.search(opening))


def _between(one: Item, other: Item) -> str:
    return other.article.text[one.span.end : other.span.start][-_BY:]


def _nearness(table: Table, item: Item, other: Item, claims: Sequence[Item]) -> float:
    """Return how near an earlier claim is to one, or to what its holder says right before it: "I was against it"."""
    just_before = [one for one in claims if 0 <= item.span.start - one.span.end <= BACK // 2]
    return max(float(table.near[other.at, one.at]) for one in (item, *just_before))
