"""Uploads that fail are kept to be tried again, leave with their failure, and never fill the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.library import Library
from ingest.store import ArticleStore
from ingest.uploads import Uploads

FINE = "The lamp at Sarn was lit, said Odo Brask, its keeper, on the pier. Nobody had asked him to, he added."


def upload(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / "sent" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "not-taken-in").rglob("*") if path.is_file())


def test_a_failed_upload_is_tried_again_from_where_it_is_kept_and_leaves_with_its_failure(
    library: Library,
    store: ArticleStore,
    tmp_path: Path,
) -> None:
    files = [upload(tmp_path, "bad.pdf", b"%PDF-1.7 nothing"), upload(tmp_path, "blank.txt", b"")]
    report = library.add_uploads([*files, upload(tmp_path, "fine.txt", FINE.encode())])
    assert len(report.added) == 1 and not list((tmp_path / "sent").iterdir()), "uploads are moved"
    failures = {failed.name: failed for failed in library.failures()}
    assert all(failed.can_retry for failed in failures.values()) and kept(store.home) == ["bad.pdf", "blank.txt"]
    Path(failures["blank.txt"].retry or "").write_text(FINE.replace("lamp", "beacon"))  # what made it fail is gone
    assert len(library.retry().added) == 1 and kept(store.home) == ["bad.pdf"]
    assert library.forget_failures() == 1 and kept(store.home) == []


def test_a_mended_file_that_is_sent_again_takes_the_failed_ones_place(
    library: Library,
    store: ArticleStore,
    tmp_path: Path,
) -> None:
    library.add_uploads([upload(tmp_path, "note.txt", b"")])
    assert kept(store.home) == ["note.txt"] and len(library.failures()) == 1
    library.add_uploads([upload(tmp_path, "note.txt", FINE.replace("lamp", "stove").encode())])
    assert kept(store.home) == [] and library.failures() == []


def test_what_is_kept_is_bounded_and_what_a_crash_left_is_cleared(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, most=10)
    with uploads.taken([upload(tmp_path, "one", b"1" * 6), upload(tmp_path, "two", b"2" * 6)]) as moved:
        uploads.settle([])
        assert all(path.exists() for path in moved), "they are being read"
        assert (tmp_path / "not-taken-in").stat().st_mode & 0o77 == 0, "nobody else reads them"
    uploads.settle(map(str, moved))
    assert [path.exists() for path in moved].count(True) == 1
    uploads.settle([])
    assert kept(tmp_path) == []


@pytest.mark.parametrize("path", [None, "", "https://outlet.example/a", "/etc/passwd"])
def test_only_what_lies_there_is_an_upload(tmp_path: Path, path: str | None) -> None:
    assert not Uploads(tmp_path).holds(path)
