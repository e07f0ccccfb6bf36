"""Kept conversations: what comes back is what was kept, to its owner alone, and without what was removed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.article import Filters
from ingest.errors import DatelineError, NotFound
from rag import NewsAssistant, Settings
from rag.conversations import KeptExchange

CANARY = "quillmarsh"
QUESTION = "What did Pia Quend say about the ferry?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def assistant(home: Path) -> Iterator[NewsAssistant]:
    with NewsAssistant.open(Settings(home=home, _env_file=None)) as opened:
        yield opened


def add(assistant: NewsAssistant, word: str) -> str:
    text = (
        f"“The ferry to Ostrel will pass {word} again on Sunday,” said Pia Quend, the harbour master. "
        "“The ferry had been laid up for repairs since the storm of March, and nobody was paid.”"
    )
    report = assistant.add_text(text, title=f"Ferry to sail past {word}", publisher="Ostrel Echo")
    return report.added[0].id


def ask(assistant: NewsAssistant, conversation_id: str, owner: str = "") -> KeptExchange:
    exchange = KeptExchange(
        question=QUESTION, limits=Filters(publishers=("Ostrel Echo",)), answer=assistant.ask(QUESTION)
    )
    assistant.conversations.save(conversation_id, [exchange], owner=owner)
    return exchange


def test_what_was_kept_comes_back_after_a_restart(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, _env_file=None)
    with NewsAssistant.open(settings) as first:
        add(first, "Dunmere")
        kept = ask(first, "c1")
        assert kept.answer and kept.answer.citations
    with NewsAssistant.open(settings) as second:
        title, (back,) = second.conversations.open("c1")
        assert title == QUESTION
        assert back.answer is not None
        assert (back.question, back.limits) == (kept.question, kept.limits)
        assert back.answer.citations == kept.answer.citations
        assert back.answer.statements == kept.answer.statements


def test_a_conversation_is_found_by_its_words_named_and_deleted(assistant: NewsAssistant) -> None:
    gone = add(assistant, "Tolvane")
    ask(assistant, "found")
    [found] = assistant.conversations.find("Tolvane harbour")
    assert found.id == "found" and "Tolvane" in found.hit and "Tolvane" not in found.title
    assert assistant.conversations.find("ferry")[0].hit == "", "the title shows it"
    assert assistant.conversations.find("no such words") == []
    assert assistant.conversations.find("independent_sources") == [], "names of the store's own fields are no words"
    assistant.conversations.rename("found", "  The   ferry ")
    assert assistant.conversations.find()[0].updated_at == found.updated_at
    ask(assistant, "found")
    assert assistant.conversations.find()[0].title == "The ferry"
    with pytest.raises(DatelineError, match="name"):
        assistant.conversations.rename("found", " ")
    assert assistant.conversations.delete("found")
    assert assistant.conversations.find("Tolvane") == []
    assistant.remove(gone)


def test_nobody_gets_at_anothers(assistant: NewsAssistant) -> None:
    gone = add(assistant, "Sarn")
    ask(assistant, "hers", owner="ada")
    for attempt in (
        lambda: assistant.conversations.open("hers", owner="bo"),
        lambda: assistant.conversations.rename("hers", "mine", owner="bo"),
        lambda: ask(assistant, "hers", owner="bo"),
        lambda: assistant.conversations.open("hers"),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert not assistant.conversations.delete("hers", owner="bo")
    assert assistant.conversations.find(owner="bo") == []
    assert assistant.conversations.open("hers", owner="ada")[0] == QUESTION
    assistant.remove(gone)
    assistant.conversations.delete("hers", owner="ada")


def test_a_removed_articles_words_leave_every_conversation_and_undo_brings_them_back(
    assistant: NewsAssistant, home: Path
) -> None:
    article_id = add(assistant, CANARY)
    before = ask(assistant, "c", owner="ada")
    assert any(CANARY in found.quote for found in before.answer.citations)  # type: ignore[union-attr]
    removal = assistant.remove(article_id)
    _, (after,) = assistant.conversations.open("c", owner="ada")
    assert after.answer is not None and after.answer.citations == ()
    assert "removed from the library" in after.answer.notes[0]
    assert assistant.conversations.find(CANARY, owner="ada") == []
    assert removal.id
    assistant.undo_removal(removal.id)
    _, (back,) = assistant.conversations.open("c", owner="ada")
    assert back.answer is not None
    assert back.answer.citations == before.answer.citations  # type: ignore[union-attr]
    assistant.remove(article_id)
    ask(assistant, "c", owner="ada")
    # A tab that was open still holds the answer; saving it again must not bring the words back.
    assistant.conversations.save("c", [before], owner="ada")
    assert assistant.conversations.find(CANARY, owner="ada") == []
    held = b"".join(
        path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.suffix in (".db", ".sqlite3", ".sqlite")
    )
    assert CANARY.encode() not in held


def test_a_citation_opens_the_version_it_cited(assistant: NewsAssistant) -> None:
    url = "https://ostrelecho.example/ferry"
    text = "“The ferry to Ostrel will sail again on {day},” said Pia Quend, the harbour master, on the quay at noon."
    first = assistant.add_text(text.format(day="Sunday"), title="Ferry", publisher="Ostrel Echo", url=url).added[0]
    kept = ask(assistant, "old")
    assistant.add_text(text.format(day="Monday after the gale"), title="Ferry", publisher="Ostrel Echo", url=url)
    _, (back,) = assistant.conversations.open("old")
    assert back.answer is not None
    citation = back.answer.citations[0]
    assert citation.article_id == first.id and citation == kept.answer.citations[0]  # type: ignore[union-attr]
    old = assistant.article(first.id)
    assert not old.current and old.text[citation.start : citation.end] == citation.quote
