"""What is asked of somebody, or only may be, is not said: "asked Lee to explain why", "enough for Lee to agree", "Lee might say"."""

from __future__ import annotations

from ingest.speech.cues import lemma_of
from ingest.speech.subjects import is_somebody
from ingest.speech.words import Words

_REQUESTS = frozenset(
    "ask urge tell order want expect beg implore press require invite encourage instruct direct advise warn remind challenge "
    "call need".split()
)
_REQUEST_FORMS = frozenset(
    "pressed pressing presses required requires requiring require needed needs need directed directs direct".split()
)  # of what is no cue by itself; who is forced or led to say something does say it
_OPEN = frozenset(
    "enough likely unlikely set due poised scheduled ready able unable free impossible hard easy difficult expected supposed "
    "reluctant unwilling".split()
)
_MODALS = frozenset("would could may might should 'd ’d".split())
_RATHER = frozenset("like love prefer rather".split())
_ANSWERED = frozenset("said says replied answered responded demurred declined told".split())
_STEPS = 3


def is_asked_for(words: Words, i: int) -> bool:
    """Tell whether a verb is what another asks somebody to do, or what may be done: "asked Lee to explain"."""
    if not _is_infinitive(words, i):
        return False
    at = i
    for _ in range(_STEPS):
        up = words.head[at]
        if up == at:
            return False
        if words.dep[at] not in ("xcomp", "ccomp", "advcl", "conj", "acl"):
            return False
        if words.lower[up] in _OPEN and words.tag[up][:2] in ("JJ", "RB", "VB"):
            return True
        if words.dep[at] != "conj":
            return _is_request(words, up, i)
        at = up
    return False


def _is_request(words: Words, up: int, i: int) -> bool:
    asks = lemma_of(words.lower[up]) in _REQUESTS or words.lower[up] in _REQUEST_FORMS
    if not asks or words.tag[up][:2] != "VB" or up > i:
        return False
    whom = [k for k in words.kids[up] if words.dep[k] in ("dobj", "dative", "pobj") and up < k < i]
    inside = [k for k in words.kids[i] if words.dep[k] == "nsubj" and up < k < i]  # "asked Lee to": read as a clause
    on = [m for k in words.kids[up] if words.lower[k] == "on" for m in words.kids[k] if m < i]
    return any(is_somebody(words, k) or words.tag[k] in ("NNS", "NN") for k in (*whom, *inside, *on))


def is_put_to(words: Words, i: int) -> bool:
    """Tell whether a verb of asking opens a clause without a subject: what was put to somebody, "Asked what it will cost, Lee"."""
    if words.lower[i] not in ("asked", "pressed", "questioned", "told", "reminded"):
        return False
    before = i - 1
    own = next((k for k in words.kids[i] if words.dep[k] in ("nsubj", "nsubjpass")), None)
    if own is not None and own < before and words.text[before] == "," and words.right[own] <= before:
        high = words.sentence(i)[1]  # "Ann Lee, asked if the team would play, said that it would"
        return any(words.text[k] == "," and words.lower[k + 1] in _ANSWERED for k in range(i, high))
    if any(words.dep[k] in ("nsubj", "nsubjpass", "agent", "aux", "auxpass") for k in words.kids[i]):
        return False
    opens = (
        before < 0 or words.sent[before] != words.sent[i] or words.lower[before] in ("when", "if", "once", "repeatedly")
    )
    return opens or (words.text[before] == "," and words.dep[i] in ("advcl", "acl") and words.lower[i] == "asked")


def is_supposed(words: Words, i: int) -> bool:
    """Tell whether a verb stands under a word that leaves open whether it happens: "could say", "might argue".

    "Would not say" and "would like" tell what somebody does.
    """
    if any(words.dep[k] == "mark" and words.lower[k] in ("if", "unless", "whether") and k < i for k in words.kids[i]):
        return True  # "not without recourse if he thinks that"
    at = i
    for _ in range(_STEPS):
        aux = [words.lower[k] for k in words.kids[at] if words.dep[k] == "aux"]
        if set(aux) & _MODALS:
            negated = any(words.dep[k] == "neg" for k in words.kids[at])
            likes = words.lower[at] in _RATHER or any(words.lower[k] in _RATHER for k in words.kids[at])
            return not negated and not likes
        up = words.head[at]
        by_doing = words.dep[at] == "pcomp" and words.lower[up] == "by"  # "could do it by telling"
        if by_doing:
            at = words.head[up]
        elif (
            words.dep[at] == "conj"
            and not any(words.dep[k] in ("nsubj", "nsubjpass") for k in words.kids[at])
            and up != at
        ):
            at = up
        else:
            return False
    return False


def _is_infinitive(words: Words, i: int) -> bool:
    return words.tag[i] == "VB" and any(words.lower[k] == "to" and words.dep[k] == "aux" for k in words.kids[i])
