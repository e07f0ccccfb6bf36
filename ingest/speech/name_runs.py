"""Where a name begins and ends in the tagged words: "Ann Lee Wednesday said", "the Archives and Records Administration"."""

from __future__ import annotations

import re

from ingest.speech.geography import find_places
from ingest.speech.name_descriptions import text_of
from ingest.speech.namewords import (
    ORGANISATION_WORDS,
    WEEKDAYS,
    given_names,
    is_named_day,
    is_outlet,
    is_suffix,
    titles,
)
from ingest.speech.words import Words

PARTICLES = frozenset("de van von der den bin ibn al el del della di da dos du la le ter ten af av zu".split())
_JOINERS = frozenset("of for and & on in the".split())
_NOT_NAMES = WEEKDAYS | frozenset(
    "i january february march april may june july august "
    "september october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_LONGEST = 12
_ADVERBS = frozenset(
    "still likewise similarly then even also meanwhile yet now here there only maybe perhaps soon later so but and".split()
)
_TASKS = frozenset("enforcement protection prevention services".split())
_OF_PARTY = re.compile(r"^[RDI]-[A-Z]")  # "Ann Lee, R-Ohio"


def is_party(words: Words, i: int) -> bool:
    """Tell whether a token is in what stands behind a lawmaker's name: "R-Ohio", in one token or three."""
    opens = words.text[i] in ("R", "D", "I") and i + 1 < len(words) and words.text[i + 1] in ("-", "‑", "–")
    closes = i > 1 and words.text[i - 1] in ("-", "‑", "–") and words.text[i - 2] in ("R", "D", "I")
    return opens or closes or bool(_OF_PARTY.match(words.text[i]))


def is_capital(word: str) -> bool:
    """Tell whether a word is written large."""
    return word[:1].isupper() and any(character.isalpha() for character in word)


def starts_name(words: Words, i: int) -> bool:
    """Tell whether a name may begin at token i."""
    if not is_capital(words.text[i]) or words.lower[i] in _NOT_NAMES or is_party(words, i):
        return False
    if words.lower[i] in _ADVERBS and (i == 0 or words.sent[i - 1] != words.sent[i]):
        return False  # "Still Lee said"
    if words.tag[i] == "IN":  # a given name that is a small word too: "said Per Lee"
        return 0 < i < len(words) - 1 and words.text[i - 1].islower() and words.tag[i + 1] == "NNP"
    if words.lower[i] in given_names() and i + 1 < len(words) and words.quote[i + 1] < 0 and words.tag[i][:2] != "MD":
        return words.tag[i] in ("NNP", "NNPS") or (words.tag[i + 1] == "NNP" and is_capital(words.text[i + 1]))
    return words.tag[i] in ("NNP", "NNPS")


def _joined(words: Words, i: int) -> bool:
    return (
        words.text[i] == "-"
        and i + 1 < len(words)
        and words.start[i] == words.end[i - 1]
        and words.end[i] == words.start[i + 1]
    )


def end_of_run(words: Words, first: int) -> int:
    """Return the last token of the name that begins at `first`, with the titles in it."""
    last = first
    organisation = words.lower[first] in ORGANISATION_WORDS or words.lower[first] in titles()
    i = first + 1
    while i < len(words) and i - first < _LONGEST and words.quote[i] < 0:
        word = words.text[i]
        if words.lower[i] in WEEKDAYS and not is_named_day(words.lower[i - 1]):  # "Ann Lee Wednesday said"
            break
        tagged = words.tag[i] in ("NNP", "NNPS") or (words.tag[i] in ("NN", "NNS", "JJ") and is_capital(word))
        if tagged and is_capital(word):
            organisation = organisation or words.lower[i] in ORGANISATION_WORDS or words.lower[i] in titles()
            last = i
        elif (
            words.lower[i] in PARTICLES
            and i + 1 < len(words)
            and is_capital(words.text[i + 1])
            and words.lower[i] not in ("in",)
        ):
            pass
        elif _joined(words, i) and (is_capital(words.text[i + 1]) or words.text[i + 1].isalnum()):
            last = i + 1
            i += 1
        elif _owned(words, i) or (
            words.lower[i] in _JOINERS and i + 1 < len(words) and _goes_on(words, i, first, last, organisation)
        ):
            pass
        elif (i == first + 1 and _ends_in_s(words, i)) or is_suffix(word.strip(",")):
            last = i
        elif word == "," and i + 1 < len(words) and words.lower[i + 1].rstrip(".") in ("jr", "sr"):
            last = i + 1  # "Ann Lee, Jr."
            break
        else:
            break
        i += 1
    return last


def _owned(words: Words, i: int) -> bool:
    """Tell whether the apostrophe of a plural stands within a body's name: "Teachers' Union", "Fishermen's League"."""
    plural = words.text[i] in ("'", "’") and words.lower[i - 1].endswith("s")
    return (
        (plural or (words.lower[i] in ("'s", "’s") and words.lower[i - 1].endswith(("men", "people", "children"))))
        and i + 1 < len(words)
        and words.quote[i + 1] < 0
        and is_capital(words.text[i + 1])
        and words.lower[i + 1] in ORGANISATION_WORDS
    )


def _ends_in_s(words: Words, i: int) -> bool:
    """Tell whether an apostrophe and s end the name itself: "Harvel's said on Monday"."""
    return (
        words.tag[i] == "POS"
        and words.lower[i] in ("'s", "’s")
        and i + 1 < len(words)
        and words.tag[i + 1] in ("VBD", "VBZ")
        and words.dep[i - 1] == "nsubj"
    )


def _goes_on(words: Words, i: int, first: int, last: int, organisation: bool) -> bool:
    """Tell whether a small word is within an organisation's name: "Institute for the Study of War"."""
    ahead = i + 1
    if words.lower[ahead] in ("the", "a", "an") and words.lower[i] not in ("and", "&") and ahead + 1 < len(words):
        ahead += 1
    if not (is_capital(words.text[ahead]) and words.tag[ahead] in ("NNP", "NNPS")):
        return False
    if words.lower[i] in ("and", "&"):
        return _is_one_body(words, i, first, last, organisation)
    if not organisation or words.lower[i] in ("in", "on"):
        return False
    return words.lower[last] in ORGANISATION_WORDS or words.lower[last] in titles()


def _is_one_body(words: Words, i: int, first: int, last: int, organisation: bool) -> bool:
    """Tell whether an "and" joins what one body deals with: "Archives and Records Administration", not "Lee and the Senate"."""
    behind = i + 1
    while behind + 1 < len(words) and words.tag[behind + 1] in ("NNP", "NNPS") and is_capital(words.text[behind + 1]):
        behind += 1
    body = words.lower[behind] in ORGANISATION_WORDS
    task = words.lower[behind] in _TASKS and behind > i + 1  # "Customs and Border Protection"
    name = words.lower[first : last + 1]
    if words.lower[last] in ORGANISATION_WORDS or words.lower[last] in titles() or words.text[last].isupper():
        return False
    if (
        words.text[i + 1].isupper()
        or words.lower[i + 1] in ORGANISATION_WORDS
        or words.lower[i + 1] in titles()
        or words.lower[i + 1] in given_names()
    ):
        return False
    if any(word in ("of", "for", "on") for word in name):  # "Department of Health and Human Services"
        return organisation and (task or not body) and words.lower[last - 1] not in given_names()
    apart = find_places(text_of(words, first, last)) or is_outlet(text_of(words, first, last))
    owned = first > 0 and words.lower[first - 1] in ("the", "'s", "’s", "’", "'", "its", "their")
    if task and name[0] not in given_names():
        return True
    return body and behind > i + 1 and owned and not apart and name[0] not in given_names()
