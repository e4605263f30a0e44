"""Rows that text forms between the rules of a table."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from capture.pages import Box, Line, Reader
from capture.tables.cells import find_tables

_XS = (60, 360, 520, 640, 800, 1000)
_LEFT, _PITCH = 12, 34


def _line(text: str, x: float, y: float) -> Line:
    edges = [round(x)]
    for char in text:
        edges.append(edges[-1] + (13 if char.isascii() else 22))
    return Line(
        text, Box(edges[0], round(y) - 14, edges[-1], round(y) + 14), 0.9, Reader.RAPIDOCR, tuple(edges)
    )


def _table(columns: Sequence[Sequence[tuple[float, str]]], height: int) -> list[list[str]]:
    """Return the rows below the heads of a table that has rules between its columns only.

    ``columns`` hold what stands in each, with its level: 0 is the first row, 0.5 between it and the second.
    """
    image = np.full((300 + height, 1100), 255, np.uint8)
    bottom = 160 + height
    for y in (100, 160, bottom, bottom + 60):
        cv2.line(image, (_XS[0], y), (_XS[-1], y), (0,), 2)
    for x in _XS:
        cv2.line(image, (x, 100), (x, bottom + 60), (0,), 2)
    lines = [_line(head, x + _LEFT, 130) for head, x in zip("甲乙丙丁戊", _XS, strict=False)]
    lines += [_line("合计", _XS[0] + _LEFT, bottom + 30), _line("1,234.00", _XS[4] + _LEFT, bottom + 30)]
    for x, column in zip(_XS, columns, strict=False):
        lines += [_line(text, x + _LEFT, 190 + level * _PITCH) for level, text in column]
    (table,) = find_tables(image, lines)
    assert [cell.text for cell in table.rows[0]] == list("甲乙丙丁戊")
    assert [cell.text for cell in table.rows[-1]] == ["合计", "", "", "", "1,234.00"]
    for above, below in zip(table.rows, table.rows[1:], strict=False):
        assert above[0].box is not None
        assert below[0].box is not None
        assert above[0].box.y0 < above[0].box.y1 <= below[0].box.y0 + 1
    return [[cell.text for cell in row] for row in table.rows[1:-1]]


def _down(*texts: str, begin: float = 0) -> list[tuple[float, str]]:
    return [(begin + number, text) for number, text in enumerate(texts)]


def test_goods_without_rules_between_them_are_rows_of_their_own() -> None:
    columns = [
        _down("*金属制品*法兰", "*机械*轴承座", "*金属制品*弯头"),
        _down("DN80 PN16", "UCP210", "DN50"),
        _down("片", "件", "只"),
        _down("213", "158", "12"),
        _down("14,803.50", "23,794.80", "600.00"),
    ]
    assert _table(columns, 140) == [
        list(row) for row in zip(*([t for _, t in c] for c in columns), strict=True)
    ]


def test_heads_goods_and_total_between_two_rules_are_rows() -> None:
    """An invoice for value-added tax has one field for each column, with its head and the total in it."""
    columns = [
        [*_down("货物名称", "*经纪代理服务*机票款"), (3, "合计")],
        _down("规格型号", "无"),
        _down("税率", "6%"),
        [*_down("金额", "37990.57"), (3, "￥37990.57")],
        [*_down("税额", "2279.43"), (3, "￥2279.43")],
    ]
    assert _table(columns, 160) == [
        ["货物名称", "规格型号", "税率", "金额", "税额"],
        ["*经纪代理服务*机票款", "无", "6%", "37990.57", "2279.43"],
        ["合计", "", "", "￥37990.57", "￥2279.43"],
    ]


def test_a_name_that_wraps_stays_in_its_row_and_an_entry_without_figures_is_one() -> None:
    columns = [
        [(0, "镀锌钢管"), (0.6, "（热浸）"), (2, "角钢"), (3, "槽钢"), (4, "以上为钢材"), (5, "电缆")],
        [],
        [],
        [(0, "12"), (2, "30"), (3, "4"), (5, "7")],
        [(0, "120.00"), (2, "90.00"), (3, "36.00"), (5, "700.00")],
    ]
    assert _table(columns, 220) == [
        ["镀锌钢管（热浸）", "", "", "12", "120.00"],
        ["角钢", "", "", "30", "90.00"],
        ["槽钢", "", "", "4", "36.00"],
        ["以上为钢材", "", "", "", ""],
        ["电缆", "", "", "7", "700.00"],
    ]


@pytest.mark.parametrize(
    "columns",
    [
        # all of two lines, none of figures
        [_down("合同签订之日起", "至12月30日"), _down("信息管理", "与系统"), [], _down("组长", "兼审核"), []],
        # two columns of figures, each about the middle of a name of two lines
        [_down("镀锌钢管", "（热浸）"), [(0.5, "DN50")], [], [(0.5, "12")], [(0.5, "120.00")]],
        # one column alone
        [[(0.5, "装车费")], [], [], [], _down("120.00", "30.00")],
        # what a name says stands between the figures of two others
        [[(0.5, "运费与装车费")], [], [], _down("12", "7"), _down("120.00", "30.00")],
        [_down("上午", "语文"), _down("07:40", "08:20"), _down("张老师", "一班"), [], []],
    ],
)
def test_cells_of_several_lines_stay_one_row(columns: list[list[tuple[float, str]]]) -> None:
    assert len(_table(columns, 100)) == 1
