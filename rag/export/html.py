"""A document as one HTML file: print-ready, with its style inside, without scripts or anything to load."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from rag.export.document import Document, Line, Note, Part, Run, SourceLine, printable
from rag.links import web_address

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def write(document: Document) -> bytes:
    """Return the document as HTML, in UTF-8."""
    facts = "".join(f"<span>{text(fact)}</span>" for fact in document.facts)
    cited: set[int] = set()
    parts = "".join(_part(part, number, cited) for number, part in enumerate(document.parts) if part.lines)
    parts += f'<p class="remark">{text(document.remark)}</p>' if document.remark else ""
    sources = ""
    if document.sources:
        items = "".join(_source(source) for source in document.sources)
        sources = f'<section class="sources"><h2>{text(document.sources_title)}</h2><ul>{items}</ul></section>'
    notes = "".join(_note(note) for note in document.notes)
    folded = f'<section class="notes"><h2>Notes</h2><ol>{notes}</ol></section>' if notes else ""
    page = (
        f'<!DOCTYPE html>\n<html lang="{text(document.language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{text(document.title)}</title><style>{_style()}</style></head><body><main>"
        f'<h1 dir="auto">{text(document.title)}</h1><p class="facts">{facts}</p>{parts}{sources}{folded}'
        "</main></body></html>\n"
    )
    return page.encode("utf-8")


def text(words: str) -> str:
    """Return any text as inert HTML."""
    return escape(printable(words), quote=True)


@cache
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def _part(part: Part, place: int, cited: set[int]) -> str:
    title = f"<h2>{text(part.title)}</h2>"
    if part.prose:
        body = " ".join(_line(line, cited) for line in part.lines)
        return f'<section class="prose" id="part-{place}">{title}<p dir="auto">{body}</p></section>'
    body, head = "", ""
    items: list[str] = []
    for line in part.lines:
        if line.head != head:
            body, items, head = body + _list(items), [], line.head
            body += f'<h3 dir="auto">{text(head)}</h3>' if head else ""
        items.append(f'<li dir="auto">{_line(line, cited)}</li>')
    return f'<section id="part-{place}">{title}{body}{_list(items)}</section>'


def _list(items: list[str]) -> str:
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _line(line: Line, cited: set[int]) -> str:
    marks = []
    for number in line.notes:
        first = "" if number in cited else f' id="ref-{number}"'
        cited.add(number)
        marks.append(f'<a href="#note-{number}"{first}>{number}</a>')
    if line.mark:
        marks.append(f"<span>{text(line.mark)}</span>")
    above = f"<sup>{'<span>,</span>'.join(marks)}</sup>" if marks else ""
    return " ".join(_run(run) for run in line.runs if run.text.strip()) + above


def _run(run: Run) -> str:
    return f'<span class="{run.kind}">{text(" ".join(run.text.split()))}</span>'


def _note(note: Note) -> str:
    quote = f"<q>{text(' '.join(note.quote.split()))}</q> " if note.quote else ""
    back = f'<a class="back" href="#ref-{note.number}" aria-label="Back to the text">↩</a>'
    return f'<li id="note-{note.number}" dir="auto">{quote}{_linked(note.place, note.url)} {back}</li>'


def _source(source: SourceLine) -> str:
    numbers = ", ".join(f'<a href="#note-{number}">{number}</a>' for number in source.notes)
    cites = f' <span class="aside">notes {numbers}</span>' if numbers else ""
    return f'<li dir="auto">{_linked(source.text, source.url)}{cites}</li>'


def _linked(words: str, url: str | None) -> str:
    address = web_address(url)
    if address is None:
        return text(words)
    return f'<a class="out" href="{text(address)}" rel="noopener noreferrer nofollow">{text(words)}</a>'
