"""Tables within fields of a table: what an electronic invoice or a customs form has between two rules."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from capture.pages import Box, Line, Reader, Table
from capture.tables.cells import find_tables

_HEADS = ("项目名称", "规格型号", "单位", "数量", "金额", "税额")
_XS = (70, 300, 460, 560, 700, 880)
_GOODS = (
    ("*无机化学*活性炭", "25kg", "升", "99", "30503.86", "3965.50"),
    ("*无机化学*片碱", "96%", "袋", "12", "720.00", "93.60"),
)
_TOTAL = ("合计", "", "", "", "31223.86", "4059.10")


def _line(text: str, x: float, y: float) -> Line:
    edges = [round(x)]
    for char in text:
        edges.append(edges[-1] + (11 if char.isascii() else 22))
    box = Box(edges[0], round(y) - 13, edges[-1], round(y) + 13)
    return Line(text, box, 0.9, Reader.RAPIDOCR, tuple(edges))


def _tables(ys: Sequence[int], lines: Sequence[Line], inner: Sequence[int] = ()) -> tuple[Table, ...]:
    """Find tables of a page with a frame and level rules; the first and the last row have two cells."""
    image = np.full((900, 1100), 255, np.uint8)
    for y in (*ys, ys[0] - 60, ys[-1] + 60):
        cv2.line(image, (50, y), (1050, y), (0,), 2)
    for y in inner:
        cv2.line(image, (50, y), (1050, y), (0,), 2)
    for x in (50, 1050):
        cv2.line(image, (x, ys[0] - 60), (x, ys[-1] + 60), (0,), 2)
    for y0, y1 in ((ys[0] - 60, ys[0]), (ys[-1], ys[-1] + 60)):
        cv2.line(image, (400, y0), (400, y1), (0,), 2)
    around = [_line("购买方", 70, ys[0] - 30), _line("销售方", 420, ys[0] - 30)]
    around += [_line("价税合计", 70, ys[-1] + 30), _line("35282.96", 420, ys[-1] + 30)]
    return find_tables(image, [*around, *lines])


def _row(texts: Sequence[str], y: float, bend: float = 0.0) -> list[Line]:
    return [_line(text, x, y + bend * n) for n, (x, text) in enumerate(zip(_XS, texts, strict=True)) if text]


def _texts(tables: Sequence[Table]) -> list[list[str]]:
    (table,) = tables
    return [[cell.text for cell in row] for row in table.rows[1:-1]]


def test_goods_that_no_rule_parts_are_not_one_cell() -> None:
    """The goods of an electronic invoice stand in one field, heads and total with them."""
    lines = [*_row(_HEADS, 230), *_row(_GOODS[0], 266), *_row(_GOODS[1], 302), *_row(_TOTAL, 400)]
    tables = _tables((200, 430), lines)
    assert _texts(tables) == [list(row) for row in (_HEADS, *_GOODS, _TOTAL)]
    assert tables[0].rows[1][0].box == lines[0].box


def test_figures_that_begin_beyond_their_head_are_in_its_column() -> None:
    shifted = [*_row((*_HEADS[:5], ""), 230), _line("税额", 860, 230)]
    for number, row in enumerate((*_GOODS, _TOTAL)):
        shifted += [*_row((*row[:5], ""), 266 + 36 * number), _line(row[5], 940, 266 + 36 * number)]
    assert _texts(_tables((200, 430), shifted)) == [list(row) for row in (_HEADS, *_GOODS, _TOTAL)]


def test_goods_of_several_lines_between_level_rules_are_rows() -> None:
    """The goods of a customs form have rules between them, but none between their columns."""
    lines = [_line("N/M", 70, 180), *_row(_HEADS, 230)]
    for y, row in zip((320, 420), _GOODS, strict=True):
        lines += [*_row(("", *row[1:]), y), _line(row[0], 70, y - 15), _line("工业用|无牌", 70, y + 15)]
    found = _texts(_tables((150, 470), lines, inner=(210, 260, 370)))
    assert found == [["N/M"], list(_HEADS), *([f"{row[0]}工业用|无牌", *row[1:]] for row in _GOODS)]


def test_rows_on_a_bent_sheet_are_not_guessed() -> None:
    lines = [
        line
        for number, row in enumerate((_HEADS, *_GOODS, _TOTAL))
        for line in _row(row, 230 + 30 * number, bend=2.6)
    ]
    assert len(_texts(_tables((200, 430), lines))) == 1


def test_labels_names_and_sentences_in_a_wide_field_stay_together() -> None:
    labels = [
        _line(text, x, y)
        for y in (240, 280)
        for x, text in ((70, "电话：057188"), (400, "传真：057189"), (700, "邮编：310000"))
    ]
    assert len(_texts(_tables((200, 430), labels))) == 1
    signed = [
        *_row(("审核", "批准", "经办", "", "", ""), 240),
        *_row(("夏雨", "石磊", "方晴", "", "", ""), 280),
    ]
    assert len(_texts(_tables((200, 430), signed))) == 1
    remark = [_line("本报告仅对来样负责未经批准不得复制" * 2, 70, y) for y in (230, 260, 290, 320, 350, 380)]
    assert len(_texts(_tables((200, 430), remark))) == 1


def test_a_figure_alone_between_rows_is_not_added_to_another() -> None:
    lines = [*_row(_HEADS, 230), *_row(_GOODS[0], 266), _line("88.00", 700, 292), *_row(_GOODS[1], 330)]
    found = _texts(_tables((200, 430), lines))
    assert found == [list(_HEADS), list(_GOODS[0]), ["", "", "", "", "88.00", ""], list(_GOODS[1])]


def test_a_sentence_beside_a_value_is_not_cut_into_columns() -> None:
    lines = [*_row(_HEADS, 230), *_row(_GOODS[0], 266), *_row(_GOODS[1], 302)]
    lines += [_line("以上货物均已验收合格并且没有异议", 70, 360), _line("35282.96", 880, 360)]
    assert len(_texts(_tables((200, 430), lines))) == 1
