"""What several holders share, and what one outlet reports and the others leave out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from rag.claims.clauses import WEAK
from rag.claims.conflicts import denies, opposed
from rag.claims.figures import MONTHS
from rag.claims.figures_alike import differ, same_thing
from rag.comparison.evidence import Item, Table
from rag.comparison.grouping import Labeller
from rag.comparison.naming import Naming, day_told
from rag.comparison.types import OnlyIn, Shared
from rag.day import days_between
from rag.independence import independent_sources
from rag.verify.facts_in_text import negates, tokens_of
from rag.verify.names_in_text import same_name_word
from rag.wordforms import form
from rag.words import content_words

_VERY_NEAR, _NEAR, _FAIRLY_NEAR = (
    0.7,
    0.62,
    0.48,
)  # cosine of claims that say the same; the last with a number in common
_SOMEWHAT_NEAR = 0.38  # with two
_COVERED, _WELL_COVERED = 0.55, 0.65  # share of the shorter claim's words that the other holds
_SHARED, _SHARED_WITH_NUMBER = 3, 4  # words in common
_ALONE, _PERHAPS = (
    0.72,
    0.45,
)  # cosine from which another outlet reports the same; or does, where it shares half the words
_MOST_ALONE = 24
_SHARED_NOT = 2  # words in common of claims that both say there was none of a thing
_TOGETHER = 0.42  # cosine of the least near two of a group
_NONE_OF = re.compile(r"\b(?:no|not one|not a single|not any|never any|without) ([a-z][\w-]{2,})", re.IGNORECASE)
_LONG_AGO = 45  # days between two articles
_HEDGED = re.compile(
    r"\b(?:if|whether|unless|would|could|might|may|should|must|ask(?:ed|ing|s)?|urg\w+|want\w*)\b", re.IGNORECASE
)
_LEANS = re.compile(
    r"(?:[“\"‘'(]*)(?:it|he|she|they|this|that|these|those|so|but|and|then|there|here|such|also|however|another|others?|both|his|her|their|its|"
    r"i|we|you|[a-z]+ing)\b",
    re.IGNORECASE,
)  # what a sentence that cannot stand alone begins with
_ASKS = re.compile(r"[?][”\"’']?$")
_OF_SELF = re.compile(r"[\"“„«]?(?:\w+[ ,]+){0,5}?(?:I\b|(?:[Hh]e|[Ss]he) (?:would|will|had|has|is|was)\b)")
_IDLE = frozenset(form(word) for word in WEAK)
_MARKS = frozenset('“"‘„«')
_ONE_STATEMENT = 0.7  # share of words from which two quotes are one
_LEAST_ALONE = 7  # words


def shared_claims(
    table: Table, topic: str, naming: Naming, names: Mapping[int, str], agreeing: Iterable[tuple[int, ...]] = ()
) -> tuple[Shared, ...]:
    """Return the claims that several holders make, those of most independent sources first.

    names: who makes each claim, by its number. agreeing: further groups of claims known to say the same, by figures or by what an article says of them.
    """
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, near in table.pairs(_SOMEWHAT_NEAR):
        if not (one.spoken or other.spoken) or _one_voice(one, other, names) or not _same(one, other, near, naming):
            continue
        if _one_statement(one, other) or _each_of_self(one, other):
            continue
        links[one.at][other.at] = links[other.at][one.at] = near
    groups = _groups(table, links, names)
    for ids in agreeing:
        members = [table.items[i] for i in dict.fromkeys(ids)]
        if not any({item.at for item in members} <= {item.at for item in group} for group in groups):
            groups.append(members)
    if not groups:
        return ()
    labeller = Labeller([item.claim.words for item in table.items], topic)
    found = []
    for group in groups:
        members = sorted(_apart(group), key=lambda item: (item.day or "9", item.at))
        if not _by_several(members):
            continue
        ids = tuple(item.at for item in members)
        stories = independent_sources(item.claim.printing for item in members)
        found.append(Shared(label=labeller.label(ids), claims=ids, independent=stories))
    return tuple(sorted(found, key=lambda one: (-one.independent, -len(one.claims), one.claims)))


def _groups(table: Table, links: Mapping[int, Mapping[int, float]], names: Mapping[int, str]) -> list[list[Item]]:
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
            if any(_one_voice(item, member, names) for member in members):
                continue
            if min(float(table.near[i, member.at]) for member in members) >= _TOGETHER:
                members.append(item)
        if len(members) > 1:
            free -= {member.at for member in members}
            groups.append(members)
    return groups


def _one_voice(one: Item, other: Item, names: Mapping[int, str]) -> bool:
    """Tell whether two claims are of one holder, perhaps under two names: "White House" and "White House officials"."""
    if one.holder == other.holder or names[one.at] == names[other.at]:
        return True
    if not (one.spoken and other.spoken):
        return False
    here, there = content_words(names[one.at]), content_words(names[other.at])
    return bool(here and there) and (here <= there or there <= here)


def _each_of_self(one: Item, other: Item) -> bool:
    """Tell whether two speakers each speak of themselves: "I will not stand" of two candidates is no claim that they share."""
    return one.spoken and other.spoken and all(_OF_SELF.match(item.claim.words) for item in (one, other))


def _one_statement(one: Item, other: Item) -> bool:
    """Tell whether two claims are one quotation, given to two: by its maker and by its paper, or once by mistake."""
    quoted = all(item.spoken and item.claim.words[:1] in _MARKS for item in (one, other))
    return quoted and len(one.forms & other.forms) >= _ONE_STATEMENT * len(one.forms | other.forms)


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


def _same(one: Item, other: Item, near: float, naming: Naming) -> bool:
    if _ASKS.search(one.claim.words) or _ASKS.search(other.claim.words):
        return False
    here, there = one.forms - naming.topic - _IDLE, other.forms - naming.topic - _IDLE
    common = here & there
    fewest = min(len(here), len(there))
    numbers = {word for word in common if word[0].isdigit() or word in MONTHS}
    if not fewest or not (
        (
            near >= (_VERY_NEAR if one.spoken and other.spoken else _ALONE)
            and len(common) >= _SHARED
            and len(common) >= _COVERED * fewest
        )
        or (near >= _NEAR and len(common) >= _SHARED and len(common) >= _WELL_COVERED * fewest)
        or (near >= _FAIRLY_NEAR and len(numbers) >= 1 and len(common) >= _SHARED_WITH_NUMBER)
        or (near >= _SOMEWHAT_NEAR and len(numbers) >= 2 and len(common) >= _SHARED_WITH_NUMBER)
        or (near >= _FAIRLY_NEAR and len(common) >= _SHARED_NOT and common & _none_of(one) & _none_of(other))
    ):
        return False
    if abs(days_between(one.day, other.day) or 0) > _LONG_AGO:
        return False
    told, also = day_told(one), day_told(other)
    if (told and also and told != also) or not _of_one_case(one, other, naming):
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


def _of_one_case(one: Item, other: Item, naming: Naming) -> bool:
    """Tell whether not each claim names a person, place or year of which the other says nothing."""
    here, there = (naming.restrictions(item.claim.words) for item in (one, other))
    years = [{name for name in names if name.isdigit()} for names in (here, there)]
    if years[0] != years[1]:
        return False
    if not (here and there):
        return True
    return any(same_name_word(a, b) for a in here for b in there)


def _none_of(item: Item) -> frozenset[str]:
    """Return what a claim says there was none of: "not one siren sounded", "had heard no siren"."""
    return frozenset(form(found[1].lower()) for found in _NONE_OF.finditer(item.claim.words))


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
        words = item.claim.words
        if len(words.split()) < _LEAST_ALONE or (
            _LEANS.match(words) and not item.quantities and words[0] not in _MARKS
        ):
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
