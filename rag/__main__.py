"""The command line of questions: python -m rag ask|search."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from ingest.article import Filters
from ingest.console import DONE, chosen_home, common_options, print_json, run
from ingest.errors import DatelineError
from rag.assistant import NewsAssistant
from rag.output import answer_json, answer_text, retrieval_json, retrieval_text
from rag.settings import Settings

_EXAMPLES = """examples:
  python -m rag ask "What do Western analysts say about Russia's capacity?"
  python -m rag search "dam inspection" --k 5 --since 2026-10-01 --publisher "Halvik Post"
  python -m rag ask --questions questions.jsonl --json      one answer a line; rows: id, question, date

exit code: 0 done, 1 failed, 2 wrong usage
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not (options.question or options.questions):
        parser.error("give a question, or a file of questions with --questions")
    return run(lambda: _run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m rag",
        description="Ask the articles of a data folder.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
    common = common_options()
    for name, text in (
        ("ask", "answer a question with exact quotes, each with who said it and where"),
        ("search", "find the passages that bear most on a question"),
    ):
        made = commands.add_parser(name, help=text, description=text, parents=[common])
        made.add_argument("question", nargs="?", help="the question, in quotation marks")
        made.add_argument(
            "--questions", type=Path, metavar="FILE.jsonl", help="rows with id, question and optionally date"
        )
        made.add_argument("--date", type=_day, help="the day on which it is asked (default: today)")
        made.add_argument("--since", type=_day, help="only articles published on or after this day (YYYY-MM-DD)")
        made.add_argument("--until", type=_day, help="only articles published on or before this day")
        made.add_argument("--publisher", action="append", default=[], help="only this outlet; may be given again")
        if name == "search":
            made.add_argument("--k", type=_count, default=10, help="how many passages (default 10)")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-10-31") from None


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    filters = Filters(
        since=options.since.isoformat() if options.since else None,
        until=options.until.isoformat() if options.until else None,
        publishers=tuple(options.publisher),
    )
    rows = list(_rows(options))
    with NewsAssistant.open(Settings(**chosen_home(options)), notify=_tell) as assistant:
        for identity, question, asked_on in rows:
            if options.command == "ask":
                answer = assistant.ask(question, filters=filters, asked_on=asked_on)
                if options.json:
                    print_json(answer_json(answer, identity))
                else:
                    print(answer_text(answer))
            else:
                found = assistant.search(question, k=options.k, filters=filters, asked_on=asked_on)
                if options.json:
                    print_json(retrieval_json(found, identity))
                else:
                    print(retrieval_text(found))
    return DONE


def _tell(message: str) -> None:
    print(message, file=sys.stderr)


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


if __name__ == "__main__":
    sys.exit(main())
