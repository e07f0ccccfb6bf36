"""What one outlet reports and the others leave out: what is to be found in no other outlet's article of the whole library."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection

import numpy as np

from ingest.store import ArticleStore
from rag.comparison.evidence import Item, Table
from rag.comparison.points import forms_of
from rag.comparison.told import is_quoted
from rag.comparison.types import OnlyIn
from rag.day import days_between

# Cosine from which another outlet reports the same; from which it does where it shares half the words; and of two of one list.
_ALONE, _PERHAPS, _AGAIN = 0.72, 0.45, 0.62
_COVERED = 0.55  # share of the shorter claim's words that the other holds
_COVERED_ELSEWHERE, _SENTENCE = (
    0.6,
    0.62,
)  # share of a claim's words that two sentences of another outlet hold; cosine of such a sentence
_COUNTED, _COUNTED_NEAR = 0.3, 0.5  # the same where one of the words is a number
_YEAR = re.compile(r"(?:19|20)\d\d")
_FAR_DAYS = 60  # from a report, in which another may tell the same
_READ = 16  # passages of the library that are read for each
_FEWEST = 3  # words of meaning
_LEAST = 7  # words
_MOST = 24
_OF_BEST = (
    0.5  # of the score of the best claim of its kind: what is further off belongs to another subject of the article
)
_LEANS = re.compile(
    r"(?:[“\"‘'(]*)(?:it|he|she|they|this|that|these|those|so|but|and|then|there|here|such|also|however|another|others?|both|his|her|their|its|"
    r"i|we|you|[a-z]+ing)\b",
    re.IGNORECASE,
)  # what a sentence that cannot stand alone begins with
_CUT = re.compile(
    r"(?:to|how|what|why|when|where|whether|for|of|by|from|with|in|on|as|than|or)\b"
)  # a piece of a clause


def only_in_one(table: Table, about: Collection[str], store: ArticleStore) -> tuple[OnlyIn, ...]:
    """Return for each outlet the claims that no other outlet reports, the most telling first, none twice in other words.

    Only articles in the language of most are compared: nearness by meaning says little across languages.
    """
    spoken = Counter(item.found.header.language for item in table.items).most_common(1)
    language = spoken[0][0] if spoken else None
    outlets = [_outlet(item) for item in table.items]
    if len({_outlet(item) for item in table.items if item.claim.article_id in about}) < 2:
        return ()  # where one outlet alone writes of a topic, everything is in it only
    nearest: dict[str, float] = defaultdict(float)
    for item in table.items:
        nearest[item.claim.article_id] = max(nearest[item.claim.article_id], item.claim.score)
    best = max(nearest.values())
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    names = np.array(outlets)
    for item in table.items:
        if item.claim.article_id not in about or item.found.header.language != language or not _worth_reading(item):
            continue
        if nearest[item.claim.article_id] < _OF_BEST * best:
            continue
        elsewhere = np.where(names != outlets[item.at], table.near[item.at], 0.0)
        likely = [table.items[int(i)] for i in np.flatnonzero(elsewhere >= _PERHAPS)]
        if float(elsewhere.max()) < _ALONE and not any(_covers(item, other) for other in likely):
            telling = 0.25 * bool(item.quantities) + 0.1 * item.spoken + item.claim.score
            found[outlets[item.at]].append((telling, item.at))
    rows = []
    for outlet, claims in found.items():
        kept: list[Item] = []
        for _, at in sorted(claims, key=lambda pair: (-pair[0], pair[1])):
            item = table.items[at]
            if len(kept) == _MOST:
                break
            again = any(float(table.near[at, other.at]) >= _AGAIN or _covers(item, other) for other in kept)
            if not again and not _told_elsewhere(item, store):
                kept.append(item)
        if kept:
            rows.append(OnlyIn(outlet=outlet, claims=tuple(item.at for item in kept)))
    return tuple(sorted(rows, key=lambda row: row.outlet))


def _outlet(item: Item) -> str:
    return item.claim.outlet or item.claim.article_id


def _worth_reading(item: Item) -> bool:
    """Tell whether a claim can stand alone: a clause of its own that does not lean on what stands before."""
    words = item.claim.words
    if item.claim.copies or "<" in words or len(item.forms) < _FEWEST or len(words.split()) < _LEAST or not item.states:
        return False
    if _LEANS.match(words) and not item.quantities and not is_quoted(item):
        return False
    return not (_CUT.match(words) and words[0].islower())


def _covers(item: Item, other: Item) -> bool:
    return len(item.forms & other.forms) >= _COVERED * min(len(item.forms), len(other.forms))


def _told_elsewhere(item: Item, store: ArticleStore) -> bool:
    """Tell whether an article of another outlet in the library has a sentence, or two that follow each other, that tell the same."""
    outlet, own = _outlet(item), forms_of(item.claim.words) or item.forms
    stored = store.passages([i for i, _ in store.nearest(item.found.vector, k=_READ)])
    for one in stored.values():
        if (one.header.publisher or one.header.id) in (outlet, *item.claim.copies):
            continue
        if abs(days_between(one.header.published_at, item.claim.date) or 0) > _FAR_DAYS:
            continue
        cosines = one.vectors.sentences @ item.found.vector
        start = one.passage.start
        for at, sentence in enumerate(one.passage.sentences):
            if float(cosines[at]) < _PERHAPS:
                continue
            following = one.passage.sentences[min(at + 1, len(one.passage.sentences) - 1)]
            words = forms_of(one.passage.text[sentence.start - start : following.end - start])
            held = len(own & words) / len(own)
            counted = {word for word in own & words if word.isdigit() and not _YEAR.fullmatch(word)}
            if counted and held >= _COUNTED and float(cosines[at]) >= _COUNTED_NEAR:
                return True
            if held >= _COVERED_ELSEWHERE or (held >= _COVERED and float(cosines[at]) >= _SENTENCE):
                return True
    return False
