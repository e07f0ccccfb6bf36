"""Questions of who holds an office or a part in an event: "Who is the mayor of ...?", "Who was the gunman in ...?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rag.asking.question import Question
from rag.compose.choice import Choice
from rag.compose.doers import best_told, with_prior
from rag.compose.nearest import NEAREST

_ROLE = (
    r"president|prime minister|minister|chancellor|king|queen|pope|mayor|governor|senator|speaker|leader|head|chief|chairman|chairwoman|chair|"
    r"director|ceo|chief executive|founder|owner|coach|captain|judge|prosecutor|lawyer|attorney|suspect|gunman|shooter|attacker|killer|victim|"
    r"winner|author|editor|spokesman|spokeswoman|spokesperson|ambassador|commander|inspector|host|successor"
)
_ASKS = re.compile(
    rf"^(?:and |but |so )?who(?:['’]s| is| was)\s+(?:now\s+)?(?P<whole>(?:the\s+)?(?:\w[\w’'.-]*\s+){{0,4}}?(?P<role>{_ROLE}))(?:\s+(?:of|in|at|for|behind|after|during)\b.*)?[?!. ]*$",
    re.IGNORECASE,
)
_ALIKE = (
    "suspect gunman shooter attacker killer",
    "leader head chief",
    "ceo chief-executive",
    "chairman chairwoman chair",
)
_NAME = r"(?-i:[A-ZÀ-Þ][\w’'.-]+(?:\s+(?:[A-ZÀ-Þ][\w’'.-]*|de|van|von|der|al|bin))*\s+[A-ZÀ-Þ][\w’'-]+)"
_NO_NAME = re.compile(  # capitals that begin a sentence or name a day
    r"^(?:The|An?|In|On|At|Last|Next|But|And|Meanwhile|That|This|As|When|After|Since|While|For|If)\b|"
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day)\b"
)
_BETWEEN = r"(?:(?!who\b|which\b|that\b|whose\b|(?!suspected|alleged|accused|acting|elected|appointed|retired)\w+(?:ed|ing)\b)[\w’'-]+\s+){0,4}?"
_LEAST, _ALSO, _MOST, _AMONG = 0.5, 0.8, 3, 60
_PRIOR = 0.3


def asked_office(question: Question) -> str | None:
    """Return the office or part whose holder a question asks for, in small letters; None for any other question."""
    found = _ASKS.match(question.text)
    return found["role"].lower() if found else None


def not_named(role: str) -> str:
    """Return what stands before the nearest sentences where none names the holder."""
    return f"No sentence found names the {role}. {NEAREST}"


def naming(role: str, question: Question, ranked: Sequence[Choice], of_it: Callable[[Choice], bool]) -> list[Choice]:
    """Return the sentences that name the holder, the surest first. of_it: tells whether a sentence is of what the question names."""
    words = next((group for group in _ALIKE if role.replace(" ", "-") in group.split()), role.replace(" ", "-"))
    office = rf"(?:{'|'.join(re.escape(word).replace(chr(92) + '-', ' ') for word in words.split())})"
    known = {word.lower() for word in re.findall(r"\w+", question.text)}
    found = []
    for one in ranked[:_AMONG]:
        value = max(
            (v for v, name in _named(one.words, office) if not set(re.findall(r"\w+", name.lower())) <= known),
            default=0.0,
        )
        if value >= _LEAST and of_it(one):
            found.append((with_prior(value, one, ranked[0], _PRIOR), one))
    return best_told(found, _MOST, _ALSO)


def _named(sentence: str, office: str) -> list[tuple[float, str]]:
    """Return the names that a sentence gives to the holder, each with how plainly, 0 to 1."""
    ways = (
        (1.0, rf"\b{office}\b[^.;]{{0,60}}?\b(?:identified|named|known)\s+as\s+(?:\d+-year-old\s+)?(?P<name>{_NAME})"),
        (1.0, rf"(?P<name>{_NAME})(?:,\s+\d+)?,?\s+(?:is|was|became|remains|will be|as)\s+(?:the\s+)?{_BETWEEN}{office}\b"),
        (0.95, rf"(?P<name>{_NAME}),\s+(?:\d+,\s+)?(?:who is\s+|who was\s+)?(?:the\s+)?{_BETWEEN}{office}\b"),
        (0.9, rf"\b{office}(?:\s+(?:of|for|at)\s+(?:the\s+)?[A-Z][^,.;]{{2,40}})?,\s+(?:\d+-year-old\s+)?(?P<name>{_NAME})"),
        (0.85, rf"\b{office}\s+(?P<name>{_NAME})"),
    )  # fmt: skip
    found = [(value, m["name"]) for value, way in ways for m in re.finditer(way, sentence, re.IGNORECASE)]
    return [(value, name) for value, name in found if not _NO_NAME.search(name)]
