"""What parent and parser processes send each other: a length, a JSON header, and the document's bytes.

JSON on purpose: a parser that a hostile file has taken over can send wrong text, but no code.
"""

from __future__ import annotations

import dataclasses
import json
import struct
from dataclasses import dataclass
from typing import IO, Any

from ingest import errors
from ingest.article import Metadata, ParsedDocument, RawDocument, Span
from ingest.report import Failure
from ingest.web.feed_formats import Feed, FeedEntry

_LENGTHS = struct.Struct(">II")
_LARGEST = 1_000_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One message: fields of plain JSON, and bytes."""

    header: dict[str, Any]
    data: bytes = b""


def write_frame(pipe: IO[bytes] | None, frame: Frame) -> None:
    """Send a frame. Raises OSError where the other side is gone."""
    if pipe is None:
        raise OSError("no pipe")
    header = json.dumps(frame.header).encode()
    pipe.write(_LENGTHS.pack(len(header), len(frame.data)) + header + frame.data)
    pipe.flush()


def read_frame(pipe: IO[bytes] | None) -> Frame | None:
    """Return the next frame, or None where the other side ended or sent nonsense."""
    lengths = pipe.read(_LENGTHS.size) if pipe is not None else b""
    if pipe is None or len(lengths) < _LENGTHS.size:
        return None
    of_header, of_data = _LENGTHS.unpack(lengths)
    if of_header + of_data > _LARGEST:
        return None
    header, data = pipe.read(of_header), pipe.read(of_data)
    if len(header) < of_header or len(data) < of_data:
        return None
    fields = json.loads(header)
    return Frame(header=fields, data=data) if isinstance(fields, dict) else None


def encode_request(raw: RawDocument, *, task: str) -> Frame:
    """Return the request to do a task ("parse", "feed", "announced") with a document."""
    header = {"task": task, "name": raw.name, "media_type": raw.media_type, "key": raw.key}
    return Frame(header={**header, "stated": dataclasses.asdict(raw.stated)}, data=raw.data)


def decode_request(frame: Frame) -> tuple[str, RawDocument]:
    """Return task and document of a request."""
    return str(frame.header["task"]), _raw(frame.header, frame.data)


def encode_answer(answer: ParsedDocument | Failure | list[RawDocument | Failure]) -> Frame:
    """Return the answer with a parsed document, a failure, or the documents of a feed."""
    if isinstance(answer, list):
        return Frame(header={"documents": [_listed(item) for item in answer]})
    if isinstance(answer, Failure):
        return Frame(header={"failure": dataclasses.asdict(answer)})
    headings = [[span.start, span.end] for span in answer.headings]
    header = {"metadata": dataclasses.asdict(answer.metadata), "headings": headings}
    return Frame(header=header, data=answer.text.encode("utf-8", errors="replace"))


def decode_answer(frame: Frame) -> ParsedDocument | Failure | list[RawDocument | Failure]:
    """Return what an answer holds. Raises ParseError where it is none."""
    try:
        header = frame.header
        if "documents" in header:
            return [_unlisted(item) for item in header["documents"]]
        if "failure" in header:
            return Failure(**header["failure"])
        text = frame.data.decode("utf-8")
        headings = tuple(Span(start=start, end=end) for start, end in header["headings"] if end <= len(text))
        return ParsedDocument(text=text, metadata=_metadata(header["metadata"]), headings=headings)
    except (KeyError, TypeError, ValueError) as error:
        raise errors.ParseError("the parser's answer could not be understood") from error


def encode_feed(feed: Feed) -> Frame:
    """Return the answer with what a feed announces."""
    return Frame(header={"feed": dataclasses.asdict(feed)})


def decode_feed(frame: Frame) -> Feed:
    """Return the feed of an answer. Raises the SourceError that the child met."""
    try:
        header = frame.header
        if "failure" in header:
            failure = Failure(**header["failure"])
            kind = getattr(errors, str(failure.kind), None)
            known = isinstance(kind, type) and issubclass(kind, errors.SourceError)
            raise (kind if known and kind is not None else errors.ParseError)(str(failure.reason))
        fields = header["feed"]
        return Feed(
            title=_text(fields["title"]),
            entries=tuple(_entry(entry) for entry in fields["entries"]),
            parts=tuple(str(part) for part in fields["parts"]),
            named=tuple(str(name) for name in fields["named"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise errors.ParseError("the parser's answer could not be understood") from error


def _entry(fields: dict[str, Any]) -> FeedEntry:
    return FeedEntry(
        url=str(fields["url"]),
        title=_text(fields["title"]),
        published_at=_text(fields["published_at"]),
        authors=tuple(str(name) for name in fields["authors"]),
        summary=_text(fields["summary"]),
        id=_text(fields["id"]),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _listed(item: RawDocument | Failure) -> dict[str, Any]:
    if isinstance(item, Failure):
        return {"failure": dataclasses.asdict(item)}
    fields = {"name": item.name, "media_type": item.media_type, "key": item.key}
    return {**fields, "stated": dataclasses.asdict(item.stated), "text": item.data.decode("utf-8", errors="replace")}


def _unlisted(fields: dict[str, Any]) -> RawDocument | Failure:
    if "failure" in fields:
        return Failure(**fields["failure"])
    return _raw(fields, str(fields["text"]).encode("utf-8", errors="replace"))


def _raw(fields: dict[str, Any], data: bytes) -> RawDocument:
    return RawDocument(
        name=str(fields["name"]),
        data=data,
        media_type=fields["media_type"],
        key=fields["key"],
        stated=_metadata(fields["stated"]),
    )


def _metadata(fields: dict[str, Any]) -> Metadata:
    lists = {name: tuple(str(item) for item in fields[name]) for name in ("authors", "keywords")}
    texts = {
        name: None if fields[name] is None else str(fields[name])
        for name in (field.name for field in dataclasses.fields(Metadata))
        if name not in lists
    }
    return Metadata(**texts, **lists)  # type: ignore[arg-type]
