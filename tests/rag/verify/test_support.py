"""The verifier on sentences as a good writer would put them, and on such as twist them. Real articles of the samples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag import NewsAssistant
from rag.day import day_in_words
from rag.verify.support import SupportChecker, Verdict
from rag.words import content_words
from rag.writing.quoted_material import Numbered

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data/samples/paraphrases.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def verdicts(samples: NewsAssistant) -> list[tuple[dict[str, Any], Verdict]]:
    checker: SupportChecker = samples.models.checker
    made = []
    for row in ROWS:
        article_id = next(h.id for h in samples.headers() if row["article"] in (h.name or "") + (h.key or ""))
        made.append((row, checker.check(row["text"], [nearest(samples, article_id, row["text"]).supporting])))
    return made


def nearest(samples: NewsAssistant, article_id: str, text: str) -> Numbered:
    """Return the passage a writer would cite: the one with most of the sentence's words."""
    found = [p for p in samples.search(text, k=40).passages if p.article.id == article_id]
    words = content_words(text)
    best = max(found, key=lambda p: len(words & content_words(p.passage.text)))
    return Numbered.found(best, samples.article(article_id))


def test_what_a_good_writer_says_is_supported(verdicts: list[tuple[dict[str, Any], Verdict]]) -> None:
    faithful = [(row, verdict) for row, verdict in verdicts if row["faithful"]]
    lost = [f"{row['text']}: {verdict.reason}" for row, verdict in faithful if not verdict.supported]
    assert len(lost) <= 0.12 * len(faithful), "\n".join(lost)


def test_what_twists_the_article_is_not(verdicts: list[tuple[dict[str, Any], Verdict]]) -> None:
    altered = [(row, verdict) for row, verdict in verdicts if not row["faithful"]]
    missed = [row["text"] for row, verdict in altered if verdict.supported]
    assert len(missed) <= 0.06 * len(altered), "\n".join(missed)


def test_a_sentence_told_with_its_outlet_rests_on_itself(samples: NewsAssistant) -> None:
    article_id = next(h.id for h in samples.headers() if h.name == "strait-tesmar-mines.md")
    article = samples.article(article_id)
    shown = [
        Numbered.found(p, article)
        for p in samples.search("Tesmar accuses Varland of mining the strait", k=60).passages
        if p.article.id == article_id
    ]
    lead = f"{article.publisher}, {day_in_words(article.published_at)}"
    told = 0
    for one in shown:
        for sentence in one.passage.sentences:
            verdict = samples.models.checker.check(f"{lead}: {sentence.of(article.text)}", [one.supporting])
            told += verdict.supported
            assert not verdict.supported or any(found.span.overlaps(sentence) for found in verdict.spans)
    assert told > 10
