"""Columns that stand hardly apart, so that both were read in one line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from capture.pages import Box, Line, Reader
from capture.tables.columns import find_unruled
from tests.unit.capture.ruled import typed_line

SUMS = ("-40,656.04", "62,301.17", "719.21", "48,001.69", "73,940.04")


def last_cells(
    heads: Sequence[tuple[str, float]], values: Sequence[str], end: float = 1300
) -> list[list[str]]:
    """Return the cells behind the first two columns, of a table whose last ``values`` end at one place."""
    lines = [
        typed_line("摘要", 100, 300),
        typed_line("行号", 500, 300),
        *(typed_line(text, x, 300) for text, x in heads),
    ]
    for number, value in enumerate(values):
        y = 360 + 60 * number
        what, row_number = typed_line("转账", 100, y), typed_line(str(number + 11), 500, y)
        lines += [what, row_number, typed_line(value, end, y, right=True)]
    (table,) = find_unruled(lines, ())
    return [[cell.text for cell in row[2:]] for row in table.rows]


TWO_HEADS = (("余额", 1050), ("网点", 1250))


def test_a_sum_and_a_code_read_in_one_line_are_of_two_columns() -> None:
    """The balance and the branch behind it came into one cell."""
    codes = ("46172", "86713", "47354", "30289", "74436")
    values = [f"{one} {code}" for one, code in zip(SUMS, codes, strict=True)]
    cells = last_cells(TWO_HEADS, values)
    assert cells == [["余额", "网点"], *([one, code] for one, code in zip(SUMS, codes, strict=True))]


def test_a_sum_that_touches_a_code_ends_with_its_hundredths() -> None:
    values = [f"{one} 46172" for one in SUMS]
    values[1], values[3] = "62,301.1746172", "48,001.6946172"
    assert last_cells(TWO_HEADS, values)[1:] == [[one, "46172"] for one in SUMS]


def test_words_behind_a_sum_are_of_the_second_of_two_heads() -> None:
    whats = ("消费", "结息", "取现", "代发", "还款")
    values = [f"{one} {what}" for one, what in zip(SUMS, whats, strict=True)]
    cells = last_cells((("余额", 1100), ("摘要", 1238)), values)
    assert cells[1:] == [[one, what] for one, what in zip(SUMS, whats, strict=True)]


def test_a_note_beside_numbers_set_to_one_end_is_of_a_column_of_its_own() -> None:
    """Quantities with a note behind some of them had the note in their cell."""
    lines = [
        typed_line(text, x, 300) for text, x in (("品名", 100), ("单位", 500), ("数量", 828), ("备注", 918))
    ]
    for number, value in enumerate(("494", "29", "382", "1451", "22", "130")):
        y = 360 + 60 * number
        lines += [typed_line("轴承座", 100, y), typed_line("套", 510, y)]
        if value in ("29", "22"):
            places = [900 - 36, 900 - 18, 900, 918, 954, 990]
            box = Box(864, y - 20, 990, y + 20)
            lines.append(Line(f"{value} 分批", box, 0.98, Reader.RAPIDOCR, tuple(places)))
        else:
            lines.append(typed_line(value, 900, y, right=True))
    (table,) = find_unruled(lines, ())
    assert [[cell.text for cell in row[2:]] for row in table.rows] == [
        ["数量", "备注"],
        *(
            [value, "分批" if value in ("29", "22") else ""]
            for value in ("494", "29", "382", "1451", "22", "130")
        ),
    ]


@pytest.mark.parametrize(
    ("head", "values"),
    [
        ("账号", ("6222 0212", "6228 4805", "6217 0012", "6225 8801", "6230 5202")),
        ("时间", ("2024-01-02 12:30", "2024-01-03 09:15", "2024-02-11 10:44", "2024-03-01 08:21")),
        ("数量", ("12 箱", "5 箱", "130 箱", "44 箱", "7 箱")),
        ("金额", ("1 296 500", "2 104 330", "5 118 220", "7 301 450")),
    ],
)
def test_what_one_cell_holds_stays_in_it(head: str, values: Sequence[str]) -> None:
    assert last_cells([(head, 1200)], values) == [[head], *([value] for value in values)]


def test_a_head_whose_two_characters_stand_apart_is_one() -> None:
    values = ("12 箱", "5 箱", "130 箱", "44 箱", "7 箱")
    cells = last_cells([("数", 1170), ("量", 1260)], values)
    assert [row[0] for row in cells[1:]] == list(values)
