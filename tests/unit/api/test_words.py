"""Words of a page that a click takes into a field, and the order a moved page leaves."""

from __future__ import annotations

import pytest

from api.schemas.documents import DocumentPage
from api.web.marks import words_on
from dossier.arranging import moved
from dossier.shapes import LineShape


def page(*texts: str) -> DocumentPage:
    lines = [
        LineShape(text=text, box=[0, 40 * n, 20 * len(text), 40 * n + 30], confidence=1.0, reader="rapidocr")
        for n, text in enumerate(texts)
    ]
    about = {"number": 1, "scan_id": 1, "scan_page": 1, "width": 600, "height": 800, "rotation": 0}
    return DocumentPage(**about, blank=False, unread=False, lines=lines, warnings=[])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("合同编号：HT-2026-018", ["合同编号", "HT-2026-018"]),
        ("需方: 北京（中国）有限公司，", ["需方", "北京（中国）有限公司"]),
        ("合计 ¥12,300.00 元。", ["合计", "¥12,300.00", "元"]),
        ("签订日期：2026年3月5日", ["签订日期", "2026年3月5日"]),
        ("：  ，", []),
    ],
)
def test_a_value_is_one_word_without_its_label(line, words):
    assert [word.text for word in words_on(page(line))] == words


def test_a_word_lies_where_its_characters_stand():
    [label, value] = words_on(page("单号：A12"))
    assert (label.box, value.box) == ([0, 0, 40, 30], [60, 0, 120, 30])


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
