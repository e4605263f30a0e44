"""Fields with a box for every sign are read as what is written in them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.rapidocr import RapidOcr
from capture.pages import Box, Cell, Line, Reader, Table
from capture.pipeline import read_picture
from capture.raster import RasterPage
from capture.ruling.combs import with_whole_codes, written_in
from sample_scans.fonts import font

_CODES = ("91320594MA1N8W2K3X", "20240305", "13812345670")


def _cells(signs: list[str], top: int = 100, side: int = 40) -> tuple[Cell, ...]:
    return tuple(
        Cell(sign, Box(100 + side * n, top, 100 + side * (n + 1), top + side)) for n, sign in enumerate(signs)
    )


def _line(text: str, x0: int, x1: int, top: int = 100) -> Line:
    edges = tuple(round(x) for x in np.linspace(x0, x1, len(text) + 1))
    return Line(text, Box(x0, top + 5, x1, top + 35), 0.9, Reader.RAPIDOCR, edges)


def _single(signs: str, top: int = 100) -> list[Line]:
    return [_line(sign, 110 + 40 * n, 130 + 40 * n, top) for n, sign in enumerate(signs)]


def _table(*rows: tuple[Cell, ...]) -> Table:
    return Table(Box(100, 100, 900, 100 + 40 * len(rows)), rows)


def test_a_code_in_boxes_was_eighteen_lines_of_one_sign() -> None:
    sheet = Pictures.new("L", (1654, 700), 255)
    pen = ImageDraw.Draw(sheet)
    for row, (label, code) in enumerate(
        zip(("统一社会信用代码：", "申请日期：", "联系电话："), _CODES, strict=True)
    ):
        y = 120 + 140 * row
        pen.text((120, y + 8), label, font=font("song", 34), fill=0)
        for n, sign in enumerate(code):
            x = 460 + 52 * n
            pen.rectangle((x, y, x + 52, y + 58), outline=0, width=2)
            pen.text((x + 26, y + 29), sign, font=font("song", 34), fill=0, anchor="mm")
    page = read_picture(RasterPage(np.dstack([np.asarray(sheet)] * 3), 200), 1, RapidOcr())
    lines = {line.text: line for line in page.lines}
    assert set(_CODES) <= set(lines)
    assert page.tables == ()
    box = lines[_CODES[0]].span_box(8, 10)
    assert box is not None
    assert abs(box.x0 - (460 + 52 * 8)) < 12
    assert abs(box.x1 - (460 + 52 * 10)) < 12


def test_a_label_that_ran_into_the_first_box_is_parted_from_it() -> None:
    label = _line("日期：2", 20, 130)
    lines, tables = with_whole_codes([label, *_single("2024031")[1:]], [_table(_cells(list("2024031")))])
    assert [line.text for line in lines] == ["日期：", "2024031"]
    assert tables == ()
    assert all(a.box and b.box and a.box.x1 <= b.box.x1 for a, b in pairwise(lines))


def test_two_signs_read_as_one_word_stand_in_two_boxes() -> None:
    lines, _ = with_whole_codes(
        [_line("91", 110, 170), *_single("..320594")[2:]], [_table(_cells(["91", "", *"320594"]))]
    )
    assert [line.text for line in lines] == ["91320594"]


@pytest.mark.parametrize(
    "signs",
    [["1", "2", "", "4", "5", "6", "7"], ["早", "1", "2", "3", "4", "5"], ["1", "2", "3", "4", "5", ""]],
)
def test_a_row_with_an_empty_or_a_written_box_or_too_few_stays(signs: list[str]) -> None:
    lines, table = _single("".join(signs)), _table(_cells(signs))
    assert with_whole_codes(lines, [table]) == (tuple(lines), (table,))


def test_figures_in_columns_with_heads_stay_apart() -> None:
    heads, figures = _cells(list("千百十元角分")), _cells(list("123450"), top=140)
    table = _table(heads, figures)
    lines = [*_single("千百十元角分"), *_single("123450", top=140)]
    assert with_whole_codes(lines, [table]) == (tuple(lines), (table,))


def test_figures_of_a_sum_whose_places_stand_above_the_boxes_stay_apart() -> None:
    lines, table = [*_single("万千百十元角分", top=60), *_single("1234500")], _table(_cells(list("1234500")))
    assert with_whole_codes(lines, [table]) == (tuple(lines), (table,))


@pytest.mark.parametrize("label", ["合计金额：", "小写 ¥", "金额：¥1"])
def test_figures_of_a_sum_behind_its_label_stay_apart(label: str) -> None:
    figures = _single("1234500")[label.endswith("1") :]
    lines, table = [_line(label, 10, 108), *figures], _table(_cells(list("1234500")))
    assert with_whole_codes(lines, [table]) == (tuple(lines), (table,))


def test_a_code_in_a_larger_form_becomes_one_cell() -> None:
    code = _cells(list("913205"), top=140)
    name = (Cell("名称：甲公司", Box(100, 100, 340, 140)),)
    lines, tables = with_whole_codes(
        [_line("名称：甲公司", 110, 300), *_single("913205", top=140)], [_table(name, code)]
    )
    assert [[cell.text for cell in row] for row in tables[0].rows] == [["名称：甲公司"], ["913205"]]
    assert lines[-1].text == "913205"


def _drawn(code: str, boxes: int) -> tuple[np.ndarray, list[Box]]:
    sheet = Pictures.new("L", (1200, 200), 255)
    pen = ImageDraw.Draw(sheet)
    places = [Box(40 + 52 * n, 60, 92 + 52 * n, 118) for n in range(boxes)]
    for n, box in enumerate(places):
        pen.rectangle((box.x0, box.y0, box.x1, box.y1), outline=0, width=3)
        sign = code[n] if n < len(code) else " "
        pen.text((box.x0 + 26, box.y0 + 29), sign, font=font("hei", 34), fill=0, anchor="mm")
    return np.asarray(sheet), places


def test_what_no_line_says_is_read_from_the_boxes() -> None:
    page, places = _drawn("91320594MA1N8W2K3X", 20)
    assert written_in(page, places, RapidOcr()) == "91320594MA1N8W2K3X  "
    lines = [line for line in _single("91320594MA1N8W2K3X") if line.text != "M"]
    signs = [sign if sign != "M" else "" for sign in "91320594MA1N8W2K3X"]
    code, *_ = with_whole_codes(lines, [_table(_cells(signs))], lambda boxes: "91320594MA1N8W2K3X")[0]
    assert code.text == "91320594MA1N8W2K3X"


def test_an_empty_box_among_others_is_not_passed_over() -> None:
    page, places = _drawn("913205 4MA1N", 12)
    assert written_in(page, places, RapidOcr()) == ""
