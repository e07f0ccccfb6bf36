"""What one outlet reports and the others leave out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import numpy as np

from rag.comparison.evidence import Item, Table
from rag.comparison.types import OnlyIn

_ALONE, _PERHAPS = (
    0.72,
    0.45,
)  # cosine from which another outlet reports the same; or does, where it shares half the words
_COVERED = 0.55  # share of the shorter claim's words that the other holds
_FEWEST = 3  # words of meaning
_LEAST = 7  # words
_MOST = 24
_MARKS = frozenset('“"‘„«')
_LEANS = re.compile(
    r"(?:[“\"‘'(]*)(?:it|he|she|they|this|that|these|those|so|but|and|then|there|here|such|also|however|another|others?|both|his|her|their|its|"
    r"i|we|you|[a-z]+ing)\b",
    re.IGNORECASE,
)  # what a sentence that cannot stand alone begins with


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
        if item.claim.copies or item.claim.article_id not in about or len(item.forms) < _FEWEST:
            continue
        words = item.claim.words
        if len(words.split()) < _LEAST or (_LEANS.match(words) and not item.quantities and words[0] not in _MARKS):
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
        best = sorted(claims, key=lambda pair: (-pair[0], pair[1]))[:_MOST]
        rows.append(OnlyIn(outlet=outlet, claims=tuple(i for _, i in best)))
    return tuple(sorted(rows, key=lambda row: row.outlet))


def _covers(item: Item, other: Item) -> bool:
    return len(item.forms & other.forms) >= _COVERED * min(len(item.forms), len(other.forms))
