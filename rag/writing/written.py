"""Take a language model's text apart: its sentences, the passages each cites, and what it says is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.sentences import split_sentences

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)  # for terminals; and text turned round
_PICTURE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)?|\[[^\]\n]*\])?")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_REFERENCE = re.compile(r"^\s*\[[^\]\n]+\]:\s*\S+.*$", re.MULTILINE)
_TAG = re.compile(r"<(style|script)\b.*?(?:</\1\s*>|\Z)|</?[a-zA-Z!][^<>]*(?:>|\Z)", re.DOTALL | re.IGNORECASE)
_LEAD = re.compile(r"^\s*(?:[-*•]\s+|\d{1,2}[.)]\s+|#{1,6}\s+|>\s+)")
_STRONG = re.compile(r"(\*\*|__|`)")
_UNKNOWN = re.compile(r"^\W*NOT KNOWN\W*:\s*(?P<what>.+)$", re.IGNORECASE)
_LISTED = re.compile(r"^\s*\[?(?P<number>\d{1,2})\]?\s*[:.)]\s*(?P<line>\S.*?)\s*$")
_NUMBERS = r"[\[【]\s*(?:passages?\s*)?\d{1,4}(?:\s*(?:,|;|–|-|and)\s*\d{1,4})*\s*[\]】]"
_CITED = re.compile(rf"\s*({_NUMBERS})")
_AFTER_MARK = re.compile(rf"([.!?]+[\"'”’»)]*)\s*((?:{_NUMBERS}\s*)+)\.?(?=\s|$)")
_RANGE = re.compile(r"(\d{1,4})\s*[–-]\s*(\d{1,4})|(\d{1,4})")
_MOST_IN_RANGE = 8
_MOST_JOINED = 6  # sentences within one quotation


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence a model wrote, without its numbers. cites: the passages it names, 1 first; none where it names none."""

    text: str
    cites: tuple[int, ...]


def plain(text: str) -> str:
    """Return a model's text without its thinking and without anything that a page or program could act upon.

    Pictures, reference definitions and HTML go; of a link its words stay. Applied to unfinished text, it leaves out
    what has only begun.
    """
    text = _CONTROL.sub("", _THINKING.sub("", text))
    text = _PICTURE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _REFERENCE.sub("", text)
    return _TAG.sub("", text)


def sentences_of(text: str) -> tuple[list[Sentence], list[str]]:
    """Return the sentences of a model's text in order, and what it says is not known.

    A sentence without numbers takes those of the next sentence of its line that has some: models often cite once at
    a paragraph's end. Whether the passage bears it out is decided elsewhere.
    """
    found: list[Sentence] = []
    unknown: list[str] = []
    for line in plain(text).splitlines():
        line = _STRONG.sub("", _LEAD.sub("", line)).strip()
        if missing := _UNKNOWN.match(line):
            unknown.append(_CITED.sub("", missing["what"]).strip())
        elif line and not line.endswith(":"):
            found += _with_following(list(_of_line(line)))
    return found, unknown


def numbered_lines(text: str, most: int) -> dict[int, str]:
    """Return the lines of a model's numbered list by their numbers, 1 to `most`; of two with one number the first."""
    found: dict[int, str] = {}
    for line in plain(text).splitlines():
        listed = _LISTED.match(_STRONG.sub("", line))
        if listed and 1 <= int(listed["number"]) <= most:
            found.setdefault(int(listed["number"]), listed["line"])
    return found


def _of_line(line: str) -> Iterator[Sentence]:
    line = _AFTER_MARK.sub(lambda m: f" {m[2].strip()}{m[1]} ", line)
    pieces = [span.of(line) for span in split_sentences(line)]
    i = 0
    while i < len(pieces):
        whole, joined = pieces[i], 1
        while _open_quote(whole) and i + joined < len(pieces) and joined < _MOST_JOINED:
            whole = f"{whole} {pieces[i + joined]}"
            joined += 1
        i += joined
        cites = tuple(dict.fromkeys(n for group in _CITED.findall(whole) for n in _numbers(group)))
        words = " ".join(_CITED.sub("", whole).split())
        words = re.sub(r"\s+([.,;:!?])", r"\1", words)
        words = re.sub(r"(?<!\.)\.\.$", ".", words)
        if any(c.isalnum() for c in words):
            yield Sentence(text=words, cites=cites)


def _open_quote(text: str) -> bool:
    return text.count("“") > text.count("”") or text.count('"') % 2 == 1


def _numbers(group: str) -> Iterator[int]:
    for first, last, single in _RANGE.findall(group):
        if single:
            yield int(single)
        elif int(last) - int(first) <= _MOST_IN_RANGE:
            yield from range(int(first), int(last) + 1)
        else:
            yield from (int(first), int(last))


def _with_following(sentences: list[Sentence]) -> list[Sentence]:
    cites: tuple[int, ...] = ()
    for i in range(len(sentences) - 1, -1, -1):
        if sentences[i].cites:
            cites = sentences[i].cites
        elif cites:
            sentences[i] = Sentence(text=sentences[i].text, cites=cites)
    return sentences
