"""Removing articles: undone exactly while there is time, and gone from every file at once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ingest.errors import NotFound
from ingest.library import Library
from ingest.removal import RemovedArticles
from ingest.store import ArticleStore, TakenOut

from .test_library import WIRE, write

CANARY = "Zebrafinkenlied"


def everything(store: ArticleStore) -> dict[str, object]:
    """Return all that can be read of the store's articles, in the order it is given."""
    headers = store.headers()
    ids = [header.id for header in headers]
    passages = store.passage_ids(ids)
    stored = store.passages([i for found in passages.values() for i in found])
    return {
        "articles": [store.article(i) for i in ids],
        "passages": [(i, s.passage, s.vectors.passage.tobytes(), s.vectors.sentences.tobytes()) for i, s in stored.items()],
        "said": store.attributions(ids),
        "sides": [found.article_id for found in store.said_by_sides(["official"])],
        "words": store.matching(["lock"], k=50),
        "near": store.nearest(next(iter(stored.values())).vectors.passage, k=50),
        "counts": store.counts(),
        "signatures": [(h.id, sign, vector.tobytes()) for h, sign, vector in store.signatures()],
    }  # fmt: skip


def printings(path: Path, *, changed: str = "") -> Path:
    rows: list[dict[str, object] | str] = [
        {"url": "https://gazette.example/1", "publisher": "Gazette", "title": "Lock to open", "text": WIRE + changed},
        {"url": "https://herald.example/2", "publisher": "Herald", "title": "River lock opens", "text": WIRE + "\n\nA"},
        {"url": "https://post.example/3", "publisher": "Post", "title": "Ferry", "text": "The ferry sails again."},
    ]
    return write(path, rows)


def test_undo_brings_back_exactly_what_was_with_its_story(
    library: Library, store: ArticleStore, tmp_path: Path
) -> None:
    library.add([printings(tmp_path / "a.jsonl")])
    library.add([printings(tmp_path / "b.jsonl", changed="\n\nThe lock opened.")])  # an older version of one
    before = everything(store)
    [gazette] = [h for h in store.headers() if h.publisher == "Gazette"]
    [herald] = [h for h in store.headers() if h.publisher == "Herald"]
    assert len(library.versions(gazette.id)) == 2
    assert (gazette.story_id or gazette.id) == (herald.story_id or herald.id)
    removal = library.remove([gazette.id, herald.id])
    assert [h.publisher for h in store.headers()] == ["Post"] and removal.id
    library.add([write(tmp_path / "c.jsonl", [{"text": "Somebody else's news."}])])  # takes ids that became free
    [other] = [h for h in store.headers() if h.publisher is None]
    assert {h.id for h in library.undo(removal.id)} == {gazette.id, herald.id}
    library.remove([other.id])
    assert everything(store) == before
    assert len(library.versions(gazette.id)) == 2
    with pytest.raises(NotFound, match="no longer"):
        library.undo(removal.id)
    again = library.add([printings(tmp_path / "d.jsonl", changed="\n\nThe lock opened.")])
    assert len(again.duplicates) == 3


def test_what_came_anew_meanwhile_stays(library: Library, store: ArticleStore, tmp_path: Path) -> None:
    library.add([printings(tmp_path / "a.jsonl")])
    ids = [h.id for h in store.headers()]
    removal = library.remove(ids)
    library.add([printings(tmp_path / "b.jsonl", changed="\n\nThe lock opened.")])
    new = everything(store)
    assert removal.id
    library.undo(removal.id)
    assert everything(store) == new
    [gazette] = [h for h in store.headers() if h.publisher == "Gazette"]
    assert [h.current for h in library.versions(gazette.id)] == [True, False], (
        "the removed one is the older version now"
    )


def test_a_removed_article_is_in_no_file_from_then_on(library: Library, store: ArticleStore, tmp_path: Path) -> None:
    words = f"The {CANARY} was heard by Mayor {CANARY}, who said: “It is the {CANARY}.”"
    row: dict[str, object] = {
        "url": f"https://{CANARY.lower()}.example/{CANARY}", "title": f"On {CANARY}", "publisher": f"{CANARY} Post",
        "authors": [f"Ann {CANARY}"], "text": words,
    }  # fmt: skip
    given = write(tmp_path / "canary.jsonl", [row, {"text": "Something else happened."}])
    library.add([given])
    library.add([write(given, [row | {"text": f"{words} It sang on."}])])  # so that there is an older version
    home = tmp_path / "home"
    assert found(home), "the test would notice"
    library.remove([h.id for h in store.headers() if h.title])
    assert not found(home), "while the program runs"
    assert len(store.headers()) == 1
    store.close()
    assert not found(home), "and after it has ended"


def found(home: Path) -> list[str]:
    hits = (CANARY.lower().encode(), CANARY.lower().encode("utf-16-le"))
    held = {path: path.read_bytes().lower() for path in home.rglob("*") if path.is_file()}
    return [str(path) for path, data in held.items() if any(hit in data for hit in hits)]


def test_the_time_to_undo_ends(library: Library, store: ArticleStore, tmp_path: Path) -> None:
    library.add([printings(tmp_path / "a.jsonl")])
    taken: TakenOut = store.remove([h.id for h in store.headers()])
    now = [100.0]
    held = RemovedArticles(seconds=60.0, clock=lambda: now[0])
    first, second = held.hold(taken), held.hold(taken)
    assert first.id and second.id and first.seconds == 60.0
    now[0] += 59.0
    assert held.give_back(first.id) == taken
    now[0] += 1.0
    with pytest.raises(NotFound, match="add the articles again"):
        held.give_back(second.id)


def test_nothing_is_left_in_memory_after_the_time(library: Library, store: ArticleStore, tmp_path: Path) -> None:
    library.add([printings(tmp_path / "a.jsonl")])
    held = RemovedArticles(seconds=0.05)
    held.hold(store.remove([h.id for h in store.headers()]))
    deadline = 100
    while held._held and deadline:
        deadline -= 1
        time.sleep(0.02)
    assert not held._held
