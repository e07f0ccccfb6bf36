"""The single points of a claim."""

from __future__ import annotations

from rag.comparison.points import points_of
from rag.comparison.same_claim import printed_twice


def test_a_claim_of_several_sentences_makes_several_points() -> None:
    words = "“The ferry carried too many cars. Nobody counted them,” … “We had warned Dr. Olm in May.”"
    assert [point.text for point in points_of(words)] == [
        "“The ferry carried too many cars",
        "Nobody counted them,”",
        "“We had warned Dr. Olm in May.”",
    ]


def test_what_stands_beside_the_main_clause_is_told_apart_from_it() -> None:
    (point,) = points_of("The ferry, which sank off Halm in May, belonged to a fleet of nine vessels")
    assert "halm" in point.forms and "halm" not in point.main
    assert "fleet" in point.main


def test_a_point_knows_what_it_supposes_ranks_and_speaks_of() -> None:
    (asks,) = points_of("The council urged the ferry company to count the cars")
    (states,) = points_of("The ferry company counted the cars")
    assert asks.supposed != states.supposed
    (ranked,) = points_of("It was the second-largest ferry on the coast")
    assert ranked.ranks == {"second"}
    (told,) = points_of("Harbour officials refuted the claim that the ferry was overloaded")
    assert told.about_a_claim and not states.about_a_claim


def test_the_same_words_in_a_row_are_one_statement_printed_twice() -> None:
    one = "he was sure that the ferry had been overloaded when it left the quay at Halm"
    assert printed_twice(one, "The ferry had been overloaded when it left the quay at Halm, officials said")
    assert not printed_twice(one, "Too many cars stood on the ferry as it left Halm")
