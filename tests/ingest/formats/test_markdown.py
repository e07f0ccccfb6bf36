from __future__ import annotations

from itertools import pairwise

from ingest.article import RawDocument
from ingest.formats import parse_document

PAGE = """---
title: Harbour: who pays
subtitle: A town counts its money
publisher: The Northern Herald
authors: [Ada Lind, Bo Berg]
published_at: 2025-05-19T08:30:00+02:00
url: https://herald.example/harbour
language: en
section: Local
keywords: harbour, money
---
# Harbour: who pays

The **town** council met [on Monday](https://herald.example/x), and
`voted` twice. ![photo](a.jpg)

## The vote

- Seven for
- Two against

> "We had no choice," said Ada Lind.

<!-- hidden words -->
<div>Plain <b>bold</b></div>
"""


def parse(source: str) -> tuple[object, str, list[str]]:
    parsed = parse_document(RawDocument(name="a.md", data=source.encode()))
    return parsed.metadata, parsed.text, [span.of(parsed.text) for span in parsed.headings]


def test_front_matter_and_markup_are_read() -> None:
    parsed = parse_document(RawDocument(name="a.md", data=PAGE.replace("Harbour: who", "Harbour, who", 1).encode()))
    metadata = parsed.metadata
    assert metadata.title == "Harbour, who pays"
    assert metadata.subtitle == "A town counts its money"
    assert metadata.publisher == "The Northern Herald"
    assert metadata.authors == ("Ada Lind", "Bo Berg")
    assert metadata.published_at == "2025-05-19T08:30:00+02:00"
    assert metadata.url == "https://herald.example/harbour"
    assert metadata.language == "en"
    assert metadata.section == "Local"
    assert metadata.keywords == ("harbour", "money")
    assert parsed.text == (
        "Harbour: who pays\n\nThe town council met on Monday, and voted twice.\n\nThe vote\n\nSeven for\n\nTwo against"
        '\n\n"We had no choice," said Ada Lind.\n\nPlain bold'
    )
    assert [span.of(parsed.text) for span in parsed.headings] == ["Harbour: who pays", "The vote"]


def test_a_title_with_a_colon_is_read_though_it_is_no_yaml() -> None:
    metadata = parse_document(RawDocument(name="a.md", data=PAGE.encode())).metadata
    assert metadata.title == "Harbour: who pays"
    assert metadata.publisher == "The Northern Herald"


def test_the_first_heading_is_the_title_where_nothing_states_one() -> None:
    parsed = parse_document(RawDocument(name="a.md", data=b"Intro.\n\n# The *story*\n\nWords.\n"))
    assert parsed.metadata.title == "The story"


def test_aliases_that_would_expand_without_end_are_not_read() -> None:
    names = "abcdefghijklmnopqrstuvw"
    lines = [f"{name}: &{name} [*{last},*{last}]\n" for last, name in pairwise(names)]
    bomb = "---\na: &a [x,x]\n" + "".join(lines)
    parsed = parse_document(RawDocument(name="a.md", data=f"{bomb}title: Boom\n---\nWords.".encode()))
    assert parsed.text == "Words."
