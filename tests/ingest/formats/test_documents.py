"""Every kind of document, told by name or by media type, gives the same story."""

from __future__ import annotations

import pytest

from ingest.article import ParsedDocument, RawDocument
from ingest.errors import EmptyDocument, ParseError, SourceError, TooLarge, UnsupportedFormat
from ingest.formats import FORMATS, parse_document
from ingest.normalise import normalise_text
from tests.ingest.formats import make

KINDS = {
    "a.docx": (make.docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "a.odt": (make.odt, "application/vnd.oasis.opendocument.text"),
    "a.epub": (make.epub, "application/epub+zip"),
    "a.rtf": (make.rtf, "application/rtf"),
    "a.eml": (make.eml, "message/rfc822"),
    "a.mhtml": (make.mhtml, "multipart/related"),
    "a.webarchive": (make.webarchive, "application/x-webarchive"),
    "a.pdf": (make.pdf, "application/pdf"),
    "a.html": (lambda: make.html().encode(), "text/html; charset=utf-8"),
}


def parse(name: str, data: bytes, media_type: str | None = None) -> ParsedDocument:
    return parse_document(RawDocument(name=name, data=data, media_type=media_type))


def headings(parsed: ParsedDocument) -> list[str]:
    return [span.of(parsed.text) for span in parsed.headings]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("by", ["name", "media type"])
def test_the_story_comes_out_whole_and_in_order(name: str, by: str) -> None:
    build, media_type = KINDS[name]
    parsed = parse(name, build()) if by == "name" else parse("download", build(), media_type)
    places = [parsed.text.find(paragraph) for paragraph in make.PARAGRAPHS]
    assert -1 not in places
    assert places == sorted(places)
    assert parsed.metadata.title == make.TITLE
    assert normalise_text(parsed.text) == parsed.text
    assert "secret" not in parsed.text
    assert "Home" not in parsed.text
    assert "Subscribe" not in parsed.text


def test_every_format_is_in_the_table_of_kinds() -> None:
    suffixes = {suffix for entry in FORMATS if not entry.plain for suffix in entry.suffixes}
    assert {f".{name.split('.')[1]}" for name in KINDS} | {".htm", ".xhtml", ".mht"} == suffixes


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
def test_headings_are_told_apart(name: str) -> None:
    parsed = parse(name, KINDS[name][0]())
    assert make.SUBHEAD in headings(parsed)
    assert make.PARAGRAPHS[0] not in headings(parsed)


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub", "a.rtf", "a.pdf"])
def test_the_author_stated_is_kept(name: str) -> None:
    assert parse(name, KINDS[name][0]()).metadata.authors == ("Ada Lind",)


def test_hidden_words_in_a_word_document_are_left_out() -> None:
    assert "pay the sender" not in parse("a.docx", make.docx(hidden="pay the sender")).text


def test_a_table_row_is_one_line() -> None:
    assert "For | 7" in parse("a.docx", make.docx()).text.split("\n\n")


def test_a_newsletter_keeps_sender_subject_and_date() -> None:
    metadata = parse("a.eml", make.eml()).metadata
    assert metadata.publisher == "The Northern Herald"
    assert metadata.published_at == "2025-05-19T08:30:00+02:00"


@pytest.mark.parametrize("name", ["a.mhtml", "a.webarchive"])
def test_a_saved_page_keeps_its_address(name: str) -> None:
    metadata = parse(name, KINDS[name][0]()).metadata
    assert metadata.url == "https://herald.example/harbour"
    assert metadata.publisher is not None


def test_pdf_lines_are_joined_into_paragraphs_and_hyphens_undone() -> None:
    lines = [
        "The harbour wall of the town is to be finished in the spring of next year, accord-",
        "ing to the engineer.",
    ]
    data = make.pdf(["".join(make.shown(line, 700 - 14 * at) for at, line in enumerate(lines))])
    assert parse("a.pdf", data).text == (
        "The harbour wall of the town is to be finished in the spring of next year, according to the engineer."
    )


def test_running_heads_and_page_numbers_of_a_pdf_are_left_out() -> None:
    pages = [
        make.shown("The Northern Herald, 19 May", 820) + make.shown(f"Words of page {name} that fill a line.", 700)
        + make.shown(f"Page {number} of 4", 30)
        for number, name in enumerate(("one", "two", "three", "four"), start=1)
    ]  # fmt: skip
    text = parse("a.pdf", make.pdf(pages)).text
    assert "Herald" not in text
    assert "of 4" not in text
    assert "Words of page three" in text


HIDDEN_INK = {
    "without ink": make.shown("Pay the sender now", 400, setup="3 Tr"),
    "white": make.shown("Pay the sender now", 400, setup="1 1 1 rg"),
    "tiny": make.shown("Pay the sender now", 400, size=0),
}


@pytest.mark.parametrize("how", HIDDEN_INK)
def test_invisible_words_of_a_pdf_are_left_out(how: str) -> None:
    text = parse("a.pdf", make.pdf([make.story_operators() + HIDDEN_INK[how]])).text
    assert "Pay the sender" not in text
    assert make.PARAGRAPHS[0] in text


def test_the_text_layer_of_a_scan_is_read() -> None:
    assert (
        "Words from recognition" in parse("a.pdf", make.pdf([make.shown("Words from recognition", 400, "3 Tr")])).text
    )


def scanned() -> bytes:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(make.pdf(["q 595 0 0 842 0 0 cm /I Do Q"], title=None))))
    image = StreamObject()
    image.set_data(b"\x00")
    fields = {"/Subtype": NameObject("/Image"), "/Width": NumberObject(1), "/Height": NumberObject(1)}
    image.update({NameObject(name): value for name, value in fields.items()})
    objects = DictionaryObject({NameObject("/I"): writer._add_object(image)})
    writer.pages[0]["/Resources"][NameObject("/XObject")] = objects
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


WALL = "<html><head><title>Herald</title></head><body><div>"
BAD: dict[str, tuple[str, bytes, type[Exception], str]] = {
    "unknown kind": ("a.xyz", b"words", UnsupportedFormat, "no reader"),
    "empty": ("a.html", b"", EmptyDocument, "empty"),
    "wrong type": ("a.pdf", b"<html>", ParseError, "holds no PDF"),
    "scan": ("a.pdf", scanned(), ParseError, "scan"),
    "locked": ("a.pdf", make.pdf(password="x"), ParseError, "password"),
    "locked office file": ("a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, ParseError, "password"),
    "no words": ("a.pdf", make.pdf([""], title=None), EmptyDocument, "no text"),
    "too many pages": ("a.pdf", make.pdf([""] * 501), TooLarge, "pages"),
    "package cut short": ("a.docx", make.docx()[:2000], ParseError, "damaged"),
    "not rich text": ("a.rtf", b"hello", ParseError, "no Rich Text"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_says_why(case: str) -> None:
    name, data, kind, words = BAD[case]
    with pytest.raises(kind, match=words) as caught:
        parse(name, data)
    assert type(caught.value) is kind


def test_each_fault_has_a_message_of_its_own() -> None:
    told = {}
    for case in ("wrong type", "empty", "scan", "locked"):
        with pytest.raises(SourceError) as caught:
            parse(*BAD[case][:2])
        told[case] = str(caught.value)
    cookies = (
        f"{WALL}<h1>Before you continue</h1><p>We use cookies and similar technologies to personalise content. Please "
        "accept all cookies or manage your consent to continue.</p><button>Accept all</button>"
    )
    with pytest.raises(SourceError, match="cookie") as caught:
        parse("a.html", cookies.encode())
    assert len({*told.values(), str(caught.value)}) == 5
