"""The commands ask and search."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ingest.console import DONE, print_json
from ingest.errors import DatelineError
from rag.commands.common import Commands, day, filter_options, filters, opened, positive
from rag.limits import LONGEST_QUESTION, worded
from rag.output import answer_json, answer_text, retrieval_json, retrieval_text


def add(commands: Commands) -> None:
    """Add the two commands to the command line."""
    for name, text in (
        ("ask", "answer a question with exact quotes, each with who said it and where"),
        ("search", "find the passages that bear most on a question"),
    ):
        made = commands.add(name, text, run)
        made.add_argument("question", nargs="?", help="the question, in quotation marks")
        made.add_argument(
            "--questions", type=Path, metavar="FILE.jsonl", help="rows with id, question and optionally date"
        )
        made.add_argument("--date", type=day, help="the day on which it is asked (default: today)")
        filter_options(made)
        if name == "search":
            made.add_argument("--k", type=positive, default=10, help="how many passages (default 10)")
        made.set_defaults(usage_error=made.error)


def run(options: argparse.Namespace) -> int:
    """Answer or search; returns the exit code."""
    if not (options.question or options.questions):
        options.usage_error("give a question, or a file of questions with --questions")
    rows = [(identity, worded(words, "question", LONGEST_QUESTION), day) for identity, words, day in _rows(options)]
    with opened(options) as assistant:
        limits = assistant.limits(filters(options))
        for identity, question, asked_on in rows:
            if options.command == "ask":
                answer = assistant.ask(question, filters=limits, asked_on=asked_on)
                if options.json:
                    print_json(answer_json(answer, identity))
                else:
                    print(answer_text(answer))
            else:
                found = assistant.search(question, k=options.k, filters=limits, asked_on=asked_on)
                if options.json:
                    print_json(retrieval_json(found, identity))
                else:
                    print(retrieval_text(found))
    return DONE


def _rows(options: argparse.Namespace) -> Iterator[tuple[str | None, str, date | None]]:
    if not options.questions:
        yield None, options.question, options.date
        return
    try:
        lines = options.questions.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DatelineError(f"{options.questions} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            asked = date.fromisoformat(row["date"]) if row.get("date") else options.date
            yield str(row.get("id", number)), str(row["question"]), asked
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DatelineError(
                f"{options.questions} line {number} is not a question: {error!r}. "
                'Rows look like {"id": "1", "question": "...", "date": "2026-10-31"}.'
            ) from error
