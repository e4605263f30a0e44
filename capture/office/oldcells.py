"""Old Excel workbooks (XLS, and ET of WPS): each visible sheet as one table, as `capture.office.cells` does.

Pictures, text boxes and charts lie in records that are not read; a person is told of them.
"""

from __future__ import annotations

import datetime as dt
import io
import mmap
import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.compdoc import CompDoc, CompDocError
from xlrd.formatting import XF, Font, std_format_strings

from capture.errors import LockedDocument, TruncatedFile, UnreadableFile, UnsupportedFormat
from capture.office.cellgrid import MOST_COLUMNS, MOST_WIDE, Content, Look, Shape, grown, sheets_of_grid
from capture.office.formcodes import code_of
from capture.office.markup import Sheet
from capture.office.numberforms import shown_number, shown_text
from capture.pages import Message

_STREAMS = ("Workbook", "Book")
_MACROS = "_VBA_PROJECT_CUR"
_BROKEN = (
    XLRDError,
    CompDocError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    NotImplementedError,
    EOFError,
    RecursionError,
)
"""What the library raises at damaged files: most of them by chance."""
_HEADER, _MOST_LISTS = 512, 109
_OBJECT = 0x5D
_UNSEEN_OBJECTS = frozenset({0x14, 0x19})
"""Lists of a filter, and notes that hang on cells: neither is printed."""
_SHARE = 256
"""Widths are told in such shares of a digit."""
_TWIPS = 20
_BOLD = 600
_CENTRED = (2, 6)
"""Centred in its cell, or across several."""


def is_old_workbook(data: mmap.mmap) -> bool:
    """Tell whether a file of old office programs is a workbook itself: one may lie in a Word document.

    Raises:
        TruncatedFile: What tells it lies behind the end of the file.
    """
    if _breaks_off(data):
        raise TruncatedFile
    try:
        return not _parts(_opened(data[:])).isdisjoint(_STREAMS)
    except _BROKEN:
        return False


def old_cells_of(source: BinaryIO) -> list[Sheet]:
    """Return what an old workbook shows: its sheets one after another, hidden ones left out.

    Raises:
        LockedDocument: It is locked with a password.
        UnsupportedFormat: It carries macros.
        UnreadableFile: It is damaged.
    """
    source.seek(0)
    data = source.read()
    try:
        if _MACROS in _parts(_opened(data)):
            raise UnsupportedFormat(format=Message("Excel (old) with macros"))
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        looks = [_look(book, style) for style in book.xf_list]
        first_day = dt.datetime(1904, 1, 1) if book.datemode else dt.datetime(1899, 12, 30)
        shown = (sheet for sheet in book.sheets() if not sheet.visibility)
        return [
            paper
            for sheet in shown
            for paper in sheets_of_grid(_shape(sheet), _contents(sheet, looks, first_day))
        ]
    except _BROKEN as error:
        if isinstance(error, XLRDError) and "encrypted" in str(error):
            raise LockedDocument from error
        raise UnreadableFile from error


def has_drawings(source: BinaryIO) -> bool:
    """Tell whether pictures, text boxes, shapes or charts lie over the cells of an old workbook."""
    source.seek(0)
    try:
        file = _opened(source.read())
        stream = next(filter(None, map(file.get_named_stream, _STREAMS)), b"")
        kinds = [struct.unpack_from("<H", body, 4)[0] for kind, body in _records(stream) if kind == _OBJECT]
    except _BROKEN:
        return False
    return not _UNSEEN_OBJECTS.issuperset(kinds)


def _breaks_off(data: mmap.mmap) -> bool:
    """Tell whether sectors that list what is in a file lie behind its end, [MS-CFB] 2.2."""
    if len(data) < _HEADER:
        return False
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    listed, first = struct.unpack_from("<II", data, 44)
    sectors = (first, *struct.unpack_from(f"<{min(listed, _MOST_LISTS)}I", data, 76))
    return any(_HEADER + number * size >= len(data) for number in sectors)


def _opened(data: bytes) -> CompDoc:
    file = CompDoc(data, logfile=io.StringIO())
    (large,) = struct.unpack_from("<i", data, 56)
    for part in file.dirlist:
        chain = file.SSAT if part.tot_size < large else file.SAT
        _check_end(chain, part.first_SID)
    return file


def _check_end(chain: Sequence[int], sector: int) -> None:
    """Follow the sectors of a part to their end: the library would go round a ring for ever."""
    for _ in chain:
        if sector < 0:
            return
        sector = chain[sector]
    if sector >= 0:
        raise CompDocError("a ring of sectors")


def _parts(file: CompDoc) -> set[str]:
    """Return the names of what lies in a file of old office programs at its uppermost level."""
    return {file.dirlist[number].name for number in file.dirlist[0].children}


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Return the records of a workbook's stream, [MS-XLS] 2.1.4: kind, length, body."""
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _look(book: xlrd.Book, style: XF) -> Look:
    known = book.format_map.get(style.format_key)
    code = known.format_str if known is not None else None
    # where the file does not say it itself, the library says what an American program shows
    own = None if code == std_format_strings.get(style.format_key) else code
    usual, font = _font(book, 0), _font(book, style.font_index)
    size = font.height / _TWIPS
    centred = style.alignment is not None and style.alignment.hor_align in _CENTRED
    return Look(
        code_of(style.format_key, own), grown(size, usual.height / _TWIPS), font.weight >= _BOLD, centred
    )


def _font(book: xlrd.Book, number: int) -> Font:
    return book.font_list[number if 0 <= number < len(book.font_list) else 0]


def _shape(sheet: xlrd.sheet.Sheet) -> Shape:
    usual = min(MOST_WIDE, max(1.0, sheet.computed_column_width(MOST_COLUMNS - 1) / _SHARE))
    widths = {0: usual}
    for column in range(min(MOST_COLUMNS, sheet.ncols)):
        known = sheet.colinfo_map.get(column)
        own = sheet.computed_column_width(column) / _SHARE
        seen = own > 0 and not (known is not None and known.hidden)
        widths[column + 1] = min(MOST_WIDE, max(1.0, own)) if seen else 0.0
    return Shape(
        hidden_rows={row + 1 for row, known in sheet.rowinfo_map.items() if known.hidden},
        widths=widths,
        joined=[(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
    )


def _contents(
    sheet: xlrd.sheet.Sheet, looks: list[Look], first_day: dt.datetime
) -> dict[int, dict[int, Content]]:
    """Return what each cell shows by row and column, cells that show nothing left out."""
    found: dict[int, dict[int, Content]] = {}
    for row in range(sheet.nrows):
        for column, one in enumerate(sheet.row(row)[:MOST_COLUMNS]):
            style = one.xf_index or 0
            look = looks[style] if 0 <= style < len(looks) else Look()
            text = _shown(one, look, first_day)
            if text.strip():
                is_number = one.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)
                found.setdefault(row + 1, {})[column + 1] = Content(text, look, is_number=is_number)
    return found


def _shown(one: xlrd.sheet.Cell, look: Look, first_day: dt.datetime) -> str:
    if one.ctype == xlrd.XL_CELL_TEXT:
        return shown_text(str(one.value).replace("\r\n", "\n").replace("\r", "\n"), look.code)
    if one.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return shown_number(repr(one.value), look.code, first_day)
    if one.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if one.value else "FALSE"
    return error_text_from_code.get(int(one.value), "") if one.ctype == xlrd.XL_CELL_ERROR else ""
