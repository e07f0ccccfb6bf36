"""Undo a response's compression piece by piece, never holding more than the limit allows."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, cast

import brotli  # type: ignore[import-untyped]
import zstandard

from ingest.errors import FetchError

ACCEPTED = "gzip, deflate, br, zstd"
_PIECE = 1 << 16
_ZSTD_WINDOW = 1 << 23
"""The largest window that RFC 9659 lets a server use: 8 MB."""

_DAMAGED = "the site's answer is damaged or was cut off; try again later"


def decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield a body decoded, in pieces of about 64 kB; FetchError where it is damaged or in an unknown encoding.

    encoding: the Content-Encoding header. Encodings on top of each other are refused: no news site stacks them.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return iter(pieces)
    if name in ("gzip", "x-gzip", "deflate"):
        return _inflated(pieces, may_be_raw=name == "deflate")
    if name == "br":
        return _unbrotlied(pieces)
    if name == "zstd":
        return _unzstandard(pieces)
    raise FetchError("the site answered in an encoding that was not asked for; save the page and add the file")


def _inflated(pieces: Iterable[bytes], *, may_be_raw: bool) -> Iterator[bytes]:
    inflate = None
    try:
        for piece in pieces:
            while piece:
                if inflate is None:
                    # "deflate" means zlib's form by the standard, and raw deflate from some servers.
                    raw = may_be_raw and piece[0] & 0x0F != 8
                    inflate = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | 32)
                yield inflate.decompress(piece, _PIECE)
                piece = inflate.unconsumed_tail
                if inflate.eof:
                    # A gzip file may have several members; what is no member is padding.
                    piece = inflate.unused_data
                    if not piece.startswith(b"\x1f\x8b"):
                        return
                    inflate = None
    except zlib.error as error:
        raise FetchError(_DAMAGED) from error
    if inflate is not None:
        raise FetchError(_DAMAGED)


def _unbrotlied(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decompressor = brotli.Decompressor()
    try:
        for piece in pieces:
            out = decompressor.process(piece, output_buffer_limit=_PIECE)
            # Output may still wait inside after all input was taken.
            while out or not decompressor.can_accept_more_data():
                yield out
                out = decompressor.process(b"", output_buffer_limit=_PIECE)
    except brotli.error as error:
        raise FetchError(_DAMAGED) from error
    if not decompressor.is_finished():
        raise FetchError(_DAMAGED)


def _unzstandard(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    try:
        source = cast(IO[bytes], _Pull(iter(pieces)))
        with decompressor.stream_reader(source, read_across_frames=True) as reader:
            while piece := reader.read(_PIECE):
                yield piece
    except zstandard.ZstdError as error:
        raise FetchError(_DAMAGED) from error


class _Pull(io.RawIOBase):
    """Pieces as a file, for a reader that pulls."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        taken = self._rest[:size] if size >= 0 else self._rest
        self._rest = self._rest[len(taken) :]
        return taken
