"""What the commands of `python -m rag` share: options, filters, and opening the data folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

from ingest.article import Filters
from ingest.console import chosen_home, common_options
from ingest.errors import StoreLocked
from ingest.remote import page_of
from rag.assistant import NewsAssistant
from rag.remote import RemoteAssistant
from rag.settings import Settings

Run = Callable[[argparse.Namespace], int]


class Commands:
    """The command line being built. A command is one file of this package with `add(commands)`."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._made: Any = parser.add_subparsers(required=True, metavar="COMMAND", dest="command")
        self._common = common_options(parser)

    def add(self, name: str, text: str, run: Run) -> argparse.ArgumentParser:
        """Return a new command's parser, with --home and --json; `run` gets its options and returns the exit code."""
        made: argparse.ArgumentParser = self._made.add_parser(name, help=text, description=text, parents=[self._common])
        made.set_defaults(run=run)
        return made


def filter_options(parser: argparse.ArgumentParser) -> None:
    """Add --since, --until and --publisher."""
    parser.add_argument("--since", type=day, help="only articles published on or after this day (YYYY-MM-DD)")
    parser.add_argument("--until", type=day, help="only articles published on or before this day")
    parser.add_argument("--publisher", action="append", default=[], help="only this outlet; may be given again")


def filters(options: argparse.Namespace) -> Filters:
    """Return the filters that the options name."""
    return Filters(
        since=options.since.isoformat() if options.since else None,
        until=options.until.isoformat() if options.until else None,
        publishers=tuple(options.publisher),
    )


def opened(options: argparse.Namespace) -> NewsAssistant | RemoteAssistant:
    """Open the data folder that the options name; what takes long is told on standard error.

    Where a page owns the folder, the page is asked.
    """
    settings = Settings(**chosen_home(options))
    try:
        return NewsAssistant.open(settings, notify=_tell)
    except StoreLocked as locked:
        page = page_of(settings.home, locked)
        _tell(f"The page at {page.address} owns the data folder; it is asked.")
        return RemoteAssistant(page)


def day(text: str) -> date:
    """Read a day of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it as 2026-10-31") from None


def positive(text: str) -> int:
    """Read a whole number of 1 or more."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


def _tell(message: str) -> None:
    print(message, file=sys.stderr)
