"""Footnotes in a Word file. python-docx has no interface for them, so their part is written by its package interface."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from rag.export.document import Note, printable
from rag.links import web_address

_MARK, _TEXT = "Footnote Reference", "Footnote Text"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
    "<w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
)


class FootnoteWriter:
    """The footnotes of one document: `refer` where a line cites, `finish` once before the document is saved."""

    def __init__(self, made: Any, notes: Mapping[int, Note]) -> None:
        self._document = made
        self._notes = notes
        self._written: set[int] = set()
        self._root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{_SEPARATORS}</w:footnotes>")
        self._part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", made.part.package)
        made.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        styles = made.styles
        mark = styles.add_style(_MARK, WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True
        text = styles.add_style(_TEXT, WD_STYLE_TYPE.PARAGRAPH)
        text.base_style = styles["Normal"]
        text.font.size = Pt(6.5)
        text.paragraph_format.space_after, text.paragraph_format.line_spacing = Pt(0), 1.0
        self._mark_id, self._text_id = mark.style_id, text.style_id

    def refer(self, paragraph: Paragraph, number: int) -> None:
        """Set a note's mark behind a paragraph's last run: the note itself at first, then a reference to its mark."""
        if number in self._written:
            self._refer_again(paragraph, number)
            return
        self._written.add(number)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for edge in (start, end):
            edge.set(qn("w:id"), str(number))
        start.set(qn("w:name"), f"note{number}")
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        for piece in (start, self._marked(reference), end):
            paragraph._p.append(piece)
        self._root.append(self._footnote(self._notes[number]))

    def _refer_again(self, paragraph: Paragraph, number: int) -> None:
        shown = OxmlElement("w:t")
        shown.text = str(number)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), f" NOTEREF note{number} \\f \\h ")
        field.append(self._marked(shown))
        paragraph._p.append(field)

    def _footnote(self, note: Note) -> Any:
        footnote, paragraph = OxmlElement("w:footnote"), OxmlElement("w:p")
        footnote.set(qn("w:id"), str(note.number))
        properties, style = OxmlElement("w:pPr"), OxmlElement("w:pStyle")
        style.set(qn("w:val"), self._text_id)
        properties.append(style)
        quote, where = (" ".join(printable(piece).split()) for piece in (note.quote, note.place))
        for piece in (properties, self._marked(OxmlElement("w:footnoteRef")), _run(f" {quote} " if quote else " ")):
            paragraph.append(piece)
        address = web_address(note.url)
        if address:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            link.append(_run(where))
            paragraph.append(link)
        else:
            paragraph.append(_run(where))
        footnote.append(paragraph)
        return footnote

    def _marked(self, content: Any) -> Any:
        run, properties, style = OxmlElement("w:r"), OxmlElement("w:rPr"), OxmlElement("w:rStyle")
        style.set(qn("w:val"), self._mark_id)
        properties.append(style)
        run.append(properties)
        run.append(content)
        return run

    def finish(self) -> None:
        """Write the notes into the package and declare the separators in the settings."""
        self._part._blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        settings = self._document.settings.element
        declared = parse_xml(
            f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        )
        before = settings.find(qn("w:compat"))
        if before is not None:
            before.addprevious(declared)
        else:
            settings.append(declared)


def _run(text: str) -> Any:
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = text
    run.append(words)
    return run
