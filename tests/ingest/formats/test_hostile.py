"""Files that attack their parser: every one ends in text or in an error that says why, within bounds."""

from __future__ import annotations

import io
import random
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from ingest.article import ParsedDocument, RawDocument
from ingest.containers.entries import feed_documents
from ingest.errors import ParseError, SourceError, TooLarge
from ingest.failures import failure_of
from ingest.formats import parse_document
from ingest.frames import decode_answer, encode_request
from ingest.report import Failure
from ingest.sources import read_sources
from ingest.worker import WALL_SECONDS, Pool, _Child, parse_apart, parse_many
from tests.ingest.formats import make

MEGABYTE = 1024 * 1024


def rss(extra: str = "") -> bytes:
    items = "".join(
        f"<item><title>{make.TITLE}</title><link>https://herald.example/{n}</link><description>{text}</description></item>"
        for n, text in enumerate(make.PARAGRAPHS)
    )
    head = f'<?xml version="1.0"?>{extra}<rss version="2.0"><channel><title>The Northern Herald</title>'
    return f"{head}{items}</channel></rss>".encode()


SEEDS = {
    "a.pdf": make.pdf(),
    "a.docx": make.docx(),
    "a.eml": make.eml(),
    "a.rss": rss(),
    "a.html": make.html().encode(),
    "a.odt": make.odt(),
    "a.epub": make.epub(),
    "a.rtf": make.rtf(),
    "a.mhtml": make.mhtml(),
    "a.webarchive": make.webarchive(),
}


def mutants(seed: bytes, count: int, start: int = 0) -> Iterator[bytes]:
    """Damage a file: flipped bytes, cut and doubled pieces, swapped numbers."""
    for number in range(start, start + count):
        chance = random.Random(number)
        data = bytearray(seed)
        for _ in range(chance.choice((1, 3, 20, 200))):
            at = chance.randrange(len(data))
            match chance.randrange(5):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 64)]
                case 2:
                    data[at:at] = data[at : at + chance.randrange(1, 256)]
                case 3:
                    data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"9999", b"-1 "))
                case _:
                    data[at:at] = chance.choice((b"<", b">", b"(" * 50, b"[" * 50, b"\\", b"&#x0;", b"\r\n\r\n"))
            if not data:
                data = bytearray(seed)
        yield bytes(data)


def read(name: str, data: bytes) -> ParsedDocument | list[RawDocument | Failure] | SourceError:
    try:
        return (
            feed_documents(data, name) if name.endswith(".rss") else parse_document(RawDocument(name=name, data=data))
        )
    except SourceError as error:
        return error


@pytest.mark.parametrize("name", SEEDS)
def test_mutated_files_give_text_or_a_typed_error(name: str) -> None:
    outcomes = [read(name, data) for data in mutants(SEEDS[name], 8)]
    assert all((isinstance(outcome, SourceError) and str(outcome)) or outcome for outcome in outcomes)


@pytest.mark.slow
@pytest.mark.parametrize("name", SEEDS)
def test_a_thousand_mutants_in_children_crash_nothing(name: str) -> None:
    raws = (RawDocument(name=name, data=data) for data in mutants(SEEDS[name], 1000))
    if name.endswith(".rss"):
        outcomes = list(feeds_in_a_child(raws))
    else:
        outcomes = [outcome for _, outcome in parse_many(raws, workers=2)]
    assert len(outcomes) == 1000
    broken = [item.reason for item in outcomes if isinstance(item, Failure) and "broke off" in item.reason]
    late = [item.reason for item in outcomes if isinstance(item, Failure) and "longer than" in item.reason]
    assert (broken, late) == ([], [])


def feeds_in_a_child(raws: Iterator[RawDocument]) -> Iterator[ParsedDocument | list[RawDocument | Failure] | Failure]:
    child = _Child(WALL_SECONDS)
    try:
        for raw in raws:
            try:
                yield decode_answer(child.ask(encode_request(raw, task="feed")))
            except SourceError as error:
                yield failure_of(raw.name, error)
    finally:
        child.close()


def zip_bomb(inside: str, megabytes: int) -> bytes:
    """Pack a file of zeros without ever holding it: one megabyte's packed form, repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece, crc = b"\0" * MEGABYTE, 0
    first = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(megabytes):
        crc = zlib.crc32(piece, crc)
    body = first * megabytes + packer.flush()
    name, size = inside.encode(), megabytes * MEGABYTE
    facts = struct.pack("<HHHHIII", 0, 8, 0, 33, crc, len(body), size) + struct.pack("<H", len(name))
    head = b"PK\3\4" + struct.pack("<H", 20) + facts + struct.pack("<H", 0) + name
    entry = b"PK\1\2" + struct.pack("<HH", 20, 20) + facts + struct.pack("<HHHHII", 0, 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(entry), len(head) + len(body), 0)
    return head + body + entry + end


def test_a_word_document_that_would_inflate_is_refused_unopened() -> None:
    bomb = zip_bomb("word/document.xml", 1024)
    with zipfile.ZipFile(io.BytesIO(bomb)) as package:
        assert package.getinfo("word/document.xml").file_size == 1024 * MEGABYTE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    with pytest.raises(TooLarge, match="unpack"):
        parse_document(RawDocument(name="a.docx", data=bomb))
    assert time.process_time() - begun < 1.0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_a_word_document_that_lies_about_its_size_is_no_bomb_either() -> None:
    bomb = zip_bomb("word/document.xml", 1024)
    lying = bomb.replace(struct.pack("<I", 1024 * MEGABYTE), struct.pack("<I", 1000))
    assert lying != bomb
    outcome = parse_apart(RawDocument(name="a.docx", data=lying))
    assert isinstance(outcome, Failure)
    assert outcome.kind in ("ParseError", "TooLarge") and "longer than" not in outcome.reason


def test_a_package_of_ten_thousand_entries_is_refused() -> None:
    data = make.package({f"word/{number}.xml": "" for number in range(10_000)}, compression=zipfile.ZIP_STORED)
    begun = time.process_time()
    with pytest.raises(TooLarge, match="entries"):
        parse_document(RawDocument(name="a.docx", data=data))
    assert time.process_time() - begun < 1.0


@pytest.mark.parametrize(
    "entry", ["../../evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:/evil.txt"]
)
def test_a_package_that_names_files_outside_itself_is_refused(entry: str, tmp_path: Path) -> None:
    data = make.package({"word/document.xml": "x", entry: "evil"})
    with pytest.raises(ParseError, match="outside"):
        parse_document(RawDocument(name="a.docx", data=data))
    (tmp_path / "a.zip").write_bytes(data)
    (failure,) = read_sources([tmp_path / "a.zip"])
    assert isinstance(failure, Failure)
    assert "outside" in failure.reason


def test_a_pdf_stream_that_would_inflate_is_capped() -> None:
    from pypdf.generic import StreamObject

    stream = StreamObject()
    stream.set_data(b" " * (100 * MEGABYTE))
    packed = stream.flate_encode()
    plain = make.pdf()
    marker = plain.index(b"stream\n")
    body = packed._data
    header = f"<< /Length {len(body)} /Filter /FlateDecode >>\nstream\n".encode()
    start = plain.rindex(b"<<", 0, marker)
    end = plain.index(b"endstream", marker)
    data = plain[:start] + header + body + b"\n" + plain[end:]
    assert NameObject("/Filter") in packed
    outcome = parse_apart(RawDocument(name="a.pdf", data=data))
    assert isinstance(outcome, Failure)
    assert outcome.kind in ("ParseError", "TooLarge", "EmptyDocument")


def test_a_pdf_whose_pages_hold_themselves_ends() -> None:
    data = make.pdf().replace(b"/Type /Page\n", b"/Type /Pages /Kids [3 0 R 3 0 R]\n")
    assert isinstance(read("a.pdf", data), SourceError)


def test_a_pdf_whose_outline_turns_in_a_circle_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(make.pdf())))
    one = writer.add_outline_item(title="One", page_number=0)
    two = writer.add_outline_item(title="Two", page_number=0, parent=one)
    two.get_object()[NameObject("/First")] = one
    two.get_object()[NameObject("/Next")] = two
    target = io.BytesIO()
    writer.write(target)
    outcome = parse_apart(RawDocument(name="a.pdf", data=target.getvalue()), wall_seconds=20)
    assert isinstance(outcome, ParsedDocument) and make.PARAGRAPHS[0] in outcome.text


def long_pdf(pages: int) -> bytes:
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>"]
    objects += ["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"] * pages
    data, places = "%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{data}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    ).encode()


def test_a_pdf_of_five_thousand_pages_is_refused_with_the_number_that_is_read() -> None:
    outcome = parse_apart(RawDocument(name="a.pdf", data=long_pdf(5_000)), wall_seconds=20)
    assert isinstance(outcome, Failure) and outcome.kind == "TooLarge" and "pages" in outcome.reason


ENTITIES = (
    '<!DOCTYPE rss [<!ENTITY a "canary-canary"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(f'<!ENTITY {chr(99 + n)} "{("&" + chr(98 + n) + ";") * 10}">' for n in range(9))
    + "]>"
)


def test_entities_in_a_feed_are_refused(tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("canary-canary")
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{canary.as_uri()}">]>'
    for doctype, name in ((outside, "&x;"), (ENTITIES, "&k;")):
        data = rss(doctype).replace(make.PARAGRAPHS[0].encode(), name.encode())
        with pytest.raises(ParseError, match=r"entities|amplification"):
            feed_documents(data, "a.rss")


@pytest.mark.parametrize("attack", ["outside", "laughs"])
def test_entities_in_a_word_document_are_refused(tmp_path: Path, attack: str) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("canary-canary")
    source = tmp_path / "a.docx"
    source.write_bytes(make.docx())
    with zipfile.ZipFile(source) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    xml = entries["word/document.xml"].decode()
    outside = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{canary.as_uri()}">]>'
    declared, name = (outside, "&x;") if attack == "outside" else (ENTITIES.replace("rss", "w:document", 1), "&k;")
    xml = xml.replace("?>", f"?>{declared}", 1).replace("The council", f"{name} The council")
    entries["word/document.xml"] = xml.encode()
    with pytest.raises(ParseError, match=r"entities|amplification"):
        parse_document(RawDocument(name="a.docx", data=make.package(entries)))


def nested_mail(depth: int) -> bytes:
    inner: EmailMessage = make.message()
    data = inner.as_bytes()
    for number in range(depth):
        head = f"Subject: {number}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b{number}\r\n\r\n"
        data = head.encode() + f"--b{number}\r\n".encode() + b"Content-Type: message/rfc822\r\n\r\n" + data
        data += f"\r\n--b{number}--\r\n".encode()
    return data


BOUNDED = {
    "nested divs": ("a.html", ("<div>" * 100_000 + "words " * 50).encode()),
    "nested lists": ("a.html", ("<ul><li>" * 30_000 + "words").encode()),
    "nested tables": ("a.html", ("<table><tr><td>" * 10_000 + "words").encode()),
    "many attributes": ("a.html", b"<p " + b" ".join(b"a%d=b" % n for n in range(20_000)) + b">words"),
    "one long word": ("a.html", b"<p>" + b"a" * 1_000_000),
    "open comment": ("a.html", b"<!--" * 200_000 + b"words"),
    "lying charset": ("a.html", make.html(head='<meta charset="utf-16">').encode()),
    "unknown charset": ("a.html", make.html(head='<meta charset="klingon">').encode()),
    "nested mail": ("a.eml", nested_mail(200)),
    "brackets in Markdown": ("a.md", b"[" * 50_000 + b"words"),
    "quotes in Markdown": ("a.md", b">" * 50_000 + b"words"),
    "stars in Markdown": ("a.md", b"*a_ " * 50_000),
    "braces in Rich Text": ("a.rtf", b"{\\rtf1 " + b"{" * 300_000 + b"words"),
    "brackets in a PDF": ("a.pdf", make.pdf(["[" * 50_000 + "(words) Tj"])),
}


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1) as pool:
        yield pool


@pytest.mark.parametrize("case", BOUNDED)
def test_what_is_made_to_exhaust_is_bounded(case: str, pool: Pool) -> None:
    name, data = BOUNDED[case]
    outcome = pool.submit(RawDocument(name=name, data=data)).result()
    if isinstance(outcome, Failure):
        assert outcome.kind in ("ParseError", "TooLarge", "EmptyDocument")
        assert "longer than" not in outcome.reason
    else:
        assert outcome.text


def test_a_page_with_a_lying_charset_keeps_its_words() -> None:
    outcome = read("a.html", BOUNDED["lying charset"][1])
    assert isinstance(outcome, ParsedDocument)
    assert make.PARAGRAPHS[0] in outcome.text


def test_a_batch_of_a_hundred_with_ten_bad_gives_ninety(tmp_path: Path) -> None:
    bad = {
        "00.pdf": b"no pdf", "01.docx": make.docx()[:900], "02.html": b"", "03.epub": b"PK\3\4", "04.rtf": b"x",
        "05.txt": bytes(range(256)) * 9, "06.odt": make.package({"a": "b"}), "07.eml": b"", "08.webarchive": b"bplist00",
        "09.pdf": make.pdf(password="x"),
    }  # fmt: skip
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    for number in range(10, 100):
        (tmp_path / f"{number}.txt").write_text(f"Story {number}. {make.PARAGRAPHS[number % 4]}")
    good, failures = [], []
    sources = list(read_sources([tmp_path]))
    failures += [item for item in sources if isinstance(item, Failure)]
    for _, outcome in parse_many([item for item in sources if isinstance(item, RawDocument)], workers=1):
        (failures if isinstance(outcome, Failure) else good).append(outcome)
    assert len(good) == 90
    assert len(failures) == 10
    assert all(failure.reason for failure in failures)
