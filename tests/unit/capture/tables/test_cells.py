from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.engines.base import Image
from capture.pages import Box, Line, Reader
from capture.tables.cells import find_tables

_XS = (100, 300, 600, 800, 1100)
_YS = (200, 260, 320, 380, 440)


def _page() -> Image:
    return np.full((900, 1200), 255, np.uint8)


def _ruled(page: Image, *, without: tuple[int, int] | None = None) -> Image:
    """Draw a table of four by four; ``without`` leaves out the upright rule left of a cell."""
    for y in _YS:
        cv2.line(page, (_XS[0], y), (_XS[-1], y), (0,), 2)
    for column, x in enumerate(_XS):
        for row in range(len(_YS) - 1):
            if (row, column) != without:
                cv2.line(page, (x, _YS[row]), (x, _YS[row + 1]), (0,), 2)
    return page


def _line(text: str, x: float, y: float, pitch: float = 18) -> Line:
    edges = tuple(round(x + pitch * index) for index in range(len(text) + 1))
    return Line(text, Box(edges[0], round(y) - 14, edges[-1], round(y) + 14), 0.9, Reader.RAPIDOCR, edges)


def _filled() -> list[Line]:
    return [
        _line(f"r{row}c{column}", _XS[column] + 20, (_YS[row] + _YS[row + 1]) / 2)
        for row in range(4)
        for column in range(4)
    ]


def _texts(page: Image, lines: list[Line]) -> list[list[str]]:
    (table,) = find_tables(page, lines)
    return [[cell.text for cell in row] for row in table.rows]


def test_text_goes_into_the_cells_of_a_ruled_table() -> None:
    expected = [[f"r{row}c{column}" for column in range(4)] for row in range(4)]
    assert _texts(_ruled(_page()), _filled()) == expected


def test_a_picture_of_one_row_of_pixels_has_no_table() -> None:
    assert (
        find_tables(np.full((1, 9000), 255, np.uint8), [Line("合计", Box(0, 0, 40, 1), 1.0, Reader.RAPIDOCR)])
        == ()
    )


@pytest.mark.parametrize("degrees", [-4.0, -1.3, 2.0, 4.0])
def test_a_table_at_an_angle_is_read_like_a_straight_one(degrees: float) -> None:
    turn = cv2.getRotationMatrix2D((600, 450), degrees, 1.0)
    page = cv2.warpAffine(_ruled(_page()), turn, (1200, 900), borderValue=(255,)).astype(np.uint8)
    lines = []
    for row in range(4):
        for column in range(4):
            x, y = turn @ (_XS[column] + 20, (_YS[row] + _YS[row + 1]) / 2, 1)
            lines.append(_line(f"r{row}c{column}", x, y))
    assert _texts(page, lines) == [[f"r{row}c{column}" for column in range(4)] for row in range(4)]


def test_cell_boxes_are_in_pixels_of_the_page_as_it_lies() -> None:
    (table,) = find_tables(_ruled(_page()), _filled())
    box = table.rows[1][2].box
    assert box is not None
    assert np.allclose(box.as_list(), (_XS[2], _YS[1], _XS[3], _YS[2]), atol=4)


def test_a_line_that_runs_over_rules_is_divided_between_the_characters() -> None:
    text = "吨8.4074025.00"
    xs = [640, 830, 850, 870, 890, 910]
    lines = [Line("吨8.407", Box(640, 215, 930, 245), 0.9, Reader.RAPIDOCR, (*xs, 930))]
    row = _texts(_ruled(_page()), lines)[0]
    assert row == ["", "", "吨", "8.407"]
    assert text.startswith("".join(row))


def test_a_number_that_leans_over_a_rule_stays_whole() -> None:
    lines = [_line("12345.00", 700, 230, pitch=14)]
    assert _texts(_ruled(_page()), lines)[0] == ["", "", "12345.00", ""]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("652,418,00018.0613%", ["", "", "652,418,000", "18.0613%"]),
        ("652,418,0001.0613%2", ["", "", "652,418,0001.0613%2", ""]),
        ("652418,00018.06139%", ["", "", "652418,00018.06139%", ""]),
        ("17.671234034033.001", ["", "", "17.671234034033.001", ""]),
    ],
)
def test_two_numbers_that_touch_over_a_rule_are_two_where_no_other_way_is_possible(
    text: str, cells: list[str]
) -> None:
    lines = [_line(text, 800 - 11 * 14, 230, pitch=14)]
    assert _texts(_ruled(_page()), lines)[0] == cells


def test_cells_without_a_rule_between_them_are_one() -> None:
    lines = [_line("合计金额", _XS[1] + 200, (_YS[3] + _YS[4]) / 2)]
    rows = _texts(_ruled(_page(), without=(3, 2)), lines)
    assert rows[3] == ["", "合计金额", ""]
    assert len(rows[0]) == 4


def test_several_lines_in_a_cell_are_joined_from_top_to_bottom() -> None:
    lines = [_line("管", 120, 306), _line("镀锌钢", 120, 276)]
    assert _texts(_ruled(_page()), lines)[1][0] == "镀锌钢管"


def test_faint_strokes_and_characters_make_no_rules() -> None:
    page = _ruled(_page())
    seal = cv2.ellipse(_page(), (700, 320), (90, 90), 0, 0, 360, (215,), 5)
    page = np.minimum(page, seal)
    cv2.line(page, (450, 216), (450, 244), (0,), 4)
    lines = [*_filled(), Line("川", Box(430, 206, 470, 254), 0.9, Reader.RAPIDOCR, (430, 470))]
    (table,) = find_tables(page, lines)
    assert [len(row) for row in table.rows] == [4, 4, 4, 4]


def test_a_frame_or_underlines_are_no_table() -> None:
    page = _page()
    cv2.rectangle(page, (50, 50), (1150, 850), (0,), 3)
    for y in (200, 300, 400):
        cv2.line(page, (200, y), (700, y), (0,), 2)
    assert find_tables(page, [_line("甲方", 210, 180)]) == ()


def test_a_sheet_smaller_than_a_rule_has_no_table() -> None:
    assert find_tables(np.zeros((20, 20), np.uint8), []) == ()


def test_strokes_of_characters_above_each_other_cut_no_cell() -> None:
    page = _ruled(_page())
    for row in range(2):  # 吨 over 吨: their upright strokes reach from rule to rule
        cv2.line(page, (950, _YS[row] + 4), (950, _YS[row + 1] - 4), (0,), 3)
    lines = [line for line in _filled() if line.text not in ("r0c3", "r1c3")]
    for row in range(2):
        middle = (_YS[row] + _YS[row + 1]) // 2
        box = Box(925, middle - 20, 975, middle + 20)
        lines.append(Line("吨", box, 0.9, Reader.RAPIDOCR, (930, 970)))
    rows = _texts(page, lines)
    assert [row[3] for row in rows] == ["吨", "吨", "r2c3", "r3c3"]
    assert [len(row) for row in rows] == [4, 4, 4, 4]


def test_a_rule_under_text_of_one_row_is_kept_where_other_rows_show_it() -> None:
    lines = [line for line in _filled() if line.text not in ("r1c1", "r1c2")]
    lines.append(_line("无缝钢管镀锌", 546, 290))
    assert [len(row) for row in _texts(_ruled(_page()), lines)] == [4, 4, 4, 4]


def test_strokes_of_characters_in_low_rows_are_no_rules() -> None:
    page = _page()
    for y in (200, 242, 284, 326):
        cv2.line(page, (100, y), (1100, y), (0,), 2)
    for x in (100, 300, 1100):
        cv2.line(page, (x, 200), (x, 326), (0,), 2)
    # a stroke hangs from the rule above it through most of its row, but ends before the rule below
    for x, top in ((420, 200), (420, 284), (520, 242), (640, 200)):
        cv2.line(page, (x, top), (x, top + 31), (0,), 2)
    lines = [_line("名", 120, y) for y in (221, 263, 305)] + [
        _line("托辊支架", 422, y) for y in (221, 263, 305)
    ]
    assert _texts(page, lines) == [["名", "托辊支架"]] * 3


def test_a_stroke_as_long_as_its_row_cuts_no_word_where_figures_stand_below_it() -> None:
    page = _page()
    for y in (200, 242, 284, 326):
        cv2.line(page, (100, y), (1100, y), (0,), 2)
    for x in (100, 300, 1100):
        cv2.line(page, (x, 200), (x, 326), (0,), 2)
    cv2.line(page, (440, 200), (440, 242), (0,), 2)  # through 数量
    cv2.line(page, (440, 242), (440, 272), (0,), 2)  # beside 500
    words = [("序号", "数量"), ("一", "500"), ("二", "40")]
    rows = list(zip((221, 263, 305), words, strict=True))
    lines = [_line(first, 120, y) for y, (first, _) in rows] + [_line(last, 422, y) for y, (_, last) in rows]
    assert _texts(page, lines) == [list(row) for row in words]


def test_strokes_that_hang_together_across_a_rule_cut_no_cell() -> None:
    page = _ruled(_page())
    lines = [line for line in _filled() if not line.text.startswith("r1") or line.text[-1] in "23"]
    lines += [_line("20432.88", 158, 290), _line("WIRE", 298, 290)]
    cv2.line(page, (162, 296), (366, 296), (0,), 2)
    rows = _texts(page, lines)
    assert [len(row) for row in rows] == [4] * 4
    assert rows[1] == ["20432.88", "WIRE", "r1c2", "r1c3"]
