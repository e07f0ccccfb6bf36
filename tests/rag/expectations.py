"""Hold answers against what was written down of the sample articles (tests/data/samples)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rag.types import Answer

FOLDER = Path(__file__).parents[1] / "data" / "samples"


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one expectation file."""
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def asked_on(row: dict[str, Any]) -> date:
    return date.fromisoformat(row["asked_on"])


def cites(answer: Answer, words: str) -> bool:
    """Tell whether a citation holds the words, or most of a long quotation of them."""
    flat = " ".join(words.split())
    for citation in answer.citations:
        quote = " ".join(citation.quote.split())
        if flat in quote or (quote in flat and len(quote) >= 0.6 * len(flat)):
            return True
    return False


def speakers(answer: Answer) -> set[str]:
    return {citation.speaker for citation in answer.citations if citation.speaker}


def said_faults(row: dict[str, Any], answer: Answer) -> list[str]:
    """Return what is wrong with an answer to a question about who said what."""
    faults = []
    wanted = row["must_cite"]
    others = [other["text"] for other in row.get("alternatives", [])]
    if not any(cites(answer, words) for words in [*wanted, *others]):
        faults.append(f"does not cite {wanted}")
    wrong = speakers(answer) & set(row["must_not_speakers"])
    if wrong:
        faults.append(f"gives words of {sorted(wrong)}")
    return faults


def group_faults(row: dict[str, Any], answer: Answer) -> list[str]:
    """Return what is wrong with an answer to a question about a group of speakers."""
    faults = [f"lacks {name}" for name in row["must_speakers"] if name not in speakers(answer)]
    wrong = speakers(answer) & set(row["must_not_speakers"])
    faults += [f"gives words of {name}" for name in sorted(wrong)]
    faults += [f"does not cite {c['text']!r}" for c in row["must_cite"] if not cites(answer, c["text"])]
    faults += [f"cites {c['text']!r}" for c in row["must_not_cite"] if cites(answer, c["text"])]
    return faults


def fact_faults(row: dict[str, Any], answer: Answer) -> list[str]:
    """Return what is wrong with an answer to a question of fact."""
    if answer.abstained:
        return ["abstains"]
    if not any(row["answer"].lower() in c.quote.lower() for c in answer.citations):
        return [f"does not cite {row['answer']!r}"]
    return []
