"""Whose words a verb's are: its subject, or the one it shares with a verb above it in the tree."""

from __future__ import annotations

from ingest.speech.cues import frames, lemma_of
from ingest.speech.geography import find_places
from ingest.speech.namewords import (
    COLLECTIVE_NOUNS,
    DOCUMENT_NOUNS,
    GROUPS,
    OUTLET_NOUNS,
    PERSON_NOUNS,
    POLL_NOUNS,
    WEEKDAYS,
    titles,
)
from ingest.speech.words import Words

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
ASIDES = frozenset(
    "adding referring noting saying citing calling describing pointing alluding asking telling suggesting warning arguing "
    "implying".split()
)
"""Participles with which a reporter goes on about the one who speaks: "..., adding that", "..., referring to"."""
_WRITTEN = frozenset(
    "statement letter tweet email e-mail post memo note message interview speech tweets emails letters op-ed".split()
)
_PRONOUNS = frozenset("he she they i we you who him her them me us".split())
_EMPTY = frozenset("it this that there what which these those".split())
_FINITE = ("VBD", "VBZ", "VBP")
_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_TIMES = frozenset("morning afternoon evening night".split())
_HAVE = frozenset("has have had having 's ’s 've ’ve 'd ’d".split())
_STEPS = 10


def subject_of(words: Words, i: int) -> int | None:
    """Return the head token of a verb's subject, inherited along infinitives, participles and conjunctions.

    Its own subject counts whatever it is. One it inherits must be able to speak: in "Lee said it was early but
    added ..." the parser joins "added" to "was", and it is Lee who added.
    """
    own = _own(words, i)
    if own is not None:
        return own if own >= 0 else None
    found = _inherited(words, i)
    return found if found is not None else _beside(words, i)


def is_aside(words: Words, i: int) -> bool:
    """Tell whether a participle goes on about the one who speaks: ", adding that", ", quipping"."""
    if words.lower[i] in ASIDES:
        return True
    lemma = lemma_of(words.lower[i]) if words.tag[i] == "VBG" else None
    return lemma is not None and "q" in frames()[lemma] and i > 0 and words.text[i - 1] in (",", "—", "–", "-", "--")


def _inherited(words: Words, i: int) -> int | None:
    fallback: int | None = None
    infinitive = words.tag[i] == "VB"
    for _ in range(_STEPS):
        step = _above(words, i)
        if step is None:
            return fallback
        i, found = step
        if found is None and i >= 0:
            own = _own(words, i)
            found = own if own is not None and own >= 0 else None
            if own is not None and own < 0:
                return fallback
        if found is not None and infinitive and i >= 0 and words.lower[found] == "it" and _is_judged(words, i):
            if words.dep[i] != "ccomp" or lemma_of(words.lower[words.head[i]]) is None:
                return None  # "although it is fair to say that": nobody's words
            found = None  # "Lee said it is fair to say that": Lee's
        if found is not None:
            if may_speak(words, found):
                return found
            fallback = found if fallback is None else fallback
        if i < 0:
            return fallback
    return fallback


def _own(words: Words, i: int) -> int | None:
    """Return the verb's own subject, -1 where that is an empty "it" or "there", None where it has none."""
    subject = _subject(words, i)
    if subject is None:
        return _behind(words, i)
    if words.lower[subject] in ("it", "there") and words.dep[subject] == "expl":
        return -1
    if words.lower[subject] in WEEKDAYS or words.lower[subject] in _TIMES:
        # "On Monday, Ann Lee said", "Ann Lee Monday said", "Ann Lee Sunday night said": the day is no subject
        name = subject - 1
        while name > 0 and words.lower[name] in WEEKDAYS:
            name -= 1
        if name >= 0 and words.head[name] == subject and words.dep[name] == "compound" and _is_name(words, name):
            return name
        return words.kid(subject, "appos")
    return subject


def _is_judged(words: Words, i: int) -> bool:
    """Tell whether "it" only holds the place of what is judged: "it is fair to say that"."""
    adjective = words.kid(i, "acomp")
    infinitive = words.kid(i if adjective is None else adjective, "xcomp", "ccomp", "advcl")
    if infinitive is None and adjective is not None:
        infinitive = words.kid(i, "xcomp", "ccomp", "advcl")
    return (
        adjective is not None
        and infinitive is not None
        and words.lower[i] in ("is", "was", "'s", "’s", "be", "would", "seems")
        and any(words.lower[k] == "to" and words.dep[k] == "aux" for k in words.kids[infinitive])
    )


def _subject(words: Words, i: int) -> int | None:
    """Return the subject the parser gave a verb; of two, not the day or the place: "In Orvik, OH, ..., Ann Lee said"."""
    subjects = [k for k in words.kids[i] if words.dep[k] in SUBJECTS]
    before = [k for k in subjects if k < i]
    if len(before) > 1 and _is_day_or_place(words, before[0]):
        return before[-1]
    return next(iter(subjects), None)


def _is_day_or_place(words: Words, i: int) -> bool:
    return words.lower[i] in WEEKDAYS or words.text[i].isupper() or bool(find_places(words.text[i]))


def _above(words: Words, i: int) -> tuple[int, int | None] | None:
    """Return the token to look at next and, where it is known already, who acts: None where nothing is above."""
    dep, up = words.dep[i], words.head[i]
    if up == i:
        return None
    infinitive = words.tag[i] == "VB" and words.kid(i, "aux") is not None
    if infinitive and (beneficiary := _for_whom(words, i)) is not None:
        return -1, beneficiary
    if dep in ("acl", "relcl") and words.tag[i] in ("VBD", "VBZ") and words.head[up] == up and _is_name(words, up):
        return -1, up  # "Ann Lee, a spokeswoman of the party, called on him": the verb read as the name's
    if dep == "acl" and words.tag[i] in ("VBG", "VBN"):
        return _of_noun(words, i, up)
    if dep in ("xcomp", "conj", "advcl", "ccomp", "acl", "relcl"):
        if dep == "acl":  # "a plan to ask": whoever has the plan
            poss = words.kid(up, "poss")
            if poss is not None:
                return -1, poss
        if dep == "relcl" and not infinitive:
            return None
        if (
            dep == "xcomp"
            and (whom := words.kid(up, "dobj")) is not None
            and up < whom < i
            and is_somebody(words, whom)
        ):
            return -1, whom  # "led Lee to announce"
        if dep == "advcl" and is_aside(words, i) and (outer := _reporting(words, up)) is not None:
            return outer, None
        return up, None
    if dep in ("pcomp", "prep") or words.tag[up] == "IN" or (dep == "acomp" and words.tag[i][:2] == "JJ"):
        return up, None
    if words.tag[i] in ("NN", "NNS", "IN", "TO") and dep in ("dobj", "pobj", "attr", "prep", "pcomp"):
        return up, None
    return None


def _behind(words: Words, i: int) -> int | None:
    """Return who stands behind a verb that follows a quotation: '"Never," asked Ann Lee, referring to'."""
    if i == 0 or words.quote[i - 1] < 0 or words.tag[i] not in _FINITE:
        return None
    speaks = lemma_of(words.lower[i])
    noun = words.kid(i, "dobj", "attr", "npadvmod", "dep", "oprd") if speaks else None
    return noun if noun is not None and noun > i and words.quote[noun] < 0 and is_somebody(words, noun) else None


def _beside(words: Words, i: int) -> int | None:
    """Return the noun that stands right before a finite verb for which the parser found no subject.

    "In a statement to the paper, its editor, Ann Lee, said", where all before the verb was read as one noun phrase;
    "Commission records show", read as a compound.
    """
    if words.tag[i] not in _FINITE and not is_active(words, i):
        return None
    for k in words.kids[i]:
        if k < i and words.dep[k] in ("advcl", "ccomp") and words.tag[k] in _FINITE:
            subject = words.kid(k, "nsubj")
            if subject is not None and words.quote[subject] < 0 and words.dep[i] == "ROOT" and words.left[k] == subject:
                return subject
    at = i - 1
    while at > 0 and (words.dep[at] in ("aux", "advmod", "neg") and words.head[at] == i):
        at -= 1
    comma = at > 0 and words.text[at] == ","
    at -= comma
    if at > 0 and words.text[at] == ")":  # "Ann Lee (R-OH), said"
        at = next((k for k in range(at - 1, 0, -1) if words.text[k] == "("), 0) - 1
    if at < 0 or words.quote[at] >= 0 or words.text[at] == ",":
        return None
    if words.head[at] == i and words.dep[at] == "compound" and words.tag[at] in (*_NOUNS, "VBZ"):
        return at
    if words.tag[at] not in _NOUNS or not (comma or words.dep[at] in ("appos", "ROOT", "dep")):
        return None
    while words.dep[at] in ("compound", "appos") and words.head[at] < i:
        up = words.head[at]
        if words.dep[at] == "appos" and not is_somebody(words, up):
            break
        at = up
        if words.dep[at] == "appos" and words.left[at] > 0 and words.text[words.left[at] - 1] == ",":
            break  # what stands before that comma is another phrase
    return at if is_somebody(words, at) else None


def is_active(words: Words, i: int) -> bool:
    """Tell whether a participle is the verb of a sentence that the parser took for a noun with something behind it.

    "Ann Lee, the 2012 nominee, tweeted in response"; "had said", too.
    """
    if words.tag[i] != "VBN":
        return False
    if any(words.dep[k] == "aux" and words.lower[k] in _HAVE for k in words.kids[i]):
        return words.kid(i, "auxpass") is None
    up = words.head[i]
    return (
        words.dep[i] == "acl"
        and words.head[up] == up
        and is_somebody(words, up)
        and i > up + 1
        and words.text[i - 1] == ","
        and words.kid(i, "agent") is None
    )


def _of_noun(words: Words, i: int, up: int) -> tuple[int, int | None] | None:
    """Read a participle that hangs on a noun: "a statement saying", "officials saying", "an attempt ..., writing"."""
    if words.tag[i] == "VBN":
        return (-1, up) if is_active(words, i) else None
    holder = words.head[up]
    if words.dep[up] == "dobj" and words.lower[up] in _WRITTEN and words.tag[holder][:2] == "VB":
        return holder, None  # "issued a statement saying": whoever issued it
    if may_speak(words, up) or words.dep[up] not in ("dobj", "pobj", "conj", "attr"):
        return -1, up
    return up, up


def _for_whom(words: Words, i: int) -> int | None:
    """Return who is to act in "an opening for Lee to say": the noun between "for" and the infinitive."""
    first = words.left[i] - 1 if words.kid(i, *SUBJECTS) is not None else words.kids[i][0] - 1
    if first < 1:
        return None
    head = first
    while words.dep[head] in ("compound", "amod") and words.head[head] <= first:
        head = words.head[head]
    above = words.head[head]
    if words.dep[head] == "pobj" and words.lower[above] == "for" and is_somebody(words, head):
        return head
    return None


def _reporting(words: Words, i: int) -> int | None:
    """Return the verb of speaking whose clause holds the verb i, or None."""
    for _ in range(_STEPS):
        up = words.head[i]
        if up == i:
            return None
        if words.dep[i] == "ccomp" and lemma_of(words.lower[up]) and words.kid(up, *SUBJECTS) is not None and up < i:
            return up
        if words.dep[i] not in ("conj", "advcl", "xcomp", "ccomp"):
            return None
        i = up
    return None


def may_speak(words: Words, head: int) -> bool:
    """Tell whether a noun or pronoun may be a speaker: somebody, a body, a document, a poll."""
    form = words.lower[head]
    if form in _EMPTY:
        return words.tag[head] in ("WDT", "WP")
    if is_somebody(words, head):
        return True
    return form in COLLECTIVE_NOUNS | DOCUMENT_NOUNS | OUTLET_NOUNS | POLL_NOUNS or words.tag[head] in (
        "NNS",
        "CD",
        "JJ",
    )


def is_somebody(words: Words, head: int) -> bool:
    """Tell whether a noun or pronoun is a person's, or a name."""
    form = words.lower[head]
    if words.quote[head] >= 0:
        return False
    return (
        (words.tag[head] in ("NNP", "NNPS") and form not in WEEKDAYS)
        or form in _PRONOUNS
        or form in PERSON_NOUNS
        or form in titles()
        or form in GROUPS
    )


def acting_before(words: Words, i: int) -> int | None:
    """Return the several who act in the sentence before the one that token i opens: "Analysts cut the rating. They wrote"."""
    low = words.sentence(i)[0]
    if low == 0 or any(words.text[k].isalnum() for k in range(low, i)):
        return None
    first, last = words.sentence(low - 1)
    for root in (k for k in range(first, last + 1) if words.head[k] == k and words.tag[k][:2] == "VB"):
        head = words.kid(root, "nsubj")
        if head is not None and words.quote[head] < 0 and words.tag[head] == "NNS":
            return (
                head if words.lower[head].removesuffix("s") in PERSON_NOUNS or words.lower[head] == "people" else None
            )
    return None


def _is_name(words: Words, i: int) -> bool:
    return words.tag[i] in ("NNP", "NNPS") and words.quote[i] < 0
