"""Rows that belong together stay rows, and no line of any page is lost, doubled or slow to place."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capture.layout.textcolumns import as_read
from capture.pages import Box, Cell, Line, Reader, Table
from capture.tables.columns import find_unruled
from tests.unit.capture.layout.test_textcolumns import CLAUSES as TERMS
from tests.unit.capture.layout.test_textcolumns import by_rows
from tests.unit.capture.ruled import typed_line

PITCH = 60
HAZARDS = (
    "电线老化，接头裸露",
    "消防通道堆放纸箱，未清理",
    "灭火器压力不足，已过期",
    "压力表、安全阀未按期送检",
    "货架超载，立柱变形弯曲",
    "配电箱门未锁，无警示标志",
    "排水沟堵塞，雨季有积水",
    "叉车无证驾驶，超速",
    "危险品混放，无登记台账",
    "应急灯损坏，电池已失效",
    "护栏松动，焊缝开裂三处",
    "员工未戴安全帽，未培训",
)
MEASURES = (
    "更换电线，包扎全部接头",
    "当日清空通道，划定黄线",
    "送检充装，更换过期的八具",
    "联系计量所，月底前送检",
    "卸下超载货物，更换立柱两根",
    "加装门锁，张贴警示标志",
    "疏通排水沟，备水泵一台",
    "停岗培训，考核后上岗",
    "分库存放，建立登记台账",
    "更换应急灯，每月检查一次",
    "补焊加固，请专人验收",
    "当日培训，登记后再上岗",
)
CLAUSES = (
    *TERMS[:6],
    "，途中转运的由最后的承运人",
    "交付。因不可抗力造成的损失",
    "双方互不承担责任，但应当在",
    "三日内书面通知对方。",
)


def column(texts: Sequence[str], x: int, y: int) -> list[Line]:
    return [typed_line(text, x, y + PITCH * number) for number, text in enumerate(texts)]


def texts(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize("end", ["", "。", "；"])
def test_a_hazard_stands_beside_its_measure(end: str) -> None:
    """Sentences of one line each, many of one length by chance, were read as two columns of text."""
    left = column([one + end for one in HAZARDS * 2], 100, 300)
    right = column([one + end for one in MEASURES * 2], 700, 300)
    page = by_rows(left, right)
    assert texts(as_read(page, ())) == texts(page)


def test_goods_side_by_side_stay_in_rows() -> None:
    left = ("Bearing housing, steel plate", "Pump seal, gasket set", "Valve set, hydraulic hose", "Motor")
    right = ("Hydraulic hose, gasket set", "Motor plate, housing seal", "Steel pump, valve", "Plate, gasket")
    page = by_rows(column(left * 6, 100, 300), column(right * 6, 900, 300))
    assert texts(as_read(page, ())) == texts(page)


GOODS = (
    ("品名", "规格", "数量", "单价", "金额"),
    ("钢板", "四米", "12", "80.00", "960.00"),
    ("轴承", "二号", "40", "32.00", "1280.00"),
    ("电缆", "三芯", "7", "61.50", "430.50"),
    ("油封", "六号", "5", "14.00", "70.00"),
)
PLACES = (100, 320, 480, 700, 900)


def test_a_list_below_columns_of_text_is_not_torn() -> None:
    """No cell stood in the gutter, so names and figures of the list were read apart, and it was two lists."""
    terms = by_rows(column(CLAUSES, 100, 300), column(CLAUSES, 650, 300))
    below = 300 + PITCH * len(CLAUSES) + 20
    goods = [
        typed_line(text, x, below + PITCH * number)
        for number, row in enumerate(GOODS)
        for x, text in zip(PLACES, row, strict=True)
    ]
    found = as_read([*terms, *goods], ())
    assert texts(found) == [*CLAUSES, *CLAUSES, *(text for row in GOODS for text in row)]
    (table,) = find_unruled([*terms, *goods], ())
    assert [[cell.text for cell in row] for row in table.rows] == [list(row) for row in GOODS]


def test_a_form_above_terms_in_columns_stays_in_rows() -> None:
    """Its right half was read behind all of the left column of terms."""
    form = [
        typed_line(text, x, 100 + PITCH * number)
        for number, row in enumerate(
            [("托运单位：无锡锦程", "联系电话：0510-8822"), ("件数：12", "重量：300千克")]
        )
        for x, text in zip((100, 650), row, strict=True)
    ]
    terms = by_rows(column(CLAUSES, 100, 230), column(CLAUSES, 650, 230))
    assert texts(as_read([*form, *terms], ())) == [*texts(form), *CLAUSES, *CLAUSES]


def test_two_entries_in_a_row_of_tall_cells_stay_in_rows() -> None:
    """Names of both goods were read, then both sizes, then both numbers."""
    xs, ys = (100, 400, 700, 900), (100, 240)
    cells = tuple(Cell("", Box(a, ys[0], b, ys[1])) for a, b in pairwise(xs))
    goods = ("深沟球轴承", "6204-2RS", "12套"), ("骨架油封", "TC35X52", "40只")
    lines = [
        typed_line(t, xs[c] + 10, 135 + 60 * r) for r, row in enumerate(goods) for c, t in enumerate(row)
    ]
    grid = Table(Box(100, 100, 900, 240), (cells,))
    assert texts(as_read(lines, [grid])) == texts(lines)


def test_what_is_of_no_width_ends_no_reader() -> None:
    """A sign of a text layer without width, between rows of a list, ended the reading of its page."""
    entries = [
        typed_line(text, x, 300 + 100 * number)
        for number, row in enumerate(GOODS)
        for x, text in zip(PLACES, row, strict=True)
    ]
    sign = Line("甲", Box(560, 440, 560, 480), 0.9, Reader.TEXT_LAYER)
    assert find_unruled([*entries[:10], sign, *entries[10:]], ())


TEXT = st.text("的一是，。不了 在有他；ab12.,", max_size=18)
LINE = st.builds(
    lambda text, x, y, edges: (
        typed_line(text, x, y)
        if edges
        else Line(text, Box(x, y, x + 30 * len(text), y), 0.9, Reader.RAPIDOCR)
    ),
    TEXT,
    st.sampled_from((100, 136, 740, 760, 1400)),
    st.integers(5, 30).map(lambda row: row * 50),
    st.booleans(),
)
RULED = Table(
    Box(90, 600, 1500, 1200),
    tuple(
        tuple(Cell("", Box(x0, y0, x1, y1)) for x0, x1 in pairwise((90, 700, 1300, 1500)))
        for y0, y1 in pairwise((600, 700, 1000, 1200))
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINE, max_size=40), st.booleans(), st.integers(13, 17))
def test_no_sign_is_lost_or_doubled(lines: list[Line], ruled: bool, size: int) -> None:
    base = [typed_line(f"{side}{text}"[:size], x, 300 + 50 * n) for side, x in (("左", 100), ("右", 740))
            for n, text in enumerate(CLAUSES)]  # fmt: skip
    page = by_rows(base, lines, [Line("码", None, 1.0, Reader.QR)])
    found = as_read(page, [RULED] if ruled else [])
    signs, kept = (Counter("".join(texts(some)).replace(" ", "")) for some in (page, found))
    assert kept == signs
    assert len(found) >= len(page)


def test_a_page_of_ten_thousand_lines_takes_little_time() -> None:
    """Every line was compared with every column and every cell: such pages took minutes."""
    lines = [
        typed_line(CLAUSES[n % 10][: 9 + n % 4], (n * 7919) % 30000, 100 + 60 * (n // 20))
        for n in range(10000)
    ]
    cells = tuple(
        tuple(Cell("", Box(x, y, x + 300, y + 60)) for x in range(0, 30000, 300)) for y in range(70, 9070, 60)
    )
    begin = time.process_time()
    found = as_read(lines, [Table(Box(0, 70, 30000, 9070), cells)])
    assert len(found) == len(lines)
    assert time.process_time() - begin < 6
