"""What is told several times put together: a model's verdicts that share a claim, and contradictions that repeat one dispute."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from rag.comparison.types import Change, Comparison, Conflict, Judged
from rag.words import content_words

_REPEATS = 0.5  # of the shorter side's words that the other holds, from which two contradictions of the same two are one dispute


@dataclass(slots=True)
class Group:
    """Claims that a model joined pair by pair: the words it named of each, in the order in which they came."""

    words: dict[int, str] = field(default_factory=dict)
    label: str = ""


def agreeing(pairs: Iterable[tuple[dict[int, str], str]], holder: Callable[[int], Hashable]) -> list[Group]:
    """Return the pairs that a model calls the same (claims with the words it names, and a label), those that share a claim as
    one group. Of each holder the first claim alone."""
    groups: list[Group] = []
    for words, label in pairs:
        own = [group for group in groups if group.words.keys() & words.keys()]
        joined = Group(words={at: said for group in own for at, said in group.words.items()}, label=label)
        if own:
            joined.label = own[0].label
        for at, said in words.items():
            joined.words.setdefault(at, said)
        groups = [group for group in groups if group not in own] + [joined]
    for group in groups:
        voices: dict[Hashable, int] = {}
        for at in group.words:
            voices.setdefault(holder(at), at)
        group.words = {at: said for at, said in group.words.items() if at in voices.values()}
    return groups


def turned(
    changes: Sequence[Change], judged: Iterable[tuple[int, dict[int, str]]], model: str, day: Callable[[int], str]
) -> tuple[Change, ...]:
    """Return the changes with those that a model finds: one of each holder, with its steps by day.

    judged: viewpoints with two claims and the words the model names of them. A rule's change of that holder takes them in.
    """
    named: dict[int, dict[int, str]] = {}
    for viewpoint, words in judged:
        for at, said in words.items():
            named.setdefault(viewpoint, {}).setdefault(at, said)
    result = []
    for change in changes:
        more = named.pop(change.viewpoint, {})
        result.append(_with_steps(change, more, model, day) if more else change)
    for viewpoint, words in named.items():
        result.append(_with_steps(Change(viewpoint=viewpoint, steps=(), reason=""), words, model, day))
    return tuple(result)


def _with_steps(change: Change, words: dict[int, str], model: str, day: Callable[[int], str]) -> Change:
    steps = tuple(sorted(dict.fromkeys((*change.steps, *words)), key=lambda at: (day(at) or "9", at)))
    return replace(change, steps=steps, judged=Judged(model=model, words=tuple(words.get(at, "") for at in steps)))


def disputes_in(comparison: Comparison, conflicts: Sequence[Conflict]) -> list[list[Conflict]]:
    """Return contradictions, those of one dispute together: they share a claim or what they are about, or set the same two
    against each other in much the same words."""
    groups: list[list[Conflict]] = []
    for conflict in conflicts:
        own = [group for group in groups if any(_one_dispute(comparison, conflict, other) for other in group)]
        if not own:
            groups.append([conflict])
            continue
        own[0] += [other for group in own[1:] for other in group] + [conflict]
        groups = [group for group in groups if not any(group is other for other in own[1:])]
    return groups


def _one_dispute(comparison: Comparison, one: Conflict, other: Conflict) -> bool:
    if {one.left, one.right} & {other.left, other.right}:
        return True
    if one.about and one.about.casefold().strip() == other.about.casefold().strip():
        return True
    here, there = _sides(comparison, one), _sides(comparison, other)
    return here.keys() == there.keys() and any(_alike(here[holder], there[holder]) for holder in here)


def _sides(comparison: Comparison, conflict: Conflict) -> dict[str, set[str]]:
    claims = [comparison.claims[at] for at in (conflict.left, conflict.right)]
    return {comparison.holder(claim): content_words(claim.words) for claim in claims}


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _REPEATS * max(1, min(len(one), len(other)))
