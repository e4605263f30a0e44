"""Excel files: what comes from papers stays what it is."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook

from dossier import sheets

TEXTS = ["=1+1", '=HYPERLINK("x")', "00123", "-2", "a\x0bb"]


@pytest.mark.parametrize("write_only", [False, True])
def test_a_text_that_begins_as_a_formula_was_written_as_one(write_only: bool) -> None:
    book = Workbook(write_only=write_only)
    sheet = book.create_sheet("texts")
    sheets.add_row(sheet, [*TEXTS, 7, None], wrap=True, bold=sheets.HEAD)
    cells = load_workbook(io.BytesIO(sheets.to_bytes(book)))["texts"][1]
    assert [cell.value for cell in cells[:6]] == [*TEXTS[:4], "ab", 7]
    assert [cell.data_type for cell in cells[:6]] == ["s"] * 5 + ["n"]
    assert all(cell.font.bold and cell.alignment.wrap_text for cell in cells[:6])


@pytest.mark.parametrize(("text", "name"), [("甲/乙[1]", "甲·乙·1·"), ("x" * 40, "x" * 31), ("\x00", "1")])
def test_a_sheet_is_called_what_excel_allows(text: str, name: str) -> None:
    book = Workbook()
    assert book.create_sheet(sheets.sheet_name(text)).title == name


def test_numbers_typed_into_a_template_stay_text() -> None:
    book = load_workbook(io.BytesIO(sheets.template("list", ["Name", "Code"], (20, 24))))
    sheet = book.active
    assert [cell.value for cell in sheet[1]] == ["Name", "Code"]
    assert sheet["B150"].number_format == "@"
    assert sheet.column_dimensions["B"].width == 24
