"""A comparison as CSV (one row a quote) and as an Excel workbook (a sheet a part). No cell can be read as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rag.comparison.matrix import By, matrix_of
from rag.comparison.types import Claim, Comparison, found_by

_FORMULA = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000  # characters of a cell; Excel holds 32,767
_WIDTHS = (14, 60)

CLAIM_HEAD = (
    "aspect", "holder", "described as", "side", "quote", "outlet", "date", "via", "copied by", "title", "address",
    "article", "start", "end", "contradicted by", "said alike by",
)  # fmt: skip

Cell = str | int | float | None
Row = Sequence[Cell]


def guarded(value: Cell) -> Cell:
    """Return a cell that a spreadsheet shows as it is: text that would begin a formula gets a leading apostrophe."""
    if not isinstance(value, str):
        return value
    text = _FORBIDDEN.sub("", value)[:_LONGEST]
    return f"'{text}" if _FORMULA.match(text) else text


def to_csv(comparison: Comparison) -> str:
    """Return every quote with who says it and where it stands, one a row, as CSV with a byte order mark for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CLAIM_HEAD)
    ties = _Ties(comparison)
    for claim in comparison.claims:
        for row in _claim_rows(comparison, claim, ties):
            writer.writerow([guarded(value) for value in row])
    return "\ufeff" + out.getvalue()


def to_xlsx(comparison: Comparison, by: By = By.OUTLET) -> bytes:
    """Return a workbook: the matrix, the quotes, conflicts, figures, what is shared, changes, what stands in one outlet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    table = matrix_of(comparison, by)
    rows: list[Row] = [("aspect", *table.columns)]
    for row in table.rows:
        cells = ["\n\n".join(_cited(comparison, i) for i in cell) for cell in row.cells]
        rows.append((row.label, *cells))
    _sheet(book, f"By {by}", rows)
    quotes: list[Row] = [CLAIM_HEAD]
    ties = _Ties(comparison)
    for claim in comparison.claims:
        quotes += _claim_rows(comparison, claim, ties)
    _sheet(book, "Quotes", quotes)
    head: Row = (
        "about",
        "kind",
        "one",
        "quote",
        "outlet",
        "date",
        "other",
        "quote",
        "outlet",
        "date",
        "why",
        "found by",
    )
    _sheet(book, "Conflicts", [head, *_conflict_rows(comparison)])
    head = ("what", "unit", "how they stand", "figure", "given by", "outlet", "date", "quote")
    _sheet(book, "Figures", [head, *_figure_rows(comparison)])
    head = ("claim", "independent sources", "holder", "quote", "outlet", "date", "found by")
    _sheet(book, "Shared", [head, *_shared_rows(comparison)])
    head = ("holder", "step", "quote", "outlet", "date", "why", "found by")
    _sheet(book, "Changes", [head, *_change_rows(comparison)])
    head = ("outlet", "holder", "quote", "date")
    _sheet(book, "Only in", [head, *_only_rows(comparison)])
    head = ("date", "what", "side", "holder", "words", "outlet")
    _sheet(book, "Timeline", [head, *_timeline_rows(comparison)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, title: str, rows: Iterable[Row]) -> None:
    sheet: Worksheet = book.create_sheet(title)
    widest: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            shown = guarded(value)
            cell.value = shown
            if isinstance(shown, str):
                cell.data_type = "s"
                widest[column] = max(widest.get(column, 0), len(shown))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 1:
                cell.font = Font(bold=True)
    for column, width in widest.items():
        sheet.column_dimensions[get_column_letter(column)].width = max(_WIDTHS[0], min(_WIDTHS[1], width + 2))
    sheet.freeze_panes = "B2"


def _claim_rows(comparison: Comparison, claim: Claim, ties: _Ties) -> list[Row]:
    view = None if claim.viewpoint is None else comparison.viewpoints[claim.viewpoint]
    aspect = "" if claim.aspect is None else comparison.aspects[claim.aspect].label
    rows: list[Row] = []
    for number in claim.citations:
        cited = comparison.citation(number)
        rows.append(
            (
                aspect,
                comparison.holder(claim),
                (view.description if view else None) or "",
                view.side if view else "the outlet itself",
                cited.quote,
                claim.outlet or "",
                (claim.date or "")[:10],
                ", ".join(claim.via),
                ", ".join(claim.copies),
                cited.title or "",
                cited.url or "",
                cited.article_id,
                cited.start,
                cited.end,
                "\n".join(ties.against[claim.id]),
                "\n".join(ties.alike[claim.id]),
            )
        )
    return rows


class _Ties:
    """Which other claims contradict each claim, or say the same, with what tells so."""

    def __init__(self, comparison: Comparison) -> None:
        self.against: dict[int, list[str]] = defaultdict(list)
        self.alike: dict[int, list[str]] = defaultdict(list)
        for conflict in comparison.conflicts:
            for one, other in ((conflict.left, conflict.right), (conflict.right, conflict.left)):
                self.against[one].append(f"{_cited(comparison, other)} [{conflict.by}]")
        for shared in comparison.shared:
            for one in shared.claims:
                others = (other for other in shared.claims if other != one)
                self.alike[one] += [f"{_cited(comparison, other)} [{found_by(shared)}]" for other in others]


def _cited(comparison: Comparison, i: int) -> str:
    claim = comparison.claims[i]
    where = ", ".join(piece for piece in (claim.outlet, (claim.date or "")[:10]) if piece)
    return f"{comparison.holder(claim)}: {claim.words} ({where})"


def _side(comparison: Comparison, i: int) -> tuple[str, str, str, str]:
    claim = comparison.claims[i]
    return comparison.holder(claim), claim.words, claim.outlet or "", (claim.date or "")[:10]


def _conflict_rows(comparison: Comparison) -> list[Row]:
    return [
        (one.about, str(one.kind), *_side(comparison, one.left), *_side(comparison, one.right), one.reason, one.by)
        for one in comparison.conflicts
    ]


def _figure_rows(comparison: Comparison) -> list[Row]:
    return [
        (
            figure.what,
            figure.unit,
            str(figure.kind),
            value.text,
            value.source,
            value.outlet or "",
            (value.date or "")[:10],
            comparison.citation(value.citation).quote,
        )
        for figure in comparison.figures
        for value in figure.values
    ]


def _shared_rows(comparison: Comparison) -> list[Row]:
    return [
        (shared.label, shared.independent, *_side(comparison, i), found_by(shared))
        for shared in comparison.shared
        for i in shared.claims
    ]


def _change_rows(comparison: Comparison) -> list[Row]:
    rows: list[Row] = []
    for change in comparison.changes:
        reason = change.reason or (change.judged.told() if change.judged else "")
        for step, i in enumerate(change.steps, 1):
            holder, words, outlet, day = _side(comparison, i)
            rows.append((holder, step, words, outlet, day, reason, found_by(change)))
    return rows


def _only_rows(comparison: Comparison) -> list[Row]:
    rows: list[Row] = []
    for only in comparison.only_in:
        for i in only.claims:
            holder, words, _, day = _side(comparison, i)
            rows.append((only.outlet, holder, words, day))
    return rows


def _timeline_rows(comparison: Comparison) -> list[Row]:
    return [
        (
            event.date,
            "said" if event.said else "happened",
            event.side,
            comparison.holder(comparison.claims[event.claim]),
            comparison.claims[event.claim].words,
            comparison.claims[event.claim].outlet or "",
        )
        for event in comparison.timeline
    ]
