"""Writing and the printed words it stands right of or below."""

from __future__ import annotations

import pytest

from capture.handwriting.captions import words_beside, writing_rows
from capture.pages import Box, Line, Mark, MarkKind, Page, Reader

LABEL = Line("法定代表人（签字）：", Box(100, 500, 500, 540), 0.98, Reader.RAPIDOCR)
"""A row 40 pixels high: characters reach 461 pixels, two rows are 80."""


@pytest.mark.parametrize(
    ("box", "near"),
    [
        (Box(520, 490, 700, 560), True),  # right of it
        (Box(480, 480, 700, 550), True),  # through its end
        (Box(150, 560, 400, 620), True),  # below it
        (Box(520, 615, 700, 660), True),  # below and right of it, less than two rows
        (Box(150, 640, 400, 700), False),  # too far below
        (Box(990, 490, 1100, 560), False),  # too far right
        (Box(520, 400, 700, 470), False),  # above it
        (Box(10, 490, 80, 560), False),  # left of it
    ],
)
def test_words_are_beside_writing_that_stands_right_of_or_below_them(box, near):
    assert bool(words_beside(box, [LABEL])) is near


def test_of_a_row_with_two_labels_the_near_one_counts():
    row = Line("甲方代表：" + " " * 30 + "收货人：", Box(0, 500, 1560, 540), 0.98, Reader.RAPIDOCR)
    assert words_beside(Box(1570, 490, 1700, 550), [row]) == ("收货人：",)
    assert words_beside(Box(210, 490, 400, 550), [row]) == ("甲方代表：",)


def test_a_short_signature_below_a_long_label_has_all_of_it():
    row = Line("委托代理人签名：    日期：", Box(100, 500, 900, 540), 0.98, Reader.RAPIDOCR)
    assert words_beside(Box(120, 560, 200, 620), [row]) == ("委托代理人签名：",)


def test_only_writing_with_words_beside_it_is_kept():
    marks = (
        Mark(MarkKind.WRITING, Box(520, 490, 700, 560)),
        Mark(MarkKind.WRITING, Box(520, 1490, 700, 1560)),
        Mark(MarkKind.TICKED, Box(520, 490, 540, 510), "是"),
    )
    page = Page(
        1, 1700, 2200, 0, (LABEL, Line("章", Box(500, 490, 540, 530), 0.9, Reader.RAPIDOCR, seal=True))
    )
    rows = writing_rows(Page(1, 1700, 2200, 0, page.lines, marks=marks))
    assert rows == [{"box": [520, 490, 700, 560], "beside": ["法定代表人（签字）："]}]


def _row(text: str, x: int, y: int) -> Line:
    edges = tuple(x + 40 * place for place in range(len(text) + 1))
    return Line(text, Box(x, y, edges[-1], y + 40), 0.98, Reader.RAPIDOCR, edges)


def test_a_day_written_behind_its_own_label_signed_the_paper():
    both = _row("签字：      日期：", 100, 500)
    assert words_beside(Box(600, 490, 800, 550), [both]) == ("日期：",)
    apart = [_row("签字：", 100, 500), _row("日期：", 480, 500)]
    assert words_beside(Box(620, 490, 800, 550), apart) == ("日期：",)


def test_a_day_written_on_the_row_below_signed_the_paper():
    rows = [_row("授权代表（签字）：", 100, 500), _row("签订日期：", 100, 570)]
    assert words_beside(Box(320, 565, 520, 625), rows) == ("签订日期：",)
    assert words_beside(Box(480, 490, 700, 550), rows) == ("授权代表（签字）：",)


def test_what_is_written_below_a_cell_belongs_to_that_cell():
    rows = [_row("负责人签字：", 100, 500), _row("付款日期：", 560, 500)]
    assert words_beside(Box(580, 560, 760, 620), rows) == ("付款日期：",)
    assert words_beside(Box(120, 560, 300, 620), rows) == ("负责人签字：",)


def test_what_is_written_in_the_row_below_belongs_to_the_cell_left_of_it():
    rows = [_row("负责人签字", 100, 500), _row("说明", 100, 570)]
    assert words_beside(Box(420, 560, 600, 620), rows) == ("说明",)
    assert words_beside(Box(420, 490, 600, 550), rows) == ("负责人签字",)
    heads = [_row("部门", 100, 500), _row("负责人签字", 400, 500), _row("销售部", 100, 570)]
    assert words_beside(Box(420, 560, 600, 620), heads) == ("负责人签字", "销售部")


def test_a_clause_about_signing_is_no_label():
    clause = _row("本合同自双方签字盖章之日起生效，", 100, 500)
    long = _row("本合同一式四份双方各执二份自双方签字盖章之日起生效并具有同等效力", 100, 500)
    assert words_beside(Box(120, 560, 300, 620), [clause]) == ()
    assert words_beside(Box(120, 560, 300, 620), [long]) == ()


def test_what_is_read_as_a_day_signs_nothing():
    day = _row("2024.3.5", 520, 500)
    marks = (
        Mark(MarkKind.WRITING, Box(515, 490, 850, 550)),
        Mark(MarkKind.DOUBTFUL, Box(510, 492, 700, 545)),
    )
    page = Page(1, 1700, 2200, 0, (LABEL, day), marks=marks[:1])
    assert writing_rows(page) == []
    (row,) = writing_rows(Page(1, 1700, 2200, 0, (LABEL,), marks=marks[1:]))
    assert row["unsure"]
