"""The registry of export formats: name, ending, media type and how a document is written in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ingest.errors import DatelineError
from rag.export import docx, html, markdown, pdf
from rag.export.document import Document, renumbered


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A format that documents are written in."""

    name: str
    ending: str
    media_type: str
    write: Callable[[Document], bytes]


FORMATS: dict[str, Format] = {
    "md": Format(name="Markdown", ending=".md", media_type="text/markdown; charset=utf-8", write=markdown.write),
    "html": Format(name="HTML", ending=".html", media_type="text/html; charset=utf-8", write=html.write),
    "docx": Format(
        name="Word",
        ending=".docx",
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write=docx.write,
    ),
    "pdf": Format(name="PDF", ending=".pdf", media_type="application/pdf", write=pdf.write),
}


def export(document: Document, name: str) -> bytes:
    """Return the document as a file of that format ("md", "html", "docx", "pdf"). Raises DatelineError for another."""
    if name not in FORMATS:
        raise DatelineError(f"{name!r} is not an export format; choose one of {', '.join(FORMATS)}.")
    return FORMATS[name].write(renumbered(document))
