"""Saved pages of invented outlets, each with what is to be read out of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.article import RawDocument
from ingest.formats import parse_document
from ingest.normalise import normalise_text

PAGES = sorted((Path(__file__).parents[2] / "data" / "pages").glob("*.html"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    parsed = parse_document(RawDocument(name=path.name, data=path.read_bytes()))
    assert parsed.text.split("\n\n") == expected.pop("paragraphs")
    assert [span.of(parsed.text) for span in parsed.headings] == expected.pop("headings")
    for field, value in expected.items():
        stated = getattr(parsed.metadata, field)
        assert (list(stated) if isinstance(stated, tuple) else stated) == value, field
    assert normalise_text(parsed.text) == parsed.text


def test_there_are_pages() -> None:
    assert len(PAGES) >= 12
