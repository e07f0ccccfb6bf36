"""The table of a comparison as HTML: rows of claims about the same, columns by outlet, side or person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.comparison import Comparison
from rag.comparison.matrix import By, Matrix, MatrixRow, matrix_of
from ui.compared_claims import EXCERPT, SORTS, Keep, View, folded, quote
from ui.markup import button, counted, element, text

COLUMNS = 8  # of the table
_ROWS = 30
_FIRST_ROWS = 10  # in view before the reader asks for more
_IN_CELL = 3  # claims of a cell that are in view at once
_BY = ((By.OUTLET, "Outlets"), (By.SIDE, "Sides"), (By.SPEAKER, "People"))


def table(comparison: Comparison, view: View, keep: Keep) -> str:
    """Return the table, with the choice of its columns and its order above it."""
    table = matrix_of(comparison, view.by, most=COLUMNS)
    rows = [replace(row, cells=tuple(tuple(i for i in cell if keep(i)) for cell in row.cells)) for row in table.rows]
    rows = _sorted(comparison, [row for row in rows if any(row.cells)], view.sort)[:_ROWS]
    used = [at for at in range(len(table.columns)) if any(row.cells[at] for row in rows)]
    tools = _choice("Columns", "by", [(str(by), name) for by, name in _BY], str(view.by))
    tools += _choice("Order", "sort", SORTS, view.sort)
    bar = f'<div class="tools">{tools}</div>'
    if not rows:
        return bar + '<p class="hint none">No row holds these words.</p>'
    several = view.sort == SORTS[0][0] and not view.words
    if several:  # what can be compared comes first
        rows = sorted(rows, key=lambda row: sum(1 for at in used if row.cells[at]) < 2)
    first = rows[:_FIRST_ROWS] if several else rows
    rest = rows[len(first) :]
    shown = _grid(comparison, table, first, used, view.by)
    if rest:
        more = _grid(comparison, table, rest, used, view.by)
        shown += f'<details class="rows"><summary>{counted(len(rest), "more row")}</summary>{more}</details>'
    return bar + shown


def _grid(comparison: Comparison, table: Matrix, rows: Sequence[MatrixRow], used: Sequence[int], by: By) -> str:
    head = "<th scope='col'>About</th>" + "".join(
        element("th", text(table.columns[at]), scope="col", dir="auto") for at in used
    )
    body = "".join(_row(comparison, row, used, by) for row in rows)
    grid = f'<table class="matrix"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    return f'<div class="wide grid" tabindex="0" role="region" aria-label="Table">{grid}</div>'


def _sorted(comparison: Comparison, rows: list[MatrixRow], sort: str) -> list[MatrixRow]:
    if sort == "words":
        return sorted(rows, key=lambda row: row.label.casefold())
    if sort == "newest":
        return sorted(rows, key=lambda row: max(_days(comparison, row), default=""), reverse=True)
    return rows


def _days(comparison: Comparison, row: MatrixRow) -> list[str]:
    return [comparison.claims[i].date or "" for cell in row.cells for i in cell]


def _choice(label: str, name: str, choices: Sequence[tuple[str, str]], chosen: str) -> str:
    buttons = "".join(
        button(text(words), on="select", aria_pressed="true" if key == chosen else "false", **{f"data_{name}": key})
        for key, words in choices
    )
    return (
        f'<span class="choice"><span class="label">{label}</span>'
        f'<span class="segments" role="group" aria-label="{label}">{buttons}</span></span>'
    )


def _row(comparison: Comparison, row: MatrixRow, used: Sequence[int], by: By) -> str:
    sources = f'<span class="hint">{counted(row.independent, "independent source")}</span>'
    cells = "".join(element("td", _cell(comparison, row.cells[at], by)) for at in used)
    return f'<tr><th scope="row" dir="auto">{text(row.label)}{sources}</th>{cells}</tr>'


def _cell(comparison: Comparison, claims: Sequence[int], by: By) -> str:
    items = [
        quote(
            comparison,
            comparison.claims[i],
            longest=EXCERPT,
            holder=by is not By.SPEAKER,
            outlet=by is not By.OUTLET,
        )
        for i in claims
    ]
    if not items:
        return '<span class="hint" aria-label="nothing">–</span>'
    return folded(items, _IN_CELL)
