"""Mailboxes (.mbox) of newsletters, split at their "From " lines while reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from ingest.article import RawDocument
from ingest.containers.base import Container
from ingest.errors import ParseError, TooLarge
from ingest.failures import failure_of
from ingest.report import Failure

_LARGEST_MESSAGE = 50_000_000
_LONGEST_LINE = 1_000_000
_START = re.compile(rb"^From \S.*\d{2}:\d{2}")
_QUOTED = re.compile(rb"^>(>*From )")
_MESSAGE_ID = re.compile(rb"^message-id:\s*<([^>\r\n]{1,300})>", re.IGNORECASE | re.MULTILINE)


def expand(file: BinaryIO, name: str, place: str) -> Iterator[RawDocument | Failure]:
    """Yield each message. Raises ParseError where the file does not begin with one."""
    number, lines, size, last_blank = 0, list[bytes](), 0, True
    while line := file.readline(_LONGEST_LINE):
        if last_blank and _START.match(line):
            if number:
                yield _message(lines, size, f"{name} message {number}", place)
            number, lines, size = number + 1, [], 0
        elif number == 0 and line.strip():
            raise ParseError("the file is named .mbox but does not begin with a message; check what it really is")
        elif size <= _LARGEST_MESSAGE:
            lines.append(_QUOTED.sub(rb"\1", line))
            size += len(line)
        last_blank = not line.strip()
    if number:
        yield _message(lines, size, f"{name} message {number}", place)


def _message(lines: list[bytes], size: int, name: str, place: str) -> RawDocument | Failure:
    if size > _LARGEST_MESSAGE:
        return failure_of(
            name,
            TooLarge(
                f"the message is larger than {_LARGEST_MESSAGE // 1_000_000} MB; save it alone without its attachments"
            ),
        )
    data = b"".join(lines)
    found = _MESSAGE_ID.search(data[:20_000])
    identity = found[1].decode("ascii", errors="replace") if found else name
    return RawDocument(name=name, data=data, media_type="message/rfc822", key=f"{place}#{identity}")


CONTAINER = Container(name="mailbox (MBOX)", suffixes=(".mbox",), expand=expand)
