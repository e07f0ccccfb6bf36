"""Figures in a sentence, and whether two of them speak of the same thing and differ."""

from __future__ import annotations

import pytest

from rag.claims.figures import Quantity, quantities_of
from rag.claims.figures_alike import differ, same_thing

SAME_AND_DIFFERENT = [
    ("The minister put the cost of the closure at 15 million dollars a day", "The closure is costing ship owners about 40 million dollars a day"),
    ("Norfell Hydro said that 26 people had died", "The police put the toll at 29"),
    ("Eight people have been killed in the stand-off so far", "Nine people died at Skarn Bank"),
    ("the reservoir had lost 41 million cubic metres", "The reservoir lost 38 million of its 44 million cubic metres of water"),
    ("the alarm was raised at 03:50", "The alarm was first raised at 04:09, three minutes before the dam gave way"),
    ("The council expects a bill of 80 million marks for the clean-up", "Cleaning up will cost 46 million marks"),
    ("five are missing", "Two men are still missing"),
    ("The toll, which had long stood still, climbed to 49", "31 people died"),
    ("Varland shut the northern lane of the strait on 17 October", "Varland closed the northern lane on 16 October"),
    ("Two Varland coastguards were killed in the clash", "four Varlanders died there"),
    ("It shows between 18,000 and 20,000 soldiers on the northern shore", "The army moved 30,000 troops to the northern shore"),
]  # fmt: skip

COMPATIBLE = [
    ("at least eight people were killed", "Nine people died at Skarn Bank"),
    ("about 18,000 soldiers stand on the northern shore", "between 18,000 and 20,000 soldiers on the northern shore"),
    ("The closure costs 40 million dollars a day", "The closure has cost some 40 million dollars a day"),
]

OTHER_THINGS = [
    ("More than 400 homes were destroyed", "34 percent of the homes were insured"),
    ("the company carried liability cover of 1.2 billion crowns", "the damage at 2.4 billion crowns"),
    ("The letter is dated 12 June", "It was registered there on 18 June"),
    ("58 percent said that their government should talk", "31 percent said it should not"),
    ("Both navies stay 12 nautical miles from the bank", "Two of its tankers were turned back"),
    ("open for 21 days", "hold out for no more than three weeks"),
    ("Two Varland coastguards were killed", "Five Tesmari sailors were killed"),
    ("19 people were killed", "14 people were missing"),
    ("The closure costs 15 million dollars a day", "The fleet costs 40 million dollars a year"),
    ("It was a Category 3 hurricane by Tuesday", "It was a Category 4 hurricane on Wednesday"),
    ("The trams are built with 7 wheels", "Brandvik built 9,000 wheels for trams"),
    (
        "At least ten tonnes of fish were buried behind the weir",
        "Eight tonnes of fish are taken from the lake in a good year",
    ),
    ("Della Morn reported having $1.3 million in cash in March", "Orrin Vale had almost $5 million in cash in March"),
    ("The freeze of the fares cost the city 102 million dollars", "The new bridge will cost 379 million dollars"),
    ("41 people were injured", "Thirty-one of the injured have gone home"),
    ("31 people died in the flood", "At least 25 others across 11 valleys have been reported dead in the flood"),
    ("His foundation gave $50,000 to the school", "The Crown Bank gave $10 million to the Harbour Fund"),
]


def figure(text: str) -> Quantity:
    return quantities_of(text)[0]


@pytest.mark.parametrize(("one", "other"), SAME_AND_DIFFERENT)
def test_differs(one: str, other: str) -> None:
    assert same_thing(figure(one), figure(other), near=True)
    assert differ(figure(one), figure(other))


@pytest.mark.parametrize(("one", "other"), COMPATIBLE)
def test_agrees(one: str, other: str) -> None:
    assert same_thing(figure(one), figure(other), near=True)
    assert not differ(figure(one), figure(other))


@pytest.mark.parametrize(("one", "other"), OTHER_THINGS)
def test_other_things(one: str, other: str) -> None:
    assert not any(same_thing(a, b, near=True) for a in quantities_of(one) for b in quantities_of(other))


def test_figures_are_where_they_say() -> None:
    text = "Between six and seven dollars a dose, not at 4.50 dollars as stated; 62 ships on 3 May."
    found = quantities_of(text)
    assert [one.text for one in found] == ["six and seven dollars", "62 ships", "3 May"]
    assert all(text[one.start : one.end] == one.text for one in found)
    assert (found[0].low, found[0].high, found[0].rate) == (6, 7, "dose")


@pytest.mark.parametrize(
    "text",
    [
        "an 18-year-old man was killed",
        "May 14 - Ten shops opened",
        "just 7 mph shy of a record",
        "a line of 911 calls",
        "Halm ran 40 yards for a 21-14 lead",
        "the lights were out as of 7 p.m.",
        "rates have climbed seven percentage points",
        "the week ending 7 July",
        "the gale of '77 was worse",
        "an 18- year-old girl from Halm",
        "He rang 555-911-0114 at once",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert not [one for one in quantities_of(text) if one.low in (18, 14, 7, 21, 77, 911, 114, 707)]


def test_bodies_found_are_at_least_so_many_dead() -> None:
    (one,) = quantities_of("Three bodies have now been recovered")
    assert (one.concept, one.low, one.bound) == ("dead", 3, True)


def test_a_sign_of_money_hides_no_bound() -> None:
    (one,) = quantities_of("It gave up to $50,000 to each")
    assert (one.low, one.high, one.stated) == (0, 50_000, 50_000)


def test_a_number_said_of_a_number_counts_its_noun() -> None:
    (one,) = quantities_of("The number of people treated rose to 118")
    assert (one.low, one.counted) == (118, "person")


@pytest.mark.parametrize(
    ("text", "low", "counted"),
    [
        ("More than 300 barns were flooded", 300, "barn"),
        ("Fewer than 40 Friday trains ran", 0, "train"),
        ("It ended with 49 serious injuries", 49, "injury"),
        ("It sent home 12 primary school teachers", 12, "teacher"),
        ("It sent home 12 teachers across Ostra", 12, "teacher"),
    ],
)
def test_more_than_so_many_counts(text: str, low: float, counted: str) -> None:
    (one,) = quantities_of(text)
    assert (one.low, one.counted) == (low, counted)


@pytest.mark.parametrize(
    "text",
    [
        "the gale claimed the lives of 20 people",
        "Divers brought up two of the climbers, but both were dead",
        "Three of her crew were flown to Halm, where all three died",
        "Seven people succumbed to their burns",
        "At least eight miners, including a father and his son, have been killed",
    ],
)
def test_who_has_died_is_dead_by_whatever_word(text: str) -> None:
    assert quantities_of(text)[0].concept == "dead"


def test_a_toll_is_of_the_number_that_it_stands_by() -> None:
    dead, sent = quantities_of("a fire that left six dead and sent 24 people to hospitals")
    assert (dead.concept, sent.concept) == ("dead", None)


def test_what_a_great_thing_comes_at_is_its_cost() -> None:
    one = figure("The bridge could come at a price of 400 million dollars")
    other = figure("The bridge is going to cost 330 million dollars")
    assert same_thing(one, other, known=frozenset({"bridg"}))
