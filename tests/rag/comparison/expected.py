"""Hold a comparison against what was written down of the sample articles (tests/data/samples/viewpoints.json).

Each function returns the rows found and all rows, for one kind. A row is found where the comparison has it with the
expected words and the expected holder; how loosely words are matched stands with each function.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rag import NewsAssistant
from rag.comparison import Claim, Comparison, ConflictKind, FigureKind
from rag.words import content_words

FILE = Path(__file__).parents[2] / "data" / "samples" / "viewpoints.json"
Row = dict[str, Any]


def topics(file: Path = FILE) -> Iterator[Row]:
    """Yield what was written down of each topic in a file."""
    yield from json.loads(file.read_text(encoding="utf-8"))["topics"]


class Held:
    """One comparison and the expectation of its topic."""

    def __init__(self, assistant: NewsAssistant, expected: Row) -> None:
        self.expected = expected
        self.found: Comparison = assistant.compare(expected["topic"])
        self.names = {header.id: header.name for header in assistant.headers()}

    # --- matching -------------------------------------------------------------------------------------------

    def holds(self, claim: Claim, row: Row) -> bool:
        """Tell whether a claim's quotes and the expected words share a piece of text in the article, or a copy of it."""
        flat = _flat(row["text"])
        quotes = [_flat(self.found.citation(n).quote) for n in claim.citations]
        same = any(flat in quote or (quote in flat and len(quote) >= 0.5 * len(flat)) for quote in quotes)
        return same and (self.names[claim.article_id] == row["article"] or bool(claim.copies))

    def near(self, claim: Claim, row: Row) -> bool:
        """Tell whether a claim holds the words, or is of the same holder and article and about the same."""
        if self.holds(claim, row):
            return True
        return self.names[claim.article_id] == row["article"] and self.is_holder(claim, row["holder"])

    def is_holder(self, claim: Claim, holder: str) -> bool:
        return _called(holder, self.found.holder(claim), self._described(claim))

    def _described(self, claim: Claim) -> str:
        return "" if claim.viewpoint is None else self.found.viewpoints[claim.viewpoint].description or ""

    # --- kinds ----------------------------------------------------------------------------------------------

    def quotes(self) -> Iterator[tuple[str, bool]]:
        """Every quote of every viewpoint, under its holder's name (the unnamed by what they are called)."""
        for view in self.expected["viewpoints"]:
            holder = view["holder"] or view["description"]
            for quote in view["quotes"]:
                hits = [
                    claim for claim in self.found.claims if claim.viewpoint is not None and self.holds(claim, quote)
                ]
                yield f"{holder}: {quote['text'][:60]}", any(self.is_holder(claim, holder) for claim in hits)

    def contradictions(self) -> Iterator[tuple[str, bool]]:
        """Both holders are set against each other, with the expected words on at least one side and the article on both."""
        for row in self.expected["contradictions"]:
            hit = False
            for conflict in self.found.conflicts:
                pair = (self.found.claims[conflict.left], self.found.claims[conflict.right])
                for one, other in (pair, pair[::-1]):
                    exact = self.holds(one, row["left"]) + self.holds(other, row["right"])
                    hit = hit or (exact >= 1 and self.near(one, row["left"]) and self.near(other, row["right"]))
            yield row["about"], hit

    def changes(self) -> Iterator[tuple[str, bool]]:
        """The holder is shown as changed, with the expected words as one of the steps."""
        for row in self.expected["changes"]:
            hit = any(
                self.found.viewpoints[change.viewpoint].holder == row["holder"]
                and any(self.holds(self.found.claims[i], step) for i in change.steps for step in row["steps"])
                for change in self.found.changes
            )
            yield row["holder"], hit

    def shared(self) -> Iterator[tuple[str, bool]]:
        """At least two of the expected quotes stand together."""
        for row in self.expected["shared"]:
            hit = any(
                sum(any(self.holds(self.found.claims[i], quote) for i in one.claims) for quote in row["quotes"]) >= 2
                for one in self.found.shared
            )
            yield row["claim"], hit

    def figures(self) -> Iterator[tuple[str, bool]]:
        """At least two of the expected values stand together, as a conflict or an update as expected."""
        for row in self.expected["figures"]:
            kind = FigureKind.UPDATE if row["kind"] == "update" else FigureKind.CONFLICT
            hit = any(
                figure.kind is kind
                and sum(
                    any(self.holds(self.found.claims[v.claim], value) for v in figure.values) for value in row["values"]
                )
                >= 2
                for figure in self.found.figures
            )
            yield row["what"], hit

    def only_in(self) -> Iterator[tuple[str, bool]]:
        for row in self.expected["only_in"]:
            listed = [self.found.claims[i] for only in self.found.only_in for i in only.claims]
            yield row["text"], any(self.holds(claim, row) for claim in listed)

    # --- what must not be ---------------------------------------------------------------------------------

    def false_conflicts(self) -> list[str]:
        """Pairs that differ and do not contradict, shown as a contradiction or as figures in conflict all the same."""
        wrong = []
        for row in self.expected["not_conflicts"]:
            one, other = row["quotes"]
            for conflict in self.found.conflicts:
                if conflict.kind in (ConflictKind.FIGURE, ConflictKind.DATE):
                    continue
                pair = [self.found.claims[conflict.left], self.found.claims[conflict.right]]
                if any(self.holds(c, one) for c in pair) and any(self.holds(c, other) for c in pair):
                    wrong.append(row["why"])
            for figure in self.found.figures:
                values = [(self.found.claims[v.claim], v.text) for v in figure.values]
                hits = [any(self.holds(c, q) and text in q["text"] for c, text in values) for q in (one, other)]
                if figure.kind is FigureKind.CONFLICT and all(hits):
                    wrong.append(row["why"])
        return wrong


def _flat(text: str) -> str:
    return " ".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split()).strip(" \"'.,")


def _called(expected: str, name: str, description: str) -> bool:
    """Tell whether a holder is who is expected: the same words, or all the words of one among those of the other."""
    want, have = content_words(expected), content_words(f"{name} {description}")
    return bool(want & content_words(name)) and (
        want <= have or content_words(name) <= want or len(want & have) >= 0.6 * len(want)
    )
