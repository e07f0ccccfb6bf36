"""Bylines as sources write them, turned into names of persons."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Iterable

from ingest.normalise import normalise_field

_URL = re.compile(r"^(?:https?:|www\.|//|/)|\.(?:com|org|net|html?)(?:/|$)", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_LEAD = re.compile(
    r"^(?:(?:written|posted|reported|reporting|story|words|text|edited|analysis|review)\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|autor|author|autore|auteur|tekst|texte|текст|автор)\b\s*:?\s+|^(?:autor|author|автор)\s*:\s*",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"\(?@\w{2,}\)?")
_PARENTHESES = re.compile(r"\s*\([^)]*\)")
# What follows the name: "Jane Doe | The Gazette", "Jane Doe, senior correspondent", "Jane Doe for The Gazette".
_TAIL = re.compile(
    r"\s+[|•·–—]\s+.*$|\s+-\s+.*$"
    r"|,\s+(?:\w+\s+){0,4}(?:editor|reporter|correspondent|writer|journalist|columnist|staff|contributor|producer|press|news|"
    r"chief|bureau|fellow|professor|analyst|critic|author|host|anchor)\b.*$"
    r"|\s+(?:for|at|of)\s+(?:the\s+)?[A-Z].*$",
)
_TITLES = re.compile(
    r",?\s+(?:Ph\.?\s?D|M\.?D|Jr|Sr|MBA|CPA|RN|RD|BSc|MSc|MPH|LLM|Esq|II|III)\.?(?=$|,|\s)", re.IGNORECASE
)
_SEPARATOR = re.compile(
    r"\s*(?:;|\||\n|•|·|\s/\s|,\s+(?:and|und|et|y|e|og|och|и)\s+|\s+(?:and|und|et|og|och|och|&|with|и)\s+)\s*"
)
_NOT_A_NAME = re.compile(
    r"^(?:admin|administrator|editor|editors|staff|guest|none|null|n/?a|unknown|anonymous|webmaster|root|author|"
    r"redaktion|redacción|redazione|rédaction|undefined|"
    r"see (?:full )?bio|view (?:all|profile).*|follow.*|share.*|read more.*|\W*)$",
    re.IGNORECASE,
)
_LONGEST = 80


def clean_authors(values: Iterable[object]) -> tuple[str, ...]:
    """Return the names in one or more bylines, in order, once each; no addresses, handles or job titles."""
    names: list[str] = []
    for value in values:
        if not isinstance(value, str):
            continue
        for part in _split(value):
            name = _clean(part)
            if name and name.casefold() not in {known.casefold() for known in names}:
                names.append(name)
    return tuple(name for name in names if not _is_concatenation(name, names))


def authors_of_field(value: object) -> tuple[str, ...]:
    """Return the names in an export's field: a list, a byline, or a list written as a string ("['A B']")."""
    if isinstance(value, str):
        text = value.strip()
        if text[:1] == "[" and len(text) < 10_000:
            try:
                value = ast.literal_eval(text)
            except (ValueError, SyntaxError, MemoryError, RecursionError):
                value = text.strip("[]")
    if isinstance(value, str):
        return clean_authors([value])
    return clean_authors(value) if isinstance(value, list | tuple) else ()


def _is_concatenation(name: str, names: list[str]) -> bool:
    """Tell whether a "name" is others of the list written one after the other, as some exports have it."""
    rest = name
    for other in sorted(names, key=len, reverse=True):
        if other != name:
            rest = rest.replace(other, " ")
    return len(names) > 2 and not rest.strip()


def _split(byline: str) -> list[str]:
    text = _EMAIL.sub(" ", html.unescape(byline)).replace("\u00a0", " ")
    text = re.sub(r"[ \t]+", " ", text).strip(" ,;|-\n")
    if _URL.search(text):
        return []
    parts = [part for part in _SEPARATOR.split(_TITLES.sub("", _LEAD.sub("", text))) if part]
    return [piece for part in parts for piece in _at_commas(part)]


def _at_commas(part: str) -> list[str]:
    """Split "Ann Bee, Cy Dee" at its commas, but keep "Bee, Ann" and "Ann Bee, head of news" in one piece."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    if len(pieces) > 1 and all(_full_name(piece) for piece in pieces):
        return pieces
    if len(pieces) > 1 and _full_name(pieces[0]):
        return [part] if _TAIL.search(part) else pieces[:1] + [piece for piece in pieces[1:] if _full_name(piece)]
    return [part]


def _full_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[:1].isupper() or len(word) <= 3 for word in words)


def _clean(part: str) -> str | None:
    text = _PARENTHESES.sub("", _HANDLE.sub("", part))
    text = _TAIL.sub("", _LEAD.sub("", text))
    name = normalise_field(text.strip(" ,;:.|-–—*\"'"))
    if name is None or len(name) > _LONGEST or len(name) < 2 or _NOT_A_NAME.match(name):
        return None
    if not any(letter.isalpha() for letter in name):
        return None
    return _title_case(name) if name.isupper() and " " in name else name


def _title_case(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0][:1] + word[0][1:].lower(), name)
