from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import NotFound
from ingest.store import ArticleStore

from .conftest import Identity


def test_a_record_survives_a_restart_and_changes_in_place(home: Path) -> None:
    with ArticleStore.open(home, embedder=Identity()) as store:
        store.kept.put("conversation", "c1", owner="ann", title="The dam", body={"turns": ["Who built it?"]})
        store.kept.put("conversation", "c1", owner="ann", title="The Orrel dam", body={"turns": ["Who built it? ”"]})
    with ArticleStore.open(home, embedder=Identity()) as store:
        kept = store.kept.get("conversation", "c1", owner="ann")
        assert (kept.title, kept.body) == ("The Orrel dam", {"turns": ["Who built it? ”"]})
        assert [r.id for r in store.kept.search("conversation", owner="ann")] == ["c1"]


def test_nobody_reads_changes_or_deletes_what_is_anothers(store: ArticleStore) -> None:
    store.kept.put("conversation", "c1", owner="ann", title="Mine", body={})
    with pytest.raises(NotFound):
        store.kept.get("conversation", "c1", owner="bob")
    with pytest.raises(NotFound):
        store.kept.put("conversation", "c1", owner="bob", title="Taken", body={})
    assert not store.kept.delete("conversation", "c1", owner="bob")
    assert store.kept.search("conversation", owner="bob") == []
    assert store.kept.get("conversation", "c1", owner="ann").title == "Mine"


def test_search_finds_words_of_title_and_body_and_takes_signs_as_they_are(store: ArticleStore) -> None:
    store.kept.put("briefing", "b1", owner="", title="Harbour fees", body={"text": "up 5% since May"})
    store.kept.put("briefing", "b2", owner="", title="Grain", body={"text": "prices fell"})
    assert [r.id for r in store.kept.search("briefing", owner="", words="harbour 5%")] == ["b1"]
    assert store.kept.search("briefing", owner="", words="5% grain") == []
    assert store.kept.search("conversation", owner="") == []


def test_what_names_an_article_is_found_over_all_owners_and_what_only_writes_like_it_is_not(
    store: ArticleStore,
) -> None:
    store.kept.put("briefing", "b1", owner="ann", title="One", body={"sources": [{"article_id": "abc123"}]})
    store.kept.put("briefing", "b2", owner="bob", title="Two", body={"sources": [{"article_id": "def456"}]})
    store.kept.put("briefing", "b3", owner="bob", title="Three", body={"words": '"article_id": "ghi789"'})
    store.kept.put("conversation", "c1", owner="bob", title="Four", body={"article_id": "abc123"})
    assert [r.id for r in store.kept.naming("briefing", {"abc123", "ghi789"})] == ["b1"]
    assert store.kept.articles() == {"abc123", "def456"}
