"""The child's side of `ingest.worker`: parses what it is sent, one document after the other."""

from __future__ import annotations

import sys
from typing import IO

from ingest.containers.entries import feed_documents
from ingest.errors import ParseError, SourceError, TooLarge
from ingest.failures import failure_of
from ingest.formats import parse_document
from ingest.frames import Frame, decode_request, encode_answer, encode_feed, read_frame, write_frame
from ingest.web.announcements import read_announcement

_READY = Frame(header={"ready": True})


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more."""
    import trafilatura  # noqa: F401 (loaded before the first document, whose time is limited)

    write_frame(answers, _READY)
    while (request := read_frame(requests)) is not None:
        write_frame(answers, _answer(request))


def limit_memory(most: int) -> None:
    """Limit the data that this process may allocate, in bytes, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: Frame) -> Frame:
    task, raw = decode_request(request)
    try:
        if task == "announced":
            return encode_feed(read_announcement(raw.data, raw.name, raw.media_type))
        return encode_answer(feed_documents(raw.data, raw.name) if task == "feed" else parse_document(raw))
    except SourceError as error:
        return encode_answer(failure_of(raw.name, error))
    except MemoryError:
        return encode_answer(
            failure_of(raw.name, TooLarge("reading it takes more memory than a document may use; split it"))
        )
    except Exception as error:  # noqa: BLE001 (the last resort of the process that exists to contain parsers' faults)
        problem = ParseError(f"the file is damaged: its parser failed ({type(error).__name__})")
        return encode_answer(failure_of(raw.name, problem))
