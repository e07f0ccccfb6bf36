"""Untrusted files are parsed in child processes with limits of time and memory, several at once.

A child is a fresh interpreter (`python -m ingest.worker`), not a fork: it holds none of the parent's memory, keys or
threads, so that it works beside torch and from any thread. Parent and child speak in frames over pipes, a JSON header
and bytes; nothing that a child sends is ever executed or unpickled. A child over its time is killed, one that dies is
replaced, and the document is reported; the rest go on.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from ingest.article import ParsedDocument, RawDocument
from ingest.errors import SourceError, TooLarge
from ingest.failures import failure_of
from ingest.formats import format_of, parse_document
from ingest.frames import Frame, decode_answer, decode_feed, encode_request, read_frame, write_frame
from ingest.report import Failure
from ingest.web.feed_formats import Feed

WALL_SECONDS = 10.0  # for one document
MEMORY_BYTES = 512 * 1024 * 1024  # of data of one child
_START_SECONDS = 120.0
_DOCUMENTS_PER_CHILD = 300  # parsers leak a little; a new child takes half a second
_LARGEST_PLAIN = 2_000_000
_AHEAD_PER_WORKER, _AHEAD_BYTES = 4, 100_000_000

Outcome = ParsedDocument | Failure


def parse_many(raws: Iterable[RawDocument], *, workers: int = 2) -> Iterator[tuple[RawDocument, Outcome]]:
    """Yield every document with its parsed form or its Failure, in order; reads only a little ahead.

    Plain text and rows of exports are read in this process, everything else in `workers` children at once.
    """
    for item in parse_all(raws, workers=workers):
        if not isinstance(item, Failure):
            yield item


def parse_all(
    items: Iterable[RawDocument | Failure], *, workers: int = 2
) -> Iterator[tuple[RawDocument, Outcome] | Failure]:
    """Do as `parse_many`, and pass failures of the source through at their place."""
    source = iter(items)
    with Pool(workers) as pool:
        waiting: deque[tuple[RawDocument | Failure, Future[Outcome] | None]] = deque()
        size = 0
        while True:
            while len(waiting) < _AHEAD_PER_WORKER * workers and size < _AHEAD_BYTES:
                if (item := next(source, None)) is None:
                    break
                apart = isinstance(item, RawDocument) and _needs_child(item)
                waiting.append((item, pool.submit(item) if apart and isinstance(item, RawDocument) else None))
                size += len(item.data) if isinstance(item, RawDocument) else 0
            if not waiting:
                return
            first, future = waiting.popleft()
            if isinstance(first, Failure):
                yield first
                continue
            size -= len(first.data)
            yield first, future.result() if future is not None else _parse_here(first)


def parse_apart(raw: RawDocument, *, wall_seconds: float = WALL_SECONDS) -> Outcome:
    """Parse one document in a child of its own."""
    with Pool(1, wall_seconds=wall_seconds) as pool:
        return pool.submit(raw).result()


def rows_apart(kind: str, data: bytes, name: str) -> Iterator[RawDocument | Failure]:
    """Yield the documents of a feed (`kind` "feed") that is read in a child. Raises SourceError where it is none."""
    child = _Child(WALL_SECONDS)
    try:
        answer = child.ask(encode_request(RawDocument(name=name, data=data), task=kind))
    finally:
        child.close()
    found = decode_answer(answer)
    if isinstance(found, list):
        yield from found
    elif isinstance(found, Failure):
        raise SourceError(found.reason)


class Pool:
    """A few children, each kept by one thread for the time of a call. Leaving the context ends them all."""

    def __init__(self, workers: int, *, wall_seconds: float = WALL_SECONDS) -> None:
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="parse")
        self._children: queue.LifoQueue[_Child] = queue.LifoQueue()
        self._all = [_Child(wall_seconds) for _ in range(workers)]
        for child in self._all:
            self._children.put(child)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        # Killed first: whoever stops an ingest must not wait for the documents in the making.
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._all:
            child.retire()
        self._threads.shutdown(wait=True)

    def submit(self, raw: RawDocument) -> Future[Outcome]:
        """Return the future of a document's parsed form; it never raises SourceError, but holds a Failure."""
        return self._threads.submit(self._parse, raw)

    def read_feed(self, data: bytes, url: str, media_type: str | None = None) -> Feed:
        """Return what `read_announcement` does, read in a child; waits for a free one. Raises SourceError."""
        raw = RawDocument(name=url, data=data, media_type=media_type)
        return decode_feed(self._ask(encode_request(raw, task="announced")))

    def _ask(self, request: Frame) -> Frame:
        child = self._children.get()
        try:
            return child.ask(request)
        finally:
            self._children.put(child)

    def _parse(self, raw: RawDocument) -> Outcome:
        try:
            answer = decode_answer(self._ask(encode_request(raw, task="parse")))
        except SourceError as error:
            return failure_of(raw.name, error)
        if isinstance(answer, list):
            return failure_of(raw.name, SourceError("the parser gave several documents where one was asked for"))
        return answer


class _Child:
    """One child process, started when first needed and again after it has died."""

    def __init__(self, wall_seconds: float) -> None:
        self._wall_seconds = wall_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._done = 0
        self._retired = False

    def ask(self, request: Frame) -> Frame:
        """Return the child's answer. Raises TooLarge where it ran out of time or died."""
        if self._done >= _DOCUMENTS_PER_CHILD:
            self.close()
        process = self._process or self._start()
        self._done += 1
        with _killed_after(process, self._wall_seconds) as clock:
            try:
                write_frame(process.stdin, request)
                answer = read_frame(process.stdout)
            except (OSError, ValueError):
                answer = None
        if answer is None:
            self.close()
            if clock.rang:
                raise TooLarge(
                    f"reading it took longer than {self._wall_seconds:.0f} seconds; copy its text and paste that"
                )
            raise TooLarge(
                "the parser broke off, mostly for want of memory; the file is damaged or hostile: do not trust it"
            )
        return answer

    def close(self) -> None:
        """End the process, if one runs."""
        process, self._process, self._done = self._process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()  # its end closes the pipes for a thread that waits on them
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def retire(self) -> None:
        """End the process for good, from any thread."""
        self._retired = True
        self.close()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._retired:
            raise TooLarge("reading was stopped")
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LANG", "TMPDIR") if name in os.environ}
        root = str(Path(__file__).resolve().parent.parent)
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", "ingest.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Keys in the environment stay out, and numeric libraries reserve no memory for threads.
            env={**kept, "PYTHONPATH": root, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"},
        )
        with _killed_after(process, _START_SECONDS):
            if read_frame(process.stdout) is None:
                self.close()
                raise TooLarge("the parser process could not be started")
        return process


class _Clock:
    """Tells whether the time was over before the work was."""

    def __init__(self) -> None:
        self.rang = False


@contextlib.contextmanager
def _killed_after(process: subprocess.Popen[bytes], seconds: float) -> Iterator[_Clock]:
    clock = _Clock()

    def ring() -> None:
        clock.rang = True
        process.kill()

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield clock
    finally:
        timer.cancel()


def _needs_child(raw: RawDocument) -> bool:
    try:
        return not (format_of(raw).plain and len(raw.data) <= _LARGEST_PLAIN)
    except SourceError:
        return False


def _parse_here(raw: RawDocument) -> Outcome:
    try:
        return parse_document(raw)
    except SourceError as error:
        return failure_of(raw.name, error)


def main() -> None:
    """Serve requests from standard input until it ends. This is the child's side."""
    from ingest.serve import limit_memory, serve

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a parser prints must not get between the frames.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    limit_memory(MEMORY_BYTES)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
