"""The sample articles are what they claim to be, and every expectation written about them quotes them exactly."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from ingest.article import ParsedDocument, RawDocument
from ingest.formats import parse_document
from ingest.sources import read_sources

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "ingest" / "samples"
EXPECTED = ROOT / "tests" / "data" / "samples"
NAMES = sorted(path.name for path in SAMPLES.glob("*.md"))
VIEWPOINTS = "viewpoints.json"
STATED = {"title", "publisher", "authors", "published_at", "url", "language", "section"}
OPTIONAL = {"subtitle", "keywords", "updated_at"}
SHINGLE = 5  # words


@cache
def parsed() -> dict[str, ParsedDocument]:
    documents = list(read_sources([SAMPLES]))
    return {document.name: parse_document(document) for document in documents if isinstance(document, RawDocument)}


def text_of(name: str) -> str:
    return parsed()[name].text


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (EXPECTED / name).read_text(encoding="utf-8").splitlines()]


@cache
def viewpoints() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EXPECTED / VIEWPOINTS).read_text(encoding="utf-8"))
    return loaded


def shingles(text: str) -> set[tuple[str, ...]]:
    words = ["".join(c for c in word if c.isalnum()) for word in text.lower().split()]
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def overlap(first: str, second: str) -> float:
    """Share of the shorter text's word runs that the other holds too."""
    one, two = shingles(text_of(first)), shingles(text_of(second))
    return len(one & two) / min(len(one), len(two))


def quotations(node: Any) -> Iterator[tuple[str, str]]:
    """Yield (article, words) of every quotation anywhere below a node."""
    if isinstance(node, list):
        for item in node:
            yield from quotations(item)
    elif isinstance(node, dict):
        if "article" in node:
            for key in ("text", "credit", "evidence", "must_cite"):
                found = node.get(key, [])
                yield from ((node["article"], words) for words in ([found] if isinstance(found, str) else found))
        for item in node.values():
            yield from quotations(item)


def test_there_are_eight_to_twelve_and_all_are_read() -> None:
    assert 8 <= len(NAMES) <= 12
    assert sorted(parsed()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_front_matter_states_everything(name: str) -> None:
    front = yaml.safe_load((SAMPLES / name).read_text(encoding="utf-8").split("---\n")[1])
    assert set(front) >= STATED
    assert set(front) <= STATED | OPTIONAL
    metadata = parsed()[name].metadata
    assert metadata.title == front["title"]
    assert list(metadata.authors) == front["authors"]
    assert metadata.publisher == front["publisher"]
    assert metadata.url == front["url"]
    assert metadata.published_at is not None
    assert date(2026, 10, 19) <= date.fromisoformat(metadata.published_at[:10]) <= date(2026, 11, 8)


@pytest.mark.parametrize("name", NAMES)
def test_addresses_lead_nowhere(name: str) -> None:
    url = urlsplit(parsed()[name].metadata.url or "")
    assert url.scheme == "https"
    assert (url.hostname or "").endswith(".example")
    assert len(url.path) > 10


@pytest.mark.parametrize("name", NAMES)
def test_body_is_the_text_as_written(name: str) -> None:
    body = (SAMPLES / name).read_text(encoding="utf-8").split("---\n", 2)[2]
    plain = "\n".join(line.removeprefix("## ") for line in body.strip().split("\n"))
    assert text_of(name) == plain, "markup or normalisation changed the text; write it as it is stored"
    assert 330 <= len(plain.split()) <= 700


def test_outlets_addresses_and_titles_differ() -> None:
    documents = parsed().values()
    assert len({document.metadata.url for document in documents}) == len(NAMES)
    assert len({document.metadata.title for document in documents}) == len(NAMES)
    hosts = {(document.metadata.publisher, urlsplit(document.metadata.url or "").hostname) for document in documents}
    assert len(hosts) == len({publisher for publisher, _ in hosts}) == len({host for _, host in hosts})


def test_two_stories_are_told_by_three_outlets_or_more() -> None:
    outlets = [{parsed()[name].metadata.publisher for name in topic["articles"]} for topic in viewpoints()["topics"]]
    assert sum(len(story) >= 3 for story in outlets) >= 2


def test_times_are_given_with_zone_by_some_and_not_by_all() -> None:
    with_time = [name for name in NAMES if "T" in (parsed()[name].metadata.published_at or "")]
    assert 0 < len(with_time) < len(NAMES)


def test_a_wire_story_is_printed_twice() -> None:
    (copy,) = viewpoints()["copies"]
    first, second = copy["articles"]
    assert overlap(first, second) >= 0.95
    assert 0.7 < len(text_of(second)) / len(text_of(first)) < 0.95
    assert parsed()[first].metadata.publisher != parsed()[second].metadata.publisher
    for name in (first, second):
        assert f"({copy['agency']})" in text_of(name)[:60]
    for words in copy["left_out_of_second"]:
        assert words in text_of(first)
        assert words not in text_of(second)


def test_no_other_two_articles_are_copies() -> None:
    (copy,) = viewpoints()["copies"]
    for pair in combinations(NAMES, 2):
        if set(pair) != set(copy["articles"]):
            assert overlap(*pair) < 0.1, pair


@pytest.mark.parametrize(
    "name",
    ["said.jsonl", "facts.jsonl", "groups.jsonl", "conversations.jsonl", "conversations_held_out.jsonl", VIEWPOINTS],
)
def test_every_quotation_stands_in_its_article_once(name: str) -> None:
    found = list(quotations(viewpoints() if name.endswith(".json") else rows(name)))
    assert len(found) >= 20
    wrong = [(article, words) for article, words in found if text_of(article).count(words) != 1]
    assert not wrong


def test_said_rows_hold_together() -> None:
    said = rows("said.jsonl")
    assert len(said) >= 40
    assert {row["article"] for row in said} >= set(NAMES) - {viewpoints()["copies"][0]["articles"][1]}
    for row in said:
        text = text_of(row["article"])
        assert row["must_cite"]
        assert row["source"] in text
        assert row["description"] is None or row["description"] in text
        assert row["speaker"] is None or row["speaker"] in text, row["id"]
        assert (row["speaker"] is None) == (row["speaker_kind"] in ("unnamed", "document"))
        assert row["speaker"] not in row["must_not_speakers"]
        assert all(outlet in text for outlet in row["via"])
        for copy in row["also_in"]:
            assert all(words in text_of(copy) for words in row["must_cite"])


def test_facts_hold_their_answers() -> None:
    facts = rows("facts.jsonl")
    assert len(facts) >= 25
    for row in facts:
        assert row["answer"] in row["evidence"]
        assert all(row["answer"] in text_of(copy) for copy in row["also_in"])


def test_groups_name_only_people_of_the_articles() -> None:
    groups = rows("groups.jsonl")
    assert len(groups) >= 10
    everything = "\n".join(text_of(name) for name in NAMES)
    for row in groups:
        parts = [set(row[key]) for key in ("must_speakers", "may_speakers", "must_not_speakers")]
        assert sum(map(len, parts)) == len(set.union(*parts)), f"{row['id']}: one speaker in two lists"
        assert all(speaker in everything for speaker in set.union(*parts))
        assert parts[2]


def test_conversations_are_twenty_of_three_turns() -> None:
    conversations = rows("conversations.jsonl")
    assert len(conversations) == 20
    for row in conversations:
        assert len(row["turns"]) == 3
        assert all(turn["any_of"] for turn in row["turns"])


def test_questions_and_ids_are_not_repeated() -> None:
    single = [row for name in ("said", "facts", "unanswerable", "groups") for row in rows(f"{name}.jsonl")]
    assert len(rows("unanswerable.jsonl")) >= 15
    assert len({row["id"] for row in single}) == len(single)
    assert len({row["question"] for row in single}) == len(single)


def test_viewpoints_are_complete() -> None:
    topics = viewpoints()["topics"]
    assert sum(len(topic["contradictions"]) for topic in topics) >= 10
    assert {name for topic in topics for name in topic["articles"]} == set(NAMES)
    for topic in topics:
        assert {article for article, _ in quotations(topic)} <= set(topic["articles"])
        for view in topic["viewpoints"]:
            assert view["unnamed"] == (view["holder"] is None)
            assert view["holder"] or view["description"]
        for figure in topic["figures"]:
            assert len({value["value"] for value in figure["values"]}) > 1
        for change in topic["changes"]:
            dates = [step["date"] for step in change["steps"]]
            assert dates == sorted(set(dates))
        for claim in topic["shared"]:
            assert len(claim["quotes"]) > 1
