"""Pages set in columns are read one column after the other; what stands in rows is read in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.layout.textcolumns import blocks_of, by_columns
from capture.pages import Box, Line, Reader
from capture.pipeline import read_file
from capture.tables.columns import find_unruled
from sample_scans.fonts import font

CLAUSES = (
    "托运人应当如实填写托运单，",
    "并对所填内容的真实性负责；",
    "货物价值须在交运前声明，未",
    "声明的按运费的三倍赔偿。",
    "承运人自接收货物时起承担保",
    "管责任，直至收货人签收时止",
    "。因不可抗力造成的损失，双",
    "方互不承担责任，但应当在三",
    "日内书面通知对方，并提供有",
    "关机构出具的证明文件。",
)
EM, PITCH = 30, 48


def line(text: str, x: int, y: int, *, em: int = EM) -> Line:
    widths = [em if ord(char) > 0x2000 else em // 2 for char in text]
    edges = [x]
    for width in widths:
        edges.append(edges[-1] + width)
    return Line(text, Box(x, y, edges[-1], y + em + 6), 0.98, Reader.RAPIDOCR, tuple(edges))


def column(x: int, y: int, mark: str, clauses: Sequence[str] = CLAUSES, longest: int = 13) -> list[Line]:
    """Return clauses below each other; ``mark`` replaces the first sign of each to tell columns apart.

    The first and the sixth begin a paragraph, two signs further to the right.
    """
    found = []
    for number, text in enumerate(clauses):
        indent = 2 if number % 5 == 0 else 0
        found.append(line(mark + text[1 : longest - indent], x + indent * EM, y + PITCH * number))
    return found


def by_rows(*parts: Sequence[Line]) -> list[Line]:
    """Return lines in the order of rows, as the reader gives them."""
    lines = [one for part in parts for one in part]
    return sorted(lines, key=lambda one: (one.box.y0, one.box.x0) if one.box else (0, 0))


def marks(lines: Sequence[Line]) -> str:
    return "".join(one.text[0] for one in lines)


@pytest.mark.parametrize("gap", [18, 40, 90])
def test_two_columns_are_read_one_after_the_other(gap: int) -> None:
    right = 100 + 13 * EM + gap
    page = by_rows(column(100, 300, "左"), column(right, 300, "右"))
    assert marks(by_columns(page, ())) == "左" * 10 + "右" * 10


def test_english_columns_with_hardly_a_mark_are_told_by_their_words() -> None:
    words = "the carrier bears the risk of loss until the goods are handed to the person named"
    clauses = [f"{words} {end}" for end in ("in them", "on top", "below", "inside", "above", "anew")]
    page = by_rows(column(100, 300, "l", clauses, 90), column(1500, 320, "r", clauses, 90))
    assert marks(by_columns(page, ())) == "l" * 6 + "r" * 6


def test_columns_need_not_stand_level() -> None:
    page = by_rows(column(100, 300, "左"), column(560, 325, "中"), column(1020, 280, "右"))
    assert marks(by_columns(page, ())) == "左" * 10 + "中" * 10 + "右" * 10


def test_a_heading_over_both_columns_parts_them() -> None:
    heading = line("第二章货物运输的责任与赔偿办法", 330, 840)
    above = column(100, 300, "左"), column(560, 300, "右")
    below = column(100, 920, "下"), column(560, 920, "末")
    assert marks(by_columns(by_rows(*above, [heading], *below), ())) == (
        "左" * 10 + "右" * 10 + "第" + "下" * 10 + "末" * 10
    )


def test_pairs_of_rows_under_a_heading_each_stay_in_rows() -> None:
    """Where a line over both sides stands above every third row, these are parts of a form."""
    sides = (column(x, 300, mark, CLAUSES[:8]) for x, mark in ((100, "左"), (560, "右")))
    headings = [
        line("货物交接中双方确认的事项与情况", 300, 300 + PITCH * row + PITCH // 2) for row in (1, 3, 5, 6)
    ]
    page = by_rows(*sides, headings)
    assert blocks_of(page, ()) == [page]


def test_a_line_read_over_the_gutter_becomes_two() -> None:
    left, right = column(100, 300, "左"), column(560, 300, "右")
    first, last = left[4], right[4]
    assert first.box is not None
    assert last.box is not None
    joined = Line(
        first.text + last.text,
        first.box.union(last.box),
        0.97,
        Reader.RAPIDOCR,
        (*first.edges[:-1], (first.edges[-1] + last.edges[0]) // 2, *last.edges[1:]),
    )
    page = by_rows([*left[:4], *left[5:]], [*right[:4], *right[5:]], [joined])
    found = by_columns(page, ())
    assert [one.text for one in found] == [one.text for one in (*left, *right)]
    assert found[14].edges[-1] == last.edges[-1]
    assert found[4].box is not None
    assert found[4].box.x1 <= last.box.x0


def test_a_table_over_both_columns_stays_whole() -> None:
    rows = [[line("运价", 120, 820 + 50 * n), line("每吨八十元", 620, 820 + 50 * n)] for n in range(4)]
    cells = [one for row in rows for one in row]
    page = by_rows(column(100, 300, "左"), column(560, 300, "右"), cells)
    found = by_columns(page, [Box(90, 810, 960, 1030)])
    assert [one.text for one in found[20:]] == ["运价", "每吨八十元"] * 4


def test_a_list_without_rules_is_found_within_its_column() -> None:
    goods = (
        ("品名", "数量", "金额"),
        ("钢板", "12", "960.00"),
        ("轴承", "40", "1280.00"),
        ("电缆", "7", "431.50"),
    )
    cells = [
        line(text, 560 + 150 * place, 300 + PITCH * number)
        for number, row in enumerate(goods)
        for place, text in enumerate(row)
    ]
    right = column(560, 300 + PITCH * 4, "右")
    page = by_rows(column(100, 300, "左"), cells, right, column(100, 300 + PITCH * 10, "左", CLAUSES[:4]))
    (table,) = find_unruled(page, ())
    assert [[cell.text for cell in row] for row in table.rows] == [list(row) for row in goods]


def test_forms_lists_and_signatures_stay_in_rows() -> None:
    form = [
        one
        for number, (label, value) in enumerate(
            [("托运人名称", "无锡锦程物流有限公司"), ("收货人名称", "南京瑞丰商贸有限公司")] * 5
        )
        for one in (
            line(f"{label}：{value}", 100, 300 + 60 * number),
            line(f"{label}：{value}", 800, 300 + 60 * number),
        )
    ]
    names = [
        one
        for number in range(12)
        for one in (
            line("无锡市滨湖区锦程精密机械有限公司", 100, 300 + 60 * number),
            line("江苏省无锡市滨湖区建筑西路一百号", 800, 300 + 60 * number),
        )
    ]
    for page in (by_rows(form), by_rows(names)):
        assert blocks_of(page, ()) == [page]


def test_a_list_of_long_entries_with_their_figures_stays_in_rows() -> None:
    figures = [line(f"{120 + 7 * number}.00", 1000, 300 + PITCH * number) for number in range(10)]
    page = by_rows(column(100, 300, "左"), column(560, 300, "右"), figures)
    assert blocks_of(page, ()) == [page]


def test_labels_with_values_beside_short_remarks_stay_in_rows() -> None:
    values = [
        line(text, x, 300 + PITCH * number)
        for number in range(14)
        for x in (100, 560)
        for text in ("收货单位名称：南京",)
    ]
    remarks = (
        column(100, 300 + PITCH * 14, "左", CLAUSES[:5]),
        column(560, 300 + PITCH * 14, "右", CLAUSES[:5]),
    )
    more = [replace(one, box=_lower(one.box, 20 * PITCH)) for one in values]
    again = (column(x, 300 + PITCH * 35, mark, CLAUSES[:5]) for x, mark in ((100, "左"), (560, "右")))
    page = by_rows(values, *remarks, more, *again)
    assert blocks_of(page, ()) == [page]


def _lower(box: Box | None, by: int) -> Box | None:
    return box and Box(box.x0, box.y0 + by, box.x1, box.y1 + by)


@pytest.mark.parametrize("gap", [6, 16, 24])
def test_a_fold_through_running_text_makes_no_columns(gap: int) -> None:
    page = []
    for number in range(16):
        text = "".join(CLAUSES[(number + n) % 10] for n in range(2))[: 17 if number % 5 == 4 else 24]
        y = 300 + PITCH * number
        page += [line(text[:12], 100, y), line(text[12:], 100 + EM * 12 + gap, y)]
    assert blocks_of(page, ()) == [page]


def test_words_over_two_lines_of_a_column_stand_in_the_text_of_a_scan(tmp_path: Path) -> None:
    """Read across, 未声明的 of a page in two columns was in no text, so no search found it."""
    page = Pictures.new("L", (1240, 900), 255)
    pen, face = ImageDraw.Draw(page), font("song", EM)
    for x in (110, 660):
        for number, text in enumerate(CLAUSES):
            pen.text((x, 120 + PITCH * number + (9 if x > 600 else 0)), text, font=face, fill=30)
    noise = np.random.default_rng(5).normal(0, 5, (900, 1240))
    scan = tmp_path / "terms.png"
    Pictures.fromarray((np.asarray(page) + noise).clip(0, 255).astype(np.uint8)).save(scan, dpi=(150, 150))
    (read,) = read_file(scan)
    text = read.text.replace("\n", "")
    assert text.count("未声明的按运费") == 2
    assert text.count("应当在三日内书面通知") == 2
