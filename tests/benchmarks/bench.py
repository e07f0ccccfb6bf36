"""Put the questions of a benchmark folder to Dateline and score search and answers with the folder's own scorers.

Use:  python -m tests.benchmarks.bench BENCH [--work DIR]

BENCH holds realtimeqa/ and polnear/ with articles, questions and the scorers beside them. The articles are taken in once
into DIR (default bench-results), a data folder for each set; that is the long part, and goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from rag import NewsAssistant, Settings
from rag.output import answer_json, retrieval_json

_PASSAGES = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--work", type=Path, default=Path("bench-results"))
    options = parser.parse_args()
    facts = options.bench / "realtimeqa"
    said = options.bench / "polnear"
    options.work.mkdir(parents=True, exist_ok=True)
    for folder, name in ((said, "articles.jsonl"), (facts, "articles.jsonl.gz")):
        with _opened(options.work / folder.name) as assistant:
            _fill(assistant, folder / name)
            for questions in sorted(folder.glob("*.jsonl")):
                if questions.name != name:
                    _ask(assistant, questions, options.work / f"{folder.name}-{questions.stem}")
    out = options.work
    _score(
        options.bench, "retrieval_score.py", facts / "questions.jsonl", out / "realtimeqa-questions.hits.jsonl",
        out / "realtimeqa-unanswerable.hits.jsonl",
    )  # fmt: skip
    _score(
        options.bench, "answer_score.py", "facts", facts / "questions.jsonl", out / "realtimeqa-questions.answers.jsonl",
        out / "realtimeqa-unanswerable.answers.jsonl",
    )  # fmt: skip
    _score(options.bench, "answer_score.py", "said", said / "questions.jsonl", out / "polnear-questions.answers.jsonl")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


def _opened(home: Path) -> NewsAssistant:
    return NewsAssistant.open(Settings(home=home, _env_file=None), notify=print)


def _fill(assistant: NewsAssistant, articles: Path) -> None:
    if assistant.counts().articles:
        return
    begun = time.monotonic()
    report = assistant.add([articles])
    held = sum(len(assistant.article(header.id).text) for header in assistant.headers())
    print(f"{articles.parent.name}: {len(report.added)} articles, {held / (time.monotonic() - begun):.0f} characters/s")


def _ask(assistant: NewsAssistant, questions: Path, out: Path) -> None:
    hits, answers, waits = [], [], []
    for line in questions.read_text("utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        asked = date.fromisoformat(row["date"]) if row.get("date") else None
        begun = time.monotonic()
        found = retrieval_json(assistant.search(row["question"], k=_PASSAGES, asked_on=asked), row["id"])
        waits.append(time.monotonic() - begun)
        texts = [passage["text"] for passage in found["passages"]]
        hits.append({"id": row["id"], "passages": texts, "confidence": found["confidence"]})
        answers.append(answer_json(assistant.ask(row["question"], asked_on=asked), row["id"]))
    out.with_suffix(".hits.jsonl").write_text("\n".join(map(json.dumps, hits)), encoding="utf-8")
    out.with_suffix(".answers.jsonl").write_text("\n".join(map(json.dumps, answers)), encoding="utf-8")
    p95 = statistics.quantiles(waits, n=20)[-1]
    print(f"{out.name}: search p50 {statistics.median(waits) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms")


def _score(bench: Path, scorer: str, *arguments: object) -> None:
    done = subprocess.run(
        [sys.executable, str(bench / scorer), *map(str, arguments)], capture_output=True, text=True, check=True
    )
    print(scorer, done.stdout.strip())


if __name__ == "__main__":
    sys.exit(main())
