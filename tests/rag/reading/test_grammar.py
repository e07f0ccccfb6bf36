"""Who does what to whom, and why, read from the parse of invented sentences."""

from __future__ import annotations

import pytest

from rag.reading.asked import Wanted, asks_why, doing_asked, doing_in, last_sentence
from rag.reading.causes import concludes, goes_on_to_explain, reason_given
from rag.reading.parsed import SentenceReader
from rag.reading.predicates import Predicate
from rag.reading.roles import filled, met, places

_NOTHING: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def reader() -> SentenceReader:
    return SentenceReader()


@pytest.mark.parametrize(
    ("question", "does", "does_not"),
    [
        ("Who wrote the letter?", "The letter was written by Ann Lee.", "Ann Lee received the letter."),
        ("Who sued Tarn Steel?", "Dana Orr sued Tarn Steel in May.", "Tarn Steel sued Dana Orr in May."),
        ("Who attacked Omar Vey?", "Omar Vey was attacked by a masked man.", "Omar Vey attacked a masked man."),
        ("Who won the Arvel Cup?", "Mia Strand won the Arvel Cup on Sunday.", "Mia Strand lost the Arvel Cup on Sunday."),
        ("Who called on Brand to resign?", "Lena Moss called on Brand to resign.", "Brand called on Lena Moss to resign."),
        ("Who is accused of bribery?", "Ivo Hale was accused of bribery.", "Ivo Hale accused a colleague of bribery."),
    ],
)  # fmt: skip
def test_who_does_it_is_told_from_whom_it_is_done_to(
    reader: SentenceReader, question: str, does: str, does_not: str
) -> None:
    asked = doing_asked(question, reader.read([question])[0])
    assert asked is not None
    values = []
    for sentence in (does, does_not):
        parsed = reader.read([sentence])[0]
        values.append(
            max(
                (met(asked, parsed, t, _NOTHING) * filled(asked, parsed, t) for t in places(asked, parsed)), default=0.0
            )
        )
    assert values[0] > values[1]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who fired first at the bridge?", Wanted.AGENT),
        ("Who was swapped for the pilot?", Wanted.PATIENT),
        ("What did the council decide about the harbour?", Wanted.PATIENT),
        ("Where did the storm strike?", Wanted.PLACE),
        ("How did the crew stop the leak?", Wanted.MANNER),
        ("How many people were asked?", Wanted.NUMBER),
        ("Why did the bridge close?", Wanted.REASON),
    ],
)
def test_the_part_of_the_doing_asked_for(reader: SentenceReader, question: str, wanted: Wanted) -> None:
    asked = doing_asked(question, reader.read([question])[0])
    assert asked is not None and asked.wanted is wanted


@pytest.mark.parametrize(
    ("word", "told"),
    [("resignation", True), ("resigned", True), ("quit", True), ("resembled", False)],
)
def test_words_of_one_doing(word: str, told: bool) -> None:
    assert bool(Predicate("resign").told_by(word)) is told


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was closed because two cables had snapped.",
        "The council closed the bridge after two cables snapped.",
        "The bridge was closed due to snapped cables.",
        "The mayor closed the bridge, citing snapped cables.",
        "Snapped cables led to the closure of the bridge.",
        "The closure of the bridge was caused by snapped cables.",
        "The council closed the bridge in order to replace its cables.",
        "The reason the bridge was closed is that two cables had snapped.",
    ],
)
def test_a_reason_is_given(reader: SentenceReader, sentence: str) -> None:
    assert _reason(reader, sentence) >= 0.6


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was closed on Monday.",
        "The bridge was closed after noon.",
        "The bridge was closed for two weeks.",
        "The mayor, who closed the bridge, said that she was tired because she had not slept.",
    ],
)
def test_what_gives_no_reason(reader: SentenceReader, sentence: str) -> None:
    assert _reason(reader, sentence) < 0.5


def _reason(reader: SentenceReader, sentence: str) -> float:
    asked = doing_asked("Why was the bridge closed?", reader.read(["Why was the bridge closed?"])[0])
    assert asked is not None
    parsed = reader.read([sentence])[0]
    return max((reason_given(parsed, told.at) for told in places(asked, parsed)), default=0.0)


def test_neighbours_that_explain_and_conclude() -> None:
    assert goes_on_to_explain("That’s because two cables had snapped.")
    assert goes_on_to_explain("The decision follows a report on the cables.")
    assert not goes_on_to_explain("The bridge is 90 metres long.")
    assert concludes("That is why the bridge was closed.")


def test_questions_of_reasons() -> None:
    assert asks_why("Why did the bridge close?") and asks_why("What caused the collapse?") and asks_why("And why?")
    assert not asks_why("What did the bridge cost?")


def test_the_parse_of_a_sentence_is_kept_and_bounded(reader: SentenceReader) -> None:
    one, again = reader.read(["The bridge was closed.", "The bridge was closed."])
    assert one is again and reader.read(["The bridge was closed."])[0] is one


def test_the_reason_of_somebody_elses_doing_is_none(reader: SentenceReader) -> None:
    asked = doing_asked("Why did Liv Marten resign?", reader.read(["Why did Liv Marten resign?"])[0])
    assert asked is not None
    other = reader.read(["Liv Marten will follow Olaf Brandt, who resigned after a series of scandals."])[0]
    own = reader.read(["Liv Marten resigned after a series of scandals."])[0]
    value = {
        id(p): max(met(asked, p, t, _NOTHING) * reason_given(p, t.at) for t in places(asked, p)) for p in (other, own)
    }
    assert value[id(other)] < 0.42 < value[id(own)]


@pytest.mark.parametrize(
    ("question", "wanted", "kind"),
    [
        ("Which company closed a mine?", Wanted.AGENT, "company"),
        ("Vessa Motors was bought by which company?", Wanted.AGENT, "company"),
        ("The firm wants to bring which species back to life?", Wanted.PATIENT, "spec"),
        ("Ann Lee signed with which team?", Wanted.OF_WHAT, "team"),
    ],
)
def test_the_part_of_a_thing_of_some_kind(reader: SentenceReader, question: str, wanted: Wanted, kind: str) -> None:
    asked = doing_in(question, reader)
    assert asked is not None and asked.wanted is wanted and asked.kind == {kind}


def test_only_the_last_sentence_asks_and_its_pronoun_is_whom_the_first_names(reader: SentenceReader) -> None:
    question = "Mia Strand made history on Sunday. When did she win her first cup?"
    asked = doing_in(question, reader)
    assert (
        last_sentence(question) == "When did she win her first cup?"
        and last_sentence("It fell. Why?") == "It fell. Why?"
    )
    assert asked is not None and asked.is_of({"strand"}) and not asked.is_of({"brandt"})
