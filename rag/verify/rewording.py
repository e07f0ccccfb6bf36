"""What a rewording adds to the sentence it rests on: words that stand there under no form, and such as the passage denies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.verify.alignment import Source
from rag.verify.facts_in_text import REJECTS, Token, is_number, negates, tokens_of
from rag.wordforms import form, forms

JOINT = re.compile(r", and |; ")
_LEAST_IN_HALF = 4  # content words
_REPORTING = frozenset("saying adding noting warning claiming arguing insisting stressing".split())
_STATEMENTS = frozenset("accusation allegation claim suggestion assertion charge".split())
_CONTRADICTS = frozenset(
    form(word)
    for word in (
        *REJECTS,
        *"contradict contradicts contradicted refute refutes refuted disprove disproves disproved belie belies belied".split(),
        *"debunk debunked undermine undermines undermined disagree disagrees disagreed".split(),
    )
)
_LIGHT = frozenset("got get done do so it them this that yet either".split())  # "and had not got it"
_NEAR = 3  # sentences between a sentence and one that denies what it is said to say; tokens from "not" to its verb
_MOST_DESCRIBING = 3  # words before a name that say what its bearer is


def left_over(
    tokens: Sequence[Token], own: Sequence[int], source: Source, anchored: Sequence[Source], sources: Sequence[Source]
) -> list[int]:
    """Return the places of the content words that stand in the source sentence neither as written nor by another form."""
    stems = source.stems.union(*(a.stems for a in anchored)) | source.names.context
    meant = forms([token.low for token in tokens])
    held = {form for one in (source, *anchored) for form in forms([token.low for token in one.tokens])}
    around = {stem for one in sources for stem in one.stems}
    return [
        i
        for i in own
        if tokens[i].content
        and tokens[i].stem not in stems
        and meant[i] not in held
        and not source.names.known(tokens[i])
        and not is_number(tokens[i])
        and not _only_reports(tokens, i)
        and not (tokens[i].stem in around and _describes(tokens, i))
    ]


def halves(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield a sentence's two halves at each ", and" or ";" between parts that say something each."""
    for found in JOINT.finditer(sentence):
        first, second = sentence[: found.start()], sentence[found.end() :]
        if all(sum(t.content for t in tokens_of(half)) >= _LEAST_IN_HALF for half in (first, second)):
            yield f"{first}.", second[:1].upper() + second[1:]


def longest_run(content: Sequence[int], missing: Sequence[int]) -> int:
    """Return how many of the content words follow on each other that are missing."""
    lost, run, longest = set(missing), 0, 0
    for i in content:
        run = run + 1 if i in lost else 0
        longest = max(longest, run)
    return longest


def denied(
    tokens: Sequence[Token], clause: range, missing: Sequence[int], source: Source, sources: Sequence[Source]
) -> str | None:
    """Return what a clause says that the passage denies, in words, or None.

    Either a sentence close by has a word of it under a "not" and no sentence has it without, or the source sentence
    ends on a bare denial ("had asked for it and had not got it") and the clause puts another verb for what was done.
    missing: the places of its words that the source sentence does not hold.
    """
    if not missing or any(negates(tokens[i]) for i in clause):
        return None
    if not any(negates(t) or form(t.low) in _CONTRADICTS for t in source.tokens):
        for i in missing:
            if form(tokens[i].low) in _CONTRADICTS and tokens[i].low not in _STATEMENTS:
                return f"it says “{tokens[i].text}” where the cited passage does not"
    if _ends_on_denial(source):
        return "it leaves out what the cited passage denies"
    meant = forms([token.low for token in tokens])
    for i in missing:
        if tokens[i].capital:
            continue
        places = [
            (other, k)
            for other in sources
            if other.passage == source.passage and abs(other.at - source.at) <= _NEAR
            for k, form in enumerate(forms([token.low for token in other.tokens]))
            if form == meant[i]
        ]
        if places and all(_under_not(other.tokens, k) for other, k in places):
            return f"it says “{tokens[i].text}”, which the cited passage denies"
    return None


def _under_not(tokens: Sequence[Token], k: int) -> bool:
    return any(_denies(tokens, j) for j in range(max(0, k - _NEAR), k))


def _denies(tokens: Sequence[Token], j: int) -> bool:
    word = tokens[j].low
    only = j + 1 < len(tokens) and tokens[j + 1].low == "only"
    return not only and (word in ("not", "never", "cannot") or word.endswith(("n't", "n’t")))


def _ends_on_denial(source: Source) -> bool:
    words = [t for t in source.tokens if t.word]
    last = next((j for j in range(len(words) - 1, -1, -1) if _denies(words, j)), None)
    return last is not None and last > 1 and all(t.low in _LIGHT or not t.content for t in words[last + 1 :])


def _only_reports(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word says that something is said, not what: ", saying that", "rejected the accusation that"."""
    after = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if tokens[i].low in _REPORTING:
        return bool(i) and tokens[i - 1].text == ","
    return tokens[i].low.removesuffix("s") in _STATEMENTS and after == "that"


def _describes(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word stands before a name and says what its bearer is: "opposition politician Ann Lee"."""
    for j in range(i + 1, min(i + 1 + _MOST_DESCRIBING, len(tokens))):
        if tokens[j].capital and not tokens[j].opens:
            return True
        if not tokens[j].content:
            return False
    return False
