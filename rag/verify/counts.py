"""Whether the numbers of a written sentence stand in the sentences it rests on, and count there what they count here."""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set

from rag.verify.alignment import Source
from rag.verify.facts_in_text import UNIT_WORDS, Number, Token, numbers_of
from rag.verify.names_in_text import same_name_word

_CURRENCIES = frozenset("$€£¥")
_WHOSE = frozenset("its their the his her our these those".split())
_ENDS = frozenset("to for in on at from by with and or who which that after before".split())
_WIDE = 6  # tokens
_NEAR = 3  # tokens between two numbers that count the same


def number_trouble(
    sentence: str,
    tokens: list[Token],
    clause: range,
    told: Set[int],
    held: Sequence[Source],
    sources: Sequence[Source],
) -> str | None:
    """Return what is wrong with the numbers of a clause, in words, or None.

    held: the source sentences the clause rests on. sources: all of the passage. told: tokens that name who speaks.
    """
    known = [(number, source) for source in held for number in source.numbers]
    stated = numbers_of(tokens, sentence)
    for one, other in itertools.pairwise(stated):
        if one.first in clause and _out_of_order(one, other, tokens, held):
            return f"the cited passage gives {other.text} and {one.text} the other way round"
    for number in stated:
        if number.first not in clause or number.first in told:
            continue
        equal = [(k, s) for k, s in known if k.value == number.value and _same_unit(k.unit, number.unit)]
        counted = set(number.counted)
        known_as = [(k, s, _counted(k, s)) for k, s in equal]
        rival = any(
            k.value != number.value and counted & set(k.counted[:1]) and k.unit == number.unit for k, _ in known
        )
        if number.text.lower() == "one" and not rival:
            continue
        if not equal:
            return f"the cited passage does not give the number {number.text}"
        if not counted or any(_shares(counted, things) for _, _, things in known_as):
            continue
        if rival or _taken_over(number, equal, held, sources):
            return f"in the cited passage {number.text} counts something else"
    return None


def _same_unit(one: str, other: str) -> bool:
    return one == other or (not {one, other} <= {"%", *_CURRENCIES} and "" in (one, other) and "th" not in (one, other))


def _counted(number: Number, source: Source) -> set[str]:
    """Return what a number counts; where nothing follows it, what the number before it counts: "from 90 days to 21"."""
    after = source.tokens[number.last : number.last + 2]
    if len(after) > 1 and after[0].low == "of" and after[1].low in _WHOSE:  # "14 of its sought-after tanks"
        return _counted_after(source.tokens, number.last + 2)
    if (
        number.counted
        or number.first == 0
        or source.tokens[number.first - 1].low not in ("to", "or", "and", "of", "in")
    ):
        return set(number.counted)
    before = [n for n in source.numbers if n.last <= number.first and number.first - n.last <= _NEAR]
    return set(before[-1].counted[:1]) if before else set()


def _counted_after(tokens: Sequence[Token], at: int) -> set[str]:
    found = set()
    for token in tokens[at : at + _WIDE]:
        if not token.word or token.low in _ENDS:
            break
        found |= {token.stem} if token.content else set()
    return found


def _out_of_order(one: Number, other: Number, tokens: Sequence[Token], held: Sequence[Source]) -> bool:
    """Tell whether a sentence says "five out of four" where the source says "four out of five"."""
    between = [t.low for t in tokens[one.last : other.first]]
    if "of" not in between or "out" not in between or len(between) > _WIDE:
        return False
    values = [[n.value for n in source.numbers] for source in held]
    known = [v for v in values if one.value in v and other.value in v]
    return bool(known) and all(v.index(one.value) > v.index(other.value) for v in known)


def _shares(some: set[str], others: set[str]) -> bool:
    return bool(some & others) or any(same_name_word(a, b) for a in some for b in others)


def _taken_over(
    number: Number, equal: Sequence[tuple[Number, Source]], held: Sequence[Source], sources: Sequence[Source]
) -> bool:
    """Tell whether a number counts a thing that its source does not: one of another sentence, or, for a share, of none."""
    noun = number.counted[0]
    if any(noun in source.stems for source in held) or not all(_names_its_thing(k, s) for k, s in equal):
        return False
    return number.unit == "%" or any(noun in source.stems for source in sources)


def _names_its_thing(number: Number, source: Source) -> bool:
    """Tell whether a word follows that is counted ("eight people"), rather than something left out ("of the eight, ...")."""
    at = number.last
    while at < len(source.tokens) and source.tokens[at].low in (*UNIT_WORDS, "of", "the"):
        at += 1
    return at < len(source.tokens) and source.tokens[at].content
