"""A document as Markdown with footnotes. Every character of an article that Markdown could read as markup is escaped."""

from __future__ import annotations

import re

from rag.export.document import Document, Line, Note, Part, Run, RunKind, SourceLine, printable
from rag.links import web_address

_MARKUP = re.compile(r"[\\`*_{}\[\]#|~$^@]|^[-+=]|:(?=//)|:(?=[\w+-]+:)|(?<=www)\.")
_LISTED = re.compile(r"^(\d+)([.)])")  # what would begin a list where it begins a line
_ADDRESS = {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "[": "%5B", "]": "%5D", "`": "%60", "|": "%7C"}
_ADDRESS |= {'"': "%22", "*": "%2A", "$": "%24", "{": "%7B", "}": "%7D", "^": "%5E"}


def write(document: Document) -> bytes:
    """Return the document in GitHub's and Pandoc's Markdown, in UTF-8."""
    blocks = [f"# {escaped(document.title)}"]
    if document.facts:
        blocks.append(" · ".join(f"*{escaped(fact)}*" for fact in document.facts))
    blocks += [_part(part) for part in document.parts if part.lines]
    if document.remark:
        blocks.append(f"*{escaped(document.remark)}*")
    if document.sources:
        blocks.append(f"## {escaped(document.sources_title)}")
        blocks.append("\n".join(_source(source) for source in document.sources))
    blocks += [_note(note) for note in document.notes]
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    """Return any text as one line of Markdown that shows exactly that text."""
    flat = " ".join(printable(text).split())
    shown = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKUP.sub(r"\\\g<0>", shown)


def _part(part: Part) -> str:
    title = f"## {escaped(part.title)}"
    if part.prose:
        return f"{title}\n\n" + " ".join(_line(line) for line in part.lines)
    rows: list[str] = []
    head = ""
    for line in part.lines:
        if line.head != head:
            head = line.head
            if rows:
                rows.append("")
            if head:
                rows += [f"**{escaped(head)}**", ""]
        rows.append(f"- {_line(line)}")
    return f"{title}\n\n" + "\n".join(rows)


def _line(line: Line) -> str:
    shown = " ".join(_run(run) for run in line.runs if run.text.strip())
    return _LISTED.sub(r"\1\\\2", shown) + "".join(f"[^{n}]" for n in line.notes) + escaped(line.mark)


def _run(run: Run) -> str:
    words = escaped(run.text)
    if run.kind is RunKind.LEAD:
        return f"**{words}**"
    return f"*{words}*" if run.kind is RunKind.ASIDE else words


def _note(note: Note) -> str:
    pieces = [escaped(note.quote), _linked(note.place, note.url)]
    return f"[^{note.number}]: " + " ".join(piece for piece in pieces if piece)


def _source(source: SourceLine) -> str:
    numbers = "".join(f"[^{number}]" for number in source.notes)
    return f"- {_linked(source.text, source.url)}{' ' + numbers if numbers else ''}"


def _linked(words: str, url: str | None) -> str:
    """Return words that lead to a web address, or the words alone where there is none."""
    address = web_address(url)
    if address is None:
        return escaped(words)
    return f"[{escaped(words)}](<{''.join(_ADDRESS.get(character, character) for character in address)}>)"
