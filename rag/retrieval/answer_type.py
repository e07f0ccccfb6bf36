"""What kind of thing a question of fact asks for, and whether a sentence holds such a thing.

Rules over words and shapes (Li and Roth 2002 name the classes); a sentence without a number does not answer "how many".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from enum import StrEnum

from rag.words import content_words


class AnswerType(StrEnum):
    """What would answer the question."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    NAME = "name"
    ANY = "any"


_NUMBER = re.compile(
    r"\bhow (?:many|much|long|high|tall|large|big|old|far|fast|heavy|deep|wide|often|expensive|strong)\b"
    r"|\bwhat (?:percent|percentage|share|number|amount|price|sum|age|size|length|height|rate|proportion|fraction|score|total)\b"
    r"|\bby how much\b|\bat what (?:price|rate|speed|age)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"^\s*(?:when|since when|until when)\b|\b(?:what|which) (?:day|date|month|year|week|weekday|time)\b|\bhow long ago\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"^\s*(?:and |but )?(?:who|whom|whose)\b", re.IGNORECASE)
_NAME = re.compile(
    r"^\s*(?:in |on |at |from |to |for |of |by )?(?:which|what)\b|^\s*where\b|\bwhat is the name\b|\bcalled what\b",
    re.IGNORECASE,
)

_DIGITS = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|millions?|"
    r"billions?|trillions?|half|third|quarter|twice|once|none|no one|nobody)\b",
    re.IGNORECASE,
)
_MONTHS = "|".join([*calendar.month_name[1:], *(f"{m}\\.?" for m in calendar.month_abbr[1:])])
_WHEN = re.compile(
    rf"\b(?:{_MONTHS})(?:\s+\d|\b)|\b(?:{'|'.join(calendar.day_name)})\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}[:.]\d\d\b|\b\d+ ?[ap]\.?m\b"
    r"|\b(?:today|yesterday|tomorrow|tonight|noon|midnight|morning|evening|afternoon|dawn)\b"
    r"|\b(?:last|next|this) (?:week|month|year|spring|summer|autumn|fall|winter|night)\b|\b(?:week|month|year|day|hour)s? (?:ago|later|earlier|after|before)\b"
)
# A capitalised word that does not begin a sentence. The letter stands first, so that the search leaps from capital to capital.
_CAPITALISED = re.compile(r"[A-ZÀ-ÞА-Я](?<!^.)(?<!\w.)(?<![.!?:“\"]\s.)[\w’'-]+")


def answer_type(question: str) -> AnswerType:
    """Return what kind of thing the question asks for; ANY where its words do not tell."""
    for kind, pattern in (
        (AnswerType.NUMBER, _NUMBER),
        (AnswerType.TIME, _TIME),
        (AnswerType.PERSON, _PERSON),
        (AnswerType.NAME, _NAME),
    ):
        if pattern.search(question):
            return kind
    return AnswerType.ANY


def holds(kind: AnswerType, sentence: str, question: str) -> float:
    """Return how far a sentence holds a thing of that kind that the question does not already name: 0, 0.5 or 1."""
    return holder(kind, question)(sentence)


def holder(kind: AnswerType, question: str) -> Callable[[str], float]:
    """Return `holds` for one question, whose own words are read but once."""
    if kind is AnswerType.NUMBER:
        return _holds_number(set(numbers_in(question)), set(_DIGITS.findall(question.lower())))
    if kind is AnswerType.TIME:
        return lambda sentence: 1.0 if _WHEN.search(sentence) else 0.0
    if kind in (AnswerType.PERSON, AnswerType.NAME):
        return _holds_name(content_words(question))
    return lambda _: 0.5


def _holds_number(asked: set[str], known: set[str]) -> Callable[[str], float]:
    def held(sentence: str) -> float:
        if any(number not in asked for number in numbers_in(sentence)):
            return 1.0
        return 0.5 if set(_DIGITS.findall(sentence.lower())) - known else 0.0

    return held


def _holds_name(asked: set[str]) -> Callable[[str], float]:
    new: dict[str, bool] = {}  # whether a word tells more than the question does

    def held(sentence: str) -> float:
        for found in _CAPITALISED.finditer(sentence):
            word = found[0]
            if word not in new:
                new[word] = not content_words(word) <= asked
            if new[word]:
                return 1.0
        return 0.0

    return held


_NUMERAL = re.compile(
    r"\d[\d.,:]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty|forty|fifty|hundred|thousand|dozen|million|half|third|none|nobody)\b",
    re.IGNORECASE,
)


def numbers_in(text: str) -> list[str]:
    """Return the numerals of a text, in figures or words, as written in lower case."""
    return [found.lower().rstrip(".,:") for found in _NUMERAL.findall(text)]
