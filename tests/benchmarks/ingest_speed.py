"""How long an ingest takes beside embedding its passages alone, and beside the usual way (requirements-bench.txt).

Use:  python -m tests.benchmarks.ingest_speed EXPORT [--articles N] [--rounds N]

EXPORT is a .jsonl(.gz) of articles. All are run in turn, each round over other articles, on one machine state; wall
time is the figure, processor time (of children too) tells what a busy machine hides: wall cannot fall below
processor time divided by the cores.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ingest.article import ParsedDocument, RawDocument
from ingest.build import build_article
from ingest.chunk import split_passages
from ingest.embedding.embedder import Embedder, passage_input
from ingest.embedding.opening import open_embedder
from ingest.library import Library
from ingest.settings import DEFAULT_EMBEDDER
from ingest.sources import read_sources
from ingest.speech.attribution import AttributionExtractor
from ingest.store import ArticleStore
from ingest.worker import parse_many
from tests.benchmarks.usual import UsualWay


class _Watch:
    """Wall and processor seconds since it was started."""

    def __init__(self) -> None:
        self._wall, self._used = time.perf_counter(), self._cpu()

    @staticmethod
    def _cpu() -> float:
        spent = os.times()
        return spent.user + spent.system + spent.children_user + spent.children_system

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self._wall, self._cpu() - self._used


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the seconds of each round and the ratios over all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path)
    parser.add_argument("--articles", type=int, default=150, help="a round (default 150)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--skip", type=int, default=300, help="articles left out at the start (default 300)")
    options = parser.parse_args(arguments)
    stop = options.skip + options.articles * options.rounds
    found = itertools.islice(read_sources([options.export]), options.skip, stop)
    raws = [raw for raw in found if isinstance(raw, RawDocument)]
    with tempfile.TemporaryDirectory(prefix="dateline-speed-") as folder:
        cache = Path(os.environ.get("DATELINE_CACHE", folder))
        embedder = open_embedder(DEFAULT_EMBEDDER, cache)
        extractor = AttributionExtractor()
        alone, whole, usual = [], [], []
        way = UsualWay(Path(folder) / "usual")
        with ArticleStore.open(Path(folder) / "home", embedder=embedder) as store:
            library = Library(store, embedder, extractor)
            library.add_documents([RawDocument(name="warm.txt", data=b"The port is open, the mayor said on Monday.")])
            for start in range(0, len(raws), options.articles):
                part = raws[start : start + options.articles]
                watch = _Watch()
                _embed(part, embedder)
                alone.append(watch.read())
                watch = _Watch()
                library.add_documents(part)
                whole.append(watch.read())
                texts = [raw.data.decode("utf-8") for raw in part]
                watch = _Watch()
                way.make(texts, first=start)
                usual.append(watch.read())
                print(f"embedding alone {alone[-1][0]:.1f} s ({alone[-1][1]:.1f} s of processor), ", end="")
                print(f"ingest {whole[-1][0]:.1f} s ({whole[-1][1]:.1f} s), ", end="")
                print(f"the usual way {usual[-1][0]:.1f} s ({usual[-1][1]:.1f} s)", flush=True)
    for name, at in (("wall", 0), ("processor", 1)):
        spent = sum(each[at] for each in whole)
        print(f"ingest to embedding alone, {name} time: {spent / sum(each[at] for each in alone):.2f}")
        print(f"the usual way to ingest, {name} time: {sum(each[at] for each in usual) / spent:.2f}")
    print(f"least wall ratio on {os.cpu_count()} cores: {sum(w[1] for w in whole) / sum(a[1] for a in alone):.2f}")
    return 0


def _embed(raws: Sequence[RawDocument], embedder: Embedder) -> None:
    """Embed the passages in batches of the size that the ingest uses."""
    inputs = []
    size = 0
    for raw, parsed in parse_many(raws):
        if not isinstance(parsed, ParsedDocument):
            continue
        article = build_article(raw, parsed)
        inputs += [passage_input(article, each) for each in split_passages(article, embedder, embedder.window)]
        size += len(article.text)
        if size > 120_000:
            embedder.embed_passages(inputs)
            inputs, size = [], 0
    if inputs:
        embedder.embed_passages(inputs)


if __name__ == "__main__":
    sys.exit(main())
