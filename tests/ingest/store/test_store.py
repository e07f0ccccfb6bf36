from __future__ import annotations

import resource
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from ingest.article import Filters
from ingest.errors import EmbedderMismatch, NotFound, StoreDamaged, StoreError, StoreLocked, StoreTooNew
from ingest.store import ArticleStore
from tests.ingest.store.conftest import Identity, make_item, unit


def test_what_goes_in_comes_out_equal(store: ArticleStore) -> None:
    item = make_item(1, title="A title", authors=("Ada", "Bo"), published_at="2026-10-01T08:00:00+02:00")
    store.add([item])
    assert store.article("article1") == item.article
    [number, *_] = store.passage_ids(["article1"])["article1"]
    stored = store.passages([number])[number]
    assert stored.passage.text == item.article.text[stored.passage.start : stored.passage.end]
    assert stored.passage.sentences == item.passages[0].sentences
    assert np.array_equal(stored.vectors.passage, item.vectors[0].passage)
    assert np.allclose(stored.vectors.sentences, item.vectors[0].sentences, atol=1e-3)
    assert store.attributions(["article1"])["article1"] == tuple(item.attributions)


def test_the_nearest_passage_is_found_and_filters_hold(store: ArticleStore) -> None:
    store.add([make_item(n, publisher=f"Outlet {n % 2}", published_at=f"2026-10-{n:02}") for n in range(1, 9)])
    best, similarity = store.nearest(unit(302), k=3)[0]
    assert store.passages([best])[best].passage.article_id == "article3"
    assert similarity == pytest.approx(1.0, abs=1e-4)
    limited = Filters(publishers=("Outlet 0",), since="2026-10-05")
    found = store.passages([i for i, _ in store.nearest(unit(302), k=50, filters=limited)])
    assert {p.passage.article_id for p in found.values()} == {"article6", "article8"}


def test_an_unknown_date_passes_no_filter_of_days(store: ArticleStore) -> None:
    store.add([make_item(1)])
    assert store.headers() != []
    assert store.headers(Filters(until="2030-01-01")) == []
    assert store.nearest(unit(100), k=5, filters=Filters(since="2000-01-01")) == []


def test_words_are_found_whatever_stands_in_the_query(store: ArticleStore) -> None:
    store.add([make_item(1, words="The ferry's engine failed."), make_item(2, words="A quiet day.")])
    for term in ("ferry", "ENGINES", "engine failed", 'ferry"', "NEAR(ferry)", "ferry*", "текст"):
        found = store.passages([i for i, _ in store.matching([term, "ferry"], k=9)])
        assert {p.passage.article_id for p in found.values()} == {"article1"}, term
    assert store.matching(["", "  "], k=5) == []


def test_a_newer_version_takes_the_place_of_the_older_which_stays_readable(store: ArticleStore) -> None:
    store.add([make_item(1, key="https://outlet.example/a", words="The toll is four.")])
    newer = make_item(2, key="https://outlet.example/a", words="The toll is seven.")
    store.add([type(newer)(**{**{f: getattr(newer, f) for f in newer.__slots__}, "replaces": "article1"})])
    current = store.find_version("https://outlet.example/a")
    assert current is not None and current.id == "article2"
    assert "four" in store.article("article1").text and not store.article("article1").current
    assert [h.id for h in store.headers()] == ["article2"]
    assert store.matching(["four"], k=5) == []
    assert all(store.passages([i])[i].passage.article_id == "article2" for i, _ in store.nearest(unit(100), k=9))


def test_articles_that_hold_all_words_are_found_while_they_are_written(store: ArticleStore) -> None:
    store.add([make_item(1, words="The harbour wall cracked."), make_item(2, words="The harbour froze.")])
    assert store.holding("harbour") == store.holding("harb") == {"article1", "article2"}
    assert store.holding("harbour cra") == {"article1"}
    assert store.holding('harbour "') == {"article1", "article2"}
    assert store.holding("") == store.holding('" *') == store.holding("harbour sank") == set()


def test_what_is_removed_leaves_no_trace_in_any_file(store: ArticleStore, home: Path) -> None:
    store.add([make_item(1, words="The kanarienvogel sang."), make_item(2)])
    assert [header.id for header in store.remove(["article1", "nothing"]).headers] == ["article1"]
    with pytest.raises(NotFound):
        store.article("article1")
    assert all(store.passages([i])[i].passage.article_id == "article2" for i, _ in store.nearest(unit(100), k=9))
    store.close()
    for path in home.rglob("*"):
        if path.is_file():
            assert b"kanarienvogel" not in path.read_bytes().lower(), path


def test_a_second_owner_is_refused_and_told_who_the_first_is(store: ArticleStore, home: Path) -> None:
    store.announce("http://127.0.0.1:7860")
    with pytest.raises(StoreLocked, match=r"process \d+ .*127\.0\.0\.1:7860"):
        ArticleStore.open(home, embedder=Identity())


def test_vectors_of_two_models_are_never_mixed(store: ArticleStore, home: Path) -> None:
    store.add([make_item(1)])
    store.close()
    with pytest.raises(EmbedderMismatch, match="reindex"):
        ArticleStore.open(home, embedder=Identity(fingerprint="other/2"))
    with ArticleStore.open(home, embedder=Identity(fingerprint="other/2"), any_embedder=True) as opened:
        opened.restart_vectors()
        assert opened.without_passages() == ["article1"]
        item = make_item(1)
        opened.put_passages(item.article, item.passages, item.vectors)
    with ArticleStore.open(home, embedder=Identity(fingerprint="other/2")) as opened:
        assert opened.nearest(unit(101), k=1)


def _index_files(home: Path) -> list[Path]:
    return sorted(p for p in (home / "index").rglob("*") if p.is_file())


@pytest.mark.parametrize("harm", ["truncate", "zero", "remove", "garbage"])
def test_a_harmed_index_is_noticed_and_rebuilt_from_the_stored_vectors(
    store: ArticleStore, home: Path, harm: str
) -> None:
    store.add([make_item(n) for n in range(40)])
    store.close()
    for path in _index_files(home):
        data = path.read_bytes()
        if harm == "truncate":
            path.write_bytes(data[: len(data) // 2])
        elif harm == "zero":
            path.write_bytes(bytes(len(data)))
        elif harm == "remove":
            path.unlink()
        else:
            path.write_bytes(b"\x7fgarbage" * (len(data) // 8))
    told: list[str] = []
    with ArticleStore.open(home, embedder=Identity(), notify=told.append) as opened:
        assert told
        for number in range(40):
            best, similarity = opened.nearest(unit(number * 100 + 2), k=1)[0]
            assert similarity == pytest.approx(1.0, abs=1e-4)
            assert opened.passages([best])[best].passage.article_id == f"article{number}"


def test_a_mangled_database_is_refused_in_plain_words(store: ArticleStore, home: Path) -> None:
    store.add([make_item(1)])
    store.close()
    path = home / "dateline.sqlite"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreDamaged, match="backup"):
        ArticleStore.open(home, embedder=Identity())


def test_a_store_of_a_newer_program_is_refused_untouched(store: ArticleStore, home: Path) -> None:
    store.close()
    with sqlite3.connect(home / "dateline.sqlite") as db:
        db.execute("PRAGMA user_version = 999")
    with pytest.raises(StoreTooNew, match="newer"):
        ArticleStore.open(home, embedder=Identity())


def test_a_folder_that_cannot_be_made_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="--home"):
        ArticleStore.open(tmp_path / "file" / "home", embedder=Identity())


def test_speakers_and_sides_are_indexed(store: ArticleStore) -> None:
    store.add([make_item(1), make_item(2)])
    assert {said.article_id for said in store.said_by(["Speaker 2"])} == {"article2"}
    assert {said.article_id for said in store.said_by_sides(["north"])} == {"article1", "article2"}
    assert ("Speaker 1", None, 1) in store.speakers()


def test_damage_that_is_met_only_while_reading_is_told_in_plain_words(home: Path) -> None:
    with ArticleStore.open(home, embedder=Identity()) as store:
        store.add([make_item(number, words="The harbour is open. " * 40) for number in range(40)])
    data = bytearray((home / "dateline.sqlite").read_bytes())
    for page in range(40, len(data) // 4096, 3):  # the tables' first pages stay whole
        data[page * 4096 : page * 4096 + 40] = bytes(40)
    (home / "dateline.sqlite").write_bytes(data)
    with (
        pytest.raises(StoreDamaged, match="Restore it from a backup"),
        ArticleStore.open(home, embedder=Identity()) as store,
    ):
        for number in range(40):
            store.article(f"article{number}")


def test_a_disk_that_takes_nothing_is_told_in_plain_words_and_costs_nothing(home: Path) -> None:
    with ArticleStore.open(home, embedder=Identity()) as store:
        store.add([make_item(1)])
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))  # every write fails, as on a full disk
    try:
        with (
            pytest.raises(StoreError, match="free disk space"),
            ArticleStore.open(home, embedder=Identity()) as store,
        ):
            store.add([make_item(2)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    with ArticleStore.open(home, embedder=Identity()) as store:
        assert [header.id for header in store.headers()] == ["article1"]
        assert store.nearest(unit(102), k=1)[0][1] == pytest.approx(1.0, abs=1e-4)
