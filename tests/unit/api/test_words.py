"""Words of a page that a click takes into a field, and the order a moved page leaves."""

from __future__ import annotations

import pytest

from api.web.marks import boxes_of_query, words_on
from capture.pages import Box, Line, Reader
from dossier.arranging import moved


def line(text: str, edges: tuple[int, ...] = (), box: Box | None = None) -> Line:
    return Line(text, box or Box(0, 0, 20 * len(text), 30), 1.0, Reader.RAPIDOCR, edges)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("合同编号：HT-2026-018", ["合同编号", "HT-2026-018"]),
        ("需方: 北京（中国）有限公司，", ["需方", "北京（中国）有限公司"]),
        ("合计 ¥12,300.00 元。", ["合计", "¥12,300.00", "元"]),
        ("签订日期：2026年3月5日", ["签订日期", "2026年3月5日"]),
        ("：  ，", []),
    ],
)
def test_a_value_is_one_word_without_its_label(text, words):
    assert [word.text for word in words_on([line(text)])] == words


def test_a_word_lies_where_its_characters_stand():
    [label, value] = words_on([line("单号：A12")])
    assert (label.box, value.box) == ([0, 0, 40, 30], [60, 0, 120, 30])


def test_the_box_of_a_word_lay_beside_narrow_characters():
    edges = (0, 30, 60, 90, 105, 112, 120)
    lines = [line("单号：A12", edges)]
    [label, value] = words_on(lines)
    assert (label.box, value.box) == ([0, 0, 60, 30], [90, 0, 120, 30])
    assert boxes_of_query(lines, ["a12"], "") == [[90, 0, 120, 30]]


def test_the_box_of_a_word_was_a_strip_of_its_column():
    column = line("单号：甲乙", box=Box(500, 100, 530, 300))
    [label, value] = words_on([column])
    assert (label.box, value.box) == ([500, 100, 530, 180], [500, 220, 530, 300])


def test_what_a_code_says_has_no_box():
    assert words_on([Line("单号：A12", None, 1.0, Reader.QR)]) == []


@pytest.mark.parametrize(
    ("ticked", "earlier", "order"),
    [
        ([3], True, [1, 3, 2, 4]),
        ([3], False, [1, 2, 4, 3]),
        ([1, 2], True, [1, 2, 3, 4]),
        ([2, 3], False, [1, 4, 2, 3]),
        ([1, 4], True, [1, 2, 4, 3]),
    ],
)
def test_ticked_pages_move_one_place_together(ticked, earlier, order):
    assert moved([1, 2, 3, 4], ticked, earlier) == order
