"""Critics and supporters are told by the article's verb. Real models, the sample articles."""

from __future__ import annotations

from datetime import date

import pytest

from rag import NewsAssistant

DAY = date(2026, 11, 7)


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What do critics say about the government?", "Katrin Vollan"),
        ("What does the opposition say about the truce?", "Katrin Vollan"),
        ("What do experts say about why dams fail?", "Marit Oldane"),
        ("What do residents of Dunholt say about the flood?", "Jonas Eskermoen"),
    ],
)
def test_a_group_is_found_by_what_the_articles_say(samples: NewsAssistant, question: str, speaker: str) -> None:
    answer = samples.ask(question, asked_on=DAY)
    assert speaker in {citation.speaker for citation in answer.citations}


def test_critics_of_another_thing_are_not_given(samples: NewsAssistant) -> None:
    answer = samples.ask("How effective is the river fever vaccine and what do critics say?", asked_on=DAY)
    assert "Katrin Vollan" not in {citation.speaker for citation in answer.citations}
