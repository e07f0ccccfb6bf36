"""One figure as a claim gives it: who gives it, of which place and day, and what it measures by the grammar of its sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from rag.claims.figures import MONEY, PEOPLE, SOMEBODYS, TOLLS, Measure, Quantity, quantities_of
from rag.claims.figures_alike import BULK, MANY, VOLUMES, differ
from rag.claims.measured import Measured, measured_in, same_measured, surely_same
from rag.comparison.evidence import Item, Table
from rag.comparison.naming import Naming, day_told, sentence_at
from rag.comparison.toll_scope import scope_of
from rag.comparison.types import Viewpoint
from rag.comparison.whose import parties_of, whose
from rag.day import day_of
from rag.reading.parsed import SentenceReader
from rag.wordforms import form

_MOST = 500  # claims with figures that are compared
_SCALED = re.compile(r"(?:million|billion|trillion|thousand)\b", re.IGNORECASE)
_GIVEN = re.compile(r"\b(?:puts?|reckon\w*|expect\w*|estimat\w*|sp(?:eak|oke|oken)s? of|says?|said)\b", re.IGNORECASE)
_OPENING = 60  # characters of a claim in which its figure stands that leans on the sentence before
_EXAMPLES = re.compile(
    r",? (?:including|such as|among them|from (?=[A-Z][^.;]* to [A-Z]))|, (?=[A-Z][\w.]+ (?:has |had |have )?[a-z]+ed\b)"
)  # "a dozen states, including Maryland", "from Maryland to Ohio", "30 states have done so, Congress banned it"
_WHOSE_AFTER = 12  # characters behind a figure in which "of our" stands
_SPANS = frozenset(form(word) for word in "week month year quarter period season".split())


@dataclass(frozen=True, eq=False)
class Given:
    """A figure of a claim. narrow: names and years that say of which place, event or person; told: the day its sentence tells of."""

    item: Item
    quantity: Quantity
    source: str
    narrow: frozenset[str]
    told: date | None

    @cached_property
    def day(self) -> date | None:
        """The day of its article."""
        return day_of(self.item.day)

    @property
    def toll(self) -> bool:
        """Whether it counts dead, missing or injured."""
        return self.quantity.concept in TOLLS

    @cached_property
    def sentence(self) -> str:
        """The sentence of the claim that it stands in."""
        return sentence_at(self.item.claim.words, self.quantity.start)


def given_in(
    table: Table, source_of: dict[int, str], naming: Naming, viewpoints: Sequence[Viewpoint] = ()
) -> list[Given]:
    """Return all figures of the claims. source_of: who gives each claim, by its number. viewpoints: the holders, in their order."""
    parties = parties_of(viewpoints)
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
            else naming.restrictions(_telling(item.claim.words, quantity), quantity.start),
            day_told(item, quantity.start),
        )
        for item in table.items[:_MOST]
        for quantity in (_with_group(_with_unit(bare, item), item, viewpoints, parties) for bare in item.quantities)
    ]


def _telling(words: str, figure: Quantity) -> str:
    """Return the words that say where or of whom a figure is: those of a number of things without examples and without what is told after it."""
    if figure.counted is None or figure.unit:
        return words
    if after := _EXAMPLES.search(words, figure.end):
        words = words[: after.start()]
    return words


def _with_group(figure: Quantity, item: Item, viewpoints: Sequence[Viewpoint], parties: Collection[str]) -> Quantity:
    """Return a figure of somebody's people with the party whose they are, where that is told."""
    if figure.group != SOMEBODYS or not viewpoints or item.claim.viewpoint is None:
        return figure
    words = item.claim.words[figure.start : figure.end + _WHOSE_AFTER]
    return replace(figure, group=whose(words, item, viewpoints[item.claim.viewpoint], parties) or SOMEBODYS)


def _with_unit(figure: Quantity, item: Item) -> Quantity:
    """Return a figure, a bare "45 million" with the money and the cost that the sentence before it in its article tells of."""
    if figure.unit or figure.counted or figure.concept or not _SCALED.search(figure.text):
        return figure
    words = item.claim.words
    if figure.start > _OPENING or not _GIVEN.search(sentence_at(words, figure.start)):
        return figure
    sentence = item.article.text.rfind(". ", 0, max(0, item.span.start - 2))
    before = item.article.text[sentence + 1 : item.span.start]
    told = [one for one in quantities_of(" ".join(before.split())) if one.concept == "cost" and one.unit in MONEY]
    if len(told) != 1:
        return figure
    (cost,) = told
    return replace(
        figure,
        unit=cost.unit,
        rate=cost.rate,
        concept=cost.concept,
        whole=cost.whole,
        context=figure.context | cost.context,
    )


class Meanings:
    """What figures measure, by the grammar of their sentences, read for those that are looked at.

    Raises MissingDependency where the parser is not installed.
    """

    def __init__(self, figures: Iterable[Given], reader: SentenceReader, topic: frozenset[str] = frozenset()) -> None:
        """topic: forms of the topic's own words, which show nothing."""
        self._topic = topic
        every = list(figures)
        sentences = [one.sentence for one in every]
        self._known: dict[Given, Measured | None] = {}
        for one, sentence, parsed in zip(every, sentences, reader.read(sentences), strict=True):
            start = one.quantity.start - one.item.claim.words.find(sentence)
            self._known[one] = measured_in(parsed, sentence, one.quantity, start)

    def of(self, one: Given) -> Measured | None:
        """Return what a figure measures, None where its sentence could not be read."""
        return self._known.get(one)

    def surely_one(self, one: Given, other: Given) -> bool:
        """Tell whether grammar alone shows that two figures of one sort are of one thing."""
        here, there = self.of(one), self.of(other)
        if here is None or there is None or here.actors & _SPANS or there.actors & _SPANS:
            return False
        if one.quantity.unit == "%" and _of_two(here, there):
            return False
        if one.quantity.unit in BULK and _met_in_a_place(here, there):
            return True
        return surely_same(here, there, one.quantity.counted)

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
            return False
        if first.measure is not Measure.NUMBER:  # a day or an hour is of what somebody or something did
            return (
                bool(here.actors and there.actors - _SPANS) and here.verb == there.verb and same_measured(here, there)
            )
        if first.unit in BULK and _met_in_a_place(here, there):
            return True  # "58 tonnes in the hold", "the holds contained 84 tonnes"
        many = first.counted not in PEOPLE and min(first.stated, second.stated) >= MANY
        if many and here.places & there.places - self._topic and not (here.actors and there.actors):
            return True  # thousands of one kind in one place
        if first.unit == "%" and _of_two(here, there):
            return False
        if first.counted and here.does and there.does and here.does != there.does:
            return False  # what was played in is not what was won
        return same_measured(here, there, first.counted)


def _of_two(one: Measured, other: Measured) -> bool:
    """Tell whether two shares are of two things, each with a word of its own: menu prices, grocery prices."""
    return bool(one.actors - other.actors) and bool(other.actors - one.actors)


def _met_in_a_place(one: Measured, other: Measured) -> bool:
    """Tell whether so much of something is told of one place, in which it is or which holds it."""
    if one.actors and other.actors and not one.actors & other.actors:
        return False
    return bool(one.places & (other.places | other.actors) or other.places & one.actors)
