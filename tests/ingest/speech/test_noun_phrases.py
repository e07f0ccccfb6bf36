"""A few words by themselves: noun phrase, or clause or order."""

from __future__ import annotations

from ingest.speech.noun_phrases import NounPhrases


def test_noun_phrases_are_told_from_clauses_and_orders() -> None:
    phrases = NounPhrases()
    for phrase in (
        "cost of the closure",
        "30,000 troops on the shore",
        "disputed bank",
        "Varland's grain",
        "count of the dead",
    ):
        assert phrases.holds(phrase), phrase
    for clause in (
        "minister lied",
        "Kastrell wants Skarn Bank",
        "navy gone by March",
        "ignore the ministry",
        "in the strait",
    ):
        assert not phrases.holds(clause), clause
