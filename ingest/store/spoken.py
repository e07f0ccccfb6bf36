"""Who speaks in the current articles, read without building every attribution: SQLite takes the few facts out of its JSON."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import orjson

from ingest.article import Attribution, Filters, SpeakerKind
from ingest.store import rows

_AT_ONCE = 500  # values of one statement

Read = Callable[[str, Sequence[object]], list[sqlite3.Row]]


class Spoken(NamedTuple):
    """Of one statement: its id, the article it stands in, and what tells who speaks."""

    id: int
    article_id: str
    speaker: str | None
    description: str | None
    kind: SpeakerKind | None
    affiliation: str | None
    sides: tuple[str, ...]


def spoken(read: Read, filters: Filters) -> list[Spoken]:
    """Return the statements with a named or described speaker, by article and place in it."""
    condition, values = rows.filter_sql(filters)
    found = read(
        "SELECT attribution.id, attribution.article_id, attribution.speaker, attribution.description, "
        "json_extract(data, '$.speaker_kind'), json_extract(data, '$.affiliation'), json_extract(data, '$.sides') "
        "FROM attribution JOIN article ON article.id = attribution.article_id "
        "WHERE (ifnull(attribution.speaker, '') != '' OR ifnull(attribution.description, '') != '') "
        f"AND json_extract(data, '$.statement') AND {condition} ORDER BY attribution.article_id, ordinal",
        values,
    )
    return [
        Spoken(number, article_id, speaker, described, _kind(kind), affiliation, _sides(sides))
        for number, article_id, speaker, described, kind, affiliation, sides in found
    ]


def attributions_of(read: Read, ids: Sequence[int]) -> dict[int, Attribution]:
    """Return the attributions of those ids."""
    found: dict[int, Attribution] = {}
    for at in range(0, len(ids), _AT_ONCE):
        some = list(ids[at : at + _AT_ONCE])
        marks = ", ".join("?" * len(some))
        for row in read(f"SELECT id, data FROM attribution WHERE id IN ({marks})", some):
            found[row["id"]] = rows.to_attribution(row["data"])
    return found


def _kind(value: str | None) -> SpeakerKind | None:
    return _KINDS[value] if value else None


@lru_cache(maxsize=10_000)
def _sides(listed: str) -> tuple[str, ...]:
    return tuple(orjson.loads(listed))


_KINDS = {kind.value: kind for kind in SpeakerKind}
