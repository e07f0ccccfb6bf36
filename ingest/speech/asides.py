"""Cues that stand beside what was said, where the parser seldom joins the two: asides, "according to", told listeners."""

from __future__ import annotations

from ingest.speech.cues import frames, lemma_of
from ingest.speech.findings import Finding
from ingest.speech.grammar import make_finding, noun_phrase
from ingest.speech.namewords import PERSON_NOUNS
from ingest.speech.words import Words

ADDRESSING = frozenset("tell ask remind warn advise invite urge order instruct encourage".split())  # take a listener


def named_aside(words: Words, i: int, inside: list[int]) -> tuple[list[int], int, tuple[int, int]] | None:
    """Read the speaker who stands between commas right before the cue: "..., the deputy minister, Ann Lee, said"."""
    last = i - 1
    if last < 3 or words.text[last] != ",":
        return None
    first = last - 1
    while first > inside[0] and words.tag[first] in ("NNP", "NNPS"):
        first -= 1
    if words.text[first] != "," or not 0 < last - 1 - first < 5:
        return None
    start = first - 1
    while start > inside[0] and words.text[start] != "," and first - start < 10:
        start -= 1
    title = range(start + 1, first)
    if words.text[start] != "," or any(words.tag[k][:2] in ("VB", "MD") or words.quote[k] >= 0 for k in title):
        return None
    if not len(title) or words.lower[first - 1] not in PERSON_NOUNS:
        return None
    content = [k for k in inside if k < start]
    return (content, last - 1, (start + 1, last - 1)) if content else None


def that_behind(words: Words, i: int, lemma: str, head: int | None) -> Finding | None:
    """Read a "that" right behind the verb as what was said, wherever the parser hung its clause."""
    at = i + 1
    if at + 1 < len(words) and (words.dep[at] == "prt" or words.lower[at] == "out"):
        at += 1
    if at + 2 >= len(words) or words.lower[at] != "that" or words.tag[at] != "IN":
        return None
    clause = words.head[at]
    if clause <= at or words.quote[clause] >= 0 or words.dep[at] != "mark":
        return None
    return make_finding(words, i, lemma, [k for k in words.under(clause) if k >= at], head)


def has_that(words: Words, clause: int) -> bool:
    """Tell whether a clause that hangs on a noun begins with a "that" which is no part of it."""
    if words.dep[clause] in ("acl", "ccomp"):
        return any(words.lower[m] == "that" and words.dep[m] == "mark" for m in words.kids[clause])
    first, subject = words.left[clause], words.kid(clause, "nsubj")
    of_preposition = words.dep[clause] == "relcl" and words.dep[words.head[clause]] == "pobj"
    return of_preposition and words.lower[first] == "that" and subject is not None and subject != first


def sentence_before(words: Words, i: int, lemma: str) -> Finding | None:
    """Read "S, the minister, Ann Lee, said on Friday" where the parser did not see S as what was said."""
    taken = frames()[lemma]
    subject = words.kid(i, "nsubj")
    if "c" not in taken or "w" in taken or words.dep[i] not in ("ROOT", "conj") or subject is None or subject > i:
        return None
    own = ("ccomp", "xcomp") if lemma in ADDRESSING else ("ccomp", "xcomp", "dobj")
    if words.tag[i] not in ("VBD", "VBZ", "VBP") or any(
        k > i and (words.dep[k] in own or (words.dep[k] == "prep" and words.lower[k] in taken)) for k in words.kids[i]
    ):
        return None
    low = words.sentence(i)[0]
    first = words.left[subject]
    before = list(range(low, first - 1))
    if first - low < 6 or words.text[first - 1] != "," or any(words.quote[k] >= 0 for k in before):
        return None
    if not any(words.tag[k] in ("VBD", "VBZ", "VBP", "MD") for k in before) or words.tag[low] in ("IN", "VBG", "VBN"):
        return None
    return make_finding(words, i, lemma, before, subject)


def according_to(words: Words, i: int) -> Finding | None:
    """Return what stands beside "according to X", at the sentence's start, its end or in its midst."""
    to = words.kid(i, "prep")
    if to is None or words.lower[to] != "to":
        to = i + 1 if i + 1 < len(words) and words.lower[i + 1] == "to" else None
    if to is None:
        return None
    head = words.kid(to, "pobj")
    if head is None:
        return None
    low, high = words.sentence(i)
    source = _with_name(words, noun_phrase(words, head), high)
    top = words.head[i]
    first = next((k for k in range(low, i + 1) if words.text[k].isalnum()), i)
    if first == i:  # at the sentence's start: what follows the source
        content = list(range(source[1] + 1, high + 1))
    elif words.tag[top][:2] == "VB" and words.quote[top] < 0:
        mine = set(range(i, source[1] + 1))
        content = [k for k in words.under(top) if k not in mine]
    else:
        mine = set(range(i, source[1] + 1))
        content = [k for k in range(low, i) if k not in mine]
    found = make_finding(words, i, "according", content, None)
    if found is None:
        return None
    found.head, found.source, found.cue = head, source, (i, to)
    return found


def _with_name(words: Words, source: tuple[int, int], high: int) -> tuple[int, int]:
    """Take in the name after a source's comma: "its duty forecaster, Ann Lee"."""
    low, last = source
    called = words.lower[last] in PERSON_NOUNS or words.tag[low] in ("PRP$", "DT")
    if not called or last + 2 > high or words.text[last + 1] != ",":
        return source
    end = last + 1
    while end < high and words.tag[end + 1] in ("NNP", "NNPS"):
        end += 1
    closed = end == high or words.text[end + 1] in (",", ".", ";")
    return (low, end) if end > last + 1 and closed else source


def inserted_clause(words: Words, i: int) -> Finding | None:
    """Read ", the paper notes," and ", Bloomberg reports." where the parser took the verb for a noun."""
    low, high = words.sentence(i)
    if i < high and words.text[i + 1] not in (",", ".", ";"):
        return None
    first = i
    while first > low and words.text[first - 1] != "," and words.quote[first - 1] < 0 and i - first < 8:
        first -= 1
    if first > low and words.text[first - 1] != ",":
        return None
    as_clause = words.lower[first] == "as"
    start = first + as_clause
    if start >= i or not (as_clause or first > low) or any(words.tag[k][:2] in ("VB", "IN") for k in range(start, i)):
        return None
    after = i + 2 if i < high else i + 1
    more_cues = after <= high and lemma_of(words.lower[after]) is not None and words.tag[after][:2] == "VB"
    content = [*range(low, first), *([] if more_cues else range(i + 1, high + 1))]
    found = make_finding(words, i, lemma_of(words.lower[i]) or "", content, None)
    if found is not None:
        found.head, found.source = i - 1, (start, i - 1)
    return found
