"""The usual way to search articles, to be measured beside Dateline: LangChain's splitter, the same model, Chroma, top k.

RecursiveCharacterTextSplitter with pieces of 1,000 characters that overlap by 200, all-MiniLM-L6-v2 run by
sentence-transformers, a Chroma collection of cosine distance. Needs requirements-bench.txt.
"""

from __future__ import annotations

import gzip
import json
import logging
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ingest.embedding.model_files import default_model_folder

_PIECE, _OVERLAP, _BATCH = 1000, 200, 256


class UsualWay:
    """An index of one set of articles in a folder; what an interrupted making has stored is kept."""

    def __init__(self, folder: Path) -> None:
        from langchain_chroma import Chroma
        from langchain_core.embeddings import Embeddings
        from sentence_transformers import SentenceTransformer

        logging.getLogger("chromadb").setLevel(logging.ERROR)
        model: Any = SentenceTransformer(str(default_model_folder()), device="cpu")

        class Model(Embeddings):
            def embed_documents(self, texts: list[str]) -> list[list[float]]:
                vectors: list[list[float]] = model.encode(texts, normalize_embeddings=True).tolist()
                return vectors

            def embed_query(self, text: str) -> list[float]:
                return self.embed_documents([text])[0]

        folder.mkdir(parents=True, exist_ok=True)
        self._index = Chroma(
            "usual", Model(), persist_directory=str(folder), collection_metadata={"hnsw:space": "cosine"}
        )

    def make(self, articles: Iterable[str], first: int = 0) -> float:
        """Take in the texts that are not there yet, numbered from `first`; returns characters a second of those."""
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        begun, seen, embedded = time.monotonic(), 0, 0
        splitter = RecursiveCharacterTextSplitter(chunk_size=_PIECE, chunk_overlap=_OVERLAP)
        waiting: list[tuple[str, str]] = []
        held = set(self._index.get(include=[])["ids"])
        for number, text in enumerate(articles, first):
            seen += len(text)
            pieces = [(f"{number}-{i}", piece) for i, piece in enumerate(splitter.split_text(text))]
            if new := [piece for piece in pieces if piece[0] not in held]:
                embedded += len(text)
                waiting += new
            if len(waiting) >= _BATCH:
                self._index.add_texts([p for _, p in waiting], ids=[i for i, _ in waiting])
                waiting = []
                print(f"\rusual way: {seen:,} characters", end="", flush=True)
        if waiting:
            self._index.add_texts([p for _, p in waiting], ids=[i for i, _ in waiting])
        print()
        return embedded / (time.monotonic() - begun)

    def search(self, question: str, k: int) -> tuple[list[str], float]:
        """Return the k nearest pieces, best first, and the cosine of the first as the belief in an answer."""
        found = self._index.similarity_search_with_score(question, k=k)
        return [document.page_content for document, _ in found], 1.0 - float(found[0][1]) if found else 0.0


def texts_of(articles: Path) -> Iterator[str]:
    """Yield the texts of a .jsonl or .jsonl.gz of articles."""
    with gzip.open(articles, "rb") if articles.suffix == ".gz" else articles.open("rb") as lines:
        for line in lines:
            yield json.loads(line)["text"]
