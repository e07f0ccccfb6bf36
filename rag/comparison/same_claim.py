"""Whether two claims, by two who speak of one thing, say the same: both must assert it, not one assert and the other mention it.

Claims are compared point by point (`rag.comparison.points`), by nearness in meaning, words in common and what they suppose. The
weights are those of a logistic regression fitted on 282 pairs of claims from twelve topics of real news, labelled by hand; what
makes a pair unlike whatever its words (`_unlike`) is asked first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from rag.claims.conflicts import opposed
from rag.claims.figures_alike import differ, same_thing
from rag.comparison.assertions import Assertions
from rag.comparison.ellipsis import alike_told, in_full
from rag.comparison.evidence import Item
from rag.comparison.naming import Naming, day_told, years_at
from rag.comparison.points import Point, points_of, words_in_order
from rag.day import days_between

Vectors = Callable[[Sequence[str]], Sequence[NDArray[np.float32]]]

_YEAR = re.compile(r"(?:19|20)\d\d")
NEAR = 0.45  # cosine of two claims below which none of their points is looked at
_NEAR, _WORD, _SUPPOSED, _NONE = (
    9.13,
    0.64,
    -0.89,
    -8.6,
)  # weights of the cosine, a word in common, a way of supposing; and the constant
_LATER = 0.5  # of a way of supposing: what is foretold
_SAME = 0.55  # log odds from which two points are taken to say the same
_OF_SHORTER, _OF_LONGER = 0.4, 0.3  # shares of the words of two points that are in common
# Share of the shorter point's words in common, of how many at least, with which two say the same; and their cosine.
_BRIEF, _BRIEF_WORDS, _BRIEF_NEAR = 0.75, 4, 0.66
_MOST_WORDS = 5  # in common that count
_MOST_NAMES = 2
_SHARED, _SHARED_FIGURES = 3, 4  # words in common; with two numbers among them
_FIGURES = 2
_FIGURES_NEAR, _NONE_NEAR = 0.5, 0.48  # cosine of points with such numbers; of two that say there was none of a thing
_SHARED_NONE = 2
_BOTH, _ASSERTED, _VERY_NEAR = (
    2,
    0.2,
    0.8,
)  # words, and share of them, that both main clauses hold; cosine from which it is not asked
_AS_ONE = 0.87  # cosine from which what they say is not taken apart
_SAID = 2  # words that one says and both tell
_RUN, _MOST_OF, _SHORT_RUN = (
    7,
    0.75,
    4,
)  # words in a row; share of the shorter point and words, from which two are one statement printed twice
_ASKED = 1  # place among the ways of supposing
_BEFORE = 400  # characters before a claim that may name what it counts
_LONG_AGO = 45  # days between two articles


class SameClaim:
    """Tells which claims say the same. vectors: embeds texts to unit vectors. assertions: reads what their sentences assert."""

    def __init__(self, naming: Naming, vectors: Vectors, assertions: Assertions) -> None:
        self._naming = naming
        self._vectors = vectors
        self._assertions = assertions

    def nearness(self, one: Item, other: Item, near: float) -> float | None:
        """Return how near two claims are that say the same, by the nearest of their points; None where they do not. near: cosine of the claims."""
        if near < NEAR:
            return None
        here, there = _points(one), _points(other)
        likely = [
            (a, b) for a in here for b in there if self._may_be_alike(a, b) and not self._unlike(a, b, one, other)
        ]
        if (
            not likely
            or not self._of_one_case(one, other)
            or any(
                printed_twice(a.text, b.text) for a in points_of(one.claim.words) for b in points_of(other.claim.words)
            )
        ):
            return None  # printed twice: one statement, under two names or in two editions
        plain = here[0].text == one.claim.words and there[0].text == other.claim.words
        if plain and len(here) == len(there) == 1:
            return near if self._alike(*likely[0], near) and self._both_say(*likely[0], near) else None
        made = dict(zip(texts := [p.text for pair in likely for p in pair], self._vectors(texts), strict=True))
        cosines = [(float(made[a.text] @ made[b.text]), a, b) for a, b in likely]
        return max(
            (cosine for cosine, a, b in cosines if self._alike(a, b, cosine) and self._both_say(a, b, cosine)),
            default=None,
        )

    def counts_alike(self, one: Item, other: Item) -> bool:
        """Tell whether two claims of which a figure is known to be the same also tell the same of it."""
        if float(abs(days_between(one.day, other.day) or 0)) > _LONG_AGO:
            return False
        for a in _points(one):
            for b in _points(other):
                numbers = {word for word in a.numbers & b.numbers if word[0].isdigit() and not _YEAR.fullmatch(word)}
                numbers -= a.ages & b.ages
                if (
                    numbers
                    and a.supposed == b.supposed
                    and (a.forms & b.forms) - numbers
                    and not self._unlike(a, b, one, other)
                ):
                    return not printed_twice(a.text, b.text)
        return False

    def _of_one_case(self, one: Item, other: Item) -> bool:
        if abs(days_between(one.day, other.day) or 0) > _LONG_AGO or opposed(one.claim.words, other.claim.words):
            return False
        told, also = day_told(one), day_told(other)
        return not (told and also and told != also)

    def _common(self, a: Point, b: Point) -> frozenset[str]:
        return (a.forms & b.forms) - self._naming.topic

    def _may_be_alike(self, a: Point, b: Point) -> bool:
        """Tell whether two points have so many words in common that they may say the same, however near they are."""
        common = self._common(a, b)
        if len(common) >= _SHARED_NONE and common & a.none_of & b.none_of:
            return True
        sizes = sorted(len(point.forms - self._naming.topic) for point in (a, b))
        return len(common) >= _SHARED and len(common) >= _OF_SHORTER * sizes[0] and len(common) >= _OF_LONGER * sizes[1]

    def _alike(self, a: Point, b: Point, cosine: float) -> bool:
        """Tell whether two points that may say the same are so near that they do."""
        topic = self._naming.topic
        common = self._common(a, b)
        if cosine >= _NONE_NEAR and common & a.none_of & b.none_of:
            return True
        if (
            len((a.numbers & b.numbers) - topic) >= _FIGURES
            and len(common) >= _SHARED_FIGURES
            and cosine >= _FIGURES_NEAR
        ):
            return True
        if cosine < _VERY_NEAR and not _both_assert(a, b, topic):
            return False
        supposed = sum(x != y for x, y in zip(a.supposed, b.supposed, strict=True)) + _LATER * (a.later != b.later)
        fewest = min(len(point.forms - topic) for point in (a, b))
        if not supposed and cosine >= _BRIEF_NEAR and fewest >= _BRIEF_WORDS and len(common) >= _BRIEF * fewest:
            return True
        names = len(common & a.names & b.names)
        words = (
            len(common) - names + min(_MOST_NAMES, (names + 1) // 2)
        )  # "Department of Education" is one thing, not two
        odds = _NEAR * cosine + _WORD * min(words, _MOST_WORDS) + _SUPPOSED * supposed + _NONE
        return odds >= _SAME

    def _both_say(self, a: Point, b: Point, cosine: float) -> bool:
        """Tell whether what each of two points says is told in the other too, not only by a name that stands in both."""
        if a.none_of & b.none_of or cosine >= _AS_ONE:
            return True
        here, there = self._assertions.of(a.text), self._assertions.of(b.text)
        names = a.names | b.names
        one, other = (here.said & there.told) - names, (there.said & here.told) - names
        return bool(one and other) and len(one | other) >= _SAID

    def _unlike(self, a: Point, b: Point, one: Item, other: Item) -> bool:
        """Tell whether two points cannot say the same: one denies, speaks of a claim, or counts, ranks or owns another thing."""
        if a.negative != b.negative or a.denies != b.denies or a.about_a_claim != b.about_a_claim or a.too != b.too:
            return True
        if a.supposed[_ASKED] != b.supposed[_ASKED]:
            return True  # what is demanded has not come about
        if (a.ranks and b.ranks and not a.ranks & b.ranks) or (a.numbers and b.numbers and not a.numbers & b.numbers):
            return True
        if years_at(a.text) != years_at(b.text):
            return True
        if self._anothers(a, b) or self._anothers(b, a):
            return True
        alike = [(x, y) for x in a.quantities for y in b.quantities if x.measure is y.measure and x.unit == y.unit]
        if alike and all(differ(x, y) for x, y in alike):
            return True
        return any(
            same_thing(x, y, around_one=one.around, around_other=other.around, near=True) and differ(x, y)
            for x, y in alike
        )

    def _anothers(self, a: Point, b: Point) -> bool:
        """Tell whether a speaks of somebody's thing, where b has the thing and never that name: "Nicole's storm surge"."""
        low = b.text.lower()
        return any(
            name not in low and name not in self._naming.common and theirs & b.forms for name, theirs in a.owners
        )


def _points(item: Item) -> tuple[Point, ...]:
    """Return the points of a claim, each in full: with what it leaves to the sentence before."""
    before = item.article.text[max(0, item.span.start - _BEFORE) : item.span.start]
    return points_of(alike_told(in_full(item.claim.words, before)))


def printed_twice(one: str, other: str) -> bool:
    """Tell whether two texts share so many words in a row that they are one statement, not two that agree."""
    here, there = words_in_order(one), words_in_order(other)
    run = SequenceMatcher(None, here, there, autojunk=False).find_longest_match().size
    return run >= _RUN or (run >= _SHORT_RUN and run >= _MOST_OF * min(len(here), len(there)))


def _both_assert(a: Point, b: Point, topic: Set[str]) -> bool:
    """Tell whether the main clauses of two points have words in common: what one merely mentions the other may assert."""
    here, there = a.main - topic, b.main - topic
    return len(here & there) >= max(_BOTH, _ASSERTED * min(len(here), len(there)))
