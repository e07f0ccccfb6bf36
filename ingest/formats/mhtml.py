"""Web pages saved as one file with their pictures: .mhtml, .mht (Chrome, Edge) and .webarchive (Safari)."""

from __future__ import annotations

import plistlib
from xml.parsers.expat import ExpatError

from ingest.article import ParsedDocument, RawDocument
from ingest.errors import ParseError
from ingest.formats.base import Format, is_kind
from ingest.formats.decode import decode_html
from ingest.formats.html import parse_page
from ingest.formats.mail import charset_of_part, payload_of, read_message

_MHTML = (".mhtml", ".mht")
_WEBARCHIVE = (".webarchive",)


def accepts_mhtml(raw: RawDocument) -> bool:
    """Tell whether the document is an MHTML archive."""
    return is_kind(raw, media_types=("multipart/related", "application/x-mimearchive"), suffixes=_MHTML)


def accepts_webarchive(raw: RawDocument) -> bool:
    """Tell whether the document is a Safari web archive."""
    return is_kind(raw, media_types=("application/x-webarchive",), suffixes=_WEBARCHIVE)


def parse_mhtml(raw: RawDocument) -> ParsedDocument:
    """Return the article of the archived page. Raises as the reader of web pages does."""
    message = read_message(raw.data)
    address = str(message.get("Snapshot-Content-Location") or message.get("Content-Location") or "")
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            source = decode_html(payload_of(part), charset_of_part(part))
            return parse_page(source, raw.stated.url or _address(address or str(part.get("Content-Location") or "")))
    raise ParseError("the archive holds no web page; save the page again in the browser")


def parse_webarchive(raw: RawDocument) -> ParsedDocument:
    """Return the article of the archived page. Raises as the reader of web pages does."""
    try:
        archive = plistlib.loads(raw.data)
        page = archive["WebMainResource"]
        data, charset, address = (
            page["WebResourceData"],
            page.get("WebResourceTextEncodingName"),
            page.get("WebResourceURL"),
        )
    except (
        plistlib.InvalidFileException,
        ExpatError,
        KeyError,
        TypeError,
        AttributeError,
        ValueError,
        OverflowError,
    ) as error:
        raise ParseError("the file is no web archive that can be read; save the page again in the browser") from error
    if not isinstance(data, bytes):
        raise ParseError("the archive holds no web page; save the page again in the browser")
    source = decode_html(data, charset if isinstance(charset, str) else None)
    return parse_page(source, raw.stated.url or _address(str(address or "")))


def _address(text: str) -> str | None:
    return text if text.startswith(("http://", "https://")) else None


MHTML = Format(name="saved page (MHTML)", suffixes=_MHTML, accepts=accepts_mhtml, parse=parse_mhtml)
WEBARCHIVE = Format(name="Safari web archive", suffixes=_WEBARCHIVE, accepts=accepts_webarchive, parse=parse_webarchive)
