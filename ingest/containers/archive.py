"""ZIP archives of documents: unpacked one by one in memory, never onto the disk, and never an archive within."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from ingest.article import RawDocument
from ingest.containers.base import Container
from ingest.errors import EmptyDocument, ParseError, SourceError, TooLarge, UnsupportedFormat
from ingest.failures import failure_of
from ingest.formats.base import suffix_of
from ingest.formats.packed import check_package, read_entry
from ingest.report import Failure

_LARGEST_ENTRY = 100_000_000
_LARGEST_TOTAL = 2_000_000_000


def expand(file: BinaryIO, name: str, place: str) -> Iterator[RawDocument | Failure]:
    """Yield the documents in the archive in the order of their names; other kinds of file are passed over.

    Raises ParseError or TooLarge before anything is unpacked where the archive is unsafe as a whole.
    """
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ParseError(f"the archive is damaged ({error}); get it again") from error
    with package:
        check_package(package, largest_total=_LARGEST_TOTAL)
        names = sorted(entry.filename for entry in package.infolist() if not entry.is_dir() and _wanted(entry.filename))
        if not names:
            raise EmptyDocument("the archive holds no file of a kind that is read; the README lists the kinds")
        for entry in names:
            label = f"{name}/{entry}"
            try:
                yield from _read(package, entry, label, f"{place}/{entry}")
            except SourceError as error:
                yield failure_of(label, error)


def _wanted(entry: str) -> bool:
    from ingest.containers import container_of
    from ingest.formats import READABLE_SUFFIXES

    parts = entry.split("/")
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return False
    return suffix_of(entry) in READABLE_SUFFIXES or container_of(entry) is not None


def _read(package: zipfile.ZipFile, entry: str, label: str, place: str) -> Iterator[RawDocument | Failure]:
    from ingest.containers import container_of

    container = container_of(entry)
    if container is CONTAINER:
        raise UnsupportedFormat("an archive within an archive is not opened; unpack it first")
    if container is None:
        data = read_entry(package, entry, largest=_LARGEST_ENTRY)
        if not data:
            raise EmptyDocument("the file is empty; get it again")
        yield RawDocument(name=label, data=data, key=place)
        return
    with tempfile.TemporaryFile() as unpacked:
        _copy(package, entry, unpacked)
        unpacked.seek(0)
        yield from container.expand(unpacked, label, place)


def _copy(package: zipfile.ZipFile, entry: str, target: BinaryIO) -> None:
    """Unpack an export within the archive into an unnamed temporary file, counting what comes out."""
    size = 0
    try:
        with package.open(entry) as source:
            while piece := source.read(1_000_000):
                size += len(piece)
                if size > _LARGEST_TOTAL:
                    raise TooLarge(
                        f"unpacks to more than {_LARGEST_TOTAL // 1_000_000} MB; unpack it and add the folder"
                    )
                target.write(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ParseError(f"damaged in the archive ({error}); get it again") from error


CONTAINER = Container(name="ZIP archive", suffixes=(".zip",), expand=expand)
