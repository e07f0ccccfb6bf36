"""What a user gives (files, folders, exports) turned into documents, one at a time and nothing held back.

A folder is walked in sorted order, with its subfolders. In it, hidden files and kinds that Dateline does
not read are passed over; a file that was named itself and cannot be read is reported.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.article import RawDocument
from ingest.containers import container_of
from ingest.errors import EmptyDocument, ParseError, SourceError, TooLarge
from ingest.failures import failure_of, is_link
from ingest.formats import READABLE_SUFFIXES, format_of
from ingest.formats.base import suffix_of
from ingest.report import Failure

LARGEST_FILE = 100_000_000  # bytes of one document; exports with many rows are streamed and have no limit


def read_sources(paths: Sequence[str | Path]) -> Iterator[RawDocument | Failure]:
    """Yield the documents of files and folders lazily and in order; what cannot be read is a Failure.

    A document's key is its address where the source states one, else the file's absolute path.
    """
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                yield from _folder(path)
            else:
                yield from _file(path, name=path.name)
        except (SourceError, OSError) as error:
            yield failure_of(path.name if path.is_file() else str(given), _explained(error))


def count_documents(sources: Sequence[str | Path]) -> int | None:
    """Return how many documents the sources will give, links one each; None where that would take reading them."""
    total = 0
    for source in sources:
        if is_link(source):
            total += 1
            continue
        path = Path(source)
        files = [file for file in _walk(path) if _is_read(file)] if path.is_dir() else [path]
        for file in files:
            found = _count(file)
            if found is None:
                return None
            total += found
    return total


def _count(path: Path) -> int | None:
    container = container_of(path.name)
    if container is None or not path.is_file():
        return 1  # one document, or one failure
    if container.count is None:
        return None
    try:
        with path.open("rb") as handle:
            return container.count(handle, path.name)
    except OSError:
        return 1


def _is_read(path: Path) -> bool:
    return bool(suffix_of(path.name) in READABLE_SUFFIXES or container_of(path.name))


def _folder(folder: Path) -> Iterator[RawDocument | Failure]:
    found = False
    for path in _walk(folder):
        if not _is_read(path):
            continue
        found = True
        name = path.relative_to(folder).as_posix()
        try:
            yield from _file(path, name=name)
        except (SourceError, OSError) as error:
            yield failure_of(name, _explained(error))
    if not found:
        raise EmptyDocument("the folder holds no file of a kind that is read; the README lists the kinds")


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, sorted; links to folders are not followed, so that no loop can arise."""
    for base, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(base, name) for name in sorted(files) if not name.startswith("."))


def _file(path: Path, *, name: str) -> Iterator[RawDocument | Failure]:
    if container := container_of(path.name):
        with path.open("rb") as handle:
            yield from container.expand(handle, name, str(path.absolute()))
        return
    # Its kind is judged before it is read: an unreadable kind of 4 GB is refused at once.
    if not path.exists():
        raise FileNotFoundError(2, "no such file or folder", str(path))
    format_of(RawDocument(name=name, data=b""))
    data = _read(path)
    if not data:
        raise EmptyDocument("the file is empty; get it again")
    yield RawDocument(name=name, data=data, key=str(path.absolute()))


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise ParseError("not a regular file; give a file or a folder")
    with path.open("rb") as handle:
        if path.suffix.lower() != ".gz":
            data = handle.read(LARGEST_FILE + 1)
        else:
            try:
                with gzip.open(handle) as unpacked:
                    data = unpacked.read(LARGEST_FILE + 1)
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                raise ParseError(f"the compressed file is damaged ({error}); get it again") from error
    if len(data) > LARGEST_FILE:
        raise TooLarge(f"larger than {LARGEST_FILE // 1_000_000} MB; split it, or export it as JSON lines")
    return data


def _explained(error: SourceError | OSError) -> SourceError:
    if isinstance(error, SourceError):
        return error
    if isinstance(error, FileNotFoundError):
        return ParseError("no such file or folder; check the path")
    if isinstance(error, PermissionError):
        return ParseError("no permission to read it; change the file's permissions")
    return ParseError(f"cannot be read: {error.strerror or error}")
