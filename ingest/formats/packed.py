"""Zip packages (DOCX, ODT, EPUB, ZIP) and the XML in them, opened without trusting what they claim."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from lxml import etree

from ingest.errors import ParseError, TooLarge

MOST_ENTRIES = 5_000
LARGEST_TOTAL = 300_000_000  # bytes of all entries, unpacked
_WORST_RATIO, _RATIO_FROM = 200, 10_000_000


def open_package(data: bytes) -> zipfile.ZipFile:
    """Return the package. Raises ParseError or TooLarge before anything of it is unpacked."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise ParseError(f"the package is damaged ({error}); get the file again") from error
    check_package(package)
    return package


def check_package(package: zipfile.ZipFile, *, largest_total: int = LARGEST_TOTAL) -> None:
    """Raise where a package has too many entries, grows too large, is locked, or names files outside itself."""
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        raise TooLarge(f"the package has {len(entries):,} entries; at most {MOST_ENTRIES:,} are read: save it anew")
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > largest_total or (total > _RATIO_FROM and total > _WORST_RATIO * max(1, packed)):
        raise TooLarge(f"the package would unpack to {total / 1e6:,.0f} MB, which is refused; save its text alone")
    for entry in entries:
        if not is_safe_name(entry.filename):
            raise ParseError(
                f"the package names a file outside itself ({entry.filename[:80]!r}) and is refused; save it anew"
            )
        if entry.flag_bits & 0x1:
            raise ParseError("the package is locked with a password; save it without one")


def is_safe_name(name: str) -> bool:
    """Tell whether an entry's name stays within its package."""
    path = PurePosixPath(name.replace("\\", "/"))
    return not (path.is_absolute() or ".." in path.parts or ":" in name.split("/")[0] or "\x00" in name)


def read_entry(package: zipfile.ZipFile, name: str, *, largest: int = 50_000_000) -> bytes:
    """Return an entry's bytes, counted while they are unpacked: the stated size may be a lie."""
    try:
        with package.open(name) as entry:
            data = entry.read(largest + 1)
    except KeyError as error:
        raise ParseError(f"the package lacks {name}; get the file again") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise ParseError(f"the package is damaged at {name} ({error}); get the file again") from error
    if len(data) > largest:
        raise TooLarge(f"{name} in the package is larger than {largest // 1_000_000} MB; split the document")
    return data


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of XML that is read without its DTD: no entity is resolved, nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(f"the XML in the file is damaged ({error}); save it anew") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ParseError("the XML in the file defines its own entities, which is refused; save it anew")
    return root


def words_of(element: etree._Element) -> str:
    """Return the words below an element; entities, which are not resolved, leave nothing."""
    return "".join(part for part in element.itertext(etree.Element) if isinstance(part, str))
