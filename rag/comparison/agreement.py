"""What several holders share, each in their own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from rag.comparison.evidence import Item, Table
from rag.comparison.one_voice import OneVoice
from rag.comparison.row_names import one_line
from rag.comparison.same_claim import NEAR, SameClaim
from rag.comparison.standing import same_values
from rag.comparison.told import Told, follows, is_quoted
from rag.comparison.types import Figure, Shared
from rag.independence import independent_sources

_AGREES = re.compile(r"(?:agree|share|concur|echo)", re.IGNORECASE)
_PLAIN = 50  # characters of a claim that names a group best
_TOGETHER = 0.42  # cosine of the least near two of a group


def shared_claims(
    table: Table,
    same: SameClaim,
    voice: OneVoice,
    agreed: Sequence[Told] = (),
    figures: Iterable[Figure] = (),
    about: Collection[str] | None = None,
) -> tuple[Shared, ...]:
    """Return the claims that several holders make, those of most independent sources first.

    agreed: what articles say of who agrees with whom. figures: those that several give alike. about: articles on
    the topic, of which a group must hold one.
    """
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, near in table.pairs(NEAR):
        if not (one.spoken or other.spoken) or voice.holds(one, other):
            continue
        if not all(item.states and voice.speaks(item) for item in (one, other)):
            continue
        found = same.nearness(one, other, near)
        if found is not None:
            links[one.at][other.at] = links[other.at][one.at] = found
    groups = _groups(table, links, voice)
    for ids in (*_agreed(table, agreed), *_counted_alike(table, same, figures)):
        members = _several_voices([table.items[i] for i in ids], voice)
        if len(members) > 1 and not any(
            {item.at for item in members} <= {item.at for item in group} for group in groups
        ):
            groups.append(members)
    if not groups:
        return ()
    found_groups = []
    for group in groups:
        members = sorted(_apart(group), key=lambda item: (item.day or "9", item.at))
        if not _by_several(members) or (about and not any(item.claim.article_id in about for item in members)):
            continue
        ids = tuple(item.at for item in members)
        stories = independent_sources(item.claim.printing for item in members)
        found_groups.append(
            Shared(label=one_line(min(members, key=_plainness).claim.words), claims=ids, independent=stories)
        )
    return tuple(sorted(found_groups, key=lambda one: (-one.independent, -len(one.claims), one.claims)))


def _groups(table: Table, links: Mapping[int, Mapping[int, float]], voice: OneVoice) -> list[list[Item]]:
    """Return groups around the claims that most others say the same as: each member says what that one says, each voice once.

    Grown from link to link, a group would drift from one claim to another that only touches the first.
    """
    free = set(links)
    groups = []
    for at in sorted(links, key=lambda i: (-len(links[i]), i)):
        if at not in free:
            continue
        members = [table.items[at]]
        for i in sorted(links[at].keys() & free, key=lambda j: (-links[at][j], j)):
            item = table.items[i]
            if any(voice.holds(item, member) for member in members):
                continue
            if min(float(table.near[i, member.at]) for member in members) >= _TOGETHER:
                members.append(item)
        if len(members) > 1:
            free -= {member.at for member in members}
            groups.append(members)
    return groups


def _plainness(item: Item) -> tuple[bool, int, int]:
    """Order the members of a group: a short one that is no piece of a clause names it best."""
    words = item.claim.words
    return is_quoted(item) or "…" in words, abs(len(words) - _PLAIN), item.at


def _agreed(table: Table, told: Sequence[Told]) -> list[tuple[int, int]]:
    """Return who agrees with whom, as articles say: "agreed that" only with what the sentence right before says."""
    found = []
    for one in told:
        if not one.agrees:
            continue
        left, right = table.items[one.left], table.items[one.right]
        if not _AGREES.match(right.claim.words) or follows(left, right):
            found.append((one.left, one.right))
    return found


def _counted_alike(table: Table, same: SameClaim, figures: Iterable[Figure]) -> list[tuple[int, ...]]:
    """Return the claims that give one figure for one thing, those that tell the same of it as the first."""
    found = []
    for figure in figures:
        for ids in same_values(figure):
            first, *rest = dict.fromkeys(ids)
            alike = [i for i in rest if same.counts_alike(table.items[first], table.items[i])]
            if alike:
                found.append((first, *alike))
    return found


def _several_voices(items: Sequence[Item], voice: OneVoice) -> list[Item]:
    """Return the items without those of a voice that has spoken."""
    kept: list[Item] = []
    for item in items:
        if voice.speaks(item) and not any(voice.holds(item, other) for other in kept):
            kept.append(item)
    return kept


def _apart(group: Sequence[Item]) -> list[Item]:
    """Return a group without what lies in the words of another member: "the U.S. offered" in what the outlet tells of it."""
    kept: list[Item] = []
    for item in sorted(group, key=lambda one: (not one.spoken, one.at)):
        if not any(o.claim.article_id == item.claim.article_id and o.span.overlaps(item.span) for o in kept):
            kept.append(item)
    return kept


def _by_several(members: Sequence[Item]) -> bool:
    """Tell whether a claim is made by several: in several stories, or by two whom one article quotes."""
    if len({item.holder for item in members}) < 2:
        return False
    return (
        independent_sources(item.claim.printing for item in members) > 1
        or len({i.holder for i in members if i.spoken}) > 1
    )
