"""Normalise an article's text, once, at ingest. After this the text never changes: citations count in it.

Kept small on purpose: what the publisher wrote stays as it was, but for what would break offsets, the
page or a reader's trust (control characters, lone surrogates, invisible characters that hide words).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

# Zero-width and direction-changing characters carry hidden text and make two equal-looking quotes differ.
# U+200C and U+200D stay: Persian, Hindi and emoji need them.
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile("\r\n?|\u2028|\u2029|\x85")
_TRAILING = re.compile(r"[^\S\n]+(?=\n)|[^\S\n]+\Z")
_BLANK_LINES = re.compile(r"\n{3,}")


def normalise_text(text: str) -> str:
    """Return the text as it is stored: NFC, line feeds only, no control or invisible characters.

    Idempotent: normalising a normalised text changes nothing.
    """
    text = _LINE_END.sub("\n", text)
    text = _SURROGATE.sub("\ufffd", text)
    text = _INVISIBLE.sub("", _CONTROL.sub("", text))
    text = unicodedata.normalize("NFC", text)
    text = _TRAILING.sub("", text)
    return _BLANK_LINES.sub("\n\n", text).strip()


def normalise_field(text: str | None) -> str | None:
    """Return a one-line field (title, name) cleaned the same way with single spaces, or None if empty."""
    if text is None:
        return None
    return " ".join(normalise_text(text).split()) or None


def content_hash(text: str) -> str:
    """Return the SHA-256 of a normalised text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
