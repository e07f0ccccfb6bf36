"""PDF: the words of its pages as paragraphs. A scanned document without words is told apart."""

from __future__ import annotations

import io
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from pypdf import PageObject, PdfReader, apply_configuration
from pypdf.errors import DependencyError, PyPdfError

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.errors import EmptyDocument, ParseError, TooLarge
from ingest.formats.base import Format, is_kind
from ingest.formats.blocks import Block, join_blocks
from ingest.formats.pdfink import drop_invisible
from ingest.names import clean_authors
from ingest.normalise import normalise_field

SUFFIXES = (".pdf",)
MOST_PAGES = 500
_MOST_UNPACKED = 30_000_000  # bytes of one stream
_MOST_CHARACTERS = 5_000_000
_SENTENCE_END = re.compile(r"[.!?…:。！？][\"'”’»)\]]*$")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page\s+|seite\s+|p\.\s*)?\d{1,4}(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*$", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*(?:[•◦▪‣–]\s|\d{1,2}[.)]\s)")
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word|document\d*|print|.*\.(?:docx?|indd|pdf|qxd|tex))\b.*$", re.IGNORECASE
)


def accepts(raw: RawDocument) -> bool:
    """Tell whether the document is a PDF."""
    return is_kind(raw, media_types=("application/pdf", "application/x-pdf"), suffixes=SUFFIXES)


def parse(raw: RawDocument) -> ParsedDocument:
    """Return the text. Raises ParseError (locked, scanned, damaged), TooLarge or EmptyDocument."""
    if b"%PDF-" not in raw.data[:2_048]:
        raise ParseError("the file is named .pdf but holds no PDF; check what it really is")
    with apply_configuration(zlib_maximum_output_length=_MOST_UNPACKED, lzw_maximum_output_length=_MOST_UNPACKED):
        try:
            return _read(PdfReader(io.BytesIO(raw.data), strict=False))
        except (PyPdfError, RecursionError) as error:
            raise ParseError(f"the PDF is damaged ({error}); get it again, or print it to a new PDF") from error


def _read(reader: PdfReader) -> ParsedDocument:
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("")
        except (DependencyError, NotImplementedError) as error:
            raise ParseError("the PDF is locked with a password; save it without one") from error
        if not opened:
            raise ParseError("the PDF is locked with a password; save it without one")
    pages = len(reader.pages)
    if pages > MOST_PAGES:
        raise TooLarge(f"the PDF has {pages:,} pages; at most {MOST_PAGES} are read: save the pages you need")
    lines = [_lines(page, reader) for page in reader.pages]
    if sum(len(line) for page in lines for line in page) > _MOST_CHARACTERS:
        raise TooLarge(f"the PDF holds more than {_MOST_CHARACTERS:,} characters; save the pages you need")
    if not any(character.isalnum() for page in lines for line in page for character in line):
        if any(_has_picture(page) for page in reader.pages):
            raise ParseError(
                "the PDF is a scan: pictures of pages without text; run text recognition (OCR) on it first"
            )
        raise EmptyDocument("the PDF holds no text; print what it shows to a new PDF")
    paragraphs = list(_paragraphs(_without_running_heads(lines)))
    return join_blocks([Block(text=paragraph) for paragraph in paragraphs], _metadata(reader))


def _lines(page: PageObject, reader: PdfReader) -> list[str]:
    drop_invisible(page, reader)
    return [" ".join(line.split()) for line in page.extract_text().split("\n")]


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    return objects is not None and any(
        item.get_object().get("/Subtype") == "/Image" for item in objects.get_object().values()
    )


def _without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the pages' lines without page numbers and what repeats at the top or foot of several pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        said = [line for line in page if line]
        edges.update({_shape(line) for line in (*said[:2], *said[-2:])})
    repeated = {line for line, times in edges.items() if times >= 3 and times >= 0.4 * len(pages)}
    kept = []
    for page in pages:
        places = [at for at, line in enumerate(page) if line]
        edge = {*places[:2], *places[-2:]}
        kept.append(
            [
                line
                for at, line in enumerate(page)
                if not (at in edge and (_shape(line) in repeated or _PAGE_NUMBER.match(line)))
            ]
        )
    return kept


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line).lower()


def _paragraphs(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield paragraphs: lines joined until one ends early after a sentence, or a blank line follows."""
    lengths = [len(line) for page in pages for line in page if len(line) > 20]
    full = statistics.median(lengths) if lengths else 80
    open_lines: list[str] = []
    for line in (line for page in pages for line in page):
        if not line or (open_lines and _BULLET.match(line)):
            if open_lines and not (not line and _runs_on(open_lines[-1], full)):
                yield _joined(open_lines)
                open_lines = []
            if not line:
                continue
        open_lines.append(line)
        if len(line) < 0.75 * full and _SENTENCE_END.search(line):
            yield _joined(open_lines)
            open_lines = []
    if open_lines:
        yield _joined(open_lines)


def _runs_on(line: str, full: float) -> bool:
    """Tell whether a line is cut off in mid-sentence, as at the end of a page."""
    return len(line) > 0.8 * full and not _SENTENCE_END.search(line)


def _joined(lines: Sequence[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        parted = re.search(r"\w-$", text) and line[:1].islower()
        text = text[:-1] + line if parted else f"{text} {line}"
    return text


def _metadata(reader: PdfReader) -> Metadata:
    stated = reader.metadata
    if stated is None:
        return Metadata()
    title = normalise_field(str(stated.title)) if stated.title else None
    words = str(stated.get("/Keywords") or "").replace(";", ",").split(",")
    return Metadata(
        title=None if title is None or _NO_TITLE.match(title) else title,
        authors=clean_authors([str(stated.author)]) if stated.author else (),
        keywords=tuple(word for item in words if (word := normalise_field(item))),
    )


FORMAT = Format(name="PDF", suffixes=SUFFIXES, accepts=accepts, parse=parse)
