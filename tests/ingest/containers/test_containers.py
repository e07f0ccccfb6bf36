"""Files that hold many documents, read through `read_sources` as users give them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.article import RawDocument
from ingest.formats import parse_document
from ingest.report import Failure
from ingest.sources import read_sources
from tests.ingest.formats import make

ROWS = (
    {
        "url": "https://herald.example/1",
        "title": make.TITLE,
        "text": "The council met; it voted.",
        "authors": "Ada Lind, Bo Berg",
        "published_at": "2025/05/19",
        "publisher": "The Northern Herald",
    },
    {"url": "", "title": "Without text", "text": "", "authors": "", "published_at": "", "publisher": ""},
    {"url": "https://herald.example/3", "title": "", "text": 'Two lines,\n"quoted".', "authors": "", "published_at": "", "publisher": ""},
)  # fmt: skip


def read(path: Path, data: str | bytes) -> list[RawDocument | Failure]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_sources([path]))


def documents(found: list[RawDocument | Failure]) -> list[RawDocument]:
    return [item for item in found if isinstance(item, RawDocument)]


def table(delimiter: str) -> str:
    def quoted(value: str) -> str:
        return '"' + value.replace('"', '""') + '"'

    lines = [delimiter.join(ROWS[0]), *(delimiter.join(quoted(value) for value in row.values()) for row in ROWS)]
    return "\n".join(lines)


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_gives_a_document_a_row(tmp_path: Path, name: str, delimiter: str, encoding: str) -> None:
    first, failure, last = read(tmp_path / name, table(delimiter).encode(encoding))
    assert isinstance(first, RawDocument)
    assert first.stated.authors == ("Ada Lind", "Bo Berg")
    assert first.stated.published_at == "2025-05-19"
    assert first.stated.publisher == "The Northern Herald"
    assert first.key == "https://herald.example/1"
    assert isinstance(failure, Failure)
    assert failure.name == f"{name} line 3"
    assert isinstance(last, RawDocument)
    assert last.data.decode() == 'Two lines,\n"quoted".'


def test_field_names_of_other_programs_are_understood(tmp_path: Path) -> None:
    row = {
        "link": "https://herald.example/1", "headline": "Bridge opens", "content": "The bridge opened.",
        "byline": "By Ada Lind", "date": "2025-05-19", "source": {"id": None, "name": "The Herald"},
    }  # fmt: skip
    (document,) = documents(read(tmp_path / "a.json", json.dumps({"status": "ok", "articles": [row]})))
    stated = document.stated
    assert (stated.url, stated.title, stated.publisher) == ("https://herald.example/1", "Bridge opens", "The Herald")
    assert (stated.authors, stated.published_at) == (("Ada Lind",), "2025-05-19")


FEEDS = {
    "a.rss": f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Northern Herald</title><language>en-gb</language>
<item><title>{make.TITLE}</title><link>https://herald.example/1</link><pubDate>Mon, 19 May 2025 08:30:00 +0200</pubDate>
<author>news@herald.example (Ada Lind)</author><description>A teaser.</description>
<content:encoded><![CDATA[<p>{make.PARAGRAPHS[0]}</p><p style="display:none">secret</p><p>{make.PARAGRAPHS[1]}</p>]]></content:encoded></item>
<item><title>Empty</title><link>https://herald.example/2</link></item></channel></rss>""",
    "a.atom": f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Northern Herald</title>
<entry><title>{make.TITLE}</title><link href="https://herald.example/1"/><published>2025-05-19T08:30:00+02:00</published>
<author><name>Ada Lind</name></author><content type="html">&lt;p&gt;{make.PARAGRAPHS[0]}&lt;/p&gt;&lt;p&gt;{make.PARAGRAPHS[1]}&lt;/p&gt;</content></entry>
<entry><title>Empty</title><link href="https://herald.example/2"/></entry></feed>""",
    "a.json": json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1", "title": "The Northern Herald",
            "items": [
                {"url": "https://herald.example/1", "title": make.TITLE, "date_published": "2025-05-19T08:30:00+02:00",
                 "authors": [{"name": "Ada Lind"}], "content_html": f"<p>{make.PARAGRAPHS[0]}</p><p>{make.PARAGRAPHS[1]}</p>"},
                {"url": "https://herald.example/2", "title": "Empty"},
            ],
        }
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_a_saved_feed_gives_a_document_an_entry(tmp_path: Path, name: str) -> None:
    document, failure = read(tmp_path / name, FEEDS[name])
    assert isinstance(document, RawDocument)
    assert parse_document(document).text == "\n\n".join(make.PARAGRAPHS[:2])
    stated = document.stated
    assert (stated.title, stated.publisher, stated.authors) == (make.TITLE, "The Northern Herald", ("Ada Lind",))
    assert (stated.url, stated.published_at) == ("https://herald.example/1", "2025-05-19T08:30:00+02:00")
    assert document.key == "https://herald.example/1"
    assert isinstance(failure, Failure)
    assert "no text" in failure.reason


def test_other_xml_is_no_feed(tmp_path: Path) -> None:
    (failure,) = read(tmp_path / "a.xml", "<catalogue><book/></catalogue>")
    assert isinstance(failure, Failure)
    assert "no RSS or Atom feed" in failure.reason


def test_a_mailbox_gives_a_document_a_message(tmp_path: Path) -> None:
    found = documents(read(tmp_path / "a.mbox", make.mbox()))
    assert [document.name for document in found] == [f"a.mbox message {number}" for number in (1, 2, 3)]
    assert len({document.key for document in found}) == 3
    parsed = parse_document(found[1])
    assert parsed.metadata.title == make.TITLE
    assert make.PARAGRAPHS[3] in parsed.text


def test_an_archive_gives_its_documents_and_reports_what_it_cannot(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps(row) for row in ROWS)
    entries: dict[str, str | bytes] = {
        "b/page.html": make.html(), "a.txt": "Words.", "photo.png": b"\x89PNG", "__MACOSX/._a.txt": "x", ".hidden.md": "x",
        "c.jsonl": rows, "d.zip": make.package({"x.txt": "y"}), "e.docx": make.docx(), "f.txt": "",
    }  # fmt: skip
    found = read(tmp_path / "a.zip", make.package(entries))
    names = [document.name for document in documents(found)]
    assert names == ["a.zip/a.txt", "a.zip/b/page.html", "a.zip/c.jsonl line 1", "a.zip/c.jsonl line 3", "a.zip/e.docx"]
    failures = {item.name: item.kind for item in found if isinstance(item, Failure)}
    assert failures == {
        "a.zip/c.jsonl line 2": "EmptyDocument",
        "a.zip/d.zip": "UnsupportedFormat",
        "a.zip/f.txt": "EmptyDocument",
    }
    assert documents(found)[0].key == f"{tmp_path}/a.zip/a.txt"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.zip", b"PK\3\4 no archive", "damaged"),
        ("a.zip", make.package({"photo.png": "x"}), "no file of a kind"),
        ("a.mbox", b"hello", "does not begin with a message"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"7", "neither"),
        ("a.rss", b"<rss><channel>", "damaged"),
        ("a.csv", b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (failure,) = read(tmp_path / name, data)
    assert isinstance(failure, Failure)
    assert words in failure.reason
