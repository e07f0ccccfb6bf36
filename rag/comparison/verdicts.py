"""A language model's verdicts on pairs of statements: read from its lines, and each held against the words of both sides.

Of what a model writes nothing is shown but which two statements it names, one of two verdicts, and words that stand exactly
in the quote of each. So an article that gives the model orders can at most have two exact quotes shown side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.words import content_words
from rag.writing.written import plain

_LINE = re.compile(
    r"^\W*?(?:\d{1,2}[.)]\s+)?(?P<one>\d{1,3})\s*[\])]?\s*(?:[-–—,/&]|and|vs\.?|against)\s*[\[(]?\s*(?P<other>\d{1,3})\s*[\])]?\s*[:.)|]?\s*"
    r"(?P<verdict>contradict\w*|(?:says? )?(?:the )?same|agree\w*|neither)\b[^|]*(?P<words>\|.*)?$",
    re.IGNORECASE,
)
_AROUND = " \t\"'“”‘’«»„`*."
_LIKE = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)  # one for one


class Verdict(StrEnum):
    """How two statements stand to each other."""

    SAME = "same"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One verdict as a model wrote it: two numbers, and the words it names of each."""

    one: int
    other: int
    verdict: Verdict
    words: tuple[str, str]


def lines_of(text: str) -> list[Line]:
    """Return the verdicts of a model's text; what is of another form, or neither, is passed over."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    for row in plain(text).splitlines():
        found = _LINE.match(row.replace("**", "").strip())
        if not found or found["verdict"].lower() == "neither":
            continue
        words = [piece.strip(_AROUND) for piece in (found["words"] or "").split("|")[1:]]
        verdict = Verdict.CONTRADICTS if found["verdict"].lower().startswith("contradict") else Verdict.SAME
        yield Line(
            one=int(found["one"]),
            other=int(found["other"]),
            verdict=verdict,
            words=(words[0], words[1]) if len(words) == 2 else ("", ""),
        )


def standing(words: str, quotes: Sequence[str]) -> str | None:
    """Return the part of a quote that the words are, as it stands there, or None.

    Whole words in their order, without one left out; only blanks and the form of quotation marks and dashes may differ.
    """
    wanted = " ".join(words.translate(_LIKE).split())
    if not content_words(wanted):
        return None
    for quote in quotes:
        flat = " ".join(quote.split())
        at = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", flat.translate(_LIKE))
        if at:
            return flat[at.start() : at.end()]
    return None
