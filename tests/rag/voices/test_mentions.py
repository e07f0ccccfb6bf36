"""Sentences that name whom a question asks about, where no words of theirs were read. Real models, the sample articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rag import NewsAssistant, Settings

DAY = date(2026, 11, 7)


def test_what_is_told_of_somebody_answers_where_nothing_quoted_does(samples: NewsAssistant) -> None:
    answer = samples.ask("What did the Varland coastguard say about its crew?", asked_on=DAY)
    first = answer.citations[0]
    assert "The Varland coastguard has buried three of its crew" in first.quote
    assert answer.statements[0].text.startswith("The Hestrel Courier")  # told as the outlet's own words, not as a quote


def test_a_sentence_that_names_another_of_that_office_does_not_answer(samples: NewsAssistant) -> None:
    assert samples.ask("What did the captain of the Hallgrim say about the collision?", asked_on=DAY).abstained


def test_words_quoted_on_the_topic_are_not_displaced(samples: NewsAssistant) -> None:
    answer = samples.ask("What did Per Anders Liske say about the sirens?", asked_on=DAY)
    assert "Not one siren sounded in Dunholt" in answer.citations[0].quote


def test_a_country_is_answered_by_those_who_speak_for_it(samples: NewsAssistant) -> None:
    answer = samples.ask("What does Tesmar say about Skarn Bank?", asked_on=DAY)
    told = " ".join(f"{citation.speaker} {citation.description}" for citation in answer.citations)
    assert "Davi Orlanes" in told and "Mirela Astanov" in told
    assert "Varland" not in told and "Rennholt" not in told and "report" not in told


def test_an_accented_name_typed_without_is_found_in_a_text_with_curly_quotes(tmp_path: Path, cache: Path) -> None:
    text = "The mill in Odelo will close in May. François Delmare owns the mill – his family built it – and the “old wheel” stays."
    (tmp_path / "mill.txt").write_text(f"The mill at Odelo\n\n{text}\n", "utf-8")
    with NewsAssistant.open(Settings(home=tmp_path / "home", cache=cache, _env_file=None)) as assistant:
        assistant.add([tmp_path / "mill.txt"])
        answer = assistant.ask("What did Francois Delmare say about the mill?", asked_on=DAY)
    assert any("François Delmare owns the mill" in citation.quote for citation in answer.citations)
