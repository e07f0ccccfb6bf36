"""Words in a PDF that nobody sees: drawn without ink, in white on nothing, or too small to read.

They are cut from a page's drawing operators before its text is read. Where all words of a page are without ink
they are the text layer that recognition laid over a scan, and stay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, NameObject

_SHOWS = {b"Tj", b"TJ", b"'", b'"'}
_FILLS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"INLINE IMAGE"}
_NO_INK = {3, 7}
_TINY = 1.0  # points


@dataclass(frozen=True, slots=True)
class _Pen:
    mode: int = 0
    white: bool = False
    size: float = 12.0
    zoom: float = 1.0


def drop_invisible(page: PageObject, reader: PdfReader) -> None:
    """Remove invisible words from a page's content."""
    contents = page.get_contents()
    if contents is None:
        return
    stream = ContentStream(contents, reader)
    kept: list[tuple[object, bytes]] = []
    hidden = shown = 0
    pen, scale, saved, painted = _Pen(), 1.0, [], False
    for operands, operator in stream.operations:
        if operator == b"q":
            saved.append(pen)
        elif operator == b"Q" and saved:
            pen = saved.pop()
        elif operator == b"cm" and len(operands) == 6:
            pen = replace(pen, zoom=pen.zoom * (max(abs(float(operands[0])), abs(float(operands[1]))) or 1.0))
        elif operator == b"Tm" and len(operands) == 6:
            scale = max(abs(float(operands[0])), abs(float(operands[1]))) or 1.0
        elif operator == b"BT":
            scale = 1.0
        elif operator in _FILLS:
            painted = painted or not pen.white
        else:
            pen = _after(pen, operator, operands)
        if operator in _SHOWS:
            if pen.mode in _NO_INK or (pen.white and not painted) or abs(pen.size * scale * pen.zoom) < _TINY:
                hidden += 1
                continue
            shown += 1
        kept.append((operands, operator))
    if hidden and shown:
        stream.operations = kept
        page[NameObject("/Contents")] = stream


def _after(pen: _Pen, operator: bytes, operands: list[object]) -> _Pen:
    """Return the pen after an operator that sets mode, size or fill colour."""
    try:
        values = [float(str(value)) for value in operands if not str(value).startswith("/")]
    except ValueError:
        return pen
    if operator == b"Tr" and values:
        return replace(pen, mode=int(values[0]))
    if operator == b"Tf" and values:
        return replace(pen, size=values[0])
    if operator in (b"g", b"rg") and values:
        return replace(pen, white=all(value > 0.98 for value in values))
    if operator == b"k" and len(values) == 4:
        return replace(pen, white=all(value < 0.02 for value in values))
    if operator in (b"sc", b"scn") and len(values) in (1, 3):
        return replace(pen, white=all(value > 0.98 for value in values))
    return pen
