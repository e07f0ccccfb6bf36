"""Questions of all things of a kind, and of who won what: told from articles written here."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asking.question import parse_question
from rag.compose.choice import choices
from rag.compose.doers import tellings
from rag.compose.fact import compose_fact, readable
from rag.compose.listed import listed, may_ask_for_several
from rag.compose.wording import Wording
from rag.reading.parsed import SentenceReader
from tests.rag.compose.invented import DAY, answered, article, found

TEXT = (
    "The company announced layoffs on Monday. Tarn Steel announced layoffs among its miners. "
    "Ann Lee announced layoffs in a speech to the council. Vessa Motors announced layoffs of 300 people in May. "
    "Tarn Steel announced layoffs again in the autumn, the union wrote."
)


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return SentenceReader()


def named(question: str, reader: SentenceReader, text: str) -> list[str]:
    one = article("Tarn", text)
    asked = parse_question(question, DAY)
    ranked = readable(choices(asked, [found(one)], lambda _: one))
    told = tellings(asked, ranked, reader, lambda _: one)
    return [choice.words for choice in listed(asked, told, ranked)] if told is not None else []


def test_each_company_is_told_once_and_the_company_and_a_person_are_left_out(reader: SentenceReader) -> None:
    told = named("Which companies announced layoffs?", reader, TEXT)
    assert sorted(words.split()[0] for words in told) == ["Tarn", "Vessa"]


def test_states_are_places_and_one_that_is_named_behind_the_word_counts(reader: SentenceReader) -> None:
    text = (
        "Orrel University in Alabama banned the Blip app. Another state, Nebraska, banned the Blip app. "
        "Texas banned the Blip app in May."
    )
    told = named("Which states banned the Blip app?", reader, text)
    assert len(told) == 2 and not any(words.startswith("Orrel") for words in told)


def test_only_several_are_listed(reader: SentenceReader) -> None:
    assert may_ask_for_several("Which companies announced layoffs?") and not may_ask_for_several("What does she say?")
    assert not named("Which company announced layoffs?", reader, TEXT)


def test_what_was_won_in_another_year_or_elsewhere_stands_behind(reader: SentenceReader) -> None:
    old = article("Sarn", "The Owls and the Larks have won the Arvel Bowl in 2017 and the Arvel Bowl in 2020.")
    other = article("Korvik", "Mia Strand led the Arvel Bowl early and won the Korvik Bowl in Norra.")
    new = article("Tarn", "The Larks won the Arvel Bowl on Sunday night in a full stadium.")
    assert "Sunday night" in answered("Who won the Arvel Bowl?", reader, old, other, new)[0]


def test_a_victory_scored_and_a_rival_beaten_are_won(reader: SentenceReader) -> None:
    one = article(
        "Tarn",
        "The vote in Norra began at nine. Mia Strand scored a decisive victory in the Norra primary. "
        "Ole Brandt hopes to win the Norra primary.",
    )
    assert "Mia Strand" in answered("Who won the Norra primary?", reader, one)[0]
    two = article("Sarn", "The Arvel Bowl began at nine. The Larks defeated the Owls in the Arvel Bowl.")
    assert "defeated" in answered("Who won the Arvel Bowl?", reader, two)[0]
    assert compose_fact(parse_question("Who won it?", date(2026, 1, 1)), [found(two)], Wording(lambda _: two), reader)
