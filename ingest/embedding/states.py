"""From token states to vectors: batching, pooling, and sentences out of their passage's own forward pass.

A sentence's vector is the mean of its tokens' states in the passage ("late chunking", Günther et al. 2024,
arXiv 2409.04701): it knows its context and costs no forward pass of its own.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from ingest.article import PassageVectors, Span
from ingest.embedding.embedder import PassageInput

_BATCH_TOKENS = 2_048


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelFacts:
    """What must be known of a model to run it. pooling: "mean" or "cls", of the last layer's states.

    prompt_pooled: whether a prompt's own tokens count in the mean.
    """

    name: str
    fingerprint: str
    dimension: int
    window: int
    query_prompt: str = ""
    passage_prompt: str = ""
    pooling: str = "mean"
    prompt_pooled: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenBatch:
    """Tokenised texts: ids and mask are (texts, length) int64; offsets (texts, length, 2) in characters."""

    ids: NDArray[np.int64]
    mask: NDArray[np.int64]
    offsets: NDArray[np.int64]


class StateEmbedder(ABC):
    """An embedder over a model that gives token states. Subclasses run the model."""

    def __init__(self, facts: ModelFacts, tokenizer: Tokenizer) -> None:
        self.facts = facts
        # One copy counts tokens of whole texts; the other cuts and pads for the model.
        self._counter = Tokenizer.from_str(tokenizer.to_str())
        self._counter.no_truncation()
        self._counter.no_padding()
        self.tokenizer = Tokenizer.from_str(tokenizer.to_str())
        self.tokenizer.enable_truncation(facts.window)
        self._pad = int((self.tokenizer.padding or {}).get("pad_id", 0))
        self.tokenizer.no_padding()

    @property
    def fingerprint(self) -> str:
        """Name, revision, dimension and recipe."""
        return self.facts.fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self.facts.dimension

    @property
    def window(self) -> int:
        """Tokens of a passage read at once, special tokens included, its prompt left out."""
        prompt = (
            self._counter.encode(self.facts.passage_prompt, add_special_tokens=False)
            if self.facts.passage_prompt
            else ()
        )
        return self.facts.window - len(prompt)

    def token_spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return for each text where its tokens lie, special tokens left out."""
        return [found.offsets for found in self._counter.encode_batch(list(texts), add_special_tokens=False)]

    def embed_passages(self, items: Sequence[PassageInput]) -> list[PassageVectors]:
        """Return the vectors of passages and of their sentences, in the order given."""
        prefixes = [self.facts.passage_prompt + (item.context + "\n" if item.context else "") for item in items]
        texts = [prefix + item.text for prefix, item in zip(prefixes, items, strict=True)]
        encoded = self.tokenizer.encode_batch(texts)
        groups = list(batches([len(found) for found in encoded]))
        tokens = (self._padded([encoded[i] for i in group]) for group in groups)
        vectors: dict[int, PassageVectors] = {}
        for group, (batch, states) in zip(groups, self.run(tokens), strict=True):
            pooled = self.pooled(states, self._counted(batch, self.facts.passage_prompt))
            for row, i in enumerate(group):
                sentences = pool_sentences(
                    states[row], batch.offsets[row], len(prefixes[i]), items[i].sentences, pooled[row]
                )
                vectors[i] = PassageVectors(passage=pooled[row], sentences=sentences)
        return [vectors[i] for i in range(len(items))]

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector (d,) of a question."""
        batch = self.tokens([self.facts.query_prompt + text])
        return np.asarray(
            self.pooled(self._run_one(batch), self._counted(batch, self.facts.query_prompt))[0], dtype=np.float32
        )

    def save_tokenizer(self, path: Path) -> None:
        """Write the tokenizer to a file that one like it can be opened from."""
        copy = Tokenizer.from_str(self.tokenizer.to_str())
        copy.enable_padding(pad_id=self._pad)
        copy.save(str(path))

    def tokens(self, texts: Sequence[str]) -> TokenBatch:
        """Tokenise texts of one batch, cut to the window and padded to the longest."""
        return self._padded(self.tokenizer.encode_batch(list(texts)))

    def _padded(self, found: Sequence[Encoding]) -> TokenBatch:
        size = (len(found), max(map(len, found)))
        ids = np.full(size, self._pad, dtype=np.int64)
        mask = np.zeros(size, dtype=np.int64)
        offsets = np.zeros((*size, 2), dtype=np.int64)
        for row, each in enumerate(found):
            ids[row, : len(each)] = each.ids
            mask[row, : len(each)] = 1
            offsets[row, : len(each)] = each.offsets
        return TokenBatch(ids=ids, mask=mask, offsets=offsets)

    def _counted(self, batch: TokenBatch, prompt: str) -> NDArray[np.int64]:
        """Return the mask (texts, length) of the tokens that count in a text's vector."""
        if self.facts.prompt_pooled or not prompt:
            return batch.mask
        begun = np.maximum.accumulate(batch.offsets[:, :, 1] > len(prompt), axis=1)
        return np.where(begun, batch.mask, 0)

    def pooled(self, states: NDArray[np.float32], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the unit vectors (texts, d) of token states (texts, length, d)."""
        if self.facts.pooling == "cls":
            return unit(states[:, 0])
        weights = mask[:, :, None].astype(np.float32)
        return unit((states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0))

    def run(self, inputs: Iterable[TokenBatch]) -> Iterator[tuple[TokenBatch, NDArray[np.float32]]]:
        """Yield each batch with its token states, in order."""
        for batch in inputs:
            yield batch, self._run_one(batch)

    @abstractmethod
    def _run_one(self, batch: TokenBatch) -> NDArray[np.float32]:
        """Return the last layer's states (texts, length, d) of one batch."""


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group texts of like length in tokens, so that little is spent on padding; yields their indices."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    group: list[int] = []
    for i in order:
        if group and lengths[i] * (len(group) + 1) > _BATCH_TOKENS:
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def pool_sentences(
    states: NDArray[np.float32],
    offsets: NDArray[np.int64],
    shift: int,
    sentences: Sequence[Span],
    fallback: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return a unit vector per sentence (n, d): the mean state of its tokens.

    shift: characters of prompt and context before the passage. fallback: for a sentence beyond the window.
    """
    vectors = np.empty((len(sentences), states.shape[1]), dtype=np.float32)
    starts, ends = offsets[:, 0], offsets[:, 1]
    real = ends > starts
    for row, sentence in enumerate(sentences):
        inside = real & (starts < sentence.end + shift) & (ends > sentence.start + shift)
        vectors[row] = states[inside].mean(axis=0) if inside.any() else fallback
    return unit(vectors)


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors (n, d) scaled to length one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
