"""Cut a text into sentences with exact offsets, in any language that ends sentences with marks.

Rules rather than a model: it must be fast, must never move a character, and must not break on a text of any
language. Paragraph ends always end a sentence; closing quotation marks and brackets stay with theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.article import Span

_LINE = re.compile(r"[^\n]+")
# An end mark, what may close after it, then a gap; full-width marks need no gap.
_END = re.compile(r"(?:(?P<mark>\.{3}|…|[.!?؟।]+)(?P<close>[\"'”’»“)\]]*)(?P<gap>\s+)|[。！？]+[”’」』）\]]*\s*)")
_NEXT = re.compile(r"[\"'“„«‘(\[¿¡\-–—•*]*\s*(?P<first>\w)?")
_LAST_WORD = re.compile(r"(?P<word>[^\s\"'“”„«»()\[\]]+)$")

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sr jr st mt gen col lt sgt capt cmdr adm maj brig rev hon pres gov sen rep amb supt insp
    messrs mme mlle m mm vs etc inc ltd co corp bros dept est no nos vol fig p pp art sec ch ed al cf ca approx
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun ave blvd rd univ assn
    z b bzw usw ggf ca nr abs str hr fr sog mio mrd tel d h vgl bsp evtl inkl max min
    av bd vol env ex sra srta ud uds dña núm pág ee uu
    г гг ул им т д п см стр р руб млн млрд тыс напр просп вул ім""".split()
)
# After these a capital letter does not begin a sentence; after other abbreviations ("etc.", "Inc.") it may.
_TITLES = frozenset(
    """mr mrs ms dr prof st mt gen col lt sgt capt cmdr adm maj brig rev hon pres gov sen rep amb supt insp messrs mme
    mlle m vs no nos vol fig p pp art sec ch ed cf ca approx hr fr nr abs str sra srta jan feb mar apr jun jul aug sep
    sept oct nov dec ave blvd г ул им см стр вул ім sog bzw z b d""".split()
)


def split_sentences(text: str, headings: Sequence[Span] = ()) -> list[Span]:
    """Return the sentences of a text in order, without the blanks between them.

    Every character that is not blank lies in exactly one sentence. A heading is one sentence, however it ends.
    """
    whole = {(heading.start, heading.end) for heading in headings}
    sentences = []
    for line in _LINE.finditer(text):
        span = _stripped(text, line.start(), line.end())
        if span is None:
            continue
        if (span.start, span.end) in whole:
            sentences.append(span)
            continue
        start = span.start
        for end, following in _ends(text, span):
            if piece := _stripped(text, start, end):
                sentences.append(piece)
            start = following
        if piece := _stripped(text, start, span.end):
            sentences.append(piece)
    return sentences


def _ends(text: str, line: Span) -> Iterator[tuple[int, int]]:
    """Yield (end of a sentence, start of the next) within one line."""
    for found in _END.finditer(text, line.start, line.end):
        if found.end() >= line.end:
            return
        if found["mark"] is None or _is_end(text, line.start, found):
            gap = len(found["gap"]) if found["gap"] else 0
            yield found.end() - gap, found.end()


def _is_end(text: str, start: int, found: re.Match[str]) -> bool:
    following = _NEXT.match(text, found.end())
    first = following["first"] if following else None
    if first is None:
        return True
    if first.islower():
        # "...?" he asked; "Yahoo! is": a small letter goes on, whatever the mark.
        return False
    if found["mark"] != "." or found["close"]:
        return True
    before = _LAST_WORD.search(text, start, found.start())
    word = before["word"].lower().rstrip(".") if before else ""
    if len(word) == 1 and word.isalpha() and word not in "i":
        # An initial, "J. Smith", unless it closes letters that stand for a name: "in the U.S. The".
        return "." in (before["word"] if before else "") and first.isupper() and _common(text, found.end())
    if "." in word and word.replace(".", "").isalpha() and len(word) <= 7:
        return first.isupper() and _common(text, found.end())  # "U.S", "a.m", "e.g"
    if word in _TITLES:
        return False
    if word in _ABBREVIATIONS:
        return first.isupper() and _common(text, found.end())
    # "3. Oktober": before a month the stop makes an ordinal; before anything else a number ends the sentence.
    return not (word.isdigit() and len(word) <= 2 and _MONTH.match(text, found.end()))


_MONTH = re.compile(
    r"(?:Jan|Jän|Feb|M[äa]r|Apr|Ma[ijy]|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zc]|janv|févr|avr|juin|juil|août|oct|nov|déc)\w*"
)
_COMMON = re.compile(
    r"[\"'“„«‘(\[]*(?:the|a|an|he|she|it|they|we|i|you|in|on|at|but|and|for|this|that|these|those|there|his|her|its|their|"
    r"our|my|as|if|when|while|after|before|since|by|with|to|from|no|not|one|some|many|most|all|another|other|what|who|"
    r"how|why|where|mr|mrs|ms|dr|last|both|each|however|meanwhile|according)\b",
    re.IGNORECASE,
)


def _common(text: str, at: int) -> bool:
    """Tell whether the next word is one that begins sentences rather than names."""
    return _COMMON.match(text, at) is not None


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None
