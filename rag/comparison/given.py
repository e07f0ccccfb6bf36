"""One figure as a claim gives it: who gives it, of which place and day, and what it measures by the grammar of its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rag.claims.figures import TOLLS, Measure, Quantity
from rag.claims.figures_alike import VOLUMES, differ
from rag.claims.measured import Measured, measured_in, same_measured, surely_same
from rag.comparison.evidence import Item, Table
from rag.comparison.naming import Naming, day_told, sentence_at
from rag.comparison.toll_scope import scope_of
from rag.reading.parsed import SentenceReader

_MOST = 500  # claims with figures that are compared
_ISO = len("2026-10-24")


@dataclass(frozen=True, eq=False)
class Given:
    """A figure of a claim. narrow: names and years that say of which place, event or person; told: the day its sentence tells of."""

    item: Item
    quantity: Quantity
    source: str
    narrow: frozenset[str]
    told: date | None

    @property
    def day(self) -> date | None:
        """The day of its article."""
        return date.fromisoformat(self.item.day) if len(self.item.day) == _ISO else None

    @property
    def toll(self) -> bool:
        """Whether it counts dead, missing or injured."""
        return self.quantity.concept in TOLLS

    @property
    def sentence(self) -> str:
        """The sentence of the claim that it stands in."""
        return sentence_at(self.item.claim.words, self.quantity.start)


def given_in(table: Table, source_of: dict[int, str], naming: Naming) -> list[Given]:
    """Return all figures of the claims. source_of: who gives each claim, by its number."""
    return [
        Given(
            item,
            quantity,
            source_of[item.at],
            scope_of(
                item.claim.words,
                quantity.start,
                before=item.article.text[: item.span.end],
                source=source_of[item.at],
                naming=naming,
            )
            if quantity.concept in TOLLS
            else naming.restrictions(item.claim.words, quantity.start),
            day_told(item, quantity.start),
        )
        for item in table.items[:_MOST]
        for quantity in item.quantities
    ]


class Meanings:
    """What figures measure, by the grammar of their sentences, read for those that are looked at.

    Raises MissingDependency where the parser is not installed.
    """

    def __init__(self, figures: Iterable[Given], reader: SentenceReader) -> None:
        every = list(figures)
        sentences = [one.sentence for one in every]
        self._known: dict[int, Measured | None] = {}
        for one, sentence, parsed in zip(every, sentences, reader.read(sentences), strict=True):
            start = one.quantity.start - one.item.claim.words.find(sentence)
            self._known[id(one)] = measured_in(parsed, sentence, one.quantity, start)

    def of(self, one: Given) -> Measured | None:
        """Return what a figure measures, None where its sentence could not be read."""
        return self._known.get(id(one))

    def surely_one(self, one: Given, other: Given) -> bool:
        """Tell whether grammar alone shows that two figures of one sort are of one thing."""
        here, there = self.of(one), self.of(other)
        return here is not None and there is not None and surely_same(here, there, one.quantity.counted)

    def one_thing(self, one: Given, other: Given) -> bool:
        """Tell whether two figures that rules take for figures of one thing are so by grammar too, where they differ.

        Tolls, prices, the litres of one spill and a whole damage are known by their words.
        """
        first, second = one.quantity, other.quantity
        if not differ(first, second) or one.toll or first.unit in VOLUMES or first.unit == "once in years":
            return True
        if first.concept == "price" or (first.concept == "cost" and (first.whole or second.whole)):
            return True
        here, there = self.of(one), self.of(other)
        if here is None or there is None:
            return first.measure is not Measure.NUMBER
        return same_measured(here, there, first.counted)
