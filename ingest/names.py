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
    r"^(?:(?:ein\s+|eine\s+)?(?:interview|text|protokoll|kommentar|analyse|reportage|gastbeitrag|essay|kolumne|"
    r"pressemitteilung|opinion|commentary|analysis|story|words|propos\s+recueillis)\s*(?::|\s(?:von|by|par|de)\s))\s*|"
    r"^(?:(?:view|see)\s+all\s+(?:posts|articles|stories)|more\s+(?:posts|articles|stories|from)|(?:zeige\s+)?alle\s+(?:beiträge|artikel)|"
    r"(?:posts?|articles?|artikel|beiträge))\s+(?:by|von|of)\s+|^(?:(?:written|posted|reported|reporting|story|words|text|edited|analysis|review)\s+)?"
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
    r"|\s+(?:[Ff]or|[Aa]t|[Ii]n|aus|à)\s+(?:[Tt]he\s+)?[A-ZÀ-Þ].*$",
)
_TITLES = re.compile(
    r",?\s+(?:Ph\.?\s?D|M\.?D|Jr|Sr|MBA|CPA|RN|RD|BSc|MSc|MPH|LLM|Esq|II|III)\.?(?=$|,|\s)", re.IGNORECASE
)
_ROLE = (
    r"(?:editor|reporter|correspondent|writer|journalist|columnist|contributor|producer|fellow|professor|analyst|critic|anchor|"
    r"redakteur(?:in)?|korrespondent(?:in)?|journaliste|giornalista|periodista|redactor|journalist|reporterin)"
)
# "Tom Bell News reporter", "Ann Lee, AP Auto Writer": what comes after the name, or stands for one.
_ROLE_AFTER = re.compile(
    rf"(?<=\w)\s+(?:(?:news|chief|senior|political|sports?|business|staff|science|foreign|world)\s+)*{_ROLE}(?:-at-large)?$",
    re.I,
)
_ROLE_ALONE = re.compile(rf"\b{_ROLE}(?:-at-large|s)?\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)$", re.IGNORECASE)
_MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d", re.IGNORECASE
)
_SEPARATOR = re.compile(
    r"\s*(?:;|\||\n|•|·|\s/\s|,\s+(?:and|und|et|y|e|og|och|и)\s+|\s+(?:and|und|et|og|och|&|with|и)\s+)\s*",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"^(?:admin|administrator|editor|editors|staff|guest|none|null|n/?a|unknown|anonymous|webmaster|root|author|"
    r"\w*admin|guest|гость|redaktion|redacción|redazione|rédaction|undefined|"
    r"see (?:full )?bio|view (?:all|profile).*|follow.*|share.*|read more.*|\W*)$",
    re.IGNORECASE,
)
_LONGEST = 80


def clean_authors(values: Iterable[object]) -> tuple[str, ...]:
    """Return the names in one or more bylines, in order, once each; no addresses, handles or job titles."""
    parts = [part for value in values if isinstance(value, str) for part in _split(value)]
    # "Ann Lee, AP Auto Writer" gives a name and a role; where only roles are given ("Staff Writer"), they stand.
    parts = [part for part in parts if not _ROLE_ALONE.search(part)] or parts
    parts = [part for part in parts if not part.startswith("The ")] or parts  # "Ann Lee | The Herald"
    names: list[str] = []
    for part in parts:
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
    name = normalise_field(_WEEKDAY.sub("", text.strip(" ,;:.|-–—*\"'")))
    if name and len((shorter := _ROLE_AFTER.sub("", name)).split()) > 1:
        name = shorter
    if name is None or len(name) > _LONGEST or len(name) < 2 or _NOT_A_NAME.match(name):
        return None
    if not any(letter.isalpha() for letter in name) or _MONTH.search(name):
        return None
    return _title_case(name) if name.isupper() and " " in name else name


def _title_case(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0][:1] + word[0][1:].lower(), name)
