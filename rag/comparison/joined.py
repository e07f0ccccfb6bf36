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
    groups: list[list[_Sided]] = []
    for one in [_Sided.of(comparison, conflict) for conflict in conflicts]:
        own = [group for group in groups if any(one.is_one_dispute_with(other) for other in group)]
        if not own:
            groups.append([one])
            continue
        own[0] += [other for group in own[1:] for other in group] + [one]
        groups = [group for group in groups if not any(group is other for other in own[1:])]
    return [[one.conflict for one in group] for group in groups]


@dataclass(frozen=True, slots=True)
class _Sided:
    """A contradiction, what it is about, and the words of each of its two sides, read once."""

    conflict: Conflict
    claims: frozenset[int]
    about: str
    sides: dict[str, set[str]]

    @classmethod
    def of(cls, comparison: Comparison, conflict: Conflict) -> _Sided:
        claims = [comparison.claims[at] for at in (conflict.left, conflict.right)]
        sides = {comparison.holder(claim): content_words(claim.words) for claim in claims}
        about = conflict.about.casefold().strip() if conflict.about else ""
        return cls(conflict, frozenset((conflict.left, conflict.right)), about, sides)

    def is_one_dispute_with(self, other: _Sided) -> bool:
        if self.claims & other.claims or (self.about and self.about == other.about):
            return True
        return self.sides.keys() == other.sides.keys() and any(
            _alike(words, other.sides[holder]) for holder, words in self.sides.items()
        )


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= _REPEATS * max(1, min(len(one), len(other)))
