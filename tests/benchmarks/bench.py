"""Put the questions of a benchmark folder to Dateline and to the usual way; score both with the folder's own scorers.

Use:  python -m tests.benchmarks.bench BENCH [--work DIR] [--without-usual]

BENCH holds realtimeqa/ and polnear/ with articles, questions and the scorers beside them. The articles are taken in once
into DIR (default bench-results), a data folder for each set, and the usual way's index is made there once; that is the
long part, and goes on where it was stopped. Every step runs in a process of its own, so that each side's memory is its
own. One table is printed at the end.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

Figures = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--work", type=Path, default=Path("bench-results"))
    parser.add_argument("--without-usual", action="store_true", help="leave the LangChain default out")
    options = parser.parse_args()
    bench, work = options.bench.resolve(), options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    facts, said = bench / "realtimeqa", bench / "polnear"
    ours = _step("dateline_fill", facts / "articles.jsonl.gz", work / "realtimeqa")
    _step("dateline_fill", said / "articles.jsonl", work / "polnear")
    beside = (
        {} if options.without_usual else _step("usual_fill", facts / "articles.jsonl.gz", work / "usual-realtimeqa")
    )
    ours |= _step("dateline_ask", facts, work / "realtimeqa") | _step("dateline_ask", said, work / "polnear")
    ours |= _scored(
        bench,
        "retrieval_score.py",
        facts / "questions.jsonl",
        work / "realtimeqa" / "questions.hits.jsonl",
        work / "realtimeqa" / "unanswerable.hits.jsonl",
    )
    if not options.without_usual:
        beside |= _step("usual_ask", facts, work / "usual-realtimeqa")
        beside |= _scored(
            bench,
            "retrieval_score.py",
            facts / "questions.jsonl",
            work / "usual-realtimeqa" / "questions.hits.jsonl",
            work / "usual-realtimeqa" / "unanswerable.hits.jsonl",
        )
    answers = {
        "facts": (facts / "questions.jsonl", *(work / "realtimeqa" / f"{n}.answers.jsonl" for n in ("questions", "unanswerable"))),
        "said": (said / "questions.jsonl", work / "polnear" / "questions.answers.jsonl"),
    }  # fmt: skip
    for kind, files in answers.items():
        ours |= {f"{kind}: {key}": value for key, value in _scored(bench, "answer_score.py", kind, *files).items()}
    _table(ours, beside)
    return 0


def _step(name: str, source: Path, folder: Path) -> Figures:
    """Run one step of tests/benchmarks/bench_steps.py in a process of its own; returns the figures it left."""
    folder.mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-m", "tests.benchmarks.bench_steps", name, source, folder], check=True)
    figures: Figures = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return figures


def _scored(bench: Path, scorer: str, *arguments: object) -> Figures:
    done = subprocess.run(
        [sys.executable, str(bench / scorer), *map(str, arguments)], capture_output=True, text=True, check=True
    )
    figures: Figures = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def _table(ours: Figures, beside: Figures) -> None:
    print(f"\n{'':48}{'usual way':>12}{'Dateline':>12}{'ratio':>8}")
    for key, value in ours.items():
        other = beside.get(key)
        ratio = f"{value / other:.2f}" if other and isinstance(value, int | float) else ""
        print(f"{key:48}{'' if other is None else other:>12}{value:>12}{ratio:>8}")


if __name__ == "__main__":
    sys.exit(main())
