"""What several holders share, and what one outlet reports and the others leave out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np

from rag.comparison.evidence import Item, Table
from rag.comparison.grouping import Labeller
from rag.comparison.types import OnlyIn, Shared
from rag.conflicts import denies, opposed
from rag.figures import MONTHS
from rag.figures_alike import differ, same_thing
from rag.independence import independent_sources
from rag.verify.facts_in_text import negates, tokens_of

_VERY_NEAR, _NEAR, _FAIRLY_NEAR = (
    0.7,
    0.62,
    0.48,
)  # cosine of claims that say the same; the last with a number in common
_SOMEWHAT_NEAR = 0.38  # with two
_COVERED, _WELL_COVERED = 0.5, 0.65  # share of the shorter claim's words that the other holds
_SHARED, _SHARED_WITH_NUMBER = 3, 4  # words in common
_ALONE, _PERHAPS = (
    0.72,
    0.45,
)  # cosine from which another outlet reports the same; or does, where it shares half the words
_MOST_ALONE = 24
_HEDGED = re.compile(r"\b(?:if|whether|unless|would|could|might|may)\b", re.IGNORECASE)


def shared_claims(table: Table, topic: str, agreeing: Iterable[tuple[int, ...]] = ()) -> tuple[Shared, ...]:
    """Return the claims that several holders make, those of most independent sources first.

    agreeing: further groups of claims known to say the same, by figures or by what an article says of them.
    """
    group_of: dict[int, list[Item]] = {}
    for one, other, near in table.pairs(_SOMEWHAT_NEAR):
        if one.holder == other.holder or not (one.spoken or other.spoken) or not _same(one, other, near):
            continue
        here, there = group_of.get(one.at, [one]), group_of.get(other.at, [other])
        if (
            here is there
            or float(table.near[np.ix_([i.at for i in here], [i.at for i in there])].min()) < _SOMEWHAT_NEAR
        ):
            continue
        both = [*here, *there]
        group_of.update(dict.fromkeys((item.at for item in both), both))
    groups = list({id(group): group for group in group_of.values()}.values())
    for ids in agreeing:
        members = [table.items[i] for i in dict.fromkeys(ids)]
        if not any({item.at for item in members} <= {item.at for item in group} for group in groups):
            groups.append(members)
    if not groups:
        return ()
    labeller = Labeller([item.claim.words for item in table.items], topic)
    found = []
    for members in groups:
        if len({item.holder for item in members}) < 2:
            continue
        members.sort(key=lambda item: (item.day or "9", item.at))
        ids = tuple(item.at for item in members)
        stories = independent_sources(item.claim.printing for item in members)
        found.append(Shared(label=labeller.label(ids), claims=ids, independent=stories))
    return tuple(sorted(found, key=lambda one: (-one.independent, -len(one.claims), one.claims)))


def _same(one: Item, other: Item, near: float) -> bool:
    common = one.forms & other.forms
    fewest = min(len(one.forms), len(other.forms))
    numbers = {word for word in common if word[0].isdigit() or word in MONTHS}
    if not fewest or not (
        (near >= _VERY_NEAR and len(common) >= _SHARED and len(common) >= _COVERED * fewest)
        or (near >= _NEAR and len(common) > _SHARED and len(common) >= _WELL_COVERED * fewest)
        or (near >= _FAIRLY_NEAR and len(numbers) >= 1 and len(common) >= _SHARED_WITH_NUMBER)
        or (near >= _SOMEWHAT_NEAR and len(numbers) >= 2 and len(common) >= _SHARED_WITH_NUMBER)
    ):
        return False
    if bool(_HEDGED.search(one.claim.words)) != bool(_HEDGED.search(other.claim.words)):
        return False
    if denies(one.claim.words) != denies(other.claim.words) or _negative(one) != _negative(other):
        return False
    if opposed(one.claim.words, other.claim.words):
        return False
    if (
        one.quantities
        and other.quantities
        and not any(
            a.measure is b.measure and a.unit == b.unit and not differ(a, b)
            for a in one.quantities
            for b in other.quantities
        )
    ):
        return False
    return not any(
        same_thing(a, b, around_one=one.around, around_other=other.around, near=True) and differ(a, b)
        for a in one.quantities
        for b in other.quantities
    )


def _negative(item: Item) -> bool:
    return any(negates(token) and token.low != "without" for token in tokens_of(item.claim.words))


def _covers(item: Item, other: Item) -> bool:
    return len(item.forms & other.forms) >= _COVERED * min(len(item.forms), len(other.forms))


def only_in_one(table: Table, about: frozenset[str]) -> tuple[OnlyIn, ...]:
    """Return for each outlet the claims to which no other outlet has one that is near, the most telling first.

    Only articles in the language of most are compared: nearness by meaning says little across languages.
    """
    spoken = Counter(item.found.header.language for item in table.items).most_common(1)
    language = spoken[0][0] if spoken else None
    outlets = [item.claim.outlet or item.claim.article_id for item in table.items]
    if len(set(outlets)) < 2:
        return ()
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    names = np.array(outlets)
    for item in table.items:
        if item.claim.copies or item.claim.article_id not in about or len(item.forms) < _SHARED:
            continue
        if item.found.header.language != language:
            continue
        elsewhere = np.where(names != outlets[item.at], table.near[item.at], 0.0)
        nearest = float(elsewhere.max())
        likely = [table.items[int(i)] for i in np.flatnonzero(elsewhere >= _PERHAPS)]
        if nearest < _ALONE and not any(_covers(item, other) for other in likely):
            telling = 0.25 * bool(item.quantities) + 0.1 * item.spoken + item.claim.score - nearest
            found[outlets[item.at]].append((telling, item.at))
    rows = []
    for outlet, claims in found.items():
        best = sorted(claims, key=lambda pair: (-pair[0], pair[1]))[:_MOST_ALONE]
        rows.append(OnlyIn(outlet=outlet, claims=tuple(i for _, i in best)))
    return tuple(sorted(rows, key=lambda row: row.outlet))
