"""Bytes of any encoding turned into text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ingest.errors import EmptyDocument, ParseError

# The four-byte marks first: UTF-32's little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_SAMPLE = 200_000


def guess_encoding(sample: bytes) -> str:
    """Return the encoding that a beginning of a text is most likely in; a sample may end within a character."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, "utf-32")
    try:
        sample[:-4].decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(sample) - 8:
            return "utf-8"
    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def decode_text(data: bytes, declared: str | None = None) -> str:
    """Return the text of the bytes: by byte order mark, as UTF-8, as declared, else by what it looks like.

    Raises EmptyDocument for no bytes and ParseError for bytes that are no text in any known encoding.
    """
    if not data.strip(b"\x00\t\n\r\x0b\x0c "):
        raise EmptyDocument("the file is empty; get it again")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if b"\x00" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if declared and (text := _try(data, declared)) is not None:
        return text
    return _guess(data)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def _guess(data: bytes) -> str:
    if b"\x00" in data[:_SAMPLE]:
        return _wide(data)
    best = from_bytes(data[:_SAMPLE]).best()
    text = _try(data, best.encoding) if best is not None else None
    if text is None:
        # A few stray bytes in otherwise good UTF-8 (a truncated download) must not cost the whole article.
        text = data.decode("utf-8", errors="replace")
        if text.count("\ufffd") > len(text) // 100:
            text = data.decode("cp1252", errors="replace")
    _refuse_binary(text)
    return text


def _wide(data: bytes) -> str:
    """Decode UTF-16 or UTF-32 without a mark: the zero bytes stand in a regular place."""
    sample = data[: min(len(data), 4_000) // 4 * 4]
    zeros = [sample[offset::4].count(0) * 4 / max(1, len(sample)) for offset in range(4)]
    if zeros[1] > 0.5 and zeros[2] > 0.5 and zeros[3] > 0.5:
        encoding = "utf-32-le"
    elif zeros[0] > 0.5 and zeros[1] > 0.5 and zeros[2] > 0.5:
        encoding = "utf-32-be"
    elif zeros[1] + zeros[3] > 0.3 and zeros[0] + zeros[2] < 0.1:
        encoding = "utf-16-le"
    elif zeros[0] + zeros[2] > 0.3 and zeros[1] + zeros[3] < 0.1:
        encoding = "utf-16-be"
    else:
        raise ParseError("the file holds binary data, not text; save it as text, PDF or DOCX")
    text = data.decode(encoding, errors="replace")
    _refuse_binary(text)
    return text


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    odd = sum(1 for character in sample if character == "\ufffd" or (character < " " and character not in "\t\n\r\x0c"))
    if odd > len(sample) // 20:
        raise ParseError("the file holds binary data, not text; save it as text, PDF or DOCX")


def decode_html(data: bytes, declared: str | None = None) -> str:
    """Return the text of a web page: by mark, as UTF-8, as the server declared, as the page declares, else by guess."""
    stated = _META_CHARSET.search(data[:4_096])
    return decode_text(data, declared or (stated[1].decode("ascii") if stated else None))
