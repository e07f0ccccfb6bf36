"""A comparison as JSON, the contract for other programs, and as text for a terminal."""

from __future__ import annotations

from dataclasses import asdict
from textwrap import fill
from typing import Any

from rag.comparison.matrix import By, matrix_of
from rag.comparison.types import Change, Comparison, FigureKind, Shared, found_by
from rag.day import day_in_words

_WIDTH = 100
_QUOTED = 3  # quotes of each holder, or of each cell, that the terminal shows


def comparison_json(comparison: Comparison, by: By = By.OUTLET) -> dict[str, Any]:
    """Return a comparison as plain values, with its table. Claims and citations are referred to by their numbers."""
    plain = _plain(asdict(comparison))
    plain["elapsed"] = round(comparison.elapsed, 3)
    plain["matrix"] = _plain(asdict(matrix_of(comparison, by)))
    return dict(plain)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def comparison_text(comparison: Comparison, by: By = By.SPEAKER) -> str:
    """Return a comparison for a terminal: who holds what, then what is shared, disputed, different and changed."""
    lines = [f"{comparison.topic}", f"{comparison.sources} articles, {comparison.independent} independent sources", ""]
    lines += list(comparison.notes)
    lines += _holders(comparison) if by is By.SPEAKER else _table(comparison, by)
    for title, rows in (
        ("Contradictions", [row for one in comparison.conflicts for row in (*_pair(comparison, one.left, one.right), f"    ({one.by}: {one.reason})", "")]),
        ("Figures that differ", _figures(comparison)),
        ("Shared", [row for one in comparison.shared for row in (f"{one.label}: {one.independent} independent sources", *(_said(comparison, i) for i in one.claims), *_judged(one), "")]),
        ("Changed", [row for one in comparison.changes for row in (*(_said(comparison, i) for i in one.steps), *_judged(one), "")]),
        ("Only in one outlet", [row for one in comparison.only_in for row in (one.outlet, *(_said(comparison, i) for i in one.claims[:_QUOTED]), "")]),
    ):  # fmt: skip
        if rows:
            lines += ["", title.upper(), *rows]
    return "\n".join(lines).rstrip()


def _holders(comparison: Comparison) -> list[str]:
    lines = []
    for view in comparison.viewpoints:
        described = f", {view.description}" if view.description else ""
        lines.append(f"{view.holder}{described} ({view.side}; {', '.join(view.outlets)})")
        lines += [_said(comparison, i, holder=False) for i in view.claims[:_QUOTED]]
    return lines


def _table(comparison: Comparison, by: By) -> list[str]:
    table = matrix_of(comparison, by)
    lines = []
    for row in table.rows:
        lines.append(row.label)
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell:
                lines.append(f"  {column}")
                lines += [_said(comparison, i) for i in cell[:_QUOTED]]
    return lines


def _said(comparison: Comparison, i: int, *, holder: bool = True) -> str:
    claim = comparison.claims[i]
    who = f"{comparison.holder(claim)}: " if holder else ""
    via = f"via {', '.join(claim.via)}" if claim.via else None
    where = ", ".join(piece for piece in (claim.outlet, day_in_words(claim.date), via) if piece)
    return fill(f"{who}{claim.words} ({where})", _WIDTH, initial_indent="    ", subsequent_indent="      ")


def _pair(comparison: Comparison, left: int, right: int) -> list[str]:
    return [_said(comparison, left), "    against", _said(comparison, right)]


def _judged(one: Shared | Change) -> list[str]:
    return [f"    ({found_by(one)}: {one.judged.told()})"] if one.judged else []


def _figures(comparison: Comparison) -> list[str]:
    lines = []
    for figure in comparison.figures:
        if figure.kind is FigureKind.AGREE:
            continue
        lines.append(f"{figure.what} ({figure.kind})")
        for value in figure.values:
            where = ", ".join(piece for piece in (value.outlet, day_in_words(value.date)) if piece)
            lines.append(f"    {value.text}: {value.source} ({where})")
        if figure.latest is not None:
            lines.append(f"    latest: {figure.latest.text} ({day_in_words(figure.latest.date)})")
    return lines
