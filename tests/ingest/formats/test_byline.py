"""Bylines under a headline: what a line states of author, outlet and day, and lines that state nothing."""

from __future__ import annotations

import pytest

from ingest.article import RawDocument
from ingest.formats import parse_document
from ingest.formats.byline import read_byline

Stated = tuple[tuple[str, ...], str | None, str | None]


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("By Dena Molloy, The Alder Mail, 12 November 2026", (("Dena Molloy",), "The Alder Mail", "2026-11-12")),
        ("BY DENA MOLLOY | The Alder Mail", (("Dena Molloy",), "The Alder Mail", None)),
        ("By Dena Molloy, senior correspondent, The Alder Mail", (("Dena Molloy",), "The Alder Mail", None)),
        ("By Dena Molloy and Tove Hallam, May 3, 2026", (("Dena Molloy", "Tove Hallam"), None, "2026-05-03")),
        ("By Dena Molloy, Signal & Tide", (("Dena Molloy",), "Signal & Tide", None)),
        ("By Dena Molloy, London, 3 May 2026", (("Dena Molloy",), None, "2026-05-03")),
        ("Brussels, 3 May 2026", ((), None, "2026-05-03")),
        ("The Alder Courier · 3 May 2026", ((), "The Alder Courier", "2026-05-03")),
        ("May 3, 2026 | The Alder Courier", ((), "The Alder Courier", "2026-05-03")),
        ("Published on 3 May 2026", ((), None, "2026-05-03")),
        ("Outlet: The Alder Mail", ((), "The Alder Mail", None)),
    ],
)
def test_a_byline_states_author_outlet_and_day(line: str, stated: Stated) -> None:
    found = read_byline(line)
    assert found is not None
    assert (found.authors, found.publisher, found.published_at) == stated


@pytest.mark.parametrize(
    "line",
    [
        "By the time the council met, it was over.",
        "By 2026, the port will be closed",
        "A strike began on 12 November 2026",
        "PORT ALDER, Nov. 2 (HPA) - Ferry crews began a strike",
        "Source: a person close to the talks said the deal was off",
        "Details",
    ],
)
def test_a_line_of_the_story_states_nothing(line: str) -> None:
    assert read_byline(line) is None


def test_a_text_file_is_known_by_its_byline_and_the_line_is_no_part_of_the_story() -> None:
    body = "Ferry crews at Port Alder began a strike on Wednesday that will leave the outer islands without a boat."
    text = f"Ferry strike cuts off islanders\n\nBy Dena Molloy, The Alder Mail\n12 November 2026\n\n{body}"
    parsed = parse_document(RawDocument(name="ferry.txt", data=text.encode()))
    stated = parsed.metadata
    assert (stated.title, stated.authors) == ("Ferry strike cuts off islanders", ("Dena Molloy",))
    assert (stated.publisher, stated.published_at) == ("The Alder Mail", "2026-11-12")
    assert parsed.text == text
    assert [heading.of(text) for heading in parsed.headings] == text.split("\n\n")[0:1] + text.split("\n")[2:4]
