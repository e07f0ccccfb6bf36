"""What a format is: a name for users, the files it takes, and how one of them is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from ingest.article import ParsedDocument, RawDocument


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """One kind of file. `accepts` looks at name, media type and first bytes only; `parse` may raise SourceError.

    `plain` tells that parsing is cheap and runs no parser that a hostile file could attack, so that it
    need not happen in a child process.
    """

    name: str
    suffixes: tuple[str, ...]
    accepts: Callable[[RawDocument], bool]
    parse: Callable[[RawDocument], ParsedDocument]
    plain: bool = False


def suffix_of(name: str) -> str:
    """Return a file name's suffix in lower case, ".html" also for "page.html.gz"."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    return PurePath(path.stem).suffix.lower() if suffix == ".gz" else suffix


def media_type_of(raw: RawDocument) -> str:
    """Return the media type without parameters, in lower case, or "" where none is stated."""
    return (raw.media_type or "").split(";")[0].strip().lower()


def charset_of(raw: RawDocument) -> str | None:
    """Return the charset stated in the media type, or None."""
    for parameter in (raw.media_type or "").split(";")[1:]:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def is_kind(raw: RawDocument, *, media_types: tuple[str, ...], suffixes: tuple[str, ...]) -> bool:
    """Tell whether a document is of one of these media types or, where none is stated, of these suffixes."""
    media_type = media_type_of(raw)
    if media_type and media_type != "application/octet-stream":
        return media_type in media_types
    return suffix_of(raw.name) in suffixes
