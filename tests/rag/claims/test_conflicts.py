"""Opposed or not: pairs of claims, precision first."""

from __future__ import annotations

import pytest

from rag.claims.conflicts import Rule, opposed

OPPOSED = [
    (Rule.NEGATION, "Olsen doesn't have the votes to lead", "Olsen has the votes to lead"),
    (Rule.NEGATION, "There are no Varland mines in that lane, there never were", "Varland has laid mines at the entrance to the southern lane of the strait"),
    (Rule.DENIAL, "denied that Tesmari ships had fired first", "seven Tesmari patrol ships crossed the line and opened fire on the Hallgrim"),
    (Rule.DENIAL, "denied that any safety work had been postponed", "the safety work was put off; the safety work had been postponed twice"),
    (Rule.CONTRAST, "the storm, not the dam, was to blame", "This was not a storm that broke a dam. It was a broken dam that met a storm"),
    (Rule.NEGATION, "The council did not approve the budget", "The council approved the budget on Monday"),
    (Rule.ANTONYM, "The court accepted the appeal of the union", "The court rejected the appeal of the union"),
    (Rule.ANTONYM, "supports the new harbour tax", "opposes the harbour tax"),
    (Rule.NEGATION, "Nobody in the village received a warning", "Everybody in the village received a warning by telephone"),
    (Rule.DENIAL, "ruled out that the bridge had been closed", "the bridge was closed"),
    (Rule.ANTONYM, "Exports to Tesmar rose in October", "Exports to Tesmar fell in October"),
    (Rule.NEGATION, "The minister has not signed the treaty", "The minister has signed the treaty"),
    (Rule.NEGATION, "No shots were fired at the crowd", "Police fired shots at the crowd"),
]  # fmt: skip

NOT_OPPOSED = [
    ("The game will not be resumed this week", "The game will be resumed after a pause"),
    ("Olsen doesn't have the votes", "Olsen fell a few votes short of the chair"),
    ("not all ferries are eligible for the grant", "ferries must be insured to be eligible for the grant"),
    ("The harbour master has not yet signed the treaty", "The harbour master has signed the treaty"),
    ("The needs are emergency shelter and non-food items", "The needs include emergency shelter, non-food items and food"),
    ("The lane would reopen and the ships would stay 12 miles from the bank", "The ships would leave the bank when the lane reopened"),
    ("It is not perfect", "For the first time we have something to offer"),
    ("We can talk about a timetable", "Our position has not moved by a single metre"),
    ("The accord does not mention mines", "Varland has laid mines in the southern lane"),
    ("denied that Tesmari ships had fired first", "denied that the navy had mined the southern lane"),
    ("The committee wants the company to publish the log", "Norfell Hydro has refused to publish the log"),
    ("It could hold the bank for no more than three weeks", "Our ships can hold the bank for three weeks"),
    ("The northern lane was closed", "The southern lane was opened"),
    ("Exports to Tesmar rose in October", "Exports to Varland fell in October"),
    ("The council would not approve the budget if taxes rose", "The council approved the budget"),
    ("Not only the council approved the budget", "The council approved the budget"),
    ("Two people are still missing", "No one is missing in the upper town"),
    ("I don't say that they are unsafe", "I say that nobody can show me that they are safe"),
    ("The minister will not resign", "The chief executive resigned on Thursday"),
    ("He did not say whether the sirens worked", "The sirens worked"),
    ("The police have not identified the driver", "The police have identified 31 dead"),
    ("The government would pay every family", "The government has not paid the harbour workers"),
    ("The mayor supported the closure of the lane", "The senator opposed the new hospital"),
    ("a first step and not a gift", "The talks were a first step"),
    ("She had seen no evidence for five dead", "The report lists evidence of leaks"),
    ("The president has not commented", "The president commented on football in May"),
    ("Nobody won, and that is why it may last", "It may last"),
    ("It is a truce about ships, not about the bank", "Our ships go home, and the bank stays where it is"),
    ("It bothered voters that the Harbour Fund took money from abroad", "The kingdom gave money to the Harbour Fund"),
    ("Varland ruled out talks before the ships leave", "Varland agreed to talks on a timetable"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "one", "other"), OPPOSED)
def test_opposed(rule: Rule, one: str, other: str) -> None:
    found = opposed(one, other)
    assert found is not None
    assert found.rule is rule
    turned = opposed(other, one)
    assert turned is not None
    assert (turned.one, turned.other) == (found.other, found.one)


@pytest.mark.parametrize(("one", "other"), NOT_OPPOSED)
def test_not_opposed(one: str, other: str) -> None:
    assert opposed(one, other) is None
    assert opposed(other, one) is None
