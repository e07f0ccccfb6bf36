"""What a rewording makes surer than its source is, or puts at another place than its source does."""

from __future__ import annotations

from collections.abc import Sequence

from rag.verify.alignment import Source
from rag.verify.facts_in_text import Token, negates

_MAY = frozenset("may might could".split())
_HEDGES = _MAY | frozenset(
    """can would should possibly perhaps likely probably potentially reportedly allegedly suspected possible potential if whether
    unless expects expected expect fears feared fear hopes hoped hope believe believes believed think thinks thought suggest
    suggests suggested estimated estimates risk risks warn warns warned""".split()
)
_NEAR, _BACK = 3, 8  # tokens from "may" to its verb; before that verb, in the sentence
_AT = frozenset("in at near".split())


_ESTABLISHED = frozenset(
    "established known clear certain confirmed proven proved determined decided verified say said".split()
)
_OPEN = frozenset("unclear unknown uncertain undecided".split())
_ASKED = frozenset("which who whom whether if what why how when where".split())
_REACH, _REPEATED = 10, 2  # tokens of what is left open; words of it that a clause repeats


def left_open(tokens: Sequence[Token], clause: range, places: dict[int, int], source: Source) -> str | None:
    """Return what a clause states and its source leaves open ("could not be established which vessel fired"), or None."""
    if any(negates(tokens[i]) or tokens[i].low in _OPEN | _HEDGES | _ASKED for i in clause):
        return None
    repeated = {places[i] for i in clause if i in places and tokens[i].content}
    for j, token in enumerate(source.tokens):
        if token.low not in _ASKED or not _not_known(source.tokens[max(0, j - _NEAR - 1) : j]):
            continue
        held = [n for n in range(j + 1, min(j + 1 + _REACH, len(source.tokens))) if n in repeated]
        if len(held) >= _REPEATED:
            return f"it states what the cited passage leaves open: {token.text} {source.tokens[held[0]].text}"
    return None


def _not_known(before: Sequence[Token]) -> bool:
    if any(t.low in _OPEN for t in before):
        return True
    return any(map(negates, before)) and any(t.low in _ESTABLISHED for t in before)


def made_sure(tokens: Sequence[Token], clause: range, places: dict[int, int], source: Source) -> str | None:
    """Return the verb that a clause states and its source only holds possible ("may have peaked"), in words, or None."""
    back = {j: i for i, j in places.items()}
    for j, token in enumerate(source.tokens):
        if token.low not in _MAY or token.capital or any(map(negates, source.tokens[j + 1 : j + 2])):
            continue  # "could not break" holds nothing possible
        verb = next((n for n in range(j + 1, min(j + 1 + _NEAR, len(source.tokens))) if source.tokens[n].content), None)
        if verb is None or verb not in back or back[verb] not in clause:
            continue
        i = back[verb]
        if not any(t.low in _HEDGES for t in tokens[max(0, i - _BACK) : i]):
            return f"it states “{tokens[i].text}”, which the cited passage only says {token.text} be so"
    return None


def elsewhere(tokens: Sequence[Token], clause: range, source: Source) -> str | None:
    """Return the place at which a clause has happen what its source has happen at another one, in words, or None.

    "derailed in Pittsburgh" of "derailed in East Palestine, 50 miles from Pittsburgh": the place stands in the source, but
    never after such a preposition, and another one does that the clause leaves out.
    """
    own = {t.low for t in tokens}
    after = [
        (a, b)
        for a, b in zip(source.tokens, source.tokens[1:], strict=False)
        if a.low in _AT and b.capital and b.content
    ]
    placed = {b.low for _, b in after}
    left_out = [b for _, b in after if b.low not in own]
    for i in clause:
        token = tokens[i]
        if i == 0 or tokens[i - 1].low not in _AT or not token.capital or not token.content:
            continue
        stands = any(t.low == token.low for t in source.tokens)
        if stands and left_out and token.low not in placed and token.low in source.names.proper:
            return f"it says {tokens[i - 1].text} {token.text} where the cited passage says {left_out[0].text}"
    return None
