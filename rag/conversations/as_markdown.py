"""A conversation as Markdown with footnotes. All text is shown as it is: nothing of it is markup or a link."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.conversations.types import KeptExchange
from rag.day import day_in_words
from rag.export.markdown import escaped
from rag.types import Answer, Citation

_LISTED = re.compile(r"^(\d+)([.)])")  # what would begin a list


def conversation_markdown(title: str, exchanges: Sequence[KeptExchange]) -> str:
    """Return the whole conversation; footnotes are numbered through."""
    parts = [f"# {plain(title)}"]
    notes: list[str] = []
    for exchange in exchanges:
        parts.append(f"## {plain(exchange.question)}")
        if exchange.answer is not None:
            parts += _answer(exchange.answer, notes)
        else:
            parts.append(plain(exchange.error or "Stopped; nothing was answered."))
    return "\n\n".join([*parts, *notes]) + "\n"


def _answer(answer: Answer, notes: list[str]) -> list[str]:
    parts = []
    if answer.understood.casefold() != answer.question.casefold():
        parts.append(f"Understood as: {plain(answer.understood)}")
    if answer.abstained:
        parts.append("No answer to this was found in the articles.")
    number = {}
    if answer.reply:
        parts.append(plain(answer.reply))
    for citation in answer.citations:
        number[citation.number] = len(notes) + 1
        notes.append(f"[^{len(notes) + 1}]: {plain(_reference(citation))}")
    for statement in (s for s in answer.statements if s.supported):
        marks = "".join(f"[^{number[n]}]" for n in statement.citations if n in number)
        parts.append(f"{plain(statement.text)} {marks}".rstrip())
    parts += [plain(note) for note in answer.notes]
    return parts


def _reference(citation: Citation) -> str:
    described = citation.description if citation.description != citation.speaker else None
    who = ", ".join(piece for piece in (citation.speaker, described) if piece)
    via = f"via {', '.join(citation.via)}" if citation.via else None
    title = f"“{citation.title}”" if citation.title else None
    where = ", ".join(piece for piece in (title, citation.publisher, day_in_words(citation.published_at), via) if piece)
    quote = f"“{citation.quote.strip()}”"
    return ". ".join(piece for piece in (quote, who, where, citation.url) if piece)


def plain(words: str) -> str:
    """Return text as Markdown that shows exactly that text, on one line; only what could be markup is escaped."""
    return _LISTED.sub(r"\1\\\2", escaped(words))
