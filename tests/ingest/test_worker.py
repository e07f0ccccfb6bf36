from __future__ import annotations

import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import worker
from ingest.article import Metadata, ParsedDocument, RawDocument, Span
from ingest.errors import NotAnArticle, ParseError
from ingest.frames import (
    Frame,
    decode_answer,
    decode_request,
    encode_answer,
    encode_request,
    read_frame,
    write_frame,
)
from ingest.report import Failure
from ingest.web.announcements import read_announcement
from ingest.worker import Pool
from tests.ingest.formats import make


def page(number: int) -> RawDocument:
    body = f"<p>Page number {number} tells one thing more about the harbour wall, and says so in a sentence.</p>"
    return RawDocument(name=f"{number}.html", data=make.html(body).encode(), key=f"/{number}")


def test_documents_come_back_in_order_each_with_its_text() -> None:
    mixed = [
        page(0),
        RawDocument(name="1.txt", data=b"Plain words."),
        page(2),
        RawDocument(name="3.xyz", data=b"?"),
        page(4),
    ]
    outcomes = list(worker.parse_many(mixed, workers=2))
    assert [raw.name for raw, _ in outcomes] == ["0.html", "1.txt", "2.html", "3.xyz", "4.html"]
    texts = [outcome.text if isinstance(outcome, ParsedDocument) else outcome.kind for _, outcome in outcomes]
    assert texts[1] == "Plain words."
    assert texts[3] == "UnsupportedFormat"
    assert all(f"Page number {number} " in texts[number] for number in (0, 2, 4))


def test_a_child_that_dies_or_hangs_costs_its_own_document_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The deaths are real: a stand-in for the child kills itself, or sleeps, when it meets its document.
    stand_in = tmp_path / "stand_in.py"
    stand_in.write_text(
        "import os, sys, time\n"
        "from ingest import serve\n"
        "true_parse = serve.parse_document\n"
        "def parse(raw):\n"
        "    if raw.name == '1.html': os.kill(os.getpid(), 9)\n"
        "    if raw.name == '2.html': time.sleep(600)\n"
        "    if raw.name == '3.html': bytearray(2 << 30)\n"
        "    return true_parse(raw)\n"
        "serve.parse_document = parse\n"
        "from ingest.worker import main\n"
        "main()\n"
    )
    true_popen = worker.subprocess.Popen

    def popen(command: list[str], **options: object) -> object:
        return true_popen([command[0], str(stand_in)], **options)  # type: ignore[call-overload]

    monkeypatch.setattr(worker.subprocess, "Popen", popen)
    with worker.Pool(2, wall_seconds=3.0) as pool:
        outcomes = [future.result() for future in [pool.submit(page(number)) for number in range(6)]]
    kinds = ["text" if isinstance(outcome, ParsedDocument) else outcome.reason for outcome in outcomes]
    assert "broke off" in kinds[1]
    assert "longer than 3 seconds" in kinds[2]
    assert "memory" in kinds[3]
    assert [kinds[number] for number in (0, 4, 5)] == ["text"] * 3


def test_only_a_little_is_read_ahead() -> None:
    taken: list[int] = []

    def source() -> Iterator[RawDocument]:
        for number in range(1000):
            taken.append(number)
            yield RawDocument(name=f"{number}.txt", data=b"Words.")

    outcomes = worker.parse_many(source(), workers=2)
    next(outcomes)
    assert len(taken) <= 10
    outcomes.close()  # type: ignore[attr-defined]


def test_it_works_from_a_thread_of_a_process_that_has_loaded_torch() -> None:
    import torch

    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(worker.parse_apart(page(torch.tensor(7).item()))))
    thread.start()
    thread.join(120)
    assert isinstance(found[0], ParsedDocument)


def test_failures_of_the_source_pass_through_at_their_place() -> None:
    bad = Failure(name="export line 2", reason="not JSON")
    items = [RawDocument(name="a.txt", data=b"One."), bad, RawDocument(name="b.txt", data=b"Two.")]
    outcomes = list(worker.parse_all(items, workers=1))
    assert outcomes[1] is bad
    assert [isinstance(outcome, tuple) for outcome in outcomes] == [True, False, True]


def test_leaving_early_ends_the_children() -> None:
    outcomes = worker.parse_many((page(number) for number in range(50)), workers=1)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    if children.exists():
        lines = [Path(f"/proc/{child}/cmdline").read_bytes() for child in children.read_text().split()]
        assert not [line for line in lines if b"ingest.worker" in line]


def through_a_pipe(frame: Frame) -> Frame:
    pipe = io.BytesIO()
    write_frame(pipe, frame)
    pipe.seek(0)
    received = read_frame(pipe)
    assert received is not None
    return received


def test_what_is_sent_arrives() -> None:
    stated = Metadata(title="Ö", authors=("Ada Lind",), keywords=("a", "b"), published_at="2025-05-19")
    raw = RawDocument(name="a.html", data=b"\x00\xff", media_type="text/html", key="/a", stated=stated)
    assert decode_request(through_a_pipe(encode_request(raw, task="parse"))) == ("parse", raw)
    parsed = ParsedDocument(text="Öl 😀\n\nWords", metadata=stated, headings=(Span(start=0, end=4),))
    assert decode_answer(through_a_pipe(encode_answer(parsed))) == parsed
    failure = Failure(name="a", reason="b", kind="TooLarge")
    assert decode_answer(through_a_pipe(encode_answer(failure))) == failure
    rows = [RawDocument(name="a", data="ö".encode(), stated=stated), failure]
    assert decode_answer(through_a_pipe(encode_answer(rows))) == rows


@pytest.mark.parametrize("data", [b"", b"\0\0", b"\xff" * 8, b"\0\0\0\2\0\0\0\0[]", b"\0\0\0\2\0\0\0\xff{}"])
def test_a_broken_frame_is_none(data: bytes) -> None:
    assert read_frame(io.BytesIO(data)) is None


@pytest.mark.parametrize("header", [{}, {"headings": [[5, 1]], "metadata": {}}, {"failure": {"x": 1}}])
def test_an_answer_that_makes_no_sense_is_a_parse_error(header: dict[str, object]) -> None:
    with pytest.raises(ParseError):
        decode_answer(Frame(header=header, data=b"words"))


def test_a_feed_is_read_in_a_child_as_it_would_be_here() -> None:
    entry = "<item><title>Weir</title><link>/1</link><pubDate>Mon, 02 Jun 2026 08:00:00 GMT</pubDate></item>"
    feed = f"<rss><channel><title>Brack</title>{entry}</channel></rss>".encode()
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    entities = b'<!DOCTYPE rss [<!ENTITY x "y">]>' + feed
    with Pool(1) as pool:
        for data in (feed, page):
            assert pool.read_feed(data, "https://brack.example/") == read_announcement(data, "https://brack.example/")
        assert pool.read_feed(page, "https://brack.example/").named == ("https://brack.example/feed.xml",)
        with pytest.raises(NotAnArticle, match="no feed"):
            pool.read_feed(b"<html><p>Hello</p></html>", "https://brack.example/")
        with pytest.raises(ParseError, match="entities"):
            pool.read_feed(entities, "https://brack.example/")
