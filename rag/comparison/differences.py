"""Where holders contradict each other, and where one has changed their mind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rag.claims.conflicts import Opposition, Rule, opposed
from rag.claims.grammar import Grammar
from rag.comparison.accepted import accepted
from rag.comparison.camps import of_one_camp
from rag.comparison.evidence import Item, Table
from rag.comparison.grouping import phrase_of
from rag.comparison.holders import one_party
from rag.comparison.naming import day_told
from rag.comparison.rebuttals import rebuttals
from rag.comparison.side_by_side import Pair, side_by_side
from rag.comparison.told import Told, is_quoted
from rag.comparison.turns import Turned
from rag.comparison.types import Change, Conflict, ConflictKind, Figure, FigureKind, Viewpoint
from rag.day import days_between

_NEAR = 0.44  # cosine from which two claims are held against each other
_NEAR_TOLD = 0.6  # where neither is a quote of somebody
_KINDS = {
    Rule.NEGATION: ConflictKind.NEGATION,
    Rule.DENIAL: ConflictKind.DENIAL,
    Rule.ANTONYM: ConflictKind.ANTONYM,
    Rule.CONTRAST: ConflictKind.NEGATION,
}
_WORDS = {
    Rule.NEGATION: "“{one}” against “{other}”",
    Rule.DENIAL: "“{one}” against “{other}”",
    Rule.ANTONYM: "“{one}” against “{other}”",
    Rule.CONTRAST: "“{one}” against “{other}”",
}
_NO_LONGER = re.compile(r"\bno longer\b")
_SIDES = 2  # contradictions by rule that one claim is a side of
_MOST = 200
_APART = 60  # days between two articles


def oppositions(table: Table, grammar: Grammar, viewpoints: Sequence[Viewpoint]) -> list[Pair]:
    """Return the pairs of claims, on one topic and of related articles, that oppose each other by the rules and their grammar.

    Raises MissingDependency where the parser is not installed.
    """
    found = [*side_by_side(table, grammar), *rebuttals(table, viewpoints)]
    for one, other, near in table.pairs(_NEAR):
        if not (one.spoken or other.spoken) and (near < _NEAR_TOLD or one.holder == other.holder):
            continue
        if not table.related(one.claim.article_id, other.claim.article_id):
            continue
        if not (one.asserted and other.asserted):
            continue
        if not _of_one_time(one, other) or (
            not one.spoken and not other.spoken and one.claim.article_id == other.claim.article_id
        ):
            continue
        words, others = _as_of_their_days(one, other)
        opposition = opposed(words, others)
        if opposition is not None and grammar.bears_out(opposition, words, others):
            found.append((one, other, _in_own_words(opposition, one, other), near))
    return found


def _as_of_their_days(one: Item, other: Item) -> tuple[str, str]:
    """Return the words of two claims; of one holder on two days, what is "no longer" so on the later day is not so."""
    words = [one.claim.words, other.claim.words]
    if one.holder == other.holder and one.day and other.day and one.day != other.day:
        later = 0 if one.day > other.day else 1
        words[later] = _NO_LONGER.sub("not", words[later])
    return words[0], words[1]


def _in_own_words(found: Opposition, one: Item, other: Item) -> Opposition:
    """Return an opposition with the words of its claims as they stand there: "no longer had confidence"."""
    texts = [
        said if said in item.claim.words else said.replace("not", "no longer", 1)
        for said, item in ((found.one, one), (found.other, other))
    ]
    return replace(found, one=texts[0], other=texts[1])


def _of_one_time(one: Item, other: Item) -> bool:
    """Tell whether nothing says that two claims are of different days; what was so in July may not be so in January."""
    told, also = day_told(one), day_told(other)
    if told and also and told != also:
        return False
    return abs(days_between(one.day, other.day) or 0) <= _APART


def conflicts_of(
    table: Table,
    pairs: Sequence[Pair],
    told: Sequence[Told],
    figures: Sequence[Figure],
    evidence: Mapping[Told | Turned, int],
    names: Mapping[int, str],
    viewpoints: Sequence[Viewpoint],
) -> tuple[Conflict, ...]:
    """Return the contradictions between different holders: those that articles report, those by rule, those of figures.

    No claim is a side of more than two by rule, those that an article reports not counted. names: who makes each claim, by its number.
    """
    found: dict[frozenset[int], Conflict] = {}
    sides: Counter[int] = Counter()
    for one in told:
        left, right = table.items[one.left], table.items[one.right]
        if one.agrees or left.holder == right.holder or one_party(names[one.left], names[one.right]):
            continue
        found.setdefault(
            frozenset((one.left, one.right)),
            Conflict(
                kind=ConflictKind.REPORTED,
                about=_common(left, right),
                left=one.left,
                right=one.right,
                reason=f"“{one.words}”",
                evidence=evidence.get(one),
            ),
        )
    for first, second, opposition, _ in pairs:
        if first.holder == second.holder or one_party(names[first.at], names[second.at]):
            continue
        pair = frozenset((first.at, second.at))
        if pair in found or of_one_camp(first, second, viewpoints) or max(sides[first.at], sides[second.at]) >= _SIDES:
            continue
        sides.update((first.at, second.at))
        found[pair] = Conflict(
            kind=_KINDS[opposition.rule],
            about=_common(first, second) or opposition.about,
            left=first.at,
            right=second.at,
            reason=_WORDS[opposition.rule].format(one=opposition.one, other=opposition.other),
        )
    for figure in figures:
        if figure.kind is not FigureKind.CONFLICT:
            continue
        low = min(figure.values, key=lambda value: value.low)
        high = max(figure.values, key=lambda value: (value.low, is_quoted(table.items[value.claim])))
        kind = ConflictKind.DATE if figure.unit == "date" else ConflictKind.FIGURE
        if low.claim != high.claim and low.source != high.source:
            found.setdefault(
                frozenset((low.claim, high.claim)),
                Conflict(
                    kind=kind,
                    about=figure.what,
                    left=low.claim,
                    right=high.claim,
                    reason=f"“{low.text}” against “{high.text}”",
                ),
            )
    return tuple(list(found.values())[:_MOST])


def _common(left: Item, right: Item) -> str:
    return phrase_of(left.claim.words, left.forms & right.forms)


def changes_of(
    table: Table,
    pairs: Sequence[Pair],
    told: Sequence[Told],
    turned: Sequence[Turned],
    evidence: Mapping[Told | Turned, int],
    viewpoints: Sequence[Viewpoint],
) -> tuple[Change, ...]:
    """Return where a holder is quoted against themselves: as articles say, by accepting what they disputed, or by the rules on different days."""
    found: dict[tuple[int, frozenset[int]], Change] = {}
    disputed = [(table.items[one.left], table.items[one.right]) for one in told if not one.agrees]
    disputed += [(first, second) for first, second, _, _ in pairs]
    for one in (*turned, *accepted(table, viewpoints, disputed)):
        key = (one.holder, frozenset(one.steps))
        found.setdefault(
            key,
            Change(viewpoint=one.holder, steps=one.steps, reason=f"“{one.words}”", evidence=evidence.get(one)),
        )
    for first, second, opposition, _ in pairs:
        if first.holder != second.holder or first.claim.viewpoint is None or first.day == second.day:
            continue
        if not (first.day and second.day):
            continue
        before, after = sorted((first, second), key=lambda item: item.day)
        key = (first.claim.viewpoint, frozenset((first.at, second.at)))
        reason = _WORDS[opposition.rule].format(one=opposition.one, other=opposition.other)
        found.setdefault(key, Change(viewpoint=first.claim.viewpoint, steps=(before.at, after.at), reason=reason))
    return tuple(found.values())
