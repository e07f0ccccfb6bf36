"""A comparison as a table: rows are aspects, columns outlets, sides or people, each cell the claims that stand there."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum

from rag.comparison.types import Claim, Comparison


class By(StrEnum):
    """What the columns are."""

    OUTLET = "outlet"
    SIDE = "side"
    SPEAKER = "speaker"


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixRow:
    """One aspect: its words, the claims of each column in the order of the columns, and its independent sources."""

    label: str
    cells: tuple[tuple[int, ...], ...]
    independent: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """The table: columns by how much they say, rows as the comparison orders its aspects."""

    by: By
    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def column_of(comparison: Comparison, claim: Claim, by: By) -> tuple[str, ...]:
    """Return the columns a claim stands in: its outlet and those that copied it, its holder's side, or its holder."""
    if by is By.OUTLET:
        return tuple(dict.fromkeys((claim.outlet or "Outlet unknown", *claim.copies)))
    if claim.viewpoint is None:
        return ("The outlets themselves",) if by is By.SIDE else (claim.outlet or "Outlet unknown",)
    view = comparison.viewpoints[claim.viewpoint]
    return (view.side if by is By.SIDE else view.holder,)


def matrix_of(comparison: Comparison, by: By, *, most: int | None = None) -> Matrix:
    """Return the table. most: how many columns; the claims of the others are left out."""
    places = {claim.id: column_of(comparison, claim, by) for claim in comparison.claims if claim.aspect is not None}
    counts = Counter(column for columns in places.values() for column in columns)
    columns = tuple(name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))[:most]
    rows = []
    for aspect in comparison.aspects:
        cells: dict[str, list[int]] = defaultdict(list)
        for i in aspect.claims:
            for column in places[i]:
                cells[column].append(i)
        if any(column in cells for column in columns):
            rows.append(
                MatrixRow(
                    label=aspect.label,
                    cells=tuple(tuple(cells.get(column, ())) for column in columns),
                    independent=aspect.independent,
                )
            )
    return Matrix(by=by, columns=columns, rows=tuple(rows))
