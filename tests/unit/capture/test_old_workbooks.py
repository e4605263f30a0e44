"""XLS: old Excel workbooks, and those of WPS (ET), show what their makers see."""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from PIL import Image

from capture.errors import CaptureError, LockedDocument, TruncatedFile, UnreadableFile, UnsupportedFormat
from capture.office.oldcells import has_drawings
from capture.pages import Page
from capture.pipeline import read_file
from capture.probe import FileKind, Limits, probe_file

HEAD = ("品名", "数量", "金额")


def saved(book: xlwt.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def slip(book: xlwt.Workbook | None = None, name: str = "送货单") -> xlwt.Workbook:
    book = book or xlwt.Workbook()
    sheet = book.add_sheet(name)
    sheet.write_merge(0, 0, 0, 2, "送货单", xlwt.easyxf("font: bold on, height 360; align: horiz centre"))
    for column, word in enumerate(HEAD):
        sheet.write(1, column, word)
    sheet.write(2, 0, "开关柜")
    sheet.write(2, 1, 3)
    sheet.write(2, 2, 12345.6, xlwt.easyxf(num_format_str='"￥"#,##0.00'))
    return book


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[[bytes], Page]:
    def page(data: bytes) -> Page:
        path = tmp_path / "paper.xls"
        path.write_bytes(data)
        return read_file(path, reader="none")[0]

    return page


def test_an_old_workbook_was_refused(tmp_path: Path) -> None:
    path = tmp_path / "送货单.et"
    path.write_bytes(saved(slip()))
    assert probe_file(path, Limits()).kind is FileKind.XLS
    (page,) = read_file(path, reader="none")
    (table,) = page.tables
    assert [[cell.text for cell in row] for row in table.rows][-2:] == [
        list(HEAD),
        ["开关柜", "3", "￥12,345.60"],
    ]
    assert "送货单" in page.text
    assert not page.warnings


def test_formats_show_as_in_chinese_programs(page_of: Callable[[bytes], Page]) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    day = dt.date(2024, 3, 5)
    shown = {
        "M/D/YY": day,  # the built-in one: 14
        'yyyy"年"m"月"d"日"': day,
        "0.0%": 0.125,
        "0": 20240305001,
        "[DBNum2]General": 305,
        "General": 0.1 + 0.2,
    }
    for row, (code, value) in enumerate(shown.items()):
        sheet.write(row, 0, value, xlwt.easyxf(num_format_str=code))
    sheet.write(len(shown), 0, True)
    text = page_of(saved(book)).text
    assert text.split() == ["2024/3/5", "2024年3月5日", "12.5%", "20240305001", "叁佰零伍", "0.3", "TRUE"]


def test_days_count_from_1904_where_the_file_says_so(page_of: Callable[[bytes], Page]) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("a").write(0, 0, dt.date(2024, 3, 5), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    assert page_of(saved(book)).text.strip() == "2024-03-05"


def test_hidden_rows_columns_and_sheets_are_not_told(tmp_path: Path) -> None:
    book = slip()
    sheet = book.get_sheet(0)
    sheet.write(3, 0, "底价")
    sheet.row(3).hidden = True
    sheet.write(2, 3, "成本")
    sheet.col(3).hidden = True
    slip(book, "b").get_sheet("b").visibility = 1
    slip(book, "c")
    path = tmp_path / "paper.xls"
    path.write_bytes(saved(book))
    pages = read_file(path, reader="none")
    assert len(pages) == 2
    assert all("底价" not in page.text and "成本" not in page.text for page in pages)


def test_joined_cells_are_one(page_of: Callable[[bytes], Page]) -> None:
    book = slip()
    book.get_sheet(0).write_merge(3, 4, 0, 1, "合计")
    book.get_sheet(0).write(3, 2, 7)
    (table,) = page_of(saved(book)).tables
    cells = {cell.text: cell.box for line in table.rows for cell in line}
    assert (cells["合计"].x0, cells["合计"].x1) == (cells["品名"].x0, cells["数量"].x1)


def with_picture(book: xlwt.Workbook) -> xlwt.Workbook:
    picture = io.BytesIO()
    Image.new("RGB", (20, 10), (200, 0, 0)).save(picture, "BMP")
    book.get_sheet(0).insert_bitmap_data(picture.getvalue(), 5, 1)
    return book


def test_what_lies_over_the_cells_is_told_of(page_of: Callable[[bytes], Page]) -> None:
    page = page_of(saved(with_picture(slip())))
    assert [warning.code for warning in page.warnings] == ["not_shown"]
    assert "开关柜" in page.text


def test_notes_and_lists_of_filters_lie_over_no_cells() -> None:
    whole = saved(with_picture(slip()))
    picture, note, arrow = (struct.pack("<IHH", 1, kind, 1) for kind in (0x08, 0x19, 0x14))
    assert whole.count(picture) == 1
    assert has_drawings(io.BytesIO(whole))
    assert not has_drawings(io.BytesIO(whole.replace(picture, note)))
    assert not has_drawings(io.BytesIO(whole.replace(picture, arrow)))


def with_entry(data: bytes, number: int, name: str, kind: int, right: int = -1) -> bytes:
    """Return a file of old office programs with one of the entries of its list written anew, [MS-CFB] 2.6."""
    place = data.index("Root Entry".encode("utf-16-le")) + 128 * number
    written = name.encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBBiii", len(written) + 2, kind, 1, -1, right, -1)
    return data[:place] + head + data[place + len(head) :]


def with_macros(data: bytes) -> bytes:
    return with_entry(with_entry(data, 1, "Workbook", 2, right=2), 2, "_VBA_PROJECT_CUR", 1)


WHOLE = saved(slip())
BEGIN = struct.pack("<HHH", 0x809, 16, 0x600)
NEXT = WHOLE.index(BEGIN) + 20
"""Where the record behind the beginning stands: nothing is lost with it."""


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (with_entry(WHOLE, 1, "WordDocument", 2), UnsupportedFormat),
        (with_macros(WHOLE), UnsupportedFormat),
        (WHOLE[:NEXT] + struct.pack("<H", 0x2F) + WHOLE[NEXT + 2 :], LockedDocument),
        (WHOLE.replace(BEGIN, b"\xff" * 6), UnreadableFile),
        (WHOLE[:700], TruncatedFile),
    ],
)
def test_what_is_no_whole_open_workbook_is_refused(
    tmp_path: Path, data: bytes, error: type[CaptureError]
) -> None:
    path = tmp_path / "paper.xls"
    path.write_bytes(data)
    with pytest.raises(error):
        read_file(path, reader="none")


@pytest.mark.timeout(8)
def test_a_ring_of_sectors_kept_a_reader_busy_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "paper.xls"
    ring = bytearray(WHOLE + bytes(512))
    added = len(WHOLE) // 512 - 1
    struct.pack_into("<iii", ring, 56, 1 << 30, added, 1)  # all parts are short, and listed in this sector
    (listed,) = struct.unpack_from("<i", ring, 76)
    struct.pack_into("<i", ring, 512 + 512 * listed + 4 * added, -2)
    root = ring.index("Root Entry".encode("utf-16-le"))
    struct.pack_into("<ii", ring, root + 116, 0, 512)
    path.write_bytes(ring)
    with pytest.raises(CaptureError):
        read_file(path, reader="none")


def test_a_workbook_that_breaks_off_says_so(tmp_path: Path) -> None:
    book = slip()
    for row in range(3, 3000):
        book.get_sheet(0).write(row, 0, f"货物{row}")
    whole = saved(book)
    for share in (0.3, 0.6, 0.95):
        path = tmp_path / f"{share}.xls"
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises((TruncatedFile, UnreadableFile)):
            read_file(path, reader="none")
