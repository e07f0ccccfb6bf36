"""Who said what, construction by construction: each row of the golden set is a test named after its construction."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.article import Article, Attribution, Span
from ingest.speech.attribution import AttributionExtractor

GOLDEN = Path(__file__).parents[2] / "data" / "attribution" / "golden.jsonl"
ROWS = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def article(text: str, *, publisher: str | None = None, language: str | None = "en", **more: Any) -> Article:
    return Article(
        id="a", name="a", fetched_at="", content_hash="", text=text, publisher=publisher, language=language, **more
    )


def plain(found: Attribution, text: str, keys: set[str]) -> dict[str, Any]:
    """Return what a golden row tells of an attribution, for those of its keys that the row gives."""
    values: dict[str, Any] = {
        "content": [span.of(text) for span in found.content],
        "source": found.source.of(text) if found.source else None,
        "speaker": found.speaker,
        "kind": str(found.kind),
        "via": list(found.via),
        "speaker_kind": str(found.speaker_kind) if found.speaker_kind else None,
        "description": found.description,
        "affiliation": found.affiliation,
        "heard_by": found.heard_by,
        "nested": found.nested_in is not None,
    }
    return {key: values[key] for key in keys}


@pytest.mark.parametrize("row", ROWS, ids=[row["construction"] for row in ROWS])
def test_construction(row: dict[str, Any], extractor: AttributionExtractor) -> None:
    text = row["text"]
    found = extractor.extract(article(text, publisher=row.get("publisher"), language=row.get("language", "en")))
    said = [one for one in found if one.statement]
    for wanted in row["expected"]:
        seen = [plain(one, text, set(wanted)) for one in said]
        assert wanted in seen, f"{row['construction']}: {wanted} is not among {seen}"
    if not row.get("more"):
        assert len(said) == len(row["expected"]), [plain(one, text, {"content", "source"}) for one in said]


def test_every_construction_is_named_once() -> None:
    names = [row["construction"] for row in ROWS]
    assert len(set(names)) == len(names) >= 40
    assert {row.get("language", "en") for row in ROWS} == {"en", "uk", "ru", "de", "fr", "es"}


def test_marked_headings_say_nothing(extractor: AttributionExtractor) -> None:
    text = "Lena Orvik says the harbour is safe.\nTwo of the piers are shut."
    told = article(text, headings=(Span(start=0, end=text.index("\n")),))
    assert extractor.extract(article(text))
    assert not extractor.extract(told)


def test_articles_together_read_as_each_alone(extractor: AttributionExtractor) -> None:
    articles = [article(row["text"], language=row.get("language", "en")) for row in ROWS]
    together = list(extractor.extract_many(articles))
    assert together == [extractor.extract(one) for one in articles]


def test_content_lies_within_the_text_and_in_order(extractor: AttributionExtractor) -> None:
    whole = "\n".join(row["text"] for row in ROWS if "language" not in row)
    for found in extractor.extract(article(whole)):
        for earlier, later in zip(found.content, found.content[1:], strict=False):
            assert earlier.end <= later.start
        assert all(span.of(whole).strip() for span in found.content)
