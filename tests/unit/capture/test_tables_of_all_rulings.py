from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from capture.engines.base import Image
from capture.pages import Box, Line, Reader
from capture.tables.cells import find_tables
from tests.unit.capture.ruled import blank_page, draw_rules, level_line, texts_of

_XS = (100, 300, 600, 800, 1100)
_YS = (200, 260, 320, 380, 440)


def _draw(page: Image, xs: Sequence[int] = _XS, ys: Sequence[int] = _YS) -> Image:
    return draw_rules(page, xs, ys)


def _line(text: str, x: float, y: float, pitch: float = 18, height: int = 28) -> Line:
    return level_line(text, x, y, pitch, height)


def _filled(xs: Sequence[int] = _XS, ys: Sequence[int] = _YS, height: int = 28) -> list[Line]:
    return [
        _line(f"r{row}c{column}", xs[column] + 20, (ys[row] + ys[row + 1]) / 2, height=height)
        for row in range(len(ys) - 1)
        for column in range(len(xs) - 1)
    ]


def _all(rows: int = 4, columns: int = 4) -> list[list[str]]:
    return [[f"r{row}c{column}" for column in range(columns)] for row in range(rows)]


def test_a_figure_joined_with_the_rules_of_a_low_row_cuts_no_cell() -> None:
    ys = tuple(range(200, 200 + 9 * 27, 27))
    page = _draw(blank_page(), ys=ys)
    for top in ys[:-1]:
        cv2.line(page, (400, top + 7), (400, top + 20), (0,), 2)  # an upright stroke that touches nothing
    lines = [_line("0011100", 380, top + 13.5, pitch=8, height=20) for top in ys[:-1]]
    (table,) = find_tables(page, lines)
    assert [len(row) for row in table.rows] == [4] * 8


def test_a_rule_through_lines_that_were_read_in_one_is_a_rule() -> None:
    ys = tuple(range(200, 200 + 9 * 27, 27))
    lines = [_line("351489 13", 538, top + 13.5, pitch=10.3, height=20) for top in ys[:-1]]
    (table,) = find_tables(_draw(blank_page(), ys=ys), lines)
    assert texts_of(table) == [["", "351489", "13", ""]] * 8


def test_figures_joined_from_side_to_side_of_a_cell_part_no_row() -> None:
    page = _draw(blank_page())
    cv2.line(page, (808, 236), (1092, 236), (0,), 2)  # the feet of figures that fill their cell
    lines = [*(line for line in _filled() if line.text != "r0c3"), _line("2026.10.05", 807, 230, pitch=28.6)]
    (table,) = find_tables(page, lines)
    assert [len(row) for row in table.rows] == [4] * 4


def test_a_dashed_rule_beside_text_is_still_a_rule() -> None:
    page = _draw(blank_page(), xs=(100, 1100))
    for x in _XS[1:-1]:
        for y in range(_YS[0], _YS[-1], 9):
            cv2.line(page, (x, y), (x, y + 4), (0,), 2)
    (table,) = find_tables(page, _filled())
    assert texts_of(table) == _all()


@pytest.mark.parametrize("quarter", [False, True])
def test_a_streak_of_the_scanner_is_no_rule(quarter: bool) -> None:
    page = _draw(blank_page())
    lines = _filled()
    if quarter:
        cv2.line(page, (0, 290), (1199, 290), (60,), 2)  # the sheet was laid in sideways
    else:
        cv2.line(page, (450, 0), (450, 899), (60,), 2)
    (table,) = find_tables(page, lines)
    assert texts_of(table) == _all()


@pytest.mark.parametrize("quarter", [False, True])
def test_a_rule_with_a_streak_along_it_stays(quarter: bool) -> None:
    page = _draw(blank_page())
    streak = np.full_like(page, 255)
    x, y = _XS[1], _YS[1]
    ends = ((0, y), (1199, y)) if quarter else ((x, 0), (x, 899))
    cv2.line(streak, *ends, (170,), 2)
    (table,) = find_tables(np.minimum(page, streak), _filled())
    assert texts_of(table) == _all()


def test_a_rule_that_ends_inside_the_sheet_is_no_streak() -> None:
    ys = tuple(range(40, 861, 82))
    (table,) = find_tables(_draw(blank_page(), ys=ys), _filled(ys=ys))
    assert texts_of(table) == _all(rows=10)


def _dark_head(page: Image) -> Image:
    """Fill the first row and write into it in white."""
    page[_YS[0] : _YS[1], _XS[0] : _XS[-1]] = 70
    for line in _filled()[:4]:
        assert line.box is not None
        for x in line.edges:
            cv2.line(page, (x, line.box.y0 + 4), (x, line.box.y1 - 4), (250,), 3)
            cv2.line(page, (x, line.box.y0 + 12), (x + 12, line.box.y0 + 12), (250,), 3)
    return page


def test_white_letters_on_a_dark_head_make_no_rules() -> None:
    page = _dark_head(_draw(blank_page()))
    for x in _XS:
        cv2.line(page, (x, _YS[0]), (x, _YS[-1]), (0,), 2)
    (table,) = find_tables(page, _filled())
    assert texts_of(table) == _all()


def test_a_dark_head_is_divided_as_the_row_below_where_its_rules_are_not_seen() -> None:
    (table,) = find_tables(_dark_head(_draw(blank_page())), _filled())
    assert texts_of(table) == _all()


def test_a_dark_heading_over_several_columns_stays_whole() -> None:
    page = _draw(blank_page())
    page[_YS[0] : _YS[1], _XS[0] : _XS[-1]] = 70
    title = _line("全年收支情况一览表", 320, 230, pitch=60)
    assert title.box is not None
    for x in title.edges:
        cv2.line(page, (x, title.box.y0 + 4), (x, title.box.y1 - 4), (250,), 3)
    (table,) = find_tables(page, [title, *_filled()[4:]])
    assert table.rows[0][-1].text == title.text


def test_dark_cells_over_several_columns_stay_whole_where_rules_are_seen_between_them() -> None:
    page = _draw(blank_page())
    page[_YS[0] : _YS[1], _XS[0] : _XS[-1]] = 70
    heads = [_line(text, x, 230) for text, x in (("序号一二", 120), ("数量", 320), ("备注说明", 820))]
    for line in heads:
        assert line.box is not None
        for x in line.edges:
            cv2.line(page, (x, line.box.y0 + 4), (x, line.box.y1 - 4), (250,), 3)
    for x in (300, 800):
        cv2.line(page, (x, _YS[0]), (x, _YS[1]), (250,), 3)
    (table,) = find_tables(page, [*heads, *_filled()[4:]])
    assert [cell.text for cell in table.rows[0]] == [line.text for line in heads]


def test_a_stroke_beside_a_rule_makes_no_column() -> None:
    page = _draw(blank_page())
    cv2.line(page, (593, 202), (593, 258), (0,), 1)
    (table,) = find_tables(page, _filled())
    assert texts_of(table) == _all()


def test_a_stroke_where_other_rows_have_a_rule_cuts_no_word_of_a_joined_cell() -> None:
    page = _draw(blank_page(), xs=(100, 1100))
    for x in _XS[1:-1]:
        cv2.line(page, (x, _YS[0]), (x, _YS[-2]), (0,), 2)
    cv2.line(page, (600, 384), (600, 434), (0,), 2)  # of a character; it ends before it comes to a rule
    total = _line("合计人民币大写叁万贰仟元整", 500, 410, pitch=22)
    (table,) = find_tables(page, [*_filled()[:12], total])
    assert texts_of(table)[3] == [total.text]


def test_a_double_rule_is_one() -> None:
    page = _draw(_draw(blank_page()), xs=[x + 8 for x in _XS])
    (table,) = find_tables(page, _filled(xs=[x + 8 for x in _XS]))
    assert texts_of(table) == _all()


def test_a_stroke_through_a_column_of_characters_cuts_no_cell() -> None:
    xs = (100, 160, 600, 1100)
    page = _draw(blank_page(), xs=xs, ys=(200, 440))
    cv2.line(page, (130, 202), (130, 438), (0,), 2)
    column = Line("购买方信息", Box(115, 210, 145, 430), 0.9, Reader.RAPIDOCR)
    (table,) = find_tables(page, [column, _line("one", 200, 320), _line("two", 700, 320)])
    assert texts_of(table) == [["购买方信息", "one", "two"]]


def test_a_dark_seal_cuts_no_cells() -> None:
    page = _draw(blank_page())
    cv2.line(page, (680, 322), (680, 438), (0,), 4)  # the side of a ring, as upright as a rule
    sealed = Box(670, 310, 900, 520)
    (table,) = find_tables(page, _filled(), seals=[sealed])
    assert texts_of(table) == _all()


def test_a_table_altogether_in_a_seal_keeps_its_cells() -> None:
    (table,) = find_tables(_draw(blank_page()), _filled(), seals=[Box(50, 150, 1150, 500)])
    assert texts_of(table) == _all()


def _level(page: Image, ys: Sequence[int]) -> Image:
    for y in ys:
        cv2.line(page, (100, y), (1100, y), (0,), 2)
    return page


def test_labels_and_values_between_level_rules_are_rows() -> None:
    lines = [
        _line(text, x, y)
        for y, pair in ((230, ("开户行", "中国银行")), (290, ("账号", "6210")), (350, ("税号", "9132")))
        for text, x in zip(pair, (120, 400), strict=True)
    ]
    (table,) = find_tables(_level(blank_page(), _YS[:4]), lines)
    assert not table.ruled
    assert texts_of(table) == [["开户行", "中国银行"], ["账号", "6210"], ["税号", "9132"]]


def test_cells_of_several_lines_between_level_rules_stay_one_row() -> None:
    ys = (200, 280, 360, 440)
    lines = [
        line
        for row, y in enumerate(ys[:-1])
        for line in (
            _line(str(row + 1), 120, y + 40),
            _line("负责设备的日常", 300, y + 24),
            _line("保养与维修", 300, y + 56),
            _line("王建国", 800, y + 40),
        )
    ]
    (table,) = find_tables(_level(blank_page(), ys), lines)
    assert texts_of(table) == [[str(row), "负责设备的日常保养与维修", "王建国"] for row in (1, 2, 3)]


def test_rows_without_rules_between_them_are_not_joined_by_the_few_rules_there_are() -> None:
    heads = [_line(text, x, 230) for text, x in (("品名", 120), ("数量", 500), ("金额", 900))]
    body = [
        _line(text, x, y)
        for y in (290, 330, 370, 410)
        for text, x in ((f"货物{y}", 120), (str(y), 500), (f"{y}.00", 900))
    ]
    total = [_line(text, x, 470) for text, x in (("合计", 120), ("99", 500), ("99.00", 900))]
    (table,) = find_tables(_level(blank_page(), (200, 260, 440, 500)), [*heads, *body, *total])
    assert len(table.rows) == 6


def test_running_text_on_ruled_paper_is_no_table() -> None:
    lines = [_line("今收到贵公司交来的货款共计人民币若干元整特此证明", 110, y) for y in (230, 290, 350, 410)]
    assert find_tables(_level(blank_page(), _YS), lines) == ()


def test_text_alone_is_followed_where_it_forms_more_columns_than_there_are_between_rules() -> None:
    numbers = [
        _line(text, x, y)
        for y, row in ((275, ("科目", "预算数", "实际数")), (330, ("收入", "100.00", "90.00")))
        for text, x in zip(row, (120, 500, 900), strict=True)
    ]
    more = [_line(text, x, 450) for text, x in (("成本", 120), ("80.00", 500), ("70.00", 900))]
    last = [_line(text, x, 510) for text, x in (("利润", 120), ("20.00", 500), ("20.00", 900))]
    wide = [_line("本年累计完成情况数", 500, 225, pitch=50), _line("其中人民币以外的钱", 500, 390, pitch=50)]
    label = _line("说明", 120, 390)
    ys = (200, 300, 360, 420, 480, 540)
    tables = find_tables(_level(blank_page(), ys), [*numbers, label, *more, *last, *wide])
    assert [max(map(len, table.rows)) for table in tables] == [3]


def test_text_alone_is_followed_where_its_rows_go_on_beyond_the_level_rules() -> None:
    ys = range(230, 590, 60)
    lines = [
        _line(text, x, y) for y in ys for text, x in ((f"货物{y}", 120), (str(y), 500), (f"{y}.00", 900))
    ]
    (table,) = find_tables(_level(blank_page(), (260, 320, 380, 440, 500)), lines)
    assert len(table.rows) == len(ys)


def test_among_drawn_strokes_a_short_rule_through_words_is_a_rule() -> None:
    strokes = 255 - _draw(blank_page(), xs=(100, 1100))
    for x in _XS[1:-1]:
        cv2.line(strokes, (x, _YS[0]), (x, _YS[-2]), (255,), 2)
    cv2.line(strokes, (600, 384), (600, 434), (255,), 2)
    total = _line("合计人民币大写叁万贰仟元整", 500, 410, pitch=22)
    (table,) = find_tables((strokes // 255).astype(np.uint8), [*_filled()[:12], total], strokes=True)
    assert [cell.text for cell in table.rows[3]] == ["合计人民币", "大写叁万贰仟元整"]
