"""Small documents of every kind, made in memory. All say the same story of an invented town."""

from __future__ import annotations

import io
import plistlib
import zipfile
from email.message import EmailMessage

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

TITLE = "Harbour town counts its money"
PARAGRAPHS = (
    "The council of Sundhaven met on Monday to decide who pays for the new harbour wall, the mayor said.",
    '"We had no choice," said Ada Lind, who leads the council. "The sea does not wait for a budget."',
    "Seven members voted for the plan and two against it, after a debate of nine hours that ended at midnight.",
    "The wall is to be finished in the spring of next year, according to the engineer in charge, Bo Berg.",
)
SUBHEAD = "The vote"


def html(body: str = "", head: str = "", lang: str = "en") -> str:
    """A page with the story, `head` and `body` added."""
    story = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{TITLE} - The Northern Herald</title>{head}</head>'
        f"<body><nav><a href=/>Home</a><a href=/n>News</a></nav><article><h1>{TITLE}</h1>{story}{body}</article>"
        "<footer>Imprint</footer></body></html>"
    )


def docx(*, hidden: str = "") -> bytes:
    document = Document()
    document.core_properties.title = TITLE
    document.core_properties.author = "Ada Lind"
    document.add_heading(TITLE, level=1)
    for text in PARAGRAPHS[:2]:
        document.add_paragraph(text)
    document.add_heading(SUBHEAD, level=2)
    for text in PARAGRAPHS[2:]:
        paragraph = document.add_paragraph(text)
    run = paragraph.add_run(hidden)
    run.font.hidden = True
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "For", "7"
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def package(entries: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


def odt() -> bytes:
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    quoted = [text.replace("&", "&amp;") for text in PARAGRAPHS]
    body = f"<text:h>{TITLE}</text:h>" + "".join(f"<text:p>{text}</text:p>" for text in quoted[:2])
    body += f"<text:h>{SUBHEAD}</text:h>" + "".join(f"<text:p>{text}</text:p>" for text in quoted[2:])
    note = "<text:p>One<office:annotation><text:p>secret note</text:p></office:annotation> two<text:s/>three.</text:p>"
    content = f"<office:document-content {spaces}><office:body><office:text>{body}{note}</office:text></office:body>"
    meta = f"<office:document-meta {spaces}><office:meta><dc:title>{TITLE}</dc:title><dc:creator>Ada Lind</dc:creator>"
    return package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content + "</office:document-content>",
            "meta.xml": meta + "</office:meta></office:document-meta>",
        }
    )


def epub() -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="O/book.opf"/></rootfiles></container>'
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{TITLE}</dc:title><dc:creator>Ada Lind</dc:creator><dc:publisher>The Northern Herald</dc:publisher>"
        "<dc:language>en</dc:language><dc:date>2025-05-19</dc:date></metadata><manifest>"
        '<item id="b" href="two.xhtml"/><item id="a" href="one.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    one = f"<html><body><h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2]) + "</body></html>"
    two = f"<html><body><h2>{SUBHEAD}</h2>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS[2:]) + "</body></html>"
    files = {"O/book.opf": opf, "O/one.xhtml": one, "O/two.xhtml": two}
    return package({"mimetype": "application/epub+zip", "META-INF/container.xml": container, **files})


def rtf() -> bytes:
    body = "\\par\n".join((TITLE, *PARAGRAPHS))
    return (
        r"{\rtf1\ansi{\info{\title " + TITLE + r"}{\author Ada Lind}}" + body + r"\par {\v secret} done\par}"
    ).encode()


def message() -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = '"The Northern Herald" <news@herald.example>'
    mail["To"] = "reader@post.example"
    mail["Subject"] = TITLE
    mail["Date"] = "Mon, 19 May 2025 08:30:00 +0200"
    mail["Message-ID"] = "<1@herald.example>"
    mail.set_content("Open this in a browser.")
    preheader = '<div style="display:none">secret words</div>'
    story = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    footer = "<p>Subscribe now</p><p><a href=/u>Unsubscribe from this letter</a></p>"
    mail.add_alternative(f"<html><body>{preheader}<h1>{TITLE}</h1>{story}{footer}</body></html>", subtype="html")
    return mail


def eml() -> bytes:
    return message().as_bytes()


def mbox() -> bytes:
    return b"".join(
        b"From - Mon May 19 08:30:00 2025\n" + eml().replace(b"<1@", b"<%d@" % n) + b"\n" for n in (1, 2, 3)
    )


def mhtml() -> bytes:
    mail = EmailMessage()
    mail["From"] = "<Saved by a browser>"
    mail["Snapshot-Content-Location"] = "https://herald.example/harbour"
    mail["Subject"] = TITLE
    mail.set_content(html(), subtype="html", cte="quoted-printable")
    mail.make_related()
    mail.add_related(b"\x89PNG", "image", "png")
    return mail.as_bytes()


def webarchive() -> bytes:
    resource = {
        "WebResourceData": html().encode("utf-16"),
        "WebResourceTextEncodingName": "utf-16",
        "WebResourceURL": "https://herald.example/harbour",
        "WebResourceMIMEType": "text/html",
    }
    return plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)


def pdf(pages: list[str] | None = None, *, password: str | None = None, title: str | None = TITLE) -> bytes:
    """A PDF whose pages have these drawing operators; by default the story on one page."""
    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica"), NameObject("/Encoding"): NameObject("/WinAnsiEncoding")}
    )  # fmt: skip
    for operators in pages if pages is not None else [story_operators()]:
        page = writer.add_blank_page(595, 842)
        stream = DecodedStreamObject()
        stream.set_data(operators.encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if title:
        writer.add_metadata({"/Title": title, "/Author": "Ada Lind"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def shown(text: str, y: int, setup: str = "", size: int = 11) -> str:
    """Operators that draw one line."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"q BT {setup} /F1 {size} Tf 1 0 0 1 50 {y} Tm ({escaped}) Tj ET Q\n"


def story_operators() -> str:
    lines = [TITLE, ""]
    for text in PARAGRAPHS:
        words, line = text.split(), ""
        for word in words:
            if len(line) + len(word) > 60:
                lines.append(line.strip())
                line = ""
            line += f"{word} "
        lines += [line.strip(), ""]
    return "".join(shown(line, 800 - 14 * at) for at, line in enumerate(lines) if line)
