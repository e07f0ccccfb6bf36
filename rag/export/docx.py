"""A document as a Word file with real footnotes: Word numbers them, and a note cited again is referred to by field."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from rag.export.document import Document, Line, Part, Run, RunKind, printable
from rag.export.docx_notes import FootnoteWriter
from rag.links import web_address

_SERIF, _SANS = "Times New Roman", "Arial"
_INK, _ACCENT, _SOFT = RGBColor(0x21, 0x1F, 0x1B), RGBColor(0x8A, 0x2F, 0x23), RGBColor(0x5F, 0x5A, 0x50)


def write(document: Document) -> bytes:
    """Return the document as .docx."""
    made = docx.Document()
    _set_page(made)
    _set_styles(made)
    notes = FootnoteWriter(made, {note.number: note for note in document.notes})
    made.add_heading(flat(document.title), level=0)
    if document.facts:
        made.add_paragraph(" · ".join(flat(fact) for fact in document.facts), style="Facts")
    for part in document.parts:
        if part.lines:
            _part(made, part, notes)
    if document.remark:
        made.add_paragraph(flat(document.remark), style="Facts")
    if document.sources:
        made.add_heading(flat(document.sources_title), level=1)
        for source in document.sources:
            paragraph = made.add_paragraph(style="Source")
            address = web_address(source.url)
            if address:
                _add_link(paragraph, address, flat(source.text))
            else:
                paragraph.add_run(flat(source.text))
    notes.finish()
    properties = made.core_properties
    properties.title, properties.author, properties.comments = flat(document.title)[:255], "Dateline", ""
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def flat(text: str) -> str:
    """Return a text as one line of what XML may hold."""
    return " ".join(printable(text).split())


def _part(made: Any, part: Part, notes: FootnoteWriter) -> None:
    made.add_heading(flat(part.title), level=1)
    if part.prose:
        paragraph = made.add_paragraph(style="Bottom line")
        for place, line in enumerate(part.lines):
            if place:
                paragraph.add_run(" ")
            _line(paragraph, line, notes)
        return
    head = ""
    for line in part.lines:
        if line.head != head:
            head = line.head
            if head:
                made.add_heading(flat(head), level=2)
        _line(made.add_paragraph(style="List Bullet"), line, notes)


def _line(paragraph: Paragraph, line: Line, notes: FootnoteWriter) -> None:
    runs = [run for run in line.runs if run.text.strip()]
    for place, run in enumerate(runs):
        _run(paragraph, run, last=place == len(runs) - 1)
    for place, number in enumerate(line.notes):
        if place:
            paragraph.add_run(", ").font.superscript = True
        notes.refer(paragraph, number)
    if line.mark:
        paragraph.add_run(f"{', ' if line.notes else ''}{flat(line.mark)}").font.superscript = True


def _run(paragraph: Paragraph, run: Run, *, last: bool) -> None:
    made = paragraph.add_run(flat(run.text) + ("" if last else " "))
    made.bold = True if run.kind is RunKind.LEAD else None
    if run.kind is RunKind.ASIDE:
        made.font.size, made.font.color.rgb = Pt(8), _SOFT


def _add_link(paragraph: Paragraph, address: str, words: str) -> None:
    """Add words that lead to a web address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made: Any = OxmlElement("w:r")
    run = WordRun(made, paragraph)
    run.text = words
    run.font.color.rgb = _SOFT
    link.append(run._r)
    paragraph._p.append(link)


def _set_page(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Pt(595.3), Pt(841.9)
    section.left_margin = section.right_margin = Pt(48)
    section.top_margin = section.bottom_margin = Pt(36)


def _set_styles(made: Any) -> None:
    styles = made.styles
    _font(styles["Normal"], _SERIF, 9)
    styles["Normal"].paragraph_format.space_after = Pt(1.5)
    styles["Normal"].paragraph_format.line_spacing = 1.0
    for name, font, size, before, after, colour in (
        ("Title", _SERIF, 16, 0, 0, _INK),
        ("Heading 1", _SANS, 8.5, 5, 1, _ACCENT),
        ("Heading 2", _SERIF, 9, 2, 0, _INK),
    ):
        style = styles[name]
        _font(style, font, size)
        style.font.bold, style.font.color.rgb = True, colour
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break
    _font(styles["List Bullet"], _SERIF, 9)
    styles["List Bullet"].paragraph_format.space_after = Pt(1)
    for name, font, size, colour in (
        ("Facts", _SANS, 7.5, _SOFT),
        ("Source", _SANS, 6.5, _SOFT),
        ("Bottom line", _SERIF, 9.5, _INK),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _font(style, font, size)
        style.font.color.rgb = colour
    styles["Source"].paragraph_format.space_after = Pt(0)


def _font(style: Any, name: str, size: float) -> None:
    style.font.name, style.font.size = name, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), name)
