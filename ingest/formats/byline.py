"""The line under a headline that says who wrote an article, for which outlet, and when: "By Ann Lee, The Herald, 3 May 2026"."""

from __future__ import annotations

import re

from ingest.article import Metadata
from ingest.dates import iso_date
from ingest.names import clean_authors
from ingest.normalise import normalise_field
from ingest.speech.geography import find_places
from ingest.speech.namewords import is_outlet

_LONGEST = 140
_BY = re.compile(r"^(?:(?:written|words|story|report(?:ed)?)\s+)?by\s*:?\s+(?=\S)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[|•·;]|\s[–—-]\s)\s*")
_SEPARATOR = re.compile(r",\s+|\s*[|•·;]\s*|\s[–—-]\s")
_LABEL = re.compile(
    r"^(?P<label>outlet|publisher|source|published(?:\s+(?:on|by))?|date|author)\s*:\s*(?P<value>.+)$", re.IGNORECASE
)
_DAY = re.compile(r"\b(?:19|20)\d\d\b")
_STOPS = (".", "!", "?", "…")
_ROLE = re.compile(r"^(?:\w+ ){0,3}(?:correspondent|reporter|editor|writer|columnist|contributor|analyst)$")
_OUTLET_WORDS = 6


def read_byline(line: str) -> Metadata | None:
    """Return what a line states of author, outlet and day; None for a line that is anything else, so in doubt.

    It is one where it begins with "By" or names a day, and each of its parts is a name, an outlet or a day.
    """
    text = " ".join(line.split())
    if not 4 <= len(text) <= _LONGEST:
        return None
    if labelled := _LABEL.match(text):
        return _labelled(labelled["label"].lower(), labelled["value"])
    by = _BY.match(text)
    rest = text[by.end() :] if by else text
    published, rest = _day_at_an_end(rest)
    if not by and not published:
        return None
    parts = [part for piece in _BETWEEN.split(rest) for part in piece.split(", ") if part.strip(" ,")]
    parts = [part for part in parts if not _ROLE.search(part)]
    if any(not part[:1].isupper() or len(part.split()) > _OUTLET_WORDS or part.endswith(_STOPS) for part in parts):
        return None
    authors = clean_authors(parts[:1]) if by and parts else ()
    others = parts[1:] if by else parts
    if (by and not authors) or len(others) > 2:
        return None
    # "Brussels, 3 May 2026" names a place.
    outlet = next((part for part in others if is_outlet(part) or (by and not find_places(part))), None)
    return Metadata(authors=authors, publisher=normalise_field(outlet), published_at=published)


def _labelled(label: str, value: str) -> Metadata | None:
    if label == "author":
        return Metadata(authors=clean_authors([value]))
    if day := iso_date(value):
        return Metadata(published_at=day) if label.startswith(("published", "date")) else None
    if label in ("outlet", "publisher", "source", "published by") and len(value.split()) <= _OUTLET_WORDS:
        return Metadata(publisher=normalise_field(value))
    return None


def _day_at_an_end(text: str) -> tuple[str | None, str]:
    """Return the day that the line ends or begins with, and the rest of it."""
    if not _DAY.search(text):
        return None, text
    places = [0, *(found.end() for found in _SEPARATOR.finditer(text))]
    for at in places:  # the longest tail first: "May 3, 2026" holds a comma
        if day := iso_date(text[at:].strip()):
            return day, text[:at].rstrip(" ,|•·;–—-")
    for found in reversed(list(_SEPARATOR.finditer(text))):
        if day := iso_date(text[: found.start()].strip()):
            return day, text[found.end() :].lstrip(" ,|•·;–—-")
    return None, text
