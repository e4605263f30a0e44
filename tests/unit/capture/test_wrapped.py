"""Lists without rules whose cells have several lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from capture.pages import Line
from capture.tables.columns import find_unruled
from tests.unit.capture.ruled import typed_line

XS = (100, 420, 900, 1200)
HEADS = ("货号", "品名", "数量", "金额")
GOODS = (
    ("A101", "轴承座", "59", "10207.00"),
    ("A102", "螺栓", "151", "311.06"),
    ("A103", "钢管", "8", "75.76"),
    ("A104", "垫片", "7", "3.50"),
)


def row(texts: Sequence[str], y: float) -> list[Line]:
    return [typed_line(text, x, y) for text, x in zip(texts, XS, strict=True) if text]


def found(lines: Sequence[Line]) -> list[list[list[str]]]:
    return [[[cell.text for cell in one] for one in table.rows] for table in find_unruled(lines, ())]


def below(pitch: float, step: float) -> list[Line]:
    """Return goods each with its name in English below, ``step`` lower; rows are ``pitch`` apart."""
    lines = row(HEADS, 300)
    for number, goods in enumerate(GOODS):
        y = 300 + pitch * (number + 1)
        lines += [*row(goods, y), typed_line("part " + goods[0], XS[1], y + step)]
    return lines


WITH_ENGLISH = [list(HEADS), *([no, f"{name} part {no}", *rest] for no, name, *rest in GOODS)]


def test_a_second_line_goes_on_with_the_cell_above_it() -> None:
    """A name in two lines ended the table at its row: none was found."""
    assert found(below(120, 48)) == [WITH_ENGLISH]


def test_lines_that_stand_about_the_level_of_their_row_are_of_it() -> None:
    """A firm's name in two lines has the other values of its row between them."""
    lines = row(HEADS, 300)
    for number, (no, _, *rest) in enumerate(GOODS):
        y = 400 + 110 * number
        lines += [typed_line("无锡市鼎昌五金", XS[1], y - 24), *row((no, "", *rest), y)]
        lines.append(typed_line("有限公司", XS[1], y + 24))
    assert found(lines) == [[list(HEADS), *([no, "无锡市鼎昌五金有限公司", *rest] for no, _, *rest in GOODS)]]


def test_as_near_to_both_rows_a_second_line_is_of_the_one_that_the_last_is_of() -> None:
    """Below the head stands none, below the last row one."""
    assert found(below(104, 50)) == [WITH_ENGLISH]


@pytest.mark.parametrize(("x", "y"), [(XS[0], 480), (XS[1], 480), (XS[0], 496), (XS[1], 496), (XS[0], 506)])
def test_what_stands_alone_above_a_row_or_midway_is_of_no_cell(x: int, y: int) -> None:
    """A heading above some rows is not told from a second line where no line below answers it."""
    lines = row(HEADS, 300)
    for number, goods in enumerate(GOODS):
        lines += row(goods, 360 + 60 * number + (60 if number > 1 else 0))
    lines.append(typed_line("其他", x, y))
    assert "其他" not in "".join(cell for table in found(lines) for one in table for cell in one)


def test_a_line_over_several_cells_is_of_none_of_them() -> None:
    lines = [one for one in below(120, 48) if one.text != "part A103"]
    lines.append(typed_line("注：以上价格含税含运费，有效期三十天，以到货为准", XS[0], 300 + 3 * 120 + 48))
    (table,) = found(lines)
    assert table == [*WITH_ENGLISH[:3], list(GOODS[2])]


@pytest.mark.parametrize(
    "total",
    [
        ("", "合计", "", "10597.31"),
        ("合计：", "", "", "10597.31"),
        ("本页小计", "", "", ""),
        ("Total", "", "", "10597.31"),
        ("", "", "225", "10597.31"),
        ("", "", "225", ""),
    ],
)
def test_a_total_close_below_the_last_row_is_no_second_line_of_it(total: tuple[str, ...]) -> None:
    """The total of a list went into the cells of its last article: two amounts stood in one cell."""
    table = found([*below(120, 48)[:-1], *row(total, 828)])[0]
    assert [*WITH_ENGLISH[:-1], list(GOODS[-1])] == table[: len(WITH_ENGLISH)]


@pytest.mark.parametrize("foot", [("制单：王小明", "", "", ""), ("", "备注：货到付款", "", "")])
def test_a_label_below_the_last_row_is_no_second_line_of_it(foot: tuple[str, ...]) -> None:
    """Who drew the list up stood in the cell of its last article."""
    assert found([*below(120, 48)[:-1], *row(foot, 828)]) == [[*WITH_ENGLISH[:-1], list(GOODS[-1])]]


def test_a_day_below_a_day_is_of_another_row() -> None:
    """Both stood in one cell, the later one beside the other's amount."""
    lines = row(HEADS, 300)
    for number, (no, name, _, amount) in enumerate(GOODS):
        y = 420 + 120 * number
        lines += [*row((no, name, "2026-03-04", amount), y), typed_line("part " + name, XS[1], y + 48)]
    lines[-1] = typed_line("2026-03-31", XS[2], 828)
    table = found(lines)[0]
    assert [one[2] for one in table[1:5]] == ["2026-03-04"] * 4


def test_a_long_number_may_go_on_below() -> None:
    """An account is figures in two lines and still one."""
    lines = row(HEADS, 300)
    for number, (no, name, *_) in enumerate(GOODS):
        y = 420 + 120 * number
        lines += [*row((no, name, "6222020012", "31.00"), y), typed_line("34567", XS[2], y + 48)]
    assert [one[2].replace(" ", "") for one in found(lines)[0][1:]] == ["622202001234567"] * 4
