"""A briefing or an answer as a file: one file a format, and FORMATS, the registry of them."""

from rag.export.document import Document, Line, Note, Part, Run, RunKind, SourceLine
from rag.export.formats import FORMATS, Format, export

__all__ = ["FORMATS", "Document", "Format", "Line", "Note", "Part", "Run", "RunKind", "SourceLine", "export"]
