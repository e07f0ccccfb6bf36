"""Of whom a toll is told: tolls of one place are told apart from those of another, of all, and of one way to die."""

from __future__ import annotations

import pytest

from rag.comparison.naming import Naming, compatible
from rag.comparison.toll_scope import scope_of

NAMING = Naming(
    common=frozenset({"flood", "selm"}),
    everywhere=frozenset({"flood"}),
    sources=frozenset({"dorn", "ostra"}),
    speakers=frozenset({"dorn"}),
    topic=frozenset({"flood"}),
)
BEFORE = "The river burst its banks in Ostra County on Friday. "
PARTED = [
    ("the toll in Ostra rose to 40", "the toll across Ostra and Selm rose to 52"),
    ("the toll in Ostra rose to 40", "the flood has killed 52 people"),
    ("The flood tore into Ostra, killing two people", "52 people died in the flood"),
    ("Halm: Three people have died in the flood", "Selm: Nine people have died in the flood"),
    ("14 people died of exposure", "The flood killed 27 people"),
    ("two people died in their homes", "The flood killed 27 people"),
    ("the toll nationwide climbed to 49", "27 people died in Ostra County"),
    ("27 people died in a crash on the ring road", "The flood killed 27 people"),
    ("Five people were pronounced dead at the scene of it all, 27 in all at the scene", "27 people have died"),
    ("The flood of 1953 took 40 lives", "The flood has killed 52 people"),
    ("The dead in Ostra were 30, while in Selm, officials counted 21 dead", "30 people died in Ostra"),
]
ALIKE = [
    ("27 people in the county had died", "31 people died in Halm's Ostra County"),
    ("The nationwide toll, which Dorn gave at noon, climbed to 49", "The flood swept the United States on Friday, leaving nine people dead"),
    ("Nationwide, nine people have died", "the toll nationwide climbed to 49"),
    ("Halm: Ostra County has had 27 deaths", "31 people died in Ostra County"),
    ("thanks to an Arctic blast, the flood killed 27 people", "29 people have died"),
    ("The flood of '53 took 40 lives", "the flood of 1953 killed 52 people"),
    ("the toll in Ostra rose to 40", "The flood tore into Ostra, killing two people"),
    ("At least 19 people were killed on Saturday, a day after the weir of Halm Dale gave way", "29 people have died"),
]  # fmt: skip


def scope(words: str) -> frozenset[str]:
    figure = next(i for number in ("27", "21", "14", "31", "19", "29", "30", "40", "49", "52", "two", "nine", "Three", "Nine")
                  if (i := words.find(number)) >= 0)  # fmt: skip
    return scope_of(words, figure, before=BEFORE + words, source="", naming=NAMING)


@pytest.mark.parametrize(("one", "other"), PARTED)
def test_tolls_of_others_are_told_apart(one: str, other: str) -> None:
    assert not compatible(scope(one), scope(other))


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_tolls_of_the_same_belong_together(one: str, other: str) -> None:
    assert compatible(scope(one), scope(other))


def test_officials_of_a_place_count_what_is_theirs() -> None:
    words = "two people have died"
    own = scope_of(words, 0, before=words, source="Halm Island officials", naming=NAMING)
    assert own == {"halm", "island"}
    assert not scope_of(words, 0, before=words, source="Officials", naming=NAMING)


def test_that_storm_is_the_one_told_of_before() -> None:
    words = "The death toll in that storm was 40 people"
    told = scope_of(
        words, words.find("40"), before=f"It was worse than the gale of 1953. {words}", source="", naming=NAMING
    )
    assert told == {"1953"}
    assert scope_of(words, words.find("40"), before=words, source="", naming=NAMING) == {"that storm"}


def test_a_line_of_a_list_is_of_the_place_it_begins_with() -> None:
    words = "Three people have died"
    assert scope_of(words, 0, before=f"The toll so far:\n• Selmark: {words}", source="", naming=NAMING) == {"selmark"}
