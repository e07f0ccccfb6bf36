"""The words of a question or passage that carry meaning, lightly stemmed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")

STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each either else few for from further had has have having he
    her here hers herself him himself his how i if in into is it its itself just may me might more most much must my
    myself no nor not now of off on once only or other our ours out over own per said say says same shall she should
    so some such than that the their theirs them then there these they this those through to too under until up upon
    us very was we were what when where whether which while who whom whose why will with would yet you your yours
    according according's think thinks thought believe believes tell told""".split()
)
_ENDINGS = (
    "ations",
    "ation",
    "ingly",
    "ments",
    "ment",
    "ness",
    "ings",
    "ing",
    "edly",
    "ies",
    "ied",
    "ers",
    "ed",
    "es",
    "er",
    "ly",
    "s",
    "e",
)


_BRIEF = 5  # letters of a word too short for the rule of the endings


def plain_letters(word: str) -> str:
    """Return a word with its Latin letters as they are without accents: "François" is asked for as "Francois"; Cyrillic stays."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word)
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return bare if bare.replace("’", "").isascii() else word


_ACCENTED = re.compile("[À-ÖØ-öø-ɏḀ-ỿ]")


def plain_text(text: str) -> str:
    """Return a text with its Latin letters as they are without accents; all else in it stays."""
    return _ACCENTED.sub(lambda found: plain_letters(found[0]), text)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return a word without accents and its commonest English endings: enough to join "sanctions" and "sanctioned"."""
    word = plain_letters(word).lower().replace("’", "'").removesuffix("'s")
    if len(word) <= _BRIEF and word.endswith(("ed", "ies")):
        return _brief(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: len(word) - len(ending)]
    return word


def _brief(word: str) -> str:
    """Return a short word without its ending: "fired" as "fire", "asked" as "ask", "died" and "dies" as "die"."""
    if word.endswith("ies"):
        return word[:-1] if len(word) == len("dies") else word
    if len(word) < len("died") or word[-3] == "e":
        return word
    return word[:-1] if word[-3] == "i" or (word[-4] in "aeiouy" and word[-3] not in "aeiouwxy") else word[:-2]


def content_words(text: str) -> set[str]:
    """Return the stems of a text's words, stop words left out."""
    return {stem(word) for word in _WORD.findall(text) if word.lower() not in STOP_WORDS}


def coverage(wanted: Iterable[str], text: str) -> float:
    """Return the share of the wanted stems that stand in a text, 0 to 1; 0 where nothing is wanted."""
    wanted = set(wanted)
    return len(wanted & content_words(text)) / len(wanted) if wanted else 0.0
