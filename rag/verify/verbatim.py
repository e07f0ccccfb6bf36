"""Find a sentence, or its quotations, word for word in the sentences of a passage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.verify.alignment import Source

_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"“»]")
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
_LONGEST = 4  # sentences of an article that one written sentence may repeat
_LONGEST_QUOTE = 12


def _flat(text: str) -> str:
    return " ".join(text.translate(_MARKS).split())


def verbatim(sentence: str, sources: Sequence[Source]) -> list[Source]:
    """Return the source sentences, up to four in a row, that the sentence repeats whole and to the letter."""
    want = _flat(sentence).strip(" .\"'")
    for first in range(len(sources)):
        text = ""
        for last in range(first, min(first + _LONGEST, len(sources))):
            if sources[last].passage != sources[first].passage:
                break
            text = f"{text} {_flat(sources[last].text)}".strip()
            if text.strip(" .\"'") == want:
                return list(sources[first : last + 1])
            if len(text) > len(want) + 10:
                break
    return []


def quotations(sentence: str, sources: Sequence[Source]) -> list[Source] | None:
    """Return the source sentences that hold the sentence's quotations to the letter; None where one is held nowhere."""
    held: list[Source] = []
    for quoted in _QUOTED.findall(sentence):
        words = _flat(quoted).strip(" ,.;:-–—")
        if not words:
            continue
        found = _run_with(words, sources)
        if not found:
            return None
        held += found
    return held


def _run_with(words: str, sources: Sequence[Source]) -> list[Source]:
    best: list[Source] = []
    for first in range(len(sources)):
        text = ""
        for last in range(first, min(first + _LONGEST_QUOTE, len(sources))):
            if sources[last].passage != sources[first].passage:
                break
            text = f"{text} {_flat(sources[last].text)}".strip()
            if words in text and (not best or last + 1 - first < len(best)):
                best = list(sources[first : last + 1])
                break
    return best
