"""Put the questions of a benchmark folder to Dateline and to the usual way; score both with the folder's own scorers.

Use:  python -m tests.benchmarks.bench BENCH [--work DIR] [--without-usual]

BENCH holds realtimeqa/ and polnear/ with articles, questions and the scorers beside them. The articles are taken in once
into DIR (default bench-results), a data folder for each set, and the usual way's index is made there once; that is the
long part, and goes on where it was stopped. One table is printed at the end.
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
    parser.add_argument("--without-usual", action="store_true", help="leave the LangChain default out")
    options = parser.parse_args()
    facts = options.bench / "realtimeqa"
    said = options.bench / "polnear"
    options.work.mkdir(parents=True, exist_ok=True)
    out = options.work
    ours: dict[str, Any] = {}
    for folder, name in ((said, "articles.jsonl"), (facts, "articles.jsonl.gz")):
        with _opened(out / folder.name) as assistant:
            speed = _fill(assistant, folder / name)
            if folder == facts and speed:
                ours["ingest, characters/s"] = round(speed)
            for questions in sorted(folder.glob("*.jsonl")):
                if questions.name != name:
                    ours |= _ask(assistant, questions, out / f"{folder.name}-{questions.stem}")
    ours["peak memory so far, MB"] = _peak()
    scored = (
        facts / "questions.jsonl",
        out / "realtimeqa-questions.hits.jsonl",
        out / "realtimeqa-unanswerable.hits.jsonl",
    )
    ours |= _scored(options.bench, "retrieval_score.py", *scored)
    kinds = (
        ("facts", facts / "questions.jsonl", out / "realtimeqa-questions.answers.jsonl",
         out / "realtimeqa-unanswerable.answers.jsonl"),
        ("said", said / "questions.jsonl", out / "polnear-questions.answers.jsonl"),
    )  # fmt: skip
    for kind, *files in kinds:
        found = _scored(options.bench, "answer_score.py", kind, *files)
        ours |= {f"{kind}: {key}": value for key, value in found.items()}
    usual = {} if options.without_usual else _usual(options.bench, facts, out)
    _table(ours, usual)
    return 0


def _usual(bench: Path, facts: Path, out: Path) -> dict[str, Any]:
    from tests.benchmarks.usual import UsualWay

    way = UsualWay(out / "usual-realtimeqa", facts / "articles.jsonl.gz")
    figures: dict[str, Any] = {"ingest, characters/s": round(way.characters_per_second)}
    files = []
    for name in ("questions", "unanswerable"):
        hits, waits = [], []
        for row in _rows(facts / f"{name}.jsonl"):
            begun = time.monotonic()
            texts, belief = way.search(row["question"], _PASSAGES)
            waits.append(time.monotonic() - begun)
            hits.append({"id": row["id"], "passages": texts, "confidence": belief})
        files.append(out / f"usual-{name}.hits.jsonl")
        files[-1].write_text("\n".join(map(json.dumps, hits)), encoding="utf-8")
        figures |= _waits(f"realtimeqa-{name}", waits)
    figures["peak memory so far, MB"] = _peak()
    return figures | _scored(bench, "retrieval_score.py", facts / "questions.jsonl", *files)


def _table(ours: dict[str, Any], usual: dict[str, Any]) -> None:
    print(f"\n{'':44}{'usual way':>12}{'Dateline':>12}{'ratio':>8}")
    for key, value in ours.items():
        beside = usual.get(key)
        ratio = f"{value / beside:.2f}" if beside and isinstance(value, int | float) else ""
        print(f"{key:44}{'' if beside is None else beside:>12}{value:>12}{ratio:>8}")


def _opened(home: Path) -> NewsAssistant:
    return NewsAssistant.open(Settings(home=home, _env_file=None), notify=print)


def _fill(assistant: NewsAssistant, articles: Path) -> float | None:
    """Take in a set's articles; returns characters a second, None where they are there already."""
    if assistant.counts().articles:
        return None
    begun = time.monotonic()
    report = assistant.add([articles])
    held = sum(len(assistant.article(header.id).text) for header in assistant.headers())
    print(f"{articles.parent.name}: {len(report.added)} articles taken in")
    return held / (time.monotonic() - begun)


def _ask(assistant: NewsAssistant, questions: Path, out: Path) -> dict[str, Any]:
    hits, answers, waits = [], [], []
    for row in _rows(questions):
        asked = date.fromisoformat(row["date"]) if row.get("date") else None
        begun = time.monotonic()
        found = retrieval_json(assistant.search(row["question"], k=_PASSAGES, asked_on=asked), row["id"])
        waits.append(time.monotonic() - begun)
        texts = [passage["text"] for passage in found["passages"]]
        hits.append({"id": row["id"], "passages": texts, "confidence": found["confidence"]})
        answers.append(answer_json(assistant.ask(row["question"], asked_on=asked), row["id"]))
    out.with_suffix(".hits.jsonl").write_text("\n".join(map(json.dumps, hits)), encoding="utf-8")
    out.with_suffix(".answers.jsonl").write_text("\n".join(map(json.dumps, answers)), encoding="utf-8")
    return _waits(out.name, waits)


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _waits(name: str, waits: list[float]) -> dict[str, Any]:
    ms = [round(1000 * seconds) for seconds in (statistics.median(waits), statistics.quantiles(waits, n=20)[-1])]
    return {f"{name}: search p50, ms": ms[0], f"{name}: search p95, ms": ms[1]}


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _scored(bench: Path, scorer: str, *arguments: object) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(bench / scorer), *map(str, arguments)], capture_output=True, text=True, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


if __name__ == "__main__":
    sys.exit(main())
