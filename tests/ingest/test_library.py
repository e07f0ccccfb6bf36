"""Adding, updating and removing articles, with the real models and a real store."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from ingest.errors import NotFound
from ingest.library import Library
from ingest.report import IngestProgress
from ingest.store import ArticleStore

WIRE = (
    "HARWEN (NPA) - The river commission will open the northern lock on Monday, its chairman said.\n\n"
    "“The gates are sound and the water is low,” said the chairman, Orrin Vell. The lock was closed in March after a "
    "barge struck its eastern wall and two crew members were hurt, the commission's records show.\n\n"
    "Barge owners said they had lost about four million crowns in eight weeks. They asked the commission for help "
    "with the cost, which it has refused twice since April, according to minutes seen by the agency."
)


def write(path: Path, rows: list[dict[str, object] | str]) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows), encoding="utf-8")
    return path


def test_a_batch_with_bad_rows_adds_the_good_ones_and_names_the_others(library: Library, tmp_path: Path) -> None:
    rows: list[dict[str, object] | str] = [
        {"title": f"Note {n}", "text": f"The keeper of lighthouse {n} counted {n} ships that day."} for n in range(90)
    ]
    for n in range(0, 100, 10):
        rows.insert(n, "{broken" if n % 20 else json.dumps({"title": "no text"}))
    report = library.add([write(tmp_path / "export.jsonl", rows)])
    assert len(report.added) == 90 and len(report.failures) == 10
    assert {f"line {n + 1}" for n in range(0, 100, 10)} == {"line" + f.name.split("line")[1] for f in report.failures}
    assert all(failure.reason for failure in report.failures)


def test_a_batch_of_a_hundred_with_ten_bad_adds_ninety(library: Library, store: ArticleStore, tmp_path: Path) -> None:
    bad = {
        "00.pdf": b"no pdf", "01.docx": b"PK\3\4", "02.html": b"", "03.epub": b"PK\3\4", "04.rtf": b"x",
        "05.txt": bytes(range(256)) * 9, "06.odt": b"PK\5\6" + bytes(18), "07.eml": b"", "08.webarchive": b"bplist00",
        "09.jsonl": b"{\"title\": \"no text\"}\n",
    }  # fmt: skip
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    for number in range(10, 100):
        (tmp_path / f"{number}.txt").write_text(
            f"Boat {number} came in at noon. Its crew of {number % 7 + 2} was safe."
        )
    report = library.add(
        [tmp_path / name for name in sorted(path.name for path in tmp_path.iterdir() if path.is_file())]
    )
    assert (len(report.added), len(report.failures)) == (90, 10) == (len(store.headers()), len(library.failures()))
    assert not report.duplicates and not report.updated and all(failure.reason for failure in report.failures)


def test_the_same_article_again_is_a_duplicate_and_a_changed_one_an_update(
    library: Library, store: ArticleStore, tmp_path: Path
) -> None:
    row = {"url": "https://gazette.example/lock", "title": "Lock to open", "text": WIRE, "publisher": "Gazette"}
    path = tmp_path / "a.jsonl"
    assert len(library.add([write(path, [row, row])]).duplicates) == 1
    for _ in range(3):
        assert len(library.add([path]).duplicates) == 2
    [old] = store.headers()
    report = library.add([write(path, [{**row, "text": WIRE.replace("Monday", "Tuesday")}])])
    assert [h.url for h in report.updated] == [row["url"]] and not report.added
    [new] = store.headers()
    assert "Tuesday" in store.article(new.id).text and "Monday" in store.article(old.id).text
    assert all(
        h.article_id == new.id
        for h in (s.passage for s in store.passages(store.passage_ids([new.id])[new.id]).values())
    )


def test_one_wire_story_in_two_outlets_is_one_story_and_a_rival_report_is_not(
    library: Library, store: ArticleStore, tmp_path: Path
) -> None:
    rival = (
        "The northern lock at Harwen stays shut for now, dock workers said on Friday, in spite of the commission's "
        "announcement.\n\nThe eastern wall leaks again, said the union's secretary, Pell Astor: “Nobody who has stood "
        "in that chamber would open it.” The commission did not answer questions about the wall."
    )
    rows: list[dict[str, object] | str] = [
        {"url": "https://gazette.example/1", "publisher": "Gazette", "title": "Lock to open Monday", "text": WIRE},
        {"url": "https://herald.example/2", "publisher": "Herald", "title": "River lock opens", "text": WIRE + "\n\nHerald readers can see the lock from the towpath."},
        {"url": "https://dockers.example/3", "publisher": "Dock News", "title": "Lock stays shut", "text": rival},
    ]  # fmt: skip
    report = library.add([write(tmp_path / "w.jsonl", rows)])
    assert len(report.added) == 3
    stories = {h.publisher: h.story_id or h.id for h in store.headers()}
    assert stories["Gazette"] == stories["Herald"] != stories["Dock News"]


def test_progress_is_told_and_stop_keeps_what_is_stored(
    library: Library, store: ArticleStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pipeline._BATCH_CHARACTERS", 500)
    rows: list[dict[str, object] | str] = [{"text": f"Report {n}. " + "The tide rose again. " * 20} for n in range(60)]
    stop = threading.Event()
    told: list[IngestProgress] = []

    def tell(progress: IngestProgress) -> None:
        told.append(progress)
        if progress.done >= 5:
            stop.set()

    report = library.add([write(tmp_path / "r.jsonl", rows)], on_progress=tell, stop=stop)
    assert report.stopped and 5 <= len(report.added) < 60
    assert len(store.headers()) == len(report.added) == told[-1].done
    again = library.add([tmp_path / "r.jsonl"])
    assert len(again.added) + len(report.added) == 60 and len(again.duplicates) == len(report.added)


def test_samples_come_and_go_as_one(library: Library, store: ArticleStore, tmp_path: Path) -> None:
    library.add([write(tmp_path / "own.jsonl", [{"text": WIRE}])])
    assert len(library.load_samples().added) == 12
    assert len(library.load_samples().duplicates) == 12
    assert library.remove_samples() == 12
    assert [h.sample for h in store.headers()] == [False]


def test_removing_what_is_not_there_says_so(library: Library) -> None:
    with pytest.raises(NotFound, match="nothing"):
        library.remove(["nothing"])


def test_reindex_and_reread_go_on_where_they_were_stopped(
    library: Library, store: ArticleStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.renewal._BATCH", 1)
    library.load_samples()
    before = store.attributions([h.id for h in store.headers()])
    store.restart_vectors()
    stop = threading.Event()
    assert library.reindex(on_progress=lambda p: stop.set() if p.done == 4 else None, stop=stop) == 4
    assert len(store.without_passages()) == 8
    assert library.reindex() == 8 and not store.without_passages()
    assert library.reread() == 0
    for header in store.headers():
        store.put_attributions(header.id, (), "an older version")
    stop.clear()
    assert library.reread(on_progress=lambda p: stop.set() if p.done == 5 else None, stop=stop) == 5
    assert library.reread() == 7
    assert store.attributions([h.id for h in store.headers()]) == before


def test_what_fails_is_listed_with_its_file_until_it_is_taken_in(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "clippings"
    (folder / "north").mkdir(parents=True)
    (folder / "good.txt").write_text(WIRE, encoding="utf-8")
    blank, row = folder / "north" / "blank.txt", folder / "rows.jsonl"
    blank.write_text(" \n ", encoding="utf-8")
    write(row, [{"text": "A row that is fine, said the clerk."}, "{broken"])
    report = library.add([folder, tmp_path / "nowhere.pdf"])
    assert len(report.added) == 2 and len(report.failures) == 3
    assert {f.retry for f in library.failures()} == {str(blank), str(row), str(tmp_path / "nowhere.pdf")}
    assert {f.retry for f in library.failures() if not f.can_retry} == {str(tmp_path / "nowhere.pdf")}

    blank.write_text("The north gate is shut, said Orrin Vell, chairman of the commission.", encoding="utf-8")
    one = next(f for f in library.failures() if f.retry == str(blank))
    assert len(library.retry([one.id]).added) == 1
    assert {f.retry for f in library.failures()} == {str(row), str(tmp_path / "nowhere.pdf")}
    write(row, [{"text": "A row that is fine, said the clerk."}])
    assert library.add([folder]).failures == ()
    assert [f.retry for f in library.failures()] == [str(tmp_path / "nowhere.pdf")]


def test_files_of_one_name_fail_each_for_itself(library: Library, tmp_path: Path) -> None:
    for name, text in (("a", ""), ("b", WIRE)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(text, encoding="utf-8")
    library.add([tmp_path / "a" / "x.txt", tmp_path / "b" / "x.txt"])
    assert [f.retry for f in library.failures()] == [str(tmp_path / "a" / "x.txt")]
