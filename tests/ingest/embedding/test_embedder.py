"""The real default model, through torch and through OpenVINO."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.article import Span
from ingest.chunk import split_passages
from ingest.embedding.embedder import Embedder, PassageInput, passage_input
from ingest.embedding.model_files import default_model_folder
from ingest.embedding.opening import open_embedder
from ingest.embedding.openvino import OpenVinoEmbedder, open_converted
from ingest.embedding.torch_model import TorchEmbedder
from ingest.errors import EmbedderError
from ingest.settings import DEFAULT_EMBEDDER
from rag import NewsAssistant

TEXTS = [
    "The ferry sank in calm water, the harbour master said.",
    "Interest rates rose by half a point. Nobody had expected it. Shops closed early.",
    "Ein Sprecher wollte sich nicht äußern. " * 12,
    "x",
    "Шторм закончился к утру.",
]


@pytest.fixture(scope="module")
def in_torch() -> TorchEmbedder:
    return TorchEmbedder(DEFAULT_EMBEDDER)


@pytest.fixture(scope="module")
def reference() -> np.ndarray:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(default_model_folder()), device="cpu")
    return np.asarray(model.encode(TEXTS, normalize_embeddings=True))


def vectors(embedder: Embedder) -> np.ndarray:
    return np.stack([v.passage for v in embedder.embed_passages([PassageInput(text=t) for t in TEXTS])])


def test_vectors_are_those_of_sentence_transformers(in_torch: TorchEmbedder, reference: np.ndarray) -> None:
    assert (vectors(in_torch) * reference).sum(axis=1).min() > 0.9999


def test_whichever_runs_the_model_its_vectors_are_the_same(embedder: Embedder, reference: np.ndarray) -> None:
    assert (vectors(embedder) * reference).sum(axis=1).min() > 0.999
    query = embedder.embed_query(TEXTS[1])
    assert query.dtype == np.float32 and float(query @ reference[1]) > 0.999


def test_the_choice_is_kept_and_opens_again_as_the_same_model(embedder: Embedder, cache: Path) -> None:
    [choice] = cache.rglob("choice.json")
    kept = json.loads(choice.read_text())
    assert kept["cosine"] > 0.999 and set(kept["seconds"]) == {"torch", "openvino"}
    again = open_embedder(DEFAULT_EMBEDDER, cache)
    assert again.fingerprint == embedder.fingerprint
    assert (kept["backend"] == "openvino") == isinstance(again, OpenVinoEmbedder)


def test_a_damaged_conversion_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "openvino" / DEFAULT_EMBEDDER
    folder.mkdir(parents=True)
    (folder / "choice.json").write_text('{"backend": "openvino"')
    assert open_converted(DEFAULT_EMBEDDER, tmp_path) is None


def test_a_sentences_vector_is_nearer_to_its_own_words_than_to_the_others(embedder: Embedder) -> None:
    pieces = ["The dam burst at dawn.", "Shares in the bank fell by a third.", "The choir sang until midnight."]
    text = " ".join(pieces)
    spans = tuple(Span(start=text.index(p), end=text.index(p) + len(p)) for p in pieces)
    [found] = embedder.embed_passages([PassageInput(text=text, context="Local news", sentences=spans)])
    assert found.sentences.shape == (3, embedder.dimension)
    assert np.allclose(np.linalg.norm(found.sentences, axis=1), 1, atol=1e-4)
    for row, piece in enumerate(pieces):
        assert int(np.argmax(found.sentences @ embedder.embed_query(piece))) == row


@settings(deadline=None, max_examples=25)
@given(texts=st.lists(st.text(max_size=300), min_size=1, max_size=6))
def test_any_text_has_vectors_and_token_spans_within_it(texts: list[str], embedder: Embedder) -> None:
    items = [PassageInput(text=t, sentences=(Span(start=0, end=len(t)),)) for t in texts]
    for text, found, spans in zip(texts, embedder.embed_passages(items), embedder.token_spans(texts), strict=True):
        assert np.isfinite(found.passage).all() and np.isfinite(found.sentences).all()
        assert all(0 <= a <= b <= len(text) for a, b in spans)


def test_a_model_that_is_not_there_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EmbedderError, match="DATELINE_EMBEDDER"):
        open_embedder("nobody/no-such-model", tmp_path)


def test_vectors_of_whole_passages_are_those_of_full_precision(
    embedder: Embedder, in_torch: TorchEmbedder, samples: NewsAssistant
) -> None:
    """Half precision, where the processor has it, moves no vector of an article's passages or of their sentences."""
    items = []
    for header in samples.headers():
        article = samples.article(header.id)
        items += [passage_input(article, p) for p in split_passages(article, embedder, embedder.window)]
    for one, full in zip(embedder.embed_passages(items), in_torch.embed_passages(items), strict=True):
        assert float(one.passage @ full.passage) > 0.999
        assert (one.sentences * full.sentences).sum(axis=1).min() > 0.995  # a short one is the mean of few tokens


@pytest.fixture(scope="module")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default model as one that wants words before each text, in a folder."""
    folder = tmp_path_factory.mktemp("prompted") / "model"
    shutil.copytree(default_model_folder(), folder)
    stated = {
        "prompts": {"query": "search for an answer: ", "passage": "a piece of news: "},
        "default_prompt_name": None,
    }
    (folder / "config_sentence_transformers.json").write_text(json.dumps(stated))
    return folder


@pytest.mark.parametrize("pooled", [True, False])
def test_a_models_own_prompts_stand_before_questions_and_passages(prompted: Path, pooled: bool) -> None:
    from sentence_transformers import SentenceTransformer

    pooling = json.loads((prompted / "1_Pooling" / "config.json").read_text())
    (prompted / "1_Pooling" / "config.json").write_text(json.dumps(pooling | {"include_prompt": pooled}))
    ours, plain = TorchEmbedder(str(prompted)), SentenceTransformer(str(prompted), device="cpu")
    assert (ours.facts.query_prompt, ours.facts.passage_prompt) == ("search for an answer: ", "a piece of news: ")
    asked = plain.encode(TEXTS[0], prompt_name="query", normalize_embeddings=True)
    told = plain.encode(TEXTS, prompt_name="passage", normalize_embeddings=True)
    bare = plain.encode(TEXTS[0], prompt="", normalize_embeddings=True)
    assert float(ours.embed_query(TEXTS[0]) @ asked) > 0.9999 > float(bare @ asked)
    assert (vectors(ours) * told).sum(axis=1).min() > 0.9999
    assert ours.window < ours.facts.window  # the prompt takes its part of what is read at once


def test_a_sentences_vector_is_read_at_its_own_place_behind_a_prompt(prompted: Path) -> None:
    ours = TorchEmbedder(str(prompted))
    pieces = ["The dam burst at dawn.", "Shares in the bank fell by a third."]
    text = " ".join(pieces)
    spans = tuple(Span(start=text.index(p), end=text.index(p) + len(p)) for p in pieces)
    [found] = ours.embed_passages([PassageInput(text=text, sentences=spans)])
    for row, piece in enumerate(pieces):
        assert int(np.argmax(found.sentences @ ours.embed_query(piece))) == row
