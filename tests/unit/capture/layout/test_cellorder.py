"""What takes several lines of a cell stands together in the text of the page; lists stay in rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from capture.layout.cellorder import by_cells
from capture.pages import Box, Cell, Line, Reader, Table

EM = 30


def line(text: str, x: int, y: int) -> Line:
    return Line(text, Box(x, y, x + EM * len(text), y + EM + 6), 0.98, Reader.RAPIDOCR)


def table(xs: Sequence[int], ys: Sequence[int], *, ruled: bool = True) -> Table:
    rows = tuple(tuple(Cell("", Box(x0, y0, x1, y1)) for x0, x1 in pairwise(xs)) for y0, y1 in pairwise(ys))
    return Table(Box(xs[0], ys[0], xs[-1], ys[-1]), rows, ruled=ruled)


def read(lines: Sequence[Line], *tables: Table) -> list[str]:
    by_rows = sorted(lines, key=lambda one: (one.box.y0 + one.box.y1, one.box.x0) if one.box else (0, 0))
    return [one.text for one in by_cells(by_rows, tables)]


NAME = (line("江苏省无锡市滨湖区", 110, 110), line("市场监督管理局", 110, 160))


def test_a_name_of_two_lines_is_not_cut_by_the_cells_beside_it() -> None:
    """市场监督管理局 broken in its cell stood around the number of the next one: no search found it."""
    grid = table((100, 400, 700, 900), (100, 210, 270))
    beside = (line("三二零二一一", 410, 135), line("二〇二六年", 710, 135))
    below = (line("合计", 110, 220), line("壹佰元整", 410, 220))
    assert read((*NAME, *beside, *below), grid) == [
        *(one.text for one in NAME),
        *(one.text for one in (*beside, *below)),
    ]
    assert read((*NAME, *beside), table((100, 400, 700, 900), (100, 210), ruled=False))[1] == "三二零二一一"


def test_labels_over_their_values_stand_with_them() -> None:
    grid = table((100, 400, 700), (100, 210))
    cells = [("进口日期", "二〇二六年"), ("申报日期", "二〇二五年")]
    lines = [
        line(text, 110 + 300 * n, 110 + 50 * row)
        for n, cell in enumerate(cells)
        for row, text in enumerate(cell)
    ]
    assert read(lines, grid) == ["进口日期", "二〇二六年", "申报日期", "二〇二五年"]


def test_entries_that_no_rule_parts_stay_in_rows() -> None:
    grid = table((100, 400, 700), (100, 400))
    entries = [("轴承座", "二十套"), ("油封", "八只"), ("电缆", "三卷"), ("阀门", "六台")]
    lines = [
        line(text, 110 + 300 * n, 110 + 60 * row)
        for row, one in enumerate(entries)
        for n, text in enumerate(one)
    ]
    assert read(lines, grid) == [text for one in entries for text in one]


def test_clauses_side_by_side_are_read_one_after_the_other() -> None:
    grid = table((100, 400, 700), (100, 400))
    left = [
        line(text, 105, 110 + 50 * n)
        for n, text in enumerate(("原合同第三条约定", "的交货期为合同签", "订后三十日内交货"))
    ]
    right = [
        line(text, 405, 110 + 50 * n)
        for n, text in enumerate(("现双方同意将交货", "期改为合同签订后", "四十五日内交货的"))
    ]
    assert read((*left, *right), grid) == [one.text for one in (*left, *right)]


def test_a_line_over_several_cells_is_read_where_it_begins() -> None:
    grid = table((100, 250, 400, 700), (100, 160, 220, 280))
    lines = (
        line("备注", 110, 110),
        line("货到付款", 410, 110),
        line("合计人民币壹万贰仟元整", 110, 170),
        line("制单", 110, 230),
    )
    assert read(lines, grid) == [one.text for one in lines]
    outside = line("送货单", 300, 20)
    assert read((outside, *lines), grid)[0] == "送货单"


def test_cells_whose_lines_are_not_level_are_read_each_by_itself() -> None:
    grid = table((100, 400, 700), (100, 320))
    left = [line(text, 110, 135 + 60 * n) for n, text in enumerate(("甲", "乙", "丙"))]
    right = [line(text, 410, 108 + 54 * n) for n, text in enumerate(("一", "二", "三", "四"))]
    assert read((*left, *right), grid) == ["甲", "乙", "丙", "一", "二", "三", "四"]


def test_what_stands_beside_a_table_comes_behind_it() -> None:
    beside = line("第一联", 950, 138)
    grid = table((100, 400, 700, 900), (100, 210))
    number = line("三二零二一一", 410, 135)
    assert read((*NAME, number, beside), grid) == [NAME[0].text, NAME[1].text, number.text, "第一联"]
