"""Questions of the sample articles, held against what was written down of them. Real models, real store."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from rag import Answer, NewsAssistant
from tests.rag.expectations import asked_on, fact_faults, group_faults, rows, said_faults, speakers


def share_right(
    samples: NewsAssistant, name: str, faults: Callable[[dict[str, Any], Answer], list[str]]
) -> tuple[float, str]:
    """Return the share of rows answered without fault, and the faults of the others for the message."""
    found = {row["id"]: faults(row, samples.ask(row["question"], asked_on=asked_on(row))) for row in rows(name)}
    wrong = {identity: f for identity, f in found.items() if f}
    return 1 - len(wrong) / len(found), "\n".join(f"{i}: {'; '.join(f)}" for i, f in wrong.items())


def test_who_said_what(samples: NewsAssistant) -> None:
    right, wrong = share_right(samples, "said", said_faults)
    assert right >= 0.88, wrong


def test_groups_of_speakers(samples: NewsAssistant) -> None:
    wanted = found = given = wrong = 0
    faults = []
    for row in rows("groups"):
        answer = samples.ask(row["question"], asked_on=asked_on(row))
        who = speakers(answer)
        wanted, found = wanted + len(row["must_speakers"]), found + len(who & set(row["must_speakers"]))
        given, wrong = given + len(who), wrong + len(who & set(row["must_not_speakers"]))
        faults.append(f"{row['id']}: {'; '.join(group_faults(row, answer))}")
    assert found >= 0.75 * wanted and wrong <= 0.1 * given, "\n".join(faults)


def test_questions_of_fact(samples: NewsAssistant) -> None:
    right, wrong = share_right(samples, "facts", fact_faults)
    assert right >= 0.85, wrong


def test_what_the_articles_do_not_say_is_not_answered(samples: NewsAssistant) -> None:
    right, wrong = share_right(samples, "unanswerable", lambda _, answer: [] if answer.abstained else ["answers"])
    assert right >= 0.8, wrong


def test_every_citation_of_every_answer_is_exact(samples: NewsAssistant) -> None:
    for name in ("said", "groups", "facts"):
        for row in rows(name):
            answer = samples.ask(row["question"], asked_on=asked_on(row))
            for citation in answer.citations:
                assert samples.article(citation.article_id).text[citation.start : citation.end] == citation.quote
            cited = {number for statement in answer.statements for number in statement.citations}
            assert cited == {citation.number for citation in answer.citations}
            assert all(statement.citations for statement in answer.statements) and not answer.rejected


def test_abstaining_shows_the_closest_passages(samples: NewsAssistant) -> None:
    answer = samples.ask("Who designed the Sandrel lighthouse?")
    assert answer.abstained and not answer.statements and not answer.citations and answer.passages


def test_an_empty_store_says_so_rather_than_failing(tmp_path_factory: pytest.TempPathFactory) -> None:
    from rag import Settings

    with NewsAssistant.open(Settings(home=tmp_path_factory.mktemp("empty"), _env_file=None)) as assistant:
        for question in ("What did Tarnow say?", "Who thinks so?", "", "?", "x" * 5000):
            answer = assistant.ask(question)
            assert answer.abstained and not answer.passages


def test_stop_ends_an_answer(samples: NewsAssistant) -> None:
    stop = threading.Event()
    seen = []
    for progress in samples.stream("What did Ilse Tarnow say?", stop=stop):
        seen.append(progress)
        stop.set()
    assert seen and all(progress.answer is None for progress in seen)


def test_copies_of_one_wire_story_are_one_independent_source(samples: NewsAssistant) -> None:
    answer = samples.ask("What did Tobias Rennholt say about the truce?")
    assert not answer.abstained
    assert answer.independent_sources <= answer.sources
    shown = [passage.article.publisher for passage in answer.passages]
    copies = [copy.publisher for passage in answer.passages for copy in passage.copies]
    assert {"The Hestrel Courier", "The Lowland Examiner"} <= {*shown, *copies}
