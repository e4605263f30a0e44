"""XLSX: sheets as their makers see them, however many cells they frame."""

from __future__ import annotations

import datetime as dt
import io
import time
from pathlib import Path

import openpyxl
import pymupdf
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.drawing.image import Image as SheetPicture
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from bench.wholefiles import zipped
from capture.errors import TooManyParts
from capture.formats.parts import Package
from capture.formats.xmltree import parse_xml
from capture.office.cells import cells_of
from capture.office.printing import print_office
from capture.pipeline import read_file

HEAD = ("品名", "数量", "金额")


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    assert isinstance(book.active, Worksheet)
    return book.active


def data_of(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def printed(data: bytes) -> pymupdf.Document:
    return pymupdf.open("pdf", print_office(io.BytesIO(data), "xlsx", 100, 10**8))


def words_of(data: bytes) -> str:
    with printed(data) as document:
        return "|".join("".join(page.get_text().split()) for page in document)


def rows_of(folder: Path, book: openpyxl.Workbook) -> list[list[str]]:
    path = folder / "paper.xlsx"
    path.write_bytes(data_of(book))
    (page,) = read_file(path, reader="none")
    (table,) = page.tables
    return [[cell.text for cell in row] for row in table.rows]


def plain(*rows: tuple[str, ...]) -> bytes:
    """Return a workbook as programs write it that say no place of a cell and no style."""
    return with_sheet(f"<sheetData>{''.join(f'<row>{_cells(row)}</row>' for row in rows)}</sheetData>")


def _cells(row: tuple[str, ...]) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row)


def with_sheet(inner: str, **more: str) -> bytes:
    made = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": '<w><sheets><sheet name="a" r:id="r1"/></sheets></w>',
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Target="sheet1.xml"/></R>',
        "xl/sheet1.xml": f"<w>{inner}</w>",
        "xl/_rels/sheet1.xml.rels": '<R><Relationship Id="r1" Type="http://o/drawing" Target="d.xml"/></R>',
    }
    made |= {f"xl/{name}.xml": value for name, value in more.items()}
    return zipped({name: value.encode() for name, value in made.items()})


def test_hidden_rows_and_columns_were_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for row in (("品名", "成本价", "金额"), ("轴承", 7.77, 35.5), ("别家的货", 1, 2), ("皮带轮", 8.88, 260)):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True  # as a filter leaves it
    assert rows_of(tmp_path, book) == [["品名", "金额"], ["轴承", "35.5"], ["皮带轮", "260"]]
    flat = '<row r="1" ht="0"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    assert words_of(with_sheet(f"<sheetData>{flat}</sheetData>")) == "2"


def test_a_long_text_over_empty_cells_was_broken_into_pieces() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(("收货单位：沈阳永科电气设备有限公司", None, None, None, "单号：0417"))
    sheet.append(("一", "二", "三", "四", "五"))
    with printed(data_of(book)) as document:
        assert document[0].search_for("收货单位：沈阳永科电气设备有限公司")
        assert document[0].search_for("单号：0417")


def test_joined_cells_are_one_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for row in (("类别", "数量", None), (None, "单位", "件数"), ("轴承", "套", "120"), (None, "个", "8")):
        sheet.append(row)
    for joined in ("A1:A2", "B1:C1", "A3:A4"):
        sheet.merge_cells(joined)
    assert rows_of(tmp_path, book) == [["类别", "数量"], ["单位", "件数"], ["轴承", "套", "120"], ["个", "8"]]


def test_lines_of_a_cell_ran_into_one() -> None:
    with printed(plain(("甲方：永科_x000D_\n乙方：瑞帆",))) as document:
        first, second = (document[0].search_for(text)[0].y0 for text in ("甲方：永科", "乙方：瑞帆"))
    assert second > first + 8


def test_days_written_as_days_are_shown_in_their_format() -> None:
    book = openpyxl.Workbook(iso_dates=True)
    sheet_of(book).append((dt.date(2026, 3, 18), "送货日期"))
    first = sheet_of(book)["A1"]
    assert isinstance(first, Cell)
    first.number_format = 'yyyy"年"m"月"d"日"'
    assert words_of(data_of(book)) == "2026年3月18日送货日期"


def test_pictures_and_text_boxes_over_cells_were_lost() -> None:
    book = openpyxl.Workbook()
    sheet_of(book).append(HEAD)
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(picture, "PNG")
    sheet_of(book).add_image(SheetPicture(picture), "A9")
    only = openpyxl.Workbook()
    sheet_of(only).add_image(SheetPicture(io.BytesIO(picture.getvalue())), "A1")
    for data in (data_of(book), data_of(only)):  # a sheet that is a picture alone had no pages
        with printed(data) as document:
            assert len(document[0].get_image_info()) == 1
    box = "<from><row>2</row></from><txBody><p><r><t>货到</t></r><r><t>付款</t></r></p></txBody>"
    hidden = '<sp><nvSpPr><cNvPr hidden="1"/></nvSpPr><txBody><p><r><t>藏</t></r></p></txBody></sp>'
    assert words_of(with_sheet("", d=f"<D><a>{box}</a><a>{hidden}</a></D>")) == "货到付款"


def test_each_sheet_lies_as_its_own_paper_and_empty_ones_are_no_pages() -> None:
    book = openpyxl.Workbook()
    sheet_of(book).append(("送货单",))
    book.create_sheet("空")
    wide = book.create_sheet("宽")
    wide.append([f"第{place}列" for place in range(60)])
    with printed(data_of(book)) as document:
        assert [page.rect.width > page.rect.height for page in document] == [False, True]
        assert all(document[1].search_for(f"第{place}列") for place in (0, 30, 59))


def test_a_title_is_as_large_as_on_its_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(("送货单",))
    sheet.merge_cells("A1:C1")
    sheet["A1"].font, sheet["A1"].alignment = Font(size=22, bold=True), Alignment(horizontal="center")
    sheet.append(HEAD)
    with printed(data_of(book)) as document:
        title, other = document[0].search_for("送货单")[0], document[0].search_for("品名")[0]
        assert title.height == pytest.approx(2 * other.height, rel=0.1)
        assert (title.x0 + title.x1) / 2 == pytest.approx(document[0].rect.width / 2, abs=10)


def test_a_sheet_with_more_framed_cells_than_a_paper_has_elements_was_called_damaged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("capture.formats.xmltree.MOST_ELEMENTS", 500)
    frames = "".join(f'<row r="{line}" s="1"><c r="A{line}" s="1"/></row>' for line in range(2, 600))
    first = '<row r="1"><c r="B1"/><c r="C1" t="str"><v>送货单</v></c></row>'
    assert words_of(with_sheet(f"<sheetData>{first}{frames}</sheetData>")) == "送货单"
    with pytest.raises(TooManyParts):
        parse_xml(b"<w>" + b"<c/>" * 500 + b"</w>", ("c",))


def test_a_long_list_took_a_minute() -> None:
    rows = "".join(f'<row r="{line}"><c r="A{line}"><v>{line}</v></c></row>' for line in range(1, 9000))
    sheets = cells_of(Package(io.BytesIO(with_sheet(f"<sheetData>{rows}</sheetData>"))))
    assert len(sheets) > 5  # what is laid out in one go costs more and more with each of its pages
    assert sum(part.count("<tr>") for sheet in sheets for part in sheet.markup) == 8999


def test_joined_cells_without_end_cost_little() -> None:
    cells = "".join(f'<row r="{line}"><c r="T{line}"><v>1</v></c></row>' for line in range(1, 1000))
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    joined = '<mergeCell ref="A1:XFD1048576"/>' * 5000
    data = with_sheet(f"<sheetData>{first}{cells}</sheetData><mergeCells>{joined}</mergeCells>")
    begun = time.process_time()
    assert len(cells_of(Package(io.BytesIO(data)))) == 1
    assert time.process_time() - begun < 5
