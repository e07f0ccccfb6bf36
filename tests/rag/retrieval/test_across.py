"""A question finds articles in another language where the embedding model brings the two together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.article import Article, Passage, PassageVectors, Span
from ingest.embedding.embedder import PassageInput
from ingest.normalise import content_hash
from ingest.store import ArticleStore, StoreItem
from rag import NewsAssistant
from rag.asking.question import parse_question
from rag.retrieval.retrieve import Retriever

DAY = date(2026, 11, 1)
# Each row: language, text, and how near it is in meaning to the question.
ARTICLES = (
    ("uk", "Міністр заявив, що гребля Оррел не витримає зими. Він просив грошей на ремонт.", 0.8),
    ("uk", "Хор співав до півночі. Квитки розпродали за годину.", 0.05),
    ("en", "The minister opened a new school in Dunholt. He praised its teachers.", 0.3),
    ("en", "A dam of sandbags stood in the market. The winter fair was held behind it.", 0.35),
    ("en", "Shares in the ferry line fell. Nobody at the harbour had expected it.", 0.1),
    ("en", "The choir sang until midnight. The hall was full, the organisers said.", 0.02),
)
QUESTION = "Will the dam survive the winter, according to the minister?"


class Meaning:
    """An embedding model of which only what it says of these texts matters: the vectors are given."""

    fingerprint, dimension, window = "given/1", 8, 256

    def vector(self, near: float, apart: int) -> NDArray[np.float32]:
        made = np.zeros(self.dimension, dtype=np.float32)
        made[0], made[1 + apart] = near, np.sqrt(1 - near * near)
        return made

    def token_spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        return [[(0, len(text))] for text in texts]

    def embed_passages(self, items: Sequence[PassageInput]) -> list[PassageVectors]:
        raise NotImplementedError

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return self.vector(0.0, self.dimension - 2) if "xylophone" in text else self.vector(1.0, 0)


@pytest.fixture
def retriever(tmp_path: Path) -> Iterator[Retriever]:
    meaning = Meaning()
    with ArticleStore.open(tmp_path / "home", embedder=meaning) as store:
        for number, (language, text, near) in enumerate(ARTICLES):
            stop = text.index(". ") + 1
            sentences = (Span(start=0, end=stop), Span(start=stop + 1, end=len(text)))
            article = Article(
                id=f"a{number}", name=f"a{number}", fetched_at="2026-11-01T00:00:00+00:00", language=language,
                content_hash=content_hash(text), text=text, length=len(text), publisher=f"Outlet {number}",
            )  # fmt: skip
            passage = Passage(article_id=article.id, start=0, end=len(text), text=text, sentences=sentences)
            vector = meaning.vector(near, number)
            store.add(
                [
                    StoreItem(
                        article=article, passages=[passage], attributions=[], attribution_version="1",
                        vectors=[PassageVectors(passage=vector, sentences=np.stack([vector, vector]))],
                    )
                ]
            )  # fmt: skip
        yield Retriever(store, meaning)


def test_what_answers_in_another_language_is_not_drowned_by_words_in_ones_own(retriever: Retriever) -> None:
    found = retriever.retrieve(parse_question(QUESTION, DAY), k=4)
    order = list(dict.fromkeys(p.article.id for p in found.passages))
    assert order[0] == "a0" and order[1] == "a3"  # what is far in meaning gains nothing by its language


def test_ones_own_language_is_matched_by_words_as_before(retriever: Retriever) -> None:
    candidates = retriever.candidates(parse_question(QUESTION, DAY))
    assert candidates is not None
    of = {stored.header.id: flag for stored, flag in zip(candidates.stored, candidates.other_language, strict=True)}
    assert of == {"a0": True, "a1": True, "a2": False, "a3": False, "a4": False, "a5": False}
    asked_in_ukrainian = retriever.candidates(parse_question("Що заявив міністр про греблю?", DAY))
    assert asked_in_ukrainian is not None
    own = {
        s.header.language
        for s, f in zip(asked_in_ukrainian.stored, asked_in_ukrainian.other_language, strict=True)
        if not f
    }
    assert own == {"uk"}


def test_unknown_words_do_not_speak_against_an_answer_in_another_language(retriever: Retriever) -> None:
    """Asked in German of Ukrainian and English articles, no word is known; what is near in meaning is found all the same."""
    found = retriever.retrieve(parse_question("Hält der Staudamm laut Minister über diesen Winter?", DAY), k=2)
    nothing = retriever.retrieve(parse_question("Which xylophone quartet performed zarzuela yesterday?", DAY), k=2)
    assert found.passages[0].article.id == "a0"
    assert found.confidence > nothing.confidence


def test_only_articles_of_another_language_are_held_for_such(samples: NewsAssistant) -> None:
    for question in ("How high was the Orrel dam?", "Who won?", "Which xylophone quartet played in Brasilia?"):
        candidates = samples._retriever.candidates(parse_question(question, DAY))
        assert candidates is not None
        for stored, other in zip(candidates.stored, candidates.other_language, strict=True):
            assert other == (stored.header.language == "fr")
