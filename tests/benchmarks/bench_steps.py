"""The steps of the benchmark, each run by `bench` in a process of its own: python -m tests.benchmarks.bench_steps STEP SOURCE FOLDER.

A step leaves its figures in FOLDER/STEP.json. Taking in, once done, is not done again: its figures stay.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rag import NewsAssistant, Settings
from rag.output import answer_json, retrieval_json

_PASSAGES = 40

Figures = dict[str, Any]


def dateline_fill(articles: Path, folder: Path) -> Figures:
    """Take a set's articles in: characters a second of what was not there yet, and the memory that took."""
    with _opened(folder) as assistant:
        there = assistant.counts().articles
        begun = time.monotonic()
        report = assistant.add([articles])
        seconds = time.monotonic() - begun
        print(f"{folder.name}: {len(report.added)} articles taken in beside {there} in {seconds:.0f} s")
        new = sum(len(assistant.article(header.id).text) for header in report.added)
    return {"ingest, characters/s": round(new / seconds), "ingest, peak memory, MB": _peak()}


def usual_fill(articles: Path, folder: Path) -> Figures:
    """The same by the usual way."""
    from tests.benchmarks.usual import UsualWay, texts_of

    speed = UsualWay(folder).make(texts_of(articles))
    return {"ingest, characters/s": round(speed), "ingest, peak memory, MB": _peak()}


def dateline_ask(questions: Path, folder: Path) -> Figures:
    """Put every file of questions; passages and answers are left in FOLDER for the scorers."""
    with _opened(folder) as assistant:
        assistant.get_ready()
        figures: Figures = {}
        for name, rows in _questions(questions):
            hits, answers = [], []
            searched, answered = [], []
            for row in rows:
                asked = date.fromisoformat(row["date"]) if row.get("date") else None
                begun = time.monotonic()
                found = retrieval_json(assistant.search(row["question"], k=_PASSAGES, asked_on=asked), row["id"])
                searched.append(time.monotonic() - begun)
                hits.append(_hit(row, [passage["text"] for passage in found["passages"]], found["confidence"]))
                begun = time.monotonic()
                answers.append(answer_json(assistant.ask(row["question"], asked_on=asked), row["id"]))
                answered.append(time.monotonic() - begun)
            _write(folder / f"{name}.hits.jsonl", hits)
            _write(folder / f"{name}.answers.jsonl", answers)
            figures |= _waits(f"{questions.name} {name}: search", searched)
            figures |= _waits(f"{questions.name} {name}: answer", answered)
    return figures | {f"{questions.name}: asking, peak memory, MB": _peak()}


def usual_ask(questions: Path, folder: Path) -> Figures:
    """The same by the usual way, which has passages but no answers."""
    from tests.benchmarks.usual import UsualWay

    way = UsualWay(folder)
    figures: Figures = {}
    for name, rows in _questions(questions):
        hits, waits = [], []
        for row in rows:
            begun = time.monotonic()
            texts, belief = way.search(row["question"], _PASSAGES)
            waits.append(time.monotonic() - begun)
            hits.append(_hit(row, texts, belief))
        _write(folder / f"{name}.hits.jsonl", hits)
        figures |= _waits(f"{questions.name} {name}: search", waits)
    return figures | {f"{questions.name}: asking, peak memory, MB": _peak()}


_STEPS: dict[str, Callable[[Path, Path], Figures]] = {
    step.__name__: step for step in (dateline_fill, usual_fill, dateline_ask, usual_ask)
}


def main() -> int:
    name, source, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    left = folder / f"{name}.json"
    if name.endswith("_fill") and left.is_file():
        return 0
    left.write_text(json.dumps(_STEPS[name](source, folder)), encoding="utf-8")
    return 0


def _opened(home: Path) -> NewsAssistant:
    return NewsAssistant.open(Settings(home=home, _env_file=None), notify=print)


def _questions(folder: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for file in sorted(folder.glob("*.jsonl")):
        if file.name != "articles.jsonl":
            yield file.stem, [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _hit(row: dict[str, Any], texts: list[str], belief: float) -> dict[str, Any]:
    return {"id": row["id"], "passages": texts, "confidence": belief}


def _write(file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def _waits(name: str, waits: list[float]) -> Figures:
    p50, p95 = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
    return {f"{name} p50, ms": round(1000 * p50), f"{name} p95, ms": round(1000 * p95)}


def _peak() -> int:
    """The most memory this process held at once, without the children that parse files."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
