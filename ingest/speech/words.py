"""A parsed unit as plain lists: words, tags, tree, and their places in the article's text."""

from __future__ import annotations

from typing import Any

from ingest.speech.units import Unit


class Words:
    """The words of one unit with their parse.

    Index i is the i-th token. `start`/`end`: its place in the article's text (a stand-in's tokens take their
    quotation's whole place). `head`: the index of its head (its own, for a root). `left`/`right`: the first and last
    token under it. `quote`: the number of the quotation in `unit.quotations` it stands for, or -1.
    """

    __slots__ = (
        "dep",
        "end",
        "head",
        "kids",
        "left",
        "lower",
        "quote",
        "right",
        "sent",
        "start",
        "tag",
        "text",
        "unit",
    )

    def __init__(self, doc: Any, unit: Unit) -> None:
        self.unit = unit
        tokens = list(doc)
        self.text: list[str] = [token.text for token in tokens]
        self.lower: list[str] = [word.lower() for word in self.text]
        self.tag: list[str] = [token.tag_ for token in tokens]
        self.dep: list[str] = [token.dep_ for token in tokens]
        self.head: list[int] = [token.head.i for token in tokens]
        self._place([token.idx for token in tokens])
        self._tree([token.is_sent_start for token in tokens])

    def __len__(self) -> int:
        return len(self.text)

    def _place(self, places: list[int]) -> None:
        shifts = self.unit.shifts()
        holes = self.unit.holes
        self.start: list[int] = []
        self.end: list[int] = []
        self.quote: list[int] = []
        at = hole = 0
        for place, word in zip(places, self.text, strict=True):
            stop = place + len(word)
            while at + 1 < len(shifts) and shifts[at + 1][0] <= place:
                at += 1
            while hole < len(holes) and holes[hole][1] <= place:
                hole += 1
            if hole < len(holes) and holes[hole][0] < stop:
                quotation = self.unit.quotations[holes[hole][2]]
                self.start.append(quotation.start)
                self.end.append(quotation.end)
                self.quote.append(holes[hole][2])
            else:
                self.start.append(place + shifts[at][1])
                self.end.append(stop + shifts[at][1])
                self.quote.append(-1)

    def _tree(self, starts: list[bool | None]) -> None:
        size = len(self.text)
        self.kids: list[list[int]] = [[] for _ in range(size)]
        self.left: list[int] = list(range(size))
        self.right: list[int] = list(range(size))
        self.sent: list[int] = []
        number = -1
        for i in range(size):
            number += bool(starts[i]) or i == 0
            self.sent.append(number)
            if self.head[i] != i:
                self.kids[self.head[i]].append(i)
        for i in range(size):  # spread each token's place up to the root
            up = self.head[i]
            seen = 0
            while seen < size:
                if i < self.left[up]:
                    self.left[up] = i
                if i > self.right[up]:
                    self.right[up] = i
                if self.head[up] == up:
                    break
                up = self.head[up]
                seen += 1

    def kid(self, i: int, *deps: str) -> int | None:
        """Return the first child of token i with one of these relations."""
        for k in self.kids[i]:
            if self.dep[k] in deps:
                return k
        return None

    def under(self, i: int) -> list[int]:
        """Return the tokens of the subtree of i, in order."""
        out = [i]
        at = 0
        while at < len(out):
            out.extend(self.kids[out[at]])
            at += 1
        out.sort()
        return out

    def sentence(self, i: int) -> tuple[int, int]:
        """Return the first and the last token of the sentence token i is in."""
        number = self.sent[i]
        low = high = i
        while low > 0 and self.sent[low - 1] == number:
            low -= 1
        while high + 1 < len(self.sent) and self.sent[high + 1] == number:
            high += 1
        return low, high

    def is_above(self, i: int, j: int) -> bool:
        """Tell whether token i is an ancestor of token j, or j itself."""
        for _ in range(len(self.head)):
            if i == j:
                return True
            if self.head[j] == j:
                return False
            j = self.head[j]
        return False
