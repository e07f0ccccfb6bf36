"""Fit the weights of rag/compose/choice.json on one half of the questions of fact and report on the other.

Use:  python -m tests.benchmarks.fit_choice BENCH REALTIMEQA_HOME [--write]

Listwise over all sentences of a question's passages (softmax; the share of those that hold the answer is maximised).
Even questions are fitted on. Reported is the scorer's own figure: the answer within the first 1,000 characters shown.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from rag import NewsAssistant, Settings
from rag.asking.question import parse_question
from rag.compose import READ_PASSAGES, choice
from rag.compose.fact import compose_fact
from rag.compose.wording import Wording
from rag.reading.parsed import SentenceReader
from tests.benchmarks.fitting import fit_listwise


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("home", type=Path)
    parser.add_argument("--write", action="store_true", help="write rag/compose/choice.json")
    options = parser.parse_args()
    sys.path.insert(0, str(options.bench))
    from retrieval_score import normalise

    with NewsAssistant.open(Settings(home=options.home, _env_file=None)) as assistant:
        article_of = lru_cache(maxsize=None)(assistant.article)
        rows = list(_rows(assistant, options.bench, article_of, normalise))
        fitted_on = [row for number, row in enumerate(rows) if number % 2 == 0]
        held_out = [row for number, row in enumerate(rows) if number % 2]
        weights = _fit(fitted_on)
        if options.write:
            data = {name: round(float(weight), 4) for name, weight in zip(choice.FEATURES, weights, strict=True)}
            Path(choice.__file__).with_name("choice.json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
            choice._weights.cache_clear()
        for name, part in (("fitted on", fitted_on), ("reported on", held_out)):
            print(
                f"{name}: the answer is shown in {_shown(part, article_of, normalise):.1f} %, were nothing abstained from"
            )
    return 0


def _rows(assistant: NewsAssistant, bench: Path, article_of: Any, normalise: Callable[[str], str]) -> Any:
    for line in (bench / "realtimeqa/questions.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        question = parse_question(row["question"], date.fromisoformat(row["date"]))
        passages = assistant._retriever.retrieve(question, k=READ_PASSAGES).passages
        found, features = choice.weighed(question, passages, article_of)
        answer = normalise(row["answer"])
        right = np.array([answer in normalise(one.words) for one in found], dtype=bool)
        yield {"question": question, "passages": passages, "features": features, "right": right, "answer": answer}


def _fit(rows: list[dict[str, Any]]) -> np.ndarray:
    rows = [row for row in rows if row["right"].any()]
    scale = np.concatenate([row["features"] for row in rows]).std(axis=0) + 1e-6
    return fit_listwise([(row["features"], row["right"]) for row in rows], scale, most_steps=80)


def _shown(rows: list[dict[str, Any]], article_of: Any, normalise: Callable[[str], str]) -> float:
    right = 0
    for row in rows:
        drafts = compose_fact(row["question"], row["passages"], Wording(article_of), SentenceReader())
        text = " ".join(" ".join([d.text, *(e.quote for e in d.evidence)]) for d in drafts)
        right += row["answer"] in normalise(text[:1000])
    return 100 * right / len(rows)


if __name__ == "__main__":
    sys.exit(main())
