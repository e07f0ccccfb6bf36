"""Hold comparisons on real news against PolNeAR's gold attributions: are quotes exact, and their holders' own?

Use:  python -m tests.benchmarks.compare BENCH/polnear [--home DIR] [--half other] [--topics 30] [--faults]

The topics are taken evenly from the folder's questions; `--half dev` are the first, third ... of them, to develop on, `other`
the rest. DIR is a data folder into which the articles are taken in where it is empty. A cell is a statement of a holder in
the comparison of a topic. It is right where
  exact   its quotes stand in the article at their offsets (checked against the stored text), and
  own     a gold attribution's content shares at least half of the shorter one's characters, and the gold source is the
          one the statement was read from (the spans overlap), and where the gold source has a name, the holder has it too.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from ingest.article import Span
from rag import NewsAssistant, Settings
from rag.comparison import Claim, Comparison

Gold = list[dict[str, Any]]
_NAME = re.compile(r"\b[A-Z][\w’'-]+")
_NOT_NAMES = frozenset(
    "the a an he she they it one some many mr mrs ms i we his her their this that these those but and".split()
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--half", choices=("dev", "other"), default="other")
    parser.add_argument("--topics", type=int, default=30)
    parser.add_argument("--faults", action="store_true", help="print the cells that are wrong")
    options = parser.parse_args()
    home = options.home or Path(tempfile.mkdtemp(prefix="dateline-compare-"))
    rows = [json.loads(line) for line in (options.folder / "questions.jsonl").read_text("utf-8").splitlines()]
    step = max(1, len(rows) // (2 * options.topics))
    chosen = [row["topic"] for row in rows[::step]][: 2 * options.topics]
    topics = chosen[0 if options.half == "dev" else 1 :: 2]
    gold = _gold(options.folder)
    tally: Counter[str] = Counter()
    waits = []
    with NewsAssistant.open(Settings(home=home, _env_file=None), notify=print) as assistant:
        if not assistant.counts().articles:
            assistant.add([options.folder / "articles.jsonl"])
        names = {header.id: _name(header.url, header.name, header.title, gold) for header in assistant.headers()}
        for topic in topics:
            begun = time.monotonic()
            found = assistant.compare(topic)
            waits.append(time.monotonic() - begun)
            for claim in found.claims:
                if claim.viewpoint is not None:
                    verdict = _verdict(assistant, found, claim, gold.get(names[claim.article_id] or ""))
                    tally[verdict] += 1
                    if options.faults and verdict != "right":
                        print(f"{verdict}: {found.holder(claim)}: {claim.words[:110]}")
    cells = sum(tally.values())
    print(f"{len(topics)} topics, {cells} cells: {json.dumps(dict(tally.most_common()))}")
    exact = 100 * (1 - tally["not exact"] / max(1, cells))
    print(f"exact {exact:.1f} %, right {100 * tally['right'] / max(1, cells):.1f} %")
    print(f"seconds a topic: median {sorted(waits)[len(waits) // 2]:.1f}, most {max(waits):.1f}")
    return 0


def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_score", folder.parent / "attribution_score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Text:
    """An article as the gold annotations count it, and where words without their blanks stand in it."""

    def __init__(self, text: str, events: Gold) -> None:
        self.text, self.events = text, events
        kept = [(i, _plain(c)) for i, c in enumerate(text) if not c.isspace()]
        self.flat = "".join(c for _, c in kept)
        self.places = [i for i, _ in kept]

    def find(self, words: str, near: int | None = None) -> Span | None:
        """Return where words stand, blanks and the shape of quotation marks left out of account; of several the nearest."""
        flat = "".join(_plain(c) for c in words if not c.isspace())
        found, at = [], self.flat.find(flat)
        while flat and at >= 0:
            found.append(Span(start=self.places[at], end=self.places[at + len(flat) - 1] + 1))
            at = self.flat.find(flat, at + 1)
        return min(found, key=lambda span: abs(span.start - (near or 0)), default=None)


def _plain(character: str) -> str:
    return {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"}.get(character, character)


def _gold(folder: Path) -> dict[str, Text]:
    scorer = _scorer(folder)
    texts = {}
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        annotations = sorted((folder / "attributions").glob(f"{path.stem.replace('[', '[[]')}_*.ann"))
        if annotations:
            texts[path.stem] = Text(text, scorer.read_gold(str(annotations[0]), text))
    return texts


def _name(url: str | None, name: str, title: str | None, gold: dict[str, Text]) -> str | None:
    tail = (url or name).rstrip("/").rsplit("/", 1)[-1]
    return tail if tail in gold else next((key for key in gold if key in (url or "") or key == name), None)


def _verdict(assistant: NewsAssistant, found: Comparison, claim: Claim, gold: Text | None) -> str:
    article = assistant.article(claim.article_id)
    for number in claim.citations:
        cited = found.citation(number)
        if article.text[cited.start : cited.end] != cited.quote:
            return "not exact"
    if gold is None:
        return "no gold article"
    said = {i for n in claim.citations for i in _characters(gold, found.citation(n).quote, found.citation(n).start)}
    if not said:
        return "not found in the gold text"
    best, shared = None, 0.0
    for event in gold.events:
        content = {i for a, b in event["content"] for i in range(a, b)}
        share = len(content & said) / max(1, min(len(content), len(said)))
        if share > shared:
            best, shared = event, share
    if best is None or shared < 0.5:
        return "no gold attribution"
    if not best["source"]:
        return "gold has no source"
    return "right" if _own(assistant, found, claim, gold, said) else "another holder"


def _characters(gold: Text, words: str, near: int) -> set[int]:
    span = gold.find(words, near)
    return set(range(span.start, span.end)) if span else set()


def _own(assistant: NewsAssistant, found: Comparison, claim: Claim, gold: Text, said: set[int]) -> bool:
    """Tell whether one of the gold attributions that hold the words is the holder's."""
    article = assistant.article(claim.article_id)
    spans = [(found.citation(n).start, found.citation(n).end) for n in claim.citations]
    sources = [
        one.source
        for one in assistant.attributions(claim.article_id)
        if one.source and any(a < span.end and span.start < b for span in one.content for a, b in spans)
    ]
    holder = found.holder(claim)
    shift = min(said) - spans[0][0]  # the stored text begins elsewhere than the annotated one
    for event in gold.events:
        content = {i for a, b in event["content"] for i in range(a, b)}
        if len(content & said) < 0.5 * min(len(content), len(said)) or not event["source"]:
            continue
        words = " ".join(gold.text[a:b] for a, b in event["source"])
        names = [n.removesuffix("’s").removesuffix("'s").lower() for n in _NAME.findall(words)]
        names = [n for n in names if n not in _NOT_NAMES]
        view = found.viewpoints[claim.viewpoint or 0]
        called = f"{holder} {' '.join(view.also)} {view.description or ''}".lower()
        named = not names or any(name in called for name in names)
        same = any(
            span is not None and any(span.start < b and a < span.end for a, b in event["source"])
            for span in (gold.find(source.of(article.text), source.start + shift) for source in sources)
        )
        if named and (same or (bool(names) and any(name in holder.lower() for name in names))):
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
