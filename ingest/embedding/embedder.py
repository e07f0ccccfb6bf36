"""What turns passages and questions into vectors. `ingest.embedding.opening` opens the one the settings name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.article import Article, Passage, PassageVectors, Span

_LONGEST_CONTEXT = 160  # characters of the title put before a passage


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageInput:
    """A passage to embed: its text, what it is read in the light of, its sentences as spans of `text`."""

    text: str
    context: str = ""
    sentences: tuple[Span, ...] = ()


class Embedder(Protocol):
    """A model that makes unit vectors of passages and of questions."""

    @property
    def fingerprint(self) -> str:
        """Name, revision, dimension and recipe: equal fingerprints mean comparable vectors."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def window(self) -> int:
        """Tokens read at once, special tokens included."""

    def token_spans(self, texts: Sequence[str]) -> list[list[tuple[int, int]]]:
        """Return for each text where its tokens lie, in characters, special tokens left out."""

    def embed_passages(self, items: Sequence[PassageInput]) -> list[PassageVectors]:
        """Return the vectors of passages and of their sentences, float32, in the order given."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """Return the unit vector (d,) of a question."""


def passage_input(article: Article, passage: Passage) -> PassageInput:
    """Return what the embedder reads of a passage: its words in the light of the article's title."""
    context = (article.title or "")[:_LONGEST_CONTEXT]
    sentences = tuple(Span(start=s.start - passage.start, end=s.end - passage.start) for s in passage.sentences)
    return PassageInput(text=passage.text, context=context, sentences=sentences)
