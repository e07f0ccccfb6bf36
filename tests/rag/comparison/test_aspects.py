"""Names for the rows from a language model: kept where the row's own words bear them out, else the rules' label stays."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from rag import NewsAssistant
from rag.comparison import Comparison
from rag.llm import Deadlines
from tests.rag.provider import Asked, Play, Provider, fails, in_turn, silent, writes

TOPIC = "Kessary Strait and Skarn Bank"


@pytest.fixture(scope="module")
def plain(samples: NewsAssistant) -> Comparison:
    return samples.compare(TOPIC)


def _row(comparison: Comparison, words: str) -> int:
    return next(
        row.id for row in comparison.aspects if any(words in comparison.claims[i].words for i in row.claims)
    )  # fmt: skip


def _named(played: NewsAssistant, server: Provider, names: str | dict[int, str]) -> Comparison:
    lines = names if isinstance(names, str) else "".join(f"{at + 1}: {name}\n" for at, name in names.items())
    server.plays(in_turn(writes("Nothing."), writes(lines)))
    return played.compare(TOPIC, written=True)


def test_names_in_the_rows_own_words_stand_and_nothing_else_changes(
    played: NewsAssistant, server: Provider, plain: Comparison
) -> None:
    cost, lane = _row(plain, "costing ship owners"), _row(plain, "closed the northern lane on 16 October")
    good = {lane: "reopening of the northern lane", cost: "cost of the closure for shipping"}
    found = _named(played, server, good)
    assert {i: found.aspects[i].label for i in good} == good
    assert [row.label for row in found.aspects if row.id not in good] == [
        row.label for row in plain.aspects if row.id not in good
    ]
    assert any("openai:test named rows" in note for note in found.notes)
    unlabelled = [replace(row, label="") for row in found.aspects]
    assert unlabelled == [replace(row, label="") for row in plain.aspects]
    for part in (
        "claims",
        "citations",
        "viewpoints",
        "conflicts",
        "figures",
        "shared",
        "changes",
        "only_in",
        "timeline",
    ):
        assert getattr(found, part) == getattr(plain, part), part


def test_the_model_is_asked_once_and_sees_the_quotes_as_quoted(
    played: NewsAssistant, server: Provider, plain: Comparison
) -> None:
    _named(played, server, "1: nothing")
    asked: Asked = server.requests[1]
    assert [" rows of a table" in each.system for each in server.requests[:3]] == [False, True, False]
    assert len(asked.passages) == min(10, len(plain.aspects))
    first = plain.claims[plain.aspects[0].claims[0]].words
    assert " ".join(first[:200].split()) in " ".join(asked.passages[0].split())


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("minister lied", "does not stand so"),
        ("closure lied", "lied"),
        ("Transport Minister put the cost", "noun phrase"),  # their words, but a statement
        ("closure costing ship owners dearly", "dearly"),
        ("closure costing 40 million", "does not stand so"),  # of what?
        ("cost of 40 million companies", "million companies"),
        ("cost of 40 companies", "40 companies"),  # both stand in the quotes, of different things
        ("cost of 41 million dollars", "41"),
        ("Edvin Council", "edvin council"),  # two names made one
        ("cost of the closure.", "punctuation"),
        ("“cost of the closure”", "punctuation"),
        ("cost of the closure, shipping", "punctuation"),
        ("put the cost of the closure", "order"),
        ("Put Edvin Raskell", "order"),
        ("cost to you", "order or turns"),
        ("closure is costing owners", "states something"),
        ("no closure cost", "states something"),
        ("closure", "2 to 6 words"),
        ("cost of the closure for the shipping industry as a whole", "2 to 6 words"),
        ("Kessary Strait", "topic"),
        ("<b>cost of closure</b> [x](http://a.example)", ""),
    ],
)
def test_what_the_row_does_not_bear_out_is_refused(
    played: NewsAssistant, server: Provider, plain: Comparison, name: str, why: str
) -> None:
    at = _row(plain, "costing ship owners")
    found = _named(played, server, {at: name})
    if why:
        assert found.aspects == plain.aspects
        assert [why in one.reason for one in found.rejected if one.text == name] == [True]
    else:
        assert not any(sign in found.aspects[at].label for sign in "<>[]():")


def test_a_name_of_another_row_is_refused(played: NewsAssistant, server: Provider, plain: Comparison) -> None:
    lane, cost = _row(plain, "closed the northern lane on 16 October"), _row(plain, "costing ship owners")
    other = next(row.id for row in plain.aspects if row.id not in (lane, cost))
    found = _named(
        played,
        server,
        {cost: plain.aspects[lane].label, other: "cost of the closure", lane: "northern lane of the strait"},
    )
    assert found.aspects[cost] == plain.aspects[cost]
    assert found.aspects[other] == plain.aspects[other]
    assert found.aspects[lane].label == "northern lane of the strait"


@pytest.mark.parametrize("text", ["Sure! Here are the names.", "1 - cost\n99: cost of the closure\n0: cost", "{}"])
def test_text_of_another_form_names_nothing(
    played: NewsAssistant, server: Provider, plain: Comparison, text: str
) -> None:
    found = _named(played, server, text)
    assert found.aspects == plain.aspects and found.notes == ()


@pytest.mark.parametrize("play", [fails(401), silent(5)])
def test_a_model_that_fails_or_is_late_leaves_the_labels_and_a_note(
    played: NewsAssistant, server: Provider, plain: Comparison, monkeypatch: pytest.MonkeyPatch, play: Play
) -> None:
    assert played.models.writer is not None
    monkeypatch.setattr(played.models.writer.model, "_deadlines", Deadlines(first_word=0.5, total=1))
    server.plays(in_turn(writes("Nothing."), play))
    found = played.compare(TOPIC, written=True)
    assert found.aspects == plain.aspects
    assert "keep the names taken from their quotes" in found.notes[0]


def test_a_model_that_failed_at_the_positions_is_not_asked_again(played: NewsAssistant, server: Provider) -> None:
    server.plays(fails(401))
    assert len(played.compare(TOPIC, written=True).notes) == 1
    assert len(server.requests) == 1


def test_stopped_while_the_model_names(played: NewsAssistant, server: Provider, plain: Comparison) -> None:
    stop = threading.Event()

    def names(asked: Asked) -> str:
        stop.set()
        return "1: northern lane of the strait\n"

    server.plays(in_turn(writes("Nothing."), writes(names, pause=0.3)))
    found = played.compare(TOPIC, written=True, stop=stop)
    assert found.aspects == plain.aspects
    assert [note.split(";")[0].split(".")[0] for note in found.notes] == [
        "Stopped before the language model had named the rows"
    ]
