"""What the rules find before speakers are resolved, and helpers on spans of tokens they share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.speech.cues import frames
from ingest.speech.words import Words

CharSpan = tuple[int, int]

_EDGE = frozenset(", . ; : - – — -- … ... ' \" “ ” ‘ ’ « » '' `` ( )".split())
_OPENERS = '“"«„‘'
_CLOSERS = {"“": '”“"', '"': '"”', "«": "»", "„": "“”", "‘": "’"}


@dataclass(slots=True)
class Finding:
    """An attribution as found: content in characters of the article; source and cue as tokens of `words`.

    head: the token the source is built round, if any; source: its first and last token. quotations: numbers of
    the unit's quotations in the content. lemma: the cue's verb or noun. statement: False where the content is
    only what an attitude is about ("opposes [the plan]").
    """

    words: Words
    content: list[CharSpan]
    cue: tuple[int, int] | None = None
    head: int | None = None
    source: tuple[int, int] | None = None
    quotations: list[int] = field(default_factory=list)
    lemma: str = ""
    statement: bool = True
    carried: Finding | None = None  # whose speaker goes on speaking: a floating or continued quotation
    merged: Finding | None = None  # the finding of the same cue that took this one's content
    label: str = ""  # what a transcript writes before a speaker's words
    rivals: list[Finding] = field(default_factory=list)  # other cues beside the same quotation

    @property
    def speech(self) -> bool:
        """Tell whether the cue is one of words said or written, not of an attitude."""
        taken = frames().get(self.lemma, frozenset())
        return self.statement and (self.lemma == "according" or ("c" in taken and "w" not in taken))

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.content[0][0]


def trimmed(words: Words, tokens: list[int]) -> list[int]:
    """Return the tokens without punctuation and bare conjunctions at either end; stand-ins always stay."""
    low, high = 0, len(tokens)
    while low < high and words.quote[tokens[low]] < 0 and words.lower[tokens[low]] in _EDGE:
        if words.lower[tokens[low]] in _OPENERS:
            break
        low += 1
    while high > low and words.quote[tokens[high - 1]] < 0 and words.lower[tokens[high - 1]] in _EDGE:
        if words.lower[tokens[high - 1]] in "”\"»’''" and _opened(words, tokens[low : high - 1]):
            break
        high -= 1
    return tokens[low:high]


def _opened(words: Words, tokens: list[int]) -> bool:
    """Tell whether a quotation mark stands open at the end of the tokens."""
    depth = 0
    for i in tokens:
        mark = words.text[i]
        if mark in ("“", "«", "„"):
            depth += 1
        elif mark in ("”", "»"):
            depth -= 1
        elif mark in ('"', "''"):
            depth += 1 if depth % 2 == 0 else -1
    return depth > 0


def spans_of(words: Words, tokens: Iterable[int]) -> list[CharSpan]:
    """Return the character spans of tokens: one for each unbroken run."""
    spans: list[CharSpan] = []
    last = -2
    for i in tokens:
        if i == last + 1 and spans:
            spans[-1] = (spans[-1][0], max(spans[-1][1], words.end[i]))
        else:
            spans.append((words.start[i], words.end[i]))
        last = i
    merged: list[CharSpan] = []
    for span in spans:
        if merged and span[0] <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span[1]))
        else:
            merged.append(span)
    return merged


def whole_quotations(words: Words, spans: list[CharSpan]) -> list[CharSpan]:
    """Widen spans so that no quotation is cut in two: its marks, the comma before the closing one, later sentences."""
    widened: list[CharSpan] = []
    for start, end in spans:
        for quotation in words.unit.quotations:
            if quotation.start < end and start < quotation.end:
                start, end = min(start, quotation.start), max(end, quotation.end)
        if widened and start <= widened[-1][1]:
            widened[-1] = (widened[-1][0], max(end, widened[-1][1]))
        else:
            widened.append((start, end))
    return widened
