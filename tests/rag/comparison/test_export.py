"""CSV, workbook and command line of a comparison: what is in them, and that no cell is read as a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from rag import NewsAssistant
from rag.comparison import Comparison
from rag.comparison.export import CLAIM_HEAD, guarded, to_csv, to_xlsx
from rag.comparison.matrix import By, matrix_of
from rag.comparison.output import comparison_json, comparison_text


@pytest.fixture(scope="module")
def dam(samples: NewsAssistant) -> Comparison:
    return samples.compare("Orrel dam failure")


def test_csv_holds_every_quote(dam: Comparison) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(dam).lstrip("\ufeff"))))
    assert tuple(rows[0]) == CLAIM_HEAD
    assert len(rows) - 1 == sum(len(claim.citations) for claim in dam.claims)
    assert any("Not one siren sounded in Dunholt" in cell for row in rows for cell in row)


@pytest.mark.parametrize("hostile", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_cell_begins_a_formula(dam: Comparison, hostile: str) -> None:
    assert str(guarded(hostile)).startswith("'")
    bad = replace(dam, claims=(replace(dam.claims[0], outlet=hostile, words=hostile), *dam.claims[1:]))
    cells = [cell for row in csv.reader(io.StringIO(to_csv(bad).lstrip("\ufeff"))) for cell in row]
    assert hostile not in cells
    book = load_workbook(io.BytesIO(to_xlsx(bad)))
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in values)
    assert hostile not in [cell.value for cell in values]


def test_workbook_has_a_sheet_a_part(dam: Comparison) -> None:
    book = load_workbook(io.BytesIO(to_xlsx(dam, By.SIDE)))
    assert book.sheetnames == [
        "By side", "Quotes", "Conflicts", "Figures", "Shared", "Changes", "Only in", "Timeline",
    ]  # fmt: skip
    given = [row[3] for row in book["Figures"].iter_rows(values_only=True)]
    assert {"2.4 billion crowns", "3.1 billion crowns"} <= set(given)


@pytest.mark.parametrize("by", list(By))
def test_matrix_holds_each_claim_of_a_row_in_its_column(dam: Comparison, by: By) -> None:
    table = matrix_of(dam, by)
    assert table.rows
    for row in table.rows:
        assert len(row.cells) == len(table.columns)
        assert any(row.cells)
    if by is By.SPEAKER:
        at = table.columns.index("Vibeke Sollmark")
        said = {i for row in table.rows for i in row.cells[at]}
        assert said
        assert all(dam.holder(dam.claims[i]) == "Vibeke Sollmark" for i in said)


def test_json_and_text_tell_the_same(dam: Comparison) -> None:
    plain = comparison_json(dam, By.SIDE)
    assert len(plain["claims"]) == len(dam.claims)
    assert plain["matrix"]["by"] == "side"
    text = comparison_text(dam)
    assert "CONTRADICTIONS" in text
    assert "Norfell Hydro" in text
