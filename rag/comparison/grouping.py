"""Group claims by what they are about, and name each group by its own most central words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering

from rag.verify.facts_in_text import Token, negates, tokens_of
from rag.wordforms import form
from rag.words import STOP_WORDS, content_words

_APART = 0.6  # mean cosine distance from which two groups are about different things
_LONGEST = 4  # words of a label
_HELD_BY = 2  # claims of a group that must hold the words it is named by
_OPENING = 7  # words
_JOINS = frozenset("of for to in and".split())  # may stand inside a label
_FLOAT = frozenset(
    "week month year day monday tuesday wednesday thursday friday saturday sunday morning evening night".split()
)


def grouped(vectors: NDArray[np.float32], topic: NDArray[np.float32], *, apart: float = _APART) -> list[int]:
    """Return for each claim the number of its group; vectors is (n, d) of unit length.

    What all claims share, the topic itself, is taken out first, so that groups part by what differs. Groups are numbered
    in the order in which they first occur.
    """
    if len(vectors) < 2:
        return [0] * len(vectors)
    rest = vectors - 0.3 * (vectors @ topic)[:, None] * topic[None, :]
    rest /= np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9)
    found = AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=apart)
    labels = found.fit_predict(rest)
    order: dict[int, int] = {}
    return [order.setdefault(int(label), len(order)) for label in labels]


class Labeller:
    """Names groups by words that stand in their claims, chosen for being common in the group and rare outside."""

    def __init__(self, texts: Sequence[str], topic: str) -> None:
        self._tokens = [tokens_of(text) for text in texts]
        self._texts = texts
        frequency: Counter[str] = Counter()
        for text in texts:
            frequency.update(content_words(text))
        self._rarity = {word: math.log((1 + len(texts)) / (1 + count)) for word, count in frequency.items()}
        self._topic = content_words(topic)

    def label(self, members: Sequence[int], taken: Sequence[str] = ()) -> str:
        """Return a phrase that stands in at least two of the members, or the first words of one where they share none."""
        inside: Counter[str] = Counter()
        for i in members:
            inside.update(content_words(self._texts[i]))
        phrases: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for i in members:
            own = {stems: phrase for phrase, stems in _phrases(self._tokens[i], self._texts[i])}
            for stems, phrase in own.items():
                phrases[stems].append(phrase)
        best, best_score = "", 0.0
        for stems, written in phrases.items():
            if len(written) < min(_HELD_BY, len(members)):
                continue  # words of one claim alone do not name what several are about
            weight = [math.log(1 + inside[s]) * self._rarity.get(s, 0.0) * self._own(s) for s in stems]
            score = sum(weight) / math.sqrt(len(weight)) + 0.6 * math.log(len(written))
            if score > best_score and written[0].casefold() not in taken:
                best, best_score = Counter(written).most_common(1)[0][0], score
        return best or _opening(self._texts[members[0]])

    def _own(self, word: str) -> float:
        return 0.4 if word in self._topic else 1.0


def _opening(text: str) -> str:
    """Return the first words of a claim, for a group whose claims have no words in common."""
    return " ".join(text.split()[:_OPENING])


def phrase_of(text: str, wanted: Iterable[str], *, longest: int = 7) -> str:
    """Return the shortest run of words of a text that holds as many of the wanted forms as any of up to `longest` words.

    wanted: words under the form they are compared by (`rag.wordforms.form`). "" where none stands in the text.
    """
    wanted = frozenset(wanted)
    flat = " ".join(text.split())
    tokens = tokens_of(flat)
    best: tuple[int, int, int, int] | None = None
    for i, first in enumerate(tokens):
        if form(first.low) not in wanted or not first.content:
            continue
        held: set[str] = set()
        for j in range(i, min(len(tokens), i + longest)):
            token = tokens[j]
            if not token.word and token.text not in "-'’":
                break
            if token.content and form(token.low) in wanted:
                held.add(form(token.low))
                rank = (len(held), -(j - i), -i, j)
                if best is None or rank[:3] > best[:3]:
                    best = rank
    if best is None:
        return ""
    return flat[tokens[-best[2]].start : tokens[best[3]].end].strip(" .,")


def _phrases(tokens: Sequence[Token], text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the runs of up to four words that begin and end with a word of meaning, with their stems."""
    found = []
    for i in range(len(tokens)):
        if not _carries(tokens[i]):
            continue
        stems: list[str] = []
        for j in range(i, min(len(tokens), i + _LONGEST)):
            token = tokens[j]
            if _carries(token):
                stems.append(token.stem)
                found.append((text[tokens[i].start : token.end], tuple(stems)))
            elif not (token.low in _JOINS and j > i) and token.low not in ("'s", "’s"):
                break
    return [(" ".join(phrase.split()), stems) for phrase, stems in found]


def _carries(token: Token) -> bool:
    return (
        token.word
        and token.text[0].isalpha()
        and len(token.low) > 2
        and token.low not in STOP_WORDS
        and token.low not in _FLOAT
        and not negates(token)
    )
