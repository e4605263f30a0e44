"""What is no table, and what of a table is not to be taken away: seals, photos, codes, edges of pictures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.engines.base import Image
from capture.lines.echoes import tables_outside
from capture.pages import Box, Cell, Line, Reader, Seal, Table
from capture.ruling.rules import find_rules
from capture.ruling.streaks import without_streaks
from capture.tables.cells import find_tables
from tests.unit.capture.ruled import blank_page, typed_line

_XS = (100, 300, 500, 700, 900)
_YS = (200, 260, 320, 380)


def _page() -> Image:
    return np.full((700, 1000), 255, np.uint8)


def _table() -> Image:
    page = _page()
    for y in _YS:
        _rule(page, _XS[0], y, _XS[-1], y)
    for x in _XS:
        _rule(page, x, _YS[0], x, _YS[-1])
    return page


def _line(text: str, x: int, y: int, pitch: int = 22) -> Line:
    edges = tuple(x + pitch * place for place in range(len(text) + 1))
    return Line(text, Box(x, y, edges[-1], y + 26), 1.0, Reader.RAPIDOCR, edges)


def _rule(page: Image, x0: int, y0: int, x1: int, y1: int) -> None:
    cv2.line(page, (x0, y0), (x1, y1), (0,), 2)


def test_a_head_of_white_words_is_divided_though_they_reach_over_the_rules() -> None:
    page = _table()
    page[_YS[0] : _YS[1], _XS[0] : _XS[-1]] = 60
    heads, lines = ("名称规格", "单位数量", "含税单价", "金额合计"), []
    for row, y in enumerate(_YS[:-1]):
        for column, x in enumerate(_XS[:-1]):
            line = _line(heads[column] if row == 0 else f"{row}行{column}列", x - 2, y + 16)
            lines.append(line)
            ink = 255 if row == 0 else 0
            for edge in line.edges[:-1]:
                page[y + 20 : y + 38, max(x + 4, edge + 4) : edge + 18] = ink
    (table,) = find_tables(page, lines)
    assert [cell.text for cell in table.rows[0]] == list(heads)


def test_noise_of_close_strokes_is_no_table() -> None:
    page = _page()
    places = [200 + 40 * group + step for group in range(6) for step in (0, 7, 14)]
    for place in places:
        _rule(page, 200, place, places[-1], place)
        _rule(page, place, 200, place, places[-1])
    assert find_tables(page, [_line("报纸照片", 220, 230)]) == ()


def test_what_the_rings_of_a_seal_form_is_no_table() -> None:
    cells = ((Cell("公章"), Cell("")), (Cell(""), Cell("")))
    inside, beside = (Table(box, cells, True) for box in (Box(120, 120, 280, 260), Box(120, 120, 800, 600)))
    seal = Seal(Box(100, 100, 300, 300), "", "")
    assert tables_outside([seal], [inside, beside], 1000 * 1000) == (beside,)
    assert tables_outside([seal], [inside], 500 * 400) == (inside,)


@pytest.mark.parametrize("level", [(), (0, 340, 699)])
def test_rules_up_to_the_edges_of_a_picture_are_no_streaks(level: tuple[int, ...]) -> None:
    ink = np.zeros((700, 1000), np.uint8)
    for x in (2, 250, 500, 750, 997):
        ink[:, x : x + 2] = 255
    for y in level:
        ink[y : y + 2] = 255
    assert np.array_equal(without_streaks(ink.copy(), ink), ink)


def test_the_bars_of_a_code_are_no_white_words() -> None:
    page = _table()
    code = Box(450, 430, 650, 630)
    page[code.y0 : code.y1, code.x0 : code.x1] = 40
    page[code.y0 : code.y1 : 5, code.x0 : code.x1 : 5] = 255
    page[code.y0 : code.y1 : 5, code.x0 + 1 : code.x1 : 5] = 255
    found = find_rules(page, [], [code])
    assert found is not None
    assert found.white == ()
    assert len(found.tables) == 1


@pytest.mark.parametrize("labels", [True, False])
def test_rules_about_the_figures_of_a_statement_do_not_cut_its_rows(labels: bool) -> None:
    """Level rules below the figures and a tint behind them were a table of their own, without the entries."""
    page = np.full((900, 1200), 255, np.uint8)
    ys, xs = range(200, 441, 60), (700, 830, 860, 1000)
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), (0,), 2)
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), (0,), 2)
    rows = [(f"第{number}项资产", str(10 + number), "8,104", "9,169") for number in range(6)]
    kept = range(4) if labels else range(2, 4)
    lines = [
        _line(row[place], (100, 500, 715, 885)[place], 170 + 60 * number)
        for number, row in enumerate(rows)
        for place in kept
    ]
    found = find_tables(page, lines)
    if labels:
        assert [[cell.text for cell in row] for table in found for row in table.rows] == [
            list(row) for row in rows
        ]
    else:
        assert [table.ruled for table in found] == [True]


def test_lines_between_level_rules_that_share_no_column_are_no_table() -> None:
    """The page was not read at all."""
    page = blank_page()
    words = ("收货人", "送货人", "主管", "财务", "复核", "日期")
    for row in range(len(words) + 1):
        cv2.line(page, (100, 100 + 100 * row), (1100, 100 + 100 * row), (0,), 2)
    lines = [typed_line(word, 110 + 165 * row, 150 + 100 * row) for row, word in enumerate(words)]
    assert find_tables(page, lines) == ()
