"""Files that hold many documents: one module a kind, each turning a file into documents one by one.

A new kind: a module here with `expand` and `CONTAINER`, and one entry in `CONTAINERS`.
"""

from __future__ import annotations

from ingest.containers import archive, feed, jsonl, mbox, records, table
from ingest.containers.base import Container

CONTAINERS: tuple[Container, ...] = (
    jsonl.CONTAINER,
    records.CONTAINER,
    table.CONTAINER,
    feed.CONTAINER,
    mbox.CONTAINER,
    archive.CONTAINER,
)

__all__ = ["CONTAINERS", "Container", "container_of"]


def container_of(name: str) -> Container | None:
    """Return the kind of container that a file's name tells, or None."""
    lowered = name.lower()
    return next((entry for entry in CONTAINERS if lowered.endswith(entry.suffixes)), None)
