"""A document as PDF with bookmarks and links, set by typst.

The template is fixed; the document reaches it as JSON whose strings typst shows as they are and never reads as markup,
so nothing in an article can act. No package, no file and no network is used.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from ingest.errors import DatelineError
from rag.export.document import Document, Line, Part, printable
from rag.links import web_address

_TOP, _BOTTOM = 14 * 72 / 25.4, (297 - 14) * 72 / 25.4  # edges of the text on a page, in points, as page.typ sets them


def write(document: Document) -> bytes:
    """Return the document as PDF. Raises DatelineError where it cannot be set."""
    data = json.dumps(_data(document), ensure_ascii=False)
    try:
        return bytes(typst.compile(_template(), format="pdf", sys_inputs={"data": data}))
    except typst.TypstError as error:
        raise DatelineError(f"The PDF could not be made: {error.message}. Export to another format instead.") from error


def length(document: Document) -> float:
    """Return how many pages the document fills as PDF: 0.5 for half of the first one. Raises DatelineError as `write` does."""
    data = json.dumps(_data(document), ensure_ascii=False)
    try:
        found = json.loads(typst.query(_template(), "<end>", field="value", sys_inputs={"data": data}))
    except typst.TypstError as error:
        raise DatelineError(f"The page could not be measured: {error.message}.") from error
    page, down = int(found[0]["page"]), float(found[0]["y"].removesuffix("pt"))
    return page - 1 + min(1.0, max(0.0, (down - _TOP) / (_BOTTOM - _TOP)))


@cache
def _template() -> bytes:
    return (Path(__file__).parent / "page.typ").read_bytes()


def _flat(text: str) -> str:
    return " ".join(printable(text).split())


def _data(document: Document) -> dict[str, Any]:
    cited: set[int] = set()
    return {
        "title": _flat(document.title),
        "language": document.language,
        "facts": [_flat(fact) for fact in document.facts],
        "parts": [_part(part, cited) for part in document.parts if part.lines],
        "notes": {str(note.number): _note(note.quote, note.place, note.url) for note in document.notes},
        "remark": _flat(document.remark),
        "sources_title": _flat(document.sources_title),
        "sources": [
            {"text": _flat(source.text), "notes": list(source.notes), "url": web_address(source.url) or ""}
            for source in document.sources
        ],
    }


def _note(quote: str, where: str, url: str | None) -> dict[str, str]:
    return {"quote": _flat(quote), "where": _flat(where), "url": web_address(url) or ""}


def _part(part: Part, cited: set[int]) -> dict[str, Any]:
    return {"title": _flat(part.title), "prose": part.prose, "lines": [_line(line, cited) for line in part.lines]}


def _line(line: Line, cited: set[int]) -> dict[str, Any]:
    """Return a line; a note is set where it is first cited, and referred to from then on."""
    notes = []
    for number in line.notes:
        notes.append({"number": number, "first": number not in cited})
        cited.add(number)
    runs = [{"kind": str(run.kind), "text": _flat(run.text)} for run in line.runs if run.text.strip()]
    return {"head": _flat(line.head), "runs": runs, "notes": notes, "mark": _flat(line.mark)}
