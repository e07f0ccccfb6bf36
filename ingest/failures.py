"""Errors turned into what an ingest reports."""

from __future__ import annotations

from ingest.errors import SourceError
from ingest.report import Failure


def failure_of(name: str, error: SourceError) -> Failure:
    """Return the report of a document that could not be taken in."""
    return Failure(name=name, reason=str(error), kind=type(error).__name__)
