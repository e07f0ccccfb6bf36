from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.article import RawDocument, Span
from ingest.errors import EmptyDocument, ParseError
from ingest.formats import parse_document
from ingest.normalise import normalise_text

STORY = "В Брюгге открыли мост\n\nМост через реку открыли в понедельник, сообщил мэр города. Движение начнется.\n" * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1251", "koi8-r"]
)
def test_text_of_any_encoding_is_read(encoding: str) -> None:
    parsed = parse_document(RawDocument(name="a.txt", data=STORY.encode(encoding)))
    assert parsed.text == normalise_text(STORY)


def test_a_declared_charset_is_believed_where_the_bytes_are_not_utf_8() -> None:
    raw = RawDocument(name="a", data="Žlutý kůň.".encode("iso-8859-2"), media_type="text/plain; charset=iso-8859-2")
    assert parse_document(raw).text == "Žlutý kůň."


def test_a_short_first_line_is_the_headline_and_stays_in_the_text() -> None:
    body = "The bridge over the Sund opened on Monday, the mayor said, after nine years of work."
    parsed = parse_document(RawDocument(name="a.txt", data=f"Bridge opens\n\n{body}".encode()))
    assert parsed.metadata.title == "Bridge opens"
    assert parsed.text == f"Bridge opens\n\n{body}"
    assert parsed.headings == (Span(start=0, end=12),)
    assert parsed.metadata.publisher is None


@pytest.mark.parametrize("first", ["The bridge opened on Monday.", "word " * 60, "..."])
def test_a_sentence_or_a_long_line_is_no_headline(first: str) -> None:
    body = "It took nine years and cost more than planned. " * 10
    parsed = parse_document(RawDocument(name="a.txt", data=f"{first}\n{body}".encode()))
    assert parsed.metadata.title is None
    assert parsed.headings == ()


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"...\n---"])
def test_an_empty_file_says_so(data: bytes) -> None:
    with pytest.raises(EmptyDocument):
        parse_document(RawDocument(name="a.txt", data=data))


def test_binary_data_is_refused() -> None:
    with pytest.raises(ParseError, match="binary"):
        parse_document(RawDocument(name="a.txt", data=bytes(range(256)) * 40))


@given(st.text(min_size=1))
def test_any_text_comes_out_normalised_or_is_empty(text: str) -> None:
    try:
        parsed = parse_document(RawDocument(name="a.txt", data=text.encode("utf-8", errors="replace")))
    except (EmptyDocument, ParseError):
        return
    assert normalise_text(parsed.text) == parsed.text
    assert all(span.of(parsed.text) == parsed.metadata.title for span in parsed.headings)
