"""Every export format, opened by another program than the one that wrote it: content, footnotes, links, inert attacks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from itertools import count

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from pypdf import PdfReader

from ingest.errors import DatelineError
from rag.export import FORMATS, export
from tests.rag.export.documents import PAYLOADS, hostile, plain

LINKS = ("https://tarn.example/a", "https://ok.example/x?a=1&b=", "http://ok.example/a")


def flat(words: str) -> str:
    return " ".join(words.split())


def of_the_web(links: Iterable[str]) -> bool:
    """Tell whether all are addresses that the document states and that are a web page's."""
    return all(link.startswith(LINKS) for link in links)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- what a reader finds ------------------------------------------------------------------------------------------


def test_word_numbers_real_footnotes_in_the_order_they_are_cited() -> None:
    data = export(plain(), "docx")
    document = docx.Document(io.BytesIO(data))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == ["Bottom line", "Who says what", "Officials", "Sources"]
    assert document.paragraphs[0].text == "The bridge at Tarn" == document.core_properties.title
    parts = parts_of(data)
    body, notes = etree.fromstring(parts["word/document.xml"]), etree.fromstring(parts["word/footnotes.xml"])
    cited = [int(found.get(qn("w:id"))) for found in body.iter(qn("w:footnoteReference"))]
    assert cited == [1, 2, 3]  # each once: a second mark to one note is a reference to the first
    written = {int(found.get(qn("w:id"))): "".join(found.itertext()) for found in notes.iter(qn("w:footnote"))}
    assert set(written) == {-1, 0, 1, 2, 3}
    assert "The bridge at Tarn is shut." in written[1] and "said Ida Holm" in written[2]
    again = [found.get(qn("w:instr")) for found in body.iter(qn("w:fldSimple"))]
    assert len(again) == 1 and "NOTEREF note2 " in again[0]
    assert {found.get(qn("w:name")) for found in body.iter(qn("w:bookmarkStart"))} == {"note1", "note2", "note3"}
    links = [r.target_ref for part in document.part.package.iter_parts() for r in part.rels.values() if r.is_external]
    assert links == ["https://tarn.example/a"] * 2
    assert b'w:footnote w:id="-1"' in parts["word/settings.xml"]


def test_pdf_has_bookmarks_links_and_text_that_can_be_searched() -> None:
    reader = PdfReader(io.BytesIO(export(plain(), "pdf")))
    assert len(reader.pages) == 1 and reader.metadata and reader.metadata.title == "The bridge at Tarn"

    def titles(outline: list[object]) -> list[str]:
        found: list[str] = []
        for entry in outline:
            found += titles(entry) if isinstance(entry, list) else [entry.title]  # type: ignore[attr-defined]
        return found

    assert titles(reader.outline) == ["Bottom line", "Who says what", "Officials", "Sources", "Notes"]
    words = flat(reader.pages[0].extract_text())
    assert "“We closed it at noon”" in words and "said Ida Holm" in words and "never cited" not in words
    actions = [a.get_object() for a in reader.pages[0].get("/Annots", [])]
    addresses = [a["/A"]["/URI"] for a in actions if "/A" in a and "/URI" in a["/A"]]
    assert set(addresses) == {"https://tarn.example/a"}
    assert len(actions) - len(addresses) >= 6  # marks that lead to notes, and notes that lead back


def test_html_stands_alone_and_its_notes_lead_both_ways() -> None:
    page = lxml_html.fromstring(export(plain(), "html"))
    assert not page.xpath("//script | //link | //img | //iframe | //object | //form")
    targets = {element.get("id") for element in page.xpath("//*[@id]")}
    local = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert local and set(local) <= targets
    assert page.xpath("//section[@class='notes']//li/@id") == ["note-1", "note-2", "note-3"]
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_markdown_keeps_footnotes_and_reads_back_as_its_text() -> None:
    written = export(plain(), "md").decode()
    assert re.findall(r"^\[\^(\d+)\]: ", written, re.MULTILINE) == ["1", "2", "3"]
    assert "**Ida Holm, the town engineer:** “We closed it at noon”[^2]" in written
    assert "[Tarn Herald, 3 October 2026.](<https://tarn.example/a>)" in written


def test_the_mark_and_its_remark_stand_in_every_format() -> None:
    page = plain()
    first = page.parts[0]
    marked = replace(first, lines=(replace(first.lines[0], mark="†"), *first.lines[1:]))
    document = replace(page, parts=(marked, *page.parts[1:]), remark="Sentences marked † were written by the user.")
    pdf = flat(PdfReader(io.BytesIO(export(document, "pdf"))).pages[0].extract_text())
    word = "\n".join(p.text for p in docx.Document(io.BytesIO(export(document, "docx"))).paragraphs)
    web = flat(lxml_html.fromstring(export(document, "html")).text_content())
    for shown in (pdf, word, web, flat(export(document, "md").decode())):
        assert shown.count("†") == 2 and "Sentences marked † were written by the user." in shown


def test_another_format_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(DatelineError, match="md, html, docx, pdf"):
        export(plain(), "exe")


# --- attacks (trust.md 24) ------------------------------------------------------------------------------------------


def test_attacks_in_markdown_are_text() -> None:
    written = export(hostile(), "md").decode()
    for renderer in (
        MarkdownIt("commonmark", {"html": True}),
        MarkdownIt("gfm-like", {"html": True, "linkify": False}),
    ):
        page = lxml_html.fromstring(f"<div>{renderer.render(written)}</div>")
        wanted = "//script | //img | //svg | //style | //code | //pre | //del | //table | //hr"
        assert not page.xpath(wanted), [lxml_html.tostring(e) for e in page.xpath(wanted)][:3]
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
        assert of_the_web(page.xpath("//a/@href"))
        shown = flat(page.text_content())
        for payload in PAYLOADS[:6]:
            assert flat(payload) in shown
    assert "\x00" not in written and "\x1b" not in written


def test_attacks_in_word_are_text() -> None:
    data = export(hostile(), "docx")
    document = docx.Document(io.BytesIO(data))
    shown = flat("\n".join(paragraph.text for paragraph in document.paragraphs))
    assert all(flat(payload) in shown for payload in PAYLOADS[:9])
    parts = parts_of(data)
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(content)  # every part is well-formed XML
        assert not list(root.iter(qn("w:instrText"))), name
        fields = [found.get(qn("w:instr")) for found in root.iter(qn("w:fldSimple"))]
        assert all(re.fullmatch(r" NOTEREF note\d+ \\f \\h ", field) for field in fields), name
    links = {r.target_ref for part in document.part.package.iter_parts() for r in part.rels.values() if r.is_external}
    assert links and of_the_web(links)
    assert not [name for name in parts if "vba" in name.lower() or "embed" in name.lower()]


def test_attacks_in_pdf_are_text() -> None:
    data = export(hostile(), "pdf")
    reader = PdfReader(io.BytesIO(data))
    shown = flat(" ".join(page.extract_text() for page in reader.pages))
    squeezed = shown.replace(" ", "").replace("-", "")
    for payload in ("<script>alert(1)</script>", "#panic(", "#read(", "{{7*7}}${7*7}", "![x](http:"):
        assert payload in squeezed
    assert "root:x:0" not in shown
    names = count()
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            next(names)
            assert action.get("/S") in (None, "/URI", "/GoTo")
            assert "/URI" not in action or of_the_web([action["/URI"]])
    catalogue = reader.trailer["/Root"]
    assert (
        "/OpenAction" not in catalogue and "/AA" not in catalogue and "/JavaScript" not in str(catalogue.get("/Names"))
    )
    assert next(names) > 0


def test_every_format_is_written_of_an_empty_document() -> None:
    from rag.export import Document

    for name in FORMATS:
        assert export(Document(title=""), name)
