"""Fit the weights of rag/retrieval/ranking.json on one half of the questions and report on the other.

Use:  python -m tests.benchmarks.fit_ranking BENCH REALTIMEQA_HOME POLNEAR_HOME [--write]

Windows are fitted listwise (softmax over all windows of a question, the share of those maximised that hold the answer
once they have grown; Cao et al. 2007), belief by logistic regression on answerable and unanswerable questions. Even
questions of RealTimeQA are fitted on; PolNeAR, which may not be trained on for what ships, is reported on alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from rag import NewsAssistant, Settings
from rag.asking.question import parse_question
from rag.retrieval import confidence, windows
from rag.retrieval.ranking import ranking
from rag.retrieval.selection import grow
from tests.benchmarks.fitting import fit_listwise

_UNKNOWN = (-1.5, -4.0)  # weights of the shares of a question's words, and of its names, that no article holds
_SHOWN = 700  # characters to which most windows grow when they are shown


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("homes", type=Path, nargs=2)
    parser.add_argument("--write", action="store_true", help="write rag/retrieval/ranking.json")
    options = parser.parse_args()
    sys.path.insert(0, str(options.bench))
    rows = [*_facts(options.bench, options.homes[0]), *_said(options.bench, options.homes[1])]
    answerable = [row for row in rows if row["label"] is not None]
    fit, report = [r for r in answerable if r["half"] == 0], [r for r in answerable if r["half"] == 1]
    learnt = [r for r in fit if r["kind"] == "facts"]
    scale = np.concatenate([r["features"] for r in learnt]).std(axis=0) + 1e-6
    judged = [(r["features"], r["label"]) for r in learnt if r["label"].any()]
    weights = fit_listwise(judged, scale, most_steps=60)
    old = ranking().windows
    for name, part in (("fitted on", fit), ("reported on", report)):
        for kind in ("facts", "said"):
            some = [r for r in part if r["kind"] == kind]
            print(
                f"{kind:6}{name:12} MRR of windows {_mrr(some, weights):.3f}, with the weights before {_mrr(some, old):.3f}"
            )
    belief, told = _belief(rows, weights)
    print(told)
    if options.write:
        target = Path(windows.__file__).with_name("ranking.json")
        data = {
            "windows": dict(zip(windows.FEATURES, (round(float(w), 4) for w in weights), strict=True)),
            "belief": dict(zip(confidence.FEATURES, (round(float(w), 4) for w in belief), strict=True)),
        }
        target.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return 0


def _facts(bench: Path, home: Path) -> Iterator[dict[str, Any]]:
    from retrieval_score import normalise

    with NewsAssistant.open(Settings(home=home, _env_file=None)) as assistant:
        for name, answerable in (("questions", True), ("unanswerable", False)):
            for number, line in enumerate((bench / f"realtimeqa/{name}.jsonl").read_text("utf-8").splitlines()):
                row = json.loads(line)
                answer = normalise(row["answer"]) if answerable else None
                yield from _row(
                    assistant, row, number % 2, "facts", lambda text, _, a=answer: a in normalise(text), answerable
                )


def _said(bench: Path, home: Path) -> Iterator[dict[str, Any]]:
    articles = [json.loads(line) for line in (bench / "polnear/articles.jsonl").read_text("utf-8").splitlines()]
    place = {name: i for i, name in enumerate(sorted(article["name"] for article in articles))}
    with NewsAssistant.open(Settings(home=home, _env_file=None)) as assistant:
        for line in (bench / "polnear/questions.jsonl").read_text("utf-8").splitlines()[::3]:
            row = json.loads(line)
            gold = row["gold"]

            def holds(text: str, span: tuple[str, int, int], gold: Any = gold, name: str = row["article"]) -> bool:
                url, start, end = span
                inside = sum(max(0, min(e, end) - max(s, start)) for s, e in gold)
                return url.rstrip("/").endswith(name) and 2 * inside >= sum(e - s for s, e in gold)

            yield from _row(assistant, row, place[row["article"]] % 2, "said", holds, True)


def _row(assistant: Any, row: Any, half: int, kind: str, holds: Any, answerable: bool) -> Iterator[dict[str, Any]]:
    asked = date.fromisoformat(row["date"]) if row.get("date") else date(2030, 1, 1)
    found = assistant._retriever.candidates(parse_question(row["question"], asked))
    if found is None:
        return
    label = None
    known: dict[tuple[int, int, int], bool] = {}  # many windows grow to the same sentences
    if answerable:
        label = np.zeros(len(found.windows.passage), dtype=bool)
        for w, (p, first, last) in enumerate(
            zip(found.windows.passage, found.windows.first, found.windows.last, strict=True)
        ):
            stored = found.stored[p]
            # A window is right if what is shown for it holds the answer: it with the sentences around it.
            first, last = grow(stored.passage.sentences, int(first), int(last), (), _SHOWN)
            if (p, first, last) not in known:
                start, end = stored.passage.sentences[first].start, stored.passage.sentences[last].end
                text = stored.passage.text[start - stored.passage.start : end - stored.passage.start]
                known[p, first, last] = holds(text, (stored.header.url or "", start, end))
            label[w] = known[p, first, last]
    yield {"kind": kind, "half": half, "found": found, "features": found.windows.features, "label": label}


def _mrr(rows: list[dict[str, Any]], weights: np.ndarray) -> float:
    ranks = []
    for row in rows:
        hits = row["label"][np.argsort(-(row["features"] @ weights))]
        ranks.append(1 / (1 + hits.argmax()) if hits.any() else 0.0)
    return float(np.mean(ranks)) if ranks else 0.0


def _belief(rows: list[dict[str, Any]], weights: np.ndarray) -> tuple[np.ndarray, str]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    values, held, half = [], [], []
    for row in rows:
        if row["kind"] != "facts":
            continue
        values.append(confidence.signals(row["found"], weights, confidence.standing(row["found"], weights)))
        held.append(row["label"] is not None)
        half.append(row["half"])
    x, y, h = np.stack(values), np.array(held), np.array(half)
    # Words that no article holds are too rare among these questions to learn their weight from: it is set.
    learnt = [i for i, name in enumerate(confidence.FEATURES) if not name.startswith("unknown") and name != "bias"]
    scale, mean = x[h == 0][:, learnt].std(axis=0) + 1e-6, x[h == 0][:, learnt].mean(axis=0)
    known = LogisticRegression(C=0.3, class_weight="balanced").fit((x[h == 0][:, learnt] - mean) / scale, y[h == 0])
    belief = np.zeros(len(confidence.FEATURES), dtype=np.float32)
    belief[learnt] = known.coef_[0] / scale
    belief[-3:] = (*_UNKNOWN, known.intercept_[0] - float((known.coef_[0] / scale) @ mean))
    told = "; ".join(
        f"AUROC {name} {roc_auc_score(y[h == part], x[h == part] @ belief):.3f}"
        for name, part in (("fitted on", 0), ("reported on", 1))
    )
    return belief, told


if __name__ == "__main__":
    sys.exit(main())
