"""What a figure measures, by grammar: words to call it by, and whether two figures that differ are of one thing."""

from __future__ import annotations

import pytest

from rag.claims.figures import quantities_of
from rag.claims.measured import Measured, measured_in, same_measured, surely_same
from rag.reading.parsed import SentenceReader

CALLED = [
    ("The minister put the damage at 2.4 billion crowns on a first estimate.", "damage"),
    ("The closure is costing ship owners about 40 million dollars a day", "cost of the closure a day"),
    ("The council expects a bill of 80 million marks for the clean-up.", "bill for the clean-up"),
    ("Its members had collected six tonnes of dead fish.", "tonnes of dead fish"),
    ("The 30-year fixed rate stood at 3.05%.", "30-year fixed rate"),
    ("The balloon had been flying at about 60,000 feet.", "balloon had been flying at … feet"),
    ("Varland closed the northern lane on 16 October.", "Varland closed the northern lane on …"),
    ("The alarm was first raised at 04:09.", "alarm was raised at …"),
    ("900,000 litres had escaped from the pond", "litres escaped from the pond"),
    ("The city plans to lay off about 900 employees", "city plans to lay off … employees"),
]
APART = [
    ("The party's favourite is near to reaching the 237 delegates needed to win", "Neither rival can achieve the 383 delegates needed to win"),
    ("Mortgage rates have climbed to 7 percent", "Listing prices have climbed to 13 percent"),
    ("Halm is laying off 11,000 employees", "Brandvik is laying off 10,000 employees"),
]  # fmt: skip
ONE = [
    ("The balloon was flying at 60,000 feet", "The balloon had been flying at about 65,000 feet"),
    ("Elke Morn bought the company for 44 million dollars", "Morn purchased Halm Works for 40 million dollars"),
]


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return SentenceReader()


def measured(reader: SentenceReader, sentence: str) -> Measured:
    figure = next(f for f in quantities_of(sentence) if f.unit not in ("day",))
    found = measured_in(reader.read([sentence])[0], sentence, figure, figure.start)
    assert found is not None
    return found


@pytest.mark.parametrize(("sentence", "phrase"), CALLED)
def test_is_called_by_what_is_counted_or_done(reader: SentenceReader, sentence: str, phrase: str) -> None:
    assert measured(reader, sentence).phrase == phrase


@pytest.mark.parametrize(("one", "other"), APART)
def test_figures_of_others_are_of_other_things(reader: SentenceReader, one: str, other: str) -> None:
    first, second = measured(reader, one), measured(reader, other)
    counted = quantities_of(one)[0].counted
    assert not same_measured(first, second, counted)
    assert not surely_same(first, second, counted)


@pytest.mark.parametrize(("one", "other"), ONE)
def test_grammar_alone_may_show_one_thing(reader: SentenceReader, one: str, other: str) -> None:
    assert surely_same(measured(reader, one), measured(reader, other))
