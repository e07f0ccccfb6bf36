"""Numbers that count nothing: parts of names, ages, scores, telephone numbers, and those named only to compare."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.verify.facts_in_text import Number, Token
from rag.wordforms import NUMBER_WORDS

ASIDE = re.compile(
    r"(?:\bof (?:its|their|his|her|the)|\bout of|\bagainst|\bcompared (?:with|to)|\b(?:up|down) from(?: [a-z]+){0,2}(?: of)?|\bfrom|(?<!more )(?<!less )(?<!fewer )\bthan|\bnot(?: at| by| on)?|"
    r"\bafter|\bor|(?:increas\w*|ris\w*|rose|grew|grown|fell|fallen|drop\w*|reduc\w*|(?:up|down)) by|\bwithin|\bage[ds]?|\binstead of)\s*[$€£]?$",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"^(?:(?:tens|hundreds|dozens|scores) of )?(?:dozens|hundreds|thousands|millions|billions)\b", re.I)
_TELEPHONE = re.compile(r"\d[-.]$")  # "833-555-0199"
_JOINED = re.compile(r"[a-z]-(?!\w*(?:hundred|thousand|million|billion))[a-z]*[a-z]$")
_NO_FIGURE_AFTER = re.compile(
    r"\W*(?:[a-z]+\W+)?(?:more|less|fewer|higher|lower|later|earlier|shy|short of|away|ahead|behind|ago|apart)\b|"
    r"\W*(?:before|after|times|out of|percentage points?|[ap]\.?m\b|o['’]clock)\b|"
    r"-?\s?(?:year|month|week|day)s?[- ]old|s\b|\s(?:thirds|quarters|fifths|tenths)\b|-(?!plus\b|odd\b|strong\b)[a-z]+\b"
)
_LABELS = frozenset(
    """category line phase chapter highway route section title type level grade class version page number no room week game round
    season article group part step act stage channel flight gate magnitude psalm boeing airbus october november december january february
    interstate march april june july august september may""".split()
)


def counts_nothing(text: str, tokens: Sequence[Token], first: Number, last: Number) -> bool:
    """Tell whether a number, or a range from first to last, counts nothing by what stands around it."""
    start, end = tokens[first.first].start, tokens[last.last - 1].end
    before, after = text[max(0, start - 40) : start], text[end : end + 60]
    return (
        _VAGUE.search(text[start : end + 12]) is not None
        or _TELEPHONE.search(before) is not None
        or last.unit == "th"
        or ASIDE.search(before) is not None
        or _NO_FIGURE_AFTER.match(after) is not None
        or names_something(tokens, first)
        or (_JOINED.search(first.text) is not None and not _whole_number(first.text))
    )


def is_score(tokens: Sequence[Token], one: Number, other: Number) -> bool:
    """Tell whether two numbers are the score of a game: "a 21-14 lead"."""
    return [token.text for token in tokens[one.last : other.first]] in (["-"], ["–"]) and one.value >= other.value


def _whole_number(text: str) -> bool:
    """Tell whether a word with a hyphen is a number throughout: "thirty-one", not "three-point"."""
    return all(part in NUMBER_WORDS for part in re.split(r"[-\s]", text.lower()))


def names_something(tokens: Sequence[Token], number: Number) -> bool:
    """Tell whether a number is part of a name and counts nothing: "Category 3 hurricane", "Line 6", "May 14 - Ten people", "911 calls"."""
    if number.text == "911" or _is_short_year(tokens, number.first):
        return True
    before = tokens[number.first - 1] if number.first else None
    if before is None:
        return False
    if before.text.isupper() and len(before.text) > 1 and before.text.isalpha():
        return True  # "AIM 9X"
    return before.low in _LABELS and (before.capital or before.low not in ("may", "march"))


def _is_short_year(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number is a year without its century: "the storm of '77"."""
    return at > 1 and tokens[at - 1].text in ("'", "’") and tokens[at - 2].low in ("of", "in", "since")
