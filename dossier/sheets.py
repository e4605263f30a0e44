"""Sheets of Excel files: what papers and people say stays text, and a printed sheet fits across a page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from dossier import xmltext

_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "·"))
_LONGEST_NAME = 31
HEAD = 11
"""The size of the letters of column names, in points."""
_TOP = Alignment(wrap_text=True, vertical="top")
_TEXT = "@"

Value = str | int | None


def add_row(sheet: Any, values: Sequence[Value], *, wrap: bool = False, bold: int = 0) -> None:
    """Append a row to any sheet, also one that can only be written on.

    A text is never a formula, however it begins, and loses the characters XML does not allow. ``wrap`` lets
    long ones go on in a next line; ``bold`` is the size of bold letters in points, 0 for plain ones.
    """
    cells = [_cell(sheet, value) for value in values]
    for cell in cells:
        if wrap:
            cell.alignment = _TOP
        if bold:
            cell.font = Font(bold=True, size=bold)
    sheet.append(cells)


def _cell(sheet: Any, value: Value) -> WriteOnlyCell:
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    cell = WriteOnlyCell(sheet, value=xmltext.clean(value))
    cell.data_type, cell.number_format = "s", _TEXT
    return cell


def set_widths(sheet: Any, widths: Sequence[float]) -> None:
    """Set the columns' widths, in characters, from the first on."""
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def fit_page(sheet: Any) -> None:
    """Let a sheet be printed on A4 across, all its columns on one page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True


def sheet_name(text: str) -> str:
    """Return a text as a sheet may be called."""
    return xmltext.clean(text).translate(_NOT_IN_NAMES)[:_LONGEST_NAME] or "1"


def template(name: str, heads: Sequence[str], widths: Sequence[float]) -> bytes:
    """Return an empty list to be filled in: the columns' names, rows below in which numbers stay text."""
    book = Workbook()
    sheet = book.active
    sheet.title = name
    add_row(sheet, heads)
    set_widths(sheet, widths)
    for place in range(1, len(heads) + 1):
        for row in range(2, 200):
            sheet.cell(row, place).number_format = _TEXT
    return to_bytes(book)


def to_bytes(book: Workbook) -> bytes:
    """Return an Excel file (.xlsx)."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
