"""What looks like a rule and is none, and rules that hardly look like some."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from capture.engines.base import Image
from capture.pages import Box, Line, Reader
from capture.tables.cells import find_tables
from tests.unit.capture.ruled import blank_page, draw_rules, level_line, texts_of

_XS = (100, 400, 700, 1000)
_YS = tuple(range(200, 200 + 10 * 27, 27))


def _page(xs: Sequence[int] = _XS, ys: Sequence[int] = _YS) -> Image:
    return draw_rules(blank_page(), xs, ys)


def _line(text: str, x: float, y: float, pitch: float = 10, height: int = 20) -> Line:
    return level_line(text, x, y, pitch, height)


def test_figures_below_each_other_make_no_column() -> None:
    """In low rows of a blurred page a 1 or a bracket goes from the rule above to that below."""
    page = _page()
    lines = []
    for number, top in enumerate(_YS[:-1]):
        lines += [_line("现金", 120, top + 13.5, pitch=20), _line("(1,310.25)", 585, top + 13.5)]
        if number % 3:
            cv2.line(page, (600, top), (600, top + 27), (0,), 2)
    (table,) = find_tables(page, lines)
    assert texts_of(table) == [["现金", "(1,310.25)", ""]] * 9


def test_a_rule_between_numbers_read_as_one_stays() -> None:
    """The narrow columns of a payroll: the reader takes 150 and 200 for one number in every row."""
    lines = [_line("150200", 672, top + 13.5) for top in _YS[:-1]]
    (table,) = find_tables(_page(), lines)
    assert {len(row) for row in table.rows} == {3}


def test_pale_rules_in_a_heavy_frame_part_rows() -> None:
    page = np.full((900, 1200), 255, np.uint8)
    ys = (200, 260, 320, 380, 440)
    for x in _XS[1:-1]:
        cv2.line(page, (x, 200), (x, 440), (170,), 2)
    for number, y in enumerate(ys[1:-1]):
        cv2.line(page, (100, y), (1000, y), (205 if number % 2 else 170,), 2)
    cv2.rectangle(page, (100, 200), (1000, 440), (0,), 4)
    lines = [_line(f"r{n}c{m}", _XS[m] + 20, ys[n] + 30) for n in range(4) for m in range(3)]
    (table,) = find_tables(page, lines)
    assert texts_of(table) == [[f"r{n}c{m}" for m in range(3)] for n in range(4)]


def _statement(rows: int) -> tuple[Image, list[Line]]:
    """Draw a statement with level rules, where two strokes look like a column that is none."""
    page = np.full((900, 1200), 255, np.uint8)
    lines = []
    for number in range(rows + 1):
        cv2.line(page, (100, 200 + 40 * number), (1000, 200 + 40 * number), (0,), 2)
    for x in (100, 640, 1000):
        cv2.line(page, (x, 200), (x, 200 + 40 * rows), (0,), 2)
    for number in range(rows):
        cells = (
            f"2026.01.1{number}",
            f"HT3367{number}",
            "415,201.41",
            f"88,463.6{number}",
            f"797,901.{number}2",
        )
        lines += [
            _line(text, x, 220 + 40 * number)
            for x, text in zip((110, 280, 480, 660, 850), cells, strict=True)
        ]
    return page, lines


def test_a_grid_that_joins_numbers_gives_way_to_the_columns_of_the_text() -> None:
    page, lines = _statement(6)
    (table,) = find_tables(page, lines)
    assert not table.ruled
    assert {len(row) for row in table.rows} == {5}


def test_a_gap_within_dates_makes_no_column() -> None:
    lines = []
    for number in range(6):
        y = 220 + 40 * number
        edges = (110, 120, 130, 140, 150, 160, 190, 200, 210, 220, 230)  # read with a blank after the year
        lines.append(Line("2026.01.15", Box(110, y - 10, 230, y + 10), 0.9, Reader.RAPIDOCR, edges))
        lines += [_line(text, x, y) for x, text in ((400, "HT33676"), (600, "415,201.41"))]
    (table,) = find_tables(np.full((900, 1200), 255, np.uint8), lines)
    assert texts_of(table) == [["2026.01.15", "HT33676", "415,201.41"]] * 6


def test_rules_about_two_of_four_columns_make_no_table_of_these() -> None:
    """A report shades the year it is of and parts the rows by pale rules: names and notes stand outside."""
    page = np.full((900, 1200), 255, np.uint8)
    lines = []
    for number in range(8):
        y = 220 + 40 * number
        cells = ("存货及其他", f"1{number}", f"51,33{number}", f"46,85{number}")
        lines += [_line(text, x, y) for x, text in zip((100, 420, 640, 860), cells, strict=True)]
    for y in range(200, 441, 40):
        cv2.line(page, (600, y), (1000, y), (0,), 2)
    for x in (600, 800, 1000):
        cv2.line(page, (x, 200), (x, 440), (0,), 2)
    (table,) = find_tables(page, lines)
    assert not table.ruled
    assert {len(row) for row in table.rows} == {4}
