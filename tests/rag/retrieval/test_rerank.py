import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.embedding.model_files import default_model_folder
from ingest.errors import EmbedderError
from rag import NewsAssistant
from rag.asking.question import parse_question
from rag.retrieval.rerank import open_reranker
from rag.retrieval.retrieve import Retriever

os.environ.setdefault("HF_HUB_OFFLINE", "1")


class ShortestFirst:
    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        return -np.array([len(p) for p in passages], dtype=np.float32)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny cross-encoder of random weights, as one that was downloaded lies on disk."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    path = tmp_path_factory.mktemp("cross-encoder")
    for labels, name in ((1, "ranks"), (3, "classifies")):
        config = BertConfig(
            hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, num_labels=labels
        )
        BertForSequenceClassification(config).save_pretrained(path / name)
        AutoTokenizer.from_pretrained(default_model_folder()).save_pretrained(path / name)
    return path


def test_a_cross_encoder_in_a_folder_scores_each_passage_by_itself(folder: Path) -> None:
    reranker = open_reranker(str(folder / "ranks"))
    assert reranker is not None
    texts = ["The dam failed in the night.", "The truce holds.", "The dam failed in the night."]
    scores = reranker.scores("Why did the dam fail?", texts)
    assert scores.shape == (3,) and np.isfinite(scores).all()
    assert scores[0] == pytest.approx(scores[2], abs=1e-5) and scores[0] != scores[1]


def test_what_is_found_is_given_in_the_reranker_s_order(samples: NewsAssistant) -> None:
    question = parse_question("Why did the Orrel dam fail?", date(2026, 11, 1))
    plain = Retriever(samples._store, samples._retriever._embedder).retrieve(question, k=40)
    again = Retriever(samples._store, samples._retriever._embedder, ShortestFirst()).retrieve(question, k=40)
    assert {p.passage.span for p in plain.passages} == {p.passage.span for p in again.passages}
    read = [len(f"{p.article.title}\n{p.passage.text}") for p in again.passages]
    assert read == sorted(read) and again.confidence == plain.confidence


def test_a_model_that_cannot_rank_or_is_not_there_is_refused_with_what_to_do(folder: Path) -> None:
    assert open_reranker("") is None
    for name in (str(folder / "classifies"), str(folder / "no-such-model")):
        with pytest.raises(EmbedderError, match="DATELINE_RERANKER"):
            open_reranker(name)
