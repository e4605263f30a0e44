"""Tables as offices draw them: level rules only, heads on grey, rules that are not seen in every row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import pytest

from capture.engines.base import Image
from capture.pages import Line
from capture.tables.cells import find_tables
from tests.unit.capture.ruled import blank_page, draw_rules, level_line, texts_of

XS = (100, 300, 600, 900, 1100)
YS = tuple(range(200, 561, 60))


def line(text: str, x: float, y: float) -> Line:
    return level_line(text, x, y, 18, 28)


def middles(ys: Sequence[int] = YS) -> list[int]:
    return [(a + b) // 2 for a, b in pairwise(ys)]


def filled(xs: Sequence[int] = XS) -> list[Line]:
    return [line(f"r{n}c{m}", x + 20, y) for n, y in enumerate(middles()) for m, x in enumerate(xs[:-1])]


def level_rules(page: Image, ys: Sequence[int] = YS) -> Image:
    for y in ys:
        cv2.line(page, (XS[0], y), (XS[-1], y), (0,), 2)
    return page


def found(page: Image, lines: Sequence[Line]) -> list[list[list[str]]]:
    return [texts_of(table) for table in find_tables(page, lines)]


def test_strokes_between_level_rules_do_not_make_one_cell_of_each_row() -> None:
    """Letters that stand from rule to rule joined the rules: each row was one cell."""
    page = level_rules(blank_page())
    for n, (top, bottom) in enumerate(pairwise(YS)):
        cv2.line(page, (335 + 12 * n, top), (335 + 12 * n, bottom), (0,), 3)
    rows = [(f"W{n}75", "不锈钢螺栓", str(40 + n), "急件") for n in range(6)]
    lines = [
        line(text, x + 20, y)
        for y, row in zip(middles(), rows, strict=True)
        for text, x in zip(row, XS, strict=False)
    ]
    assert found(page, lines) == [[list(row) for row in rows]]


def test_a_head_on_grey_is_the_first_row_of_its_list() -> None:
    """The edges of a dark field made a table of one row, and the list began below it."""
    page = blank_page()
    heads = ("区域", "一季度", "二季度", "同比")
    page[200:260, 100:1100] = 150
    cv2.rectangle(page, (100, 200), (1100, 260), (0,), 2)
    for x in XS[1:-1]:
        cv2.line(page, (x, 200), (x, 260), (0,), 2)
    rows = [
        heads,
        *((f"华{name}区", str(80 + n), str(90 + n), f"{n}.5%") for n, name in enumerate("东南西北中")),
    ]
    lines = [
        line(text, x + 20, y)
        for y, row in zip(middles(), rows, strict=True)
        for text, x in zip(row, XS, strict=False)
    ]
    assert found(page, lines) == [[list(row) for row in rows]]


def test_a_dashed_rule_through_lines_that_run_over_it_in_every_row_is_a_rule() -> None:
    """Name and firm were read in one line all the way down: the rule between was taken for strokes."""
    ys = tuple(range(200, 801, 60))
    page = level_rules(blank_page(), ys)
    for x in XS:
        for y in range(ys[0], ys[-1], 9):
            cv2.line(page, (x, y), (x, min(y + 6, ys[-1])), (0,), 2)
    lines = [
        line(text, x + 20, y)
        for text, x in zip(("甲", "乙", "丙", "丁"), XS, strict=False)
        for y in (230, 770)
    ]
    for y in middles(ys)[1:-1]:
        lines += [line("甲", 120, y), line("孟庆林成都蓉信电子", 546, y), line("丁", 920, y)]
    rows = [[len(row) for row in table] for table in found(page, lines)]
    assert rows == [[4] * 10]


def test_a_stroke_that_goes_on_from_a_rule_into_a_joined_cell_cuts_no_word() -> None:
    ys = tuple(range(150, 811, 60))
    page = draw_rules(blank_page(), XS, ys)
    page[ys[-2] + 3 : ys[-1] - 2, 103:1098] = 255
    cv2.line(page, (600, ys[-2]), (600, ys[-1] - 22), (0,), 2)
    lines = [
        line(f"r{n}c{m}", x + 20, y) for n, y in enumerate(middles(ys)[:-1]) for m, x in enumerate(XS[:-1])
    ]
    lines.append(line("合计捌万叁仟捌佰捌拾陆元整人民币大写金额", 430, middles(ys)[-1]))
    (table,) = found(page, lines)
    assert table[-1] == ["合计捌万叁仟捌佰捌拾陆元整人民币大写金额"]


def test_a_cell_as_high_as_rows_with_a_line_in_each_is_so_many_cells() -> None:
    """Where pale rules were seen in some columns only, whole columns became one cell."""
    page = draw_rules(blank_page(), XS, YS)
    for y in YS[1:-1]:
        page[y - 3 : y + 4, XS[0] + 4 : XS[1] - 3] = 255
    assert found(page, filled()) == [[[f"r{n}c{m}" for m in range(4)] for n in range(6)]]


@pytest.mark.parametrize(
    "parts",
    [
        ("货物须于到货", "三日内验收完", "毕，逾期视为", "合格。质保期", "自验收日起算", "为一年。"),
        ("本批货物由供", "方负责运输至", "甲方仓库并由", "仓库管理员点", "数签收后方可", "入账付款"),
    ],
)
def test_a_note_on_several_rows_is_not_torn_between_them(parts: Sequence[str]) -> None:
    """Where its lines stood as far apart as the rows, each went to another article."""
    page = draw_rules(blank_page(), XS, YS)
    for y in YS[1:-1]:
        page[y - 3 : y + 4, XS[2] + 4 : XS[3] - 3] = 255
    lines = [one for one in filled() if one.text[-1] != "2"]
    lines += [line(part, XS[2] + 20, y) for part, y in zip(parts, middles(), strict=True)]
    (table,) = found(page, lines)
    assert "".join(parts) in table[0]
    assert [len(row) for row in table] == [4, 3, 3, 3, 3, 3]


@pytest.mark.parametrize("parts", [tuple("非流动资产类"), ("主要", "技术", "服务", "人员", "名单", "一览")])
def test_characters_below_each_other_in_a_high_cell_stay_one_word(parts: Sequence[str]) -> None:
    page = draw_rules(blank_page(), XS, YS)
    for y in YS[1:-1]:
        page[y - 3 : y + 4, XS[0] + 4 : XS[1] - 3] = 255
    lines = [one for one in filled() if one.text[-1] != "0"]
    lines += [line(char, 190, y) for char, y in zip(parts, middles(), strict=True)]
    (table,) = found(page, lines)
    assert table[0][0] == "".join(parts)
    assert [len(row) for row in table] == [4, 3, 3, 3, 3, 3]


def test_a_frame_about_two_rows_of_a_list_does_not_part_them_from_it() -> None:
    page = draw_rules(blank_page(), (104, 870, 1090), YS[2:5])
    rows = [(f"资产{name}", "库存", str(n), f"45,0{n}2") for n, name in enumerate("一二三四五六")]
    lines = [
        line(text, x + 20, y)
        for y, row in zip(middles(), rows, strict=True)
        for text, x in zip(row, XS, strict=False)
    ]
    assert found(page, lines) == [[list(row) for row in rows]]
