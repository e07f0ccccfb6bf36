from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from ingest.article import RawDocument
from ingest.report import Failure
from ingest.sources import count_documents, read_sources


def write_rows(path: Path, rows: list[object]) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    data = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["export.jsonl", "export.jsonl.gz"])
def test_an_export_gives_a_document_a_row_and_a_failure_for_each_wrong_line(tmp_path: Path, name: str) -> None:
    rows = [
        {
            "url": "https://herald.example/a",
            "title": "Bridge opens",
            "text": "The bridge opened.",
            "authors": "['Ada Lind', 'Bo Berg']",
            "published_at": "2023/01/05",
            "publisher": "The Northern Herald",
        },
        "{not json",
        ["a", "list"],
        {"title": "no text"},
        {"text": 7},
        "",
        {"text": "Only text.", "authors": "[]", "published_at": "soon"},
    ]
    found = list(read_sources([write_rows(tmp_path / name, rows)]))

    first, last = found[0], found[-1]
    assert isinstance(first, RawDocument)
    assert first.key == "https://herald.example/a"
    assert first.name == f"{name} line 1"
    assert first.data == b"The bridge opened."
    assert first.stated.authors == ("Ada Lind", "Bo Berg")
    assert first.stated.published_at == "2023-01-05"
    assert first.stated.publisher == "The Northern Herald"
    assert isinstance(last, RawDocument)
    assert last.name == f"{name} line 7"
    assert last.key is None
    assert last.stated.authors == ()
    assert last.stated.published_at is None
    failures = [item for item in found if isinstance(item, Failure)]
    assert [item.name for item in failures] == [f"{name} line {number}" for number in (2, 3, 4, 5)]
    assert [item.kind for item in failures] == ["ParseError", "ParseError", "EmptyDocument", "ParseError"]


def test_a_large_export_is_streamed(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "export.jsonl", [{"text": f"Row {number}."} for number in range(5000)])
    documents = read_sources([path])
    assert next(documents).name == "export.jsonl line 1"
    with path.open("r+b") as handle:
        handle.truncate(20_000)  # what follows is gone, so it had not been held in memory
    assert len(list(documents)) < 2_500


def test_a_truncated_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl.gz"
    lines = "".join(json.dumps({"text": f"Row {number} {hash(str(number))}."}) + "\n" for number in range(5000))
    path.write_bytes(gzip.compress(lines.encode())[:-2000])
    found = list(read_sources([path]))
    assert len([item for item in found if isinstance(item, RawDocument)]) > 1000
    assert isinstance(found[-1], Failure)
    assert "damaged" in found[-1].reason


def test_a_folder_is_walked_in_order_and_passes_over_what_is_not_read(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.html", ".hidden.txt", ".git/d.txt", "photo.bin", "empty.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("" if name == "empty.txt" else "Words.")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    found = list(read_sources([tmp_path]))
    assert [item.name for item in found] == ["a.md", "b.txt", "empty.txt", "sub/c.html"]
    assert [item.name for item in found if isinstance(item, Failure)] == ["empty.txt"]
    keys = [item.key for item in found if isinstance(item, RawDocument)]
    assert keys == [str(tmp_path / name) for name in ("a.md", "b.txt", "sub/c.html")]


def test_what_was_named_and_cannot_be_read_is_reported_and_the_rest_goes_in(tmp_path: Path) -> None:
    (tmp_path / "photo.bin").write_bytes(b"\x00\x01")
    (tmp_path / "good.txt").write_text("Words.")
    (tmp_path / "nothing").mkdir()
    given = [tmp_path / name for name in ("missing.txt", "photo.bin", "nothing", "good.txt")]
    found = list(read_sources(given))
    assert [type(item).__name__ for item in found] == ["Failure", "Failure", "Failure", "RawDocument"]
    reasons = [item.reason for item in found if isinstance(item, Failure)]
    assert "no such file" in reasons[0]
    assert "no reader" in reasons[1]
    assert "no file of a kind" in reasons[2]


def test_a_compressed_page_counts_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(b"<html><body><p>Words.</p></body></html>"))
    (document,) = read_sources([path])
    assert isinstance(document, RawDocument)
    assert document.data.startswith(b"<html>")


def test_how_many_documents_there_will_be_is_told_where_that_is_quick(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "One."}\n{"text": "Two."}')
    with gzip.open(tmp_path / "b.jsonl.gz", "wb") as packed:
        packed.write(b'{"text": "One."}\n' * 5)
    (tmp_path / "c.txt").write_text("One.")
    (tmp_path / "d.exe").write_text("none")
    assert count_documents([tmp_path / "a.jsonl", "https://news.example/1", tmp_path / "missing.txt"]) == 4
    assert count_documents([tmp_path]) == 8
    (tmp_path / "e.csv").write_text("text\nOne.")
    assert count_documents([tmp_path]) is None
