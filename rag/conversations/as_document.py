"""A conversation as the document that every export format is made from: a part for each question, notes numbered through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.briefing.as_document import answer_document
from rag.conversations.types import KeptExchange
from rag.export import Document, Line, Note, Part, Run, RunKind, SourceLine
from rag.types import Answer

_NONE = "No answer to this was found in the articles."
_STOPPED = "Stopped; nothing was answered."


def conversation_document(title: str, exchanges: Sequence[KeptExchange]) -> Document:
    """Return the whole conversation; the words of every statement are those that its notes lead to."""
    parts: list[Part] = []
    notes: list[Note] = []
    sources: dict[str, SourceLine] = {}
    for exchange in exchanges:
        answer = exchange.answer
        if answer is None:
            parts.append(Part(title=exchange.question, lines=(_told(exchange.error or _STOPPED),)))
            continue
        made = answer_document(answer)
        place = {note.number: len(notes) + at for at, note in enumerate(made.notes, 1)}
        notes += [replace(note, number=place[note.number]) for note in made.notes]
        said = tuple(replace(line, notes=_moved(line.notes, place)) for part in made.parts for line in part.lines)
        parts.append(Part(title=exchange.question, lines=(*_before(answer), *said, *map(_told, answer.notes))))
        for source in made.sources:
            known = sources.get(source.text, replace(source, notes=()))
            sources[source.text] = replace(known, notes=(*known.notes, *_moved(source.notes, place)))
    asked = f"{len(exchanges)} question{'' if len(exchanges) == 1 else 's'}"
    return Document(
        title=title,
        facts=(asked, f"{len(sources)} article{'' if len(sources) == 1 else 's'} cited"),
        parts=tuple(parts),
        notes=tuple(notes),
        sources=tuple(sources.values()),
    )


def _before(answer: Answer) -> tuple[Line, ...]:
    """Return what stands above an answer's statements: how the question was understood, a reply, that there is none."""
    told = []
    if answer.understood.casefold() != answer.question.casefold():
        told.append(f"Understood as: {answer.understood}")
    if answer.reply:
        told.append(answer.reply)
    if answer.abstained:
        told.append(_NONE)
    return tuple(map(_told, told))


def _told(words: str) -> Line:
    return Line(runs=(Run(text=words, kind=RunKind.PLAIN),))


def _moved(numbers: Sequence[int], place: dict[int, int]) -> tuple[int, ...]:
    return tuple(place[number] for number in numbers if number in place)
