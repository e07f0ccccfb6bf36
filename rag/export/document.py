"""What every export format is made from: a page of lines whose footnotes lead to exact words.

All text in it is plain text as it is to be read. Each format makes it inert in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class RunKind(StrEnum):
    """How a piece of a line is set."""

    PLAIN = "plain"  # our words
    LEAD = "lead"  # who, where, when: what introduces the words
    EXACT = "exact"  # an article's own words
    ASIDE = "aside"  # small print: a marking, such as that the user edited the line


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A piece of a line."""

    text: str
    kind: RunKind = RunKind.PLAIN


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One sentence of the page: its runs, and the numbers of the notes it rests on.

    head: words that stand above the line and those that follow with the same head ("Western analysts"), or "".
    mark: a sign after the line that the document's remark explains.
    """

    runs: tuple[Run, ...]
    notes: tuple[int, ...] = ()
    head: str = ""
    mark: str = ""

    @property
    def text(self) -> str:
        """The line's words without its notes."""
        return " ".join(run.text for run in self.runs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A titled part of the page. `prose`: its lines run on as one paragraph instead of being listed."""

    title: str
    lines: tuple[Line, ...]
    prose: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A footnote: the exact words (or "" where its line shows them in full), who said them and where they stand.

    again: the note that names the same article in full, which `where` then need not.
    """

    number: int
    quote: str
    where: str
    url: str | None = None
    again: int | None = None

    @property
    def place(self) -> str:
        """Where the words stand, as it is read."""
        if self.again is None:
            return self.where
        return f"{self.where}{'as' if self.where else 'As'} note {self.again}."


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceLine:
    """An article the page rests on: how it is listed, the notes that cite it, its address."""

    text: str
    notes: tuple[int, ...] = ()
    url: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A page to be exported. `facts`: short statements under the title, such as the day and the number of sources.

    remark: a line under the page that explains the marks of its lines, or "".
    """

    title: str
    facts: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    notes: tuple[Note, ...] = ()
    sources_title: str = "Sources"
    sources: tuple[SourceLine, ...] = ()
    remark: str = ""
    language: str = "en"


def renumbered(document: Document) -> Document:
    """Return the document with its notes numbered in the order in which lines first cite them.

    Notes that no line cites any more are left out, and so are their numbers in the list of sources.
    """
    order: dict[int, int] = {}
    for part in document.parts:
        for line in part.lines:
            for number in line.notes:
                order.setdefault(number, len(order) + 1)
    notes = sorted((note for note in document.notes if note.number in order), key=lambda note: order[note.number])
    return replace(
        document,
        parts=tuple(
            replace(part, lines=tuple(replace(line, notes=_moved(line.notes, order)) for line in part.lines))
            for part in document.parts
        ),
        notes=tuple(
            replace(note, number=order[note.number], again=order.get(note.again) if note.again else None)
            for note in notes
        ),
        sources=tuple(replace(source, notes=tuple(sorted(_moved(source.notes, order)))) for source in document.sources),
    )


def _moved(numbers: tuple[int, ...], order: dict[int, int]) -> tuple[int, ...]:
    return tuple(order[number] for number in numbers if number in order)


def printable(text: str) -> str:
    """Return the text with what no document may hold (control characters, lone surrogates) shown as a replacement."""
    return "".join(character if _fit(ord(character)) else "\N{REPLACEMENT CHARACTER}" for character in text)


def _fit(code: int) -> bool:
    return code in (0x9, 0xA, 0xD) or (code >= 0x20 and not 0x7F <= code <= 0x9F and not _no_character(code))


def _no_character(code: int) -> bool:
    return 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF)
