"""What search shows: whole sentences, exact, each once, near ones of a passage together."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from rag import NewsAssistant
from rag.asking.question import parse_question
from rag.retrieval.answer_type import answer_type, holds
from rag.retrieval.windows import FEATURES

QUESTIONS = (
    "Why did the Orrel dam fail?",
    "How many people died at the Orrel dam?",
    "What do analysts say about Varland's chances of holding Skarn Bank?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_pieces_are_exact_whole_sentences_none_shown_twice(samples: NewsAssistant, question: str) -> None:
    found = samples.search(question, k=20, asked_on=date(2026, 11, 1)).passages
    assert len(found) > 5
    for piece in found:
        span = piece.passage.span
        assert piece.passage.text == samples.article(piece.article.id).text[span.start : span.end]
        assert span.start == piece.passage.sentences[0].start and span.end == piece.passage.sentences[-1].end
        assert {s.span for s in piece.sentences} == set(piece.passage.sentences)
        assert len(piece.passage.text) <= 1000 or len(piece.passage.sentences) == 1
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            assert one.passage.article_id != other.passage.article_id or not one.passage.span.overlaps(
                other.passage.span
            )


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_read_on_holds_the_best_windows_at_their_ranks(samples: NewsAssistant, question: str) -> None:
    parsed = parse_question(question, date(2026, 11, 1))
    plain = samples._retriever.retrieve(parsed, k=5).passages
    read = samples._retriever.retrieve(parsed, k=5, grown=True).passages
    assert read[0].passage.span.covers(plain[0].passage.span) and read[0].score == plain[0].score
    assert len(read[0].passage.text) > len(plain[0].passage.text)
    together = [r for r in read if sum(r.passage.span.overlaps(p.passage.span) for p in plain) > 1]
    apart = {p.passage.id for p in plain}
    assert together or len(apart) == len(plain)


def test_every_window_is_weighed_as_its_sentences_say(samples: NewsAssistant) -> None:
    """All windows are weighed at once; here some of them are weighed one by one."""
    for question in QUESTIONS:
        parsed = parse_question(question, date(2026, 11, 1))
        found = samples._retriever.candidates(parsed)
        assert found is not None
        windows, idf = found.windows, np.array(found.weights)
        kind = answer_type(question)
        for w in range(0, len(windows.passage), 37):
            stored = found.stored[windows.passage[w]]
            if found.other_language[windows.passage[w]]:
                continue  # weighed by meaning, see test_across.py
            first, last = windows.first[w], windows.last[w]
            spans = stored.passage.sentences[first : last + 1]
            texts = [stored.passage.text[s.start - stored.passage.start : s.end - stored.passage.start] for s in spans]
            cosines = windows.cosines[windows.passage[w]][first : last + 1]
            held = {term for text in texts for _, _, term in found.terms.found(text)}
            value = dict(zip(FEATURES, windows.features[w], strict=True))
            assert value["best_cosine"] == pytest.approx(cosines.max(), abs=1e-5)
            assert value["mean_cosine"] == pytest.approx(cosines.mean(), abs=1e-4)
            assert value["covered"] == pytest.approx(sum(idf[t] for t in held) / idf.sum(), abs=1e-5)
            assert value["answer_type"] == max(holds(kind, text, question) for text in texts)
            own = [v for v in range(len(windows.passage)) if windows.passage[v] == windows.passage[w]]
            best = windows.features[own, FEATURES.index("best_cosine")].max()
            assert value["passage_best_cosine"] == pytest.approx(best, abs=1e-6)
