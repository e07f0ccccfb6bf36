"""What the two command lines share: options, progress, and errors as one clear line."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from tqdm import tqdm

from ingest import interrupt
from ingest.errors import DatelineError
from ingest.report import IngestProgress, OnProgress

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def common_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Give a command line the options that stand before a command or behind it; return a parent parser for its commands."""
    behind = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)  # keeps what stood before
    parser.set_defaults(home=None, json=False)
    for one in (parser, behind):
        one.add_argument("--home", type=Path, help="the data folder (default: DATELINE_HOME, else data/)")
        one.add_argument("--json", action="store_true", help="print JSON instead of text")
    return behind


def chosen_home(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the settings that the options override."""
    return {"home": arguments.home} if arguments.home else {}


def print_json(value: object) -> None:
    """Print one JSON document on one line."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def run(command: Callable[[], int], *, stopped: str = "Stopped.") -> int:
    """Run a command; an error meant for the user becomes one line on the error stream, and exit code 1.

    stopped: what is said where Ctrl-C ends it.
    """
    interrupt.is_raised()
    try:
        return command()
    except DatelineError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(stopped, file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # the reader of a pipe went away, which is its right
        return DONE


@contextlib.contextmanager
def stopped_by_signal(what: str = "Stopping after what is in the making") -> Iterator[threading.Event]:
    """Give an event that Ctrl-C or a plain kill sets, so that what is in the making is finished first; the second time ends all."""
    stop = threading.Event()

    def ask(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        print(f"{what} (again to stop at once) ...", file=sys.stderr)
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Stages:
    """Tells on the error stream what is being done; on a terminal in one line that goes again."""

    def __init__(self) -> None:
        self._last = ""
        self._over = sys.stderr.isatty()

    def __enter__(self) -> Callable[[str], None]:
        return self._show

    def __exit__(self, *_: object) -> None:
        if self._over and self._last:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _show(self, stage: str) -> None:
        if stage != self._last:
            self._last = stage
            print(
                f"\r\x1b[K{stage} ..." if self._over else f"{stage} ...",
                end="" if self._over else "\n",
                file=sys.stderr,
                flush=True,
            )


class Bar:
    """A progress bar on the error stream, with rate and time left where they can be known."""

    def __init__(self, *, quiet: bool) -> None:
        self._bar: tqdm[Any] | None = None if quiet else tqdm(unit=" articles", dynamic_ncols=True, file=sys.stderr)

    def __enter__(self) -> OnProgress:
        return self._show

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def _show(self, progress: IngestProgress) -> None:
        if self._bar is not None:
            self._bar.total = progress.total
            self._bar.set_postfix_str(f"{progress.characters_per_second:,.0f} characters/s", refresh=False)
            self._bar.update(progress.done - self._bar.n)


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: what stood there before stays where it cannot be. Raises DatelineError."""
    beside = None
    try:
        if path.exists() and not path.is_file():  # a device or a pipe
            path.write_bytes(data)
            return
        target = path.resolve()
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        beside.write_bytes(data)
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError as error:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise DatelineError(
            f"{path} cannot be written: {error.strerror or error}. Name another file, or make room for it; what stood "
            "there before is as it was."
        ) from error
