"""How well an article's body is found on saved news pages: python -m tests.benchmarks.pages FOLDER.

FOLDER holds `ground-truth.json` ({id: {"articleBody", "url"}}) and `html/ID.html.gz`, as Scrapinghub's
article-extraction-benchmark does. The measure is that benchmark's: word 4-grams of each body with their counts, a
page's precision and recall from them, both averaged over the pages, F1 of the two averages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ingest.article import Metadata, ParsedDocument, RawDocument
from ingest.worker import parse_many

_TOKEN = re.compile(r"\w+", re.UNICODE | re.MULTILINE | re.IGNORECASE | re.DOTALL)
_WORDS = 4


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the word 4-grams of a text with their counts; a shorter text is one shingle."""
    tokens = _TOKEN.findall(text)
    grams = [tuple(tokens[i : i + _WORDS]) for i in range(max(1, len(tokens) - _WORDS + 1))]
    return Counter(gram for gram in grams if gram)


def precision_and_recall(true: str, found: str) -> tuple[float, float]:
    """Return one page's precision and recall."""
    wanted, got = shingles(true), shingles(found)
    common = (wanted & got).total()
    if wanted == got:
        return 1.0, 1.0
    return (common / got.total() if got else 0.0), (common / wanted.total() if wanted else 0.0)


def f1(scores: Sequence[tuple[float, float]]) -> float:
    """Return F1 of the mean precision and the mean recall."""
    precision, recall = np.mean([p for p, _ in scores]), np.mean([r for _, r in scores])
    return float(2 * precision * recall / (precision + recall))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N pages of lowest F1")
    parser.add_argument("--half", choices=("even", "odd"), help="every second page alone")
    options = parser.parse_args(arguments)
    truth = json.loads((options.folder / "ground-truth.json").read_text(encoding="utf-8"))
    names = sorted(truth)
    if options.half:
        names = names[options.half == "odd" :: 2]
    raws = [
        RawDocument(
            name=name,
            data=gzip.decompress((options.folder / "html" / f"{name}.html.gz").read_bytes()),
            media_type="text/html",
            stated=Metadata(url=truth[name]["url"]),
        )
        for name in names
    ]
    found = {raw.name: parsed for raw, parsed in parse_many(raws)}
    parsed = {name: each for name, each in found.items() if isinstance(each, ParsedDocument)}
    texts = {name: parsed[name].text if name in parsed else "" for name in names}
    scores = {name: precision_and_recall(truth[name]["articleBody"], texts[name]) for name in names}
    mean = np.mean(list(scores.values()), axis=0)
    rng = np.random.default_rng(0)
    drawn = [f1([list(scores.values())[i] for i in rng.integers(len(names), size=len(names))]) for _ in range(500)]
    print(f"pages {len(names)}, refused {len(names) - len(parsed)}")
    print(
        f"body: precision {mean[0]:.3f}, recall {mean[1]:.3f}, F1 {f1(list(scores.values())):.3f} ± {np.std(drawn):.3f}"
    )
    for field in ("title", "published_at", "authors", "publisher", "language"):
        have = sum(bool(getattr(each.metadata, field)) for each in parsed.values())
        print(f"{field}: given for {have} of {len(names)}")
    for name in sorted(names, key=lambda n: f1([scores[n]]) if sum(scores[n]) else 0.0)[: options.worst]:
        reason = "" if name in parsed else getattr(found[name], "reason", "")
        print(f"{name[:12]} p {scores[name][0]:.2f} r {scores[name][1]:.2f} {truth[name]['url'][:90]} {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
