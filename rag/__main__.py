"""The command line of questions: python -m rag COMMAND."""

from __future__ import annotations

import argparse
import sys

from ingest import interrupt

if __name__ == "__main__":
    interrupt.ends_quietly()

from ingest.console import run
from rag.commands import ALL
from rag.commands.common import Commands

_EXAMPLES = """examples:
  python -m rag ask "What do Western analysts say about Russia's capacity?"
  python -m rag search "dam inspection" --k 5 --since 2026-10-01 --publisher "Halvik Post"
  python -m rag compare "the Orrel dam" --by outlet --xlsx dam.xlsx
  python -m rag ask --questions questions.jsonl --json      one answer a line; rows: id, question, date
  python -m rag brief "the truce" -o truce.docx              one page, every sentence with its footnote
  python -m rag user ada                                     the line that lets ada log in to the page

What you ask is answered in the articles' exact words, each with who said it and where; where no article says so, the
answer says that. Add articles first: python -m ingest add FILE|FOLDER|LINK. Every command has its own --help.

Where a page serves the data folder, the page is asked. Where it asks for a login, set DATELINE_LOGIN to name:password.

exit code: 0 done, 1 failed, 2 wrong usage
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m rag",
        description="Ask the articles of a data folder.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = Commands(parser)
    for add in ALL:
        add(commands)
    options = parser.parse_args(arguments)
    return run(lambda: int(options.run(options)))


if __name__ == "__main__":
    sys.exit(main())
