"""The questions a new conversation offers: about what many stories of the newest months treat, and answerable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from rag import NewsAssistant
from tests.ui.examples import article
from ui.suggest import Suggestions, topics_of


def test_topics_are_what_most_stories_of_the_newest_months_name() -> None:
    titles = [
        ("Balloon over Halvik: Tesmari spy balloon spotted by farmers", "2026-11-20", "a"),
        ("Why the Tesmari spy balloon was not shot down", "2026-11-18", "b"),
        ("How officials tracked the Tesmari spy balloon", "2026-11-17", "c"),
        ("Another printing on the Ilmen Cup final in the rain", "2026-11-17", "d"),
        ("A second printing on the Ilmen Cup final in the rain", "2026-11-17", "d"),
        ("The Ilmen Cup final, as seen from the stands", "2026-11-16", "e"),
        *(
            (f"Norfell asks for patience, part {number}", f"2026-11-{10 - number:02}", f"n{number}")
            for number in range(4)
        ),
        *(
            (f"Norfell asks for more money, part {number}", f"2025-0{number}-10", f"o{number}")
            for number in range(1, 9)
        ),
    ]
    headers = [article(id=str(i), title=t, published_at=d, story_id=s) for i, (t, d, s) in enumerate(titles)]
    topics = [topic.words for topic in topics_of(headers)]
    assert topics[:2] == ["Tesmari spy balloon", "Ilmen Cup final"]


def test_a_library_offers_questions_that_it_answers(samples: NewsAssistant) -> None:
    suggested = Suggestions(samples)
    questions = suggested.questions()
    assert len(set(questions)) == 4 and questions == suggested.questions()
    assert any("the Orrel dam" in question for question in questions)
    assert not any(samples.ask(question).abstained for question in questions)


def test_a_headline_that_writes_a_topic_twice_counts_once() -> None:
    titles = ["Orrel Dam: why the Orrel dam failed", "The Orrel dam a week on"]
    headers = [article(id=str(i), title=t, published_at="2026-11-20", story_id=str(i)) for i, t in enumerate(titles)]
    assert topics_of(headers)[0].articles == ["0", "1"]


def test_pages_that_open_at_once_have_the_questions_made_once(
    samples: NewsAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggested = Suggestions(samples)
    made = []
    monkeypatch.setattr("ui.suggest.topics_of", lambda headers: made.append(1) or topics_of(headers))
    with ThreadPoolExecutor(4) as pages:
        shown = {pages.submit(suggested.questions) for _ in range(4)}
    assert len({page.result() for page in shown}) == 1 and len(made) == 1
