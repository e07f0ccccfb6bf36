"""Whether the grammar of two claims bears out that they oppose each other: what the words alone cannot tell."""

from __future__ import annotations

import pytest

from rag.claims.conflicts import opposed
from rag.claims.grammar import Grammar
from rag.claims.replies import answers, does_not
from rag.reading.parsed import SentenceReader

BORNE_OUT = [
    ("The wall cracked in the frost", "“The frost did not crack that wall,” … “It is whole.”"),
    ("She urged members to support Ona Brandt as leader of the league", "They have vowed to oppose Brandt as leader of the league"),
    ("There are no Varland mines in that lane", "Varland has laid mines at the entrance to that lane"),
    ("denied that Varland ships had fired first", "seven Varland ships crossed the line and opened fire on the cutter"),
    ("The tap water is not safe to drink", "The tap water is safe to drink"),
]  # fmt: skip
NOT_BORNE_OUT = [
    ("The airline's system hasn't changed much since the nineties", "An airline's agents have a system to make changes since the storm"),
    ("Ferries aren't required to give you a seat on another boat", "The ministry requires ferries to offer refunds on another boat"),
    ("Lunmark is not a member of the league of ports", "Weapons come from the states that are member of the league of ports and Lunmark"),
    ("The council supported the release of the search warrant", "The council opposed release of the letter behind the search warrant"),
    ("The league has vowed to oppose Brandt for chairwoman", "Brandt needs the support of half the league to be chairwoman"),
    ("order foreign troops in the harbour to leave", "vows to stay in the harbour and to fight foreign troops"),
    ("We do not expect a slump from rising interest rates", "The bank is increasing interest rates for the first time"),
]  # fmt: skip


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return Grammar(SentenceReader())


@pytest.mark.parametrize(("one", "other"), BORNE_OUT)
def test_bears_out(grammar: Grammar, one: str, other: str) -> None:
    for a, b in ((one, other), (other, one)):
        found = opposed(a, b)
        assert found is not None
        assert grammar.bears_out(found, a, b)


@pytest.mark.parametrize(("one", "other"), NOT_BORNE_OUT)
def test_does_not_bear_out(grammar: Grammar, one: str, other: str) -> None:
    for a, b in ((one, other), (other, one)):
        found = opposed(a, b)
        assert found is None or not grammar.bears_out(found, a, b)


def test_not_every_pair_that_grammar_turns_down_is_turned_down_by_words(grammar: Grammar) -> None:
    found = [opposed(one, other) for one, other in NOT_BORNE_OUT]
    assert sum(one is not None for one in found) >= 5  # else those pairs show nothing of the grammar


def test_of_two_speakers_side_by_side_a_noun_opposes_no_verb(grammar: Grammar) -> None:
    one, other = "After a month of declines, bookings ticked up", "Bookings increased"
    found = answers(one, other)
    assert found is not None
    assert not grammar.bears_out(found, one, other)
    shut, stayed = "We shut the intake within an hour", "the intake stayed open until Wednesday"
    replies = answers(shut, stayed)
    assert replies is not None
    assert grammar.bears_out(replies, shut, stayed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("she neither sought nor accepted money from the port", "She did accept money from a company in the port"),
        ("the statute does not give the harbour master the power to fine anybody", "that statute gives the harbour master the power to fine skippers"),
        ("“I never claimed to be a doctor,”", "He claimed to be a doctor of the university"),
    ],
)  # fmt: skip
def test_of_one_deed(grammar: Grammar, one: str, other: str) -> None:
    for a, b in ((one, other), (other, one)):
        found = does_not(a, b)
        assert found is not None
        assert grammar.same_deed(found, a, b)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("most tenants do not break the rules", "tenants break the rules while others sleep"),  # not of most
        ("The senator did not suffer a stroke", "The senator suffered a stroke in 2022"),  # at another time
        ("he never saw bruises", "she saw bruises on the horse"),  # another witness
        (
            "The mayor did not sell the depot in Ostby",
            "the depot in Ostby that the league sold was empty",
        ),  # only described
        ("the office almost never searched its letters", "the office searched its letters as it saw fit"),  # almost
        (
            "The bank did not buy the branches of the league",
            "The league bought the boats for the branches",
        ),  # of another thing
    ],
)
def test_not_of_one_deed(grammar: Grammar, one: str, other: str) -> None:
    for a, b in ((one, other), (other, one)):
        found = does_not(a, b)
        assert found is None or not grammar.same_deed(found, a, b)
