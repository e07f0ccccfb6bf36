"""Who wrote what speaks for itself: "the letter says" in an article that tells whose letter it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.speech.cues import lemma_of
from ingest.speech.subjects import may_speak, subject_of
from ingest.speech.words import Words

WRITINGS = frozenset("letter memo email e-mail note op-ed essay column post tweet statement message".split())
"""What one person or body writes and sends out; a report or a law is nobody's own words."""
_FAR = 2_500  # characters after which "the statement" may be another one
_WRITTEN = frozenset("write wrote writes written sign signed signs send sent sends tweet tweeted".split())
_GIVEN_OUT = _WRITTEN | frozenset(
    "issue issued issues release released releases publish published publishes post posted posts share shared shares put".split()
)
_OWN = frozenset("statement message tweet post".split())  # of these whoever gives it out is the author
_FROM = ("from", "by")
_IN = ("in", "via", "through", "by")
_INDEFINITE = ("a", "an", "another", "one")


def author_of(noun: str, place: int, units: Sequence[Words]) -> tuple[Words, int] | None:
    """Return the token that names who wrote the letter spoken of at a place of the text, or None where nothing tells.

    What was brought up last before counts: "Lee said in a statement", "a letter from Lee", "Lee's letter", "Its author, Lee".
    """
    last: tuple[Words, int] | None = None
    met = False
    for words in units:
        if words.unit.start >= place:
            break
        if words.unit.end < place - _FAR:
            continue
        for i in range(len(words)):
            if words.start[i] >= place or words.quote[i] >= 0:
                continue
            if words.lower[i] == noun:
                brought_up, writer = _writer(words, i)
                if brought_up:
                    last = (words, writer) if writer is not None else None
                met = True
            elif met and words.lower[i] == "author" and (named := _called_author(words, i)) is not None:
                last = (words, named)
    return last


def _writer(words: Words, i: int) -> tuple[bool, int | None]:
    """Tell whether a writing is brought up here as a new one, and whose it is said to be."""
    owner = words.kid(i, "poss")
    if owner is not None:
        return True, owner if words.lower[owner] in ("his", "her") or _may_write(words, owner) else None
    for who in _behind(words, i):
        return True, who if _may_write(words, who) else None
    if words.lower[words.left[i]] not in _INDEFINITE:
        return False, None
    up, dep = words.head[i], words.dep[i]
    if dep == "dobj" and words.lower[up] in (_GIVEN_OUT if words.lower[i] in _OWN else _WRITTEN):
        return True, _subject(words, up)
    if dep == "pobj" and words.lower[up] in _IN:
        verb = words.head[up]
        if words.tag[verb][:2] == "VB" and (lemma_of(words.lower[verb]) or words.lower[verb] in _GIVEN_OUT):
            return True, _subject(words, verb)
    return True, None


def _behind(words: Words, i: int) -> Iterator[int]:
    """Yield who stands behind a writing as its author: "from Lee", "written by Lee", "that Lee wrote"."""
    for k in words.kids[i]:
        if k < i:
            continue
        if words.dep[k] == "prep" and words.lower[k] in _FROM and (who := words.kid(k, "pobj")) is not None:
            yield who
        if words.dep[k] in ("acl", "relcl") and words.lower[k] in _WRITTEN:
            agent = words.kid(k, "agent")
            who = words.kid(agent, "pobj") if agent is not None else words.kid(k, "nsubj")
            if who is not None and words.lower[who] not in ("who", "which", "that"):
                yield who


def _subject(words: Words, verb: int) -> int | None:
    who = subject_of(words, verb)
    return who if who is not None and _may_write(words, who) else None


def _may_write(words: Words, i: int) -> bool:
    return may_speak(words, i) and words.quote[i] < 0 and words.lower[i] not in ("they", "we", "i", "you", "who")


def _called_author(words: Words, i: int) -> int | None:
    """Return the name behind "Its author, Ann Lee"."""
    owner = words.kid(i, "poss")
    if owner is None or words.lower[owner] != "its":
        return None
    if (named := words.kid(i, "appos")) is not None:
        return named
    up = words.head[i]
    return up if words.dep[i] == "appos" and words.tag[up] in ("NNP", "NNPS") else None
