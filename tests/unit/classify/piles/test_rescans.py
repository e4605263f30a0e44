"""One paper scanned twice, told from another paper of the same printer."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest

from capture.pages import Box, Line, Page, Reader
from classify.piles.rescans import compare_papers

ROWS = (
    ("送货单号：XS20240506", 300),
    ("收货单位：苏州远景贸易有限公司", 450),
    ("六角螺栓M12×50", 240),
    ("合计金额1900.00", 260),
    ("送货日期：2024年5月6日", 330),
    ("联系电话：0512-66668888", 330),
    ("送货地址：工业园区苏虹东路183号", 480),
)


def scan(last: str, width: int, rows: Sequence[tuple[str, int]] = ROWS, scale: float = 1.0) -> Page:
    lines = [
        Line(
            text,
            Box(*(round(scale * v) for v in (100, 100 + 60 * n, 100 + wide, 130 + 60 * n))),
            0.99,
            Reader.RAPIDOCR,
        )
        for n, (text, wide) in enumerate([*rows, (last, width)])
    ]
    return Page(1, round(1000 * scale), round(900 * scale), 0, tuple(lines), 200)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("11", 16), ("1", 15), True),  # a digit read twice: the line is no wider
        (("11", 30), ("1", 15), False),
        (("数量114件", 105), ("数量14件", 105), True),
        (("数量114件", 120), ("数量14件", 105), False),
        (("数量114件", 105), ("数量115件", 105), False),
        (("2024年9月30日", 195), ("2024年9月3日", 192), False),  # two days, whatever their width
    ],
)
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_digit_more_counts_only_where_the_line_is_wider(
    first: tuple[str, int], second: tuple[str, int], same: bool, scale: float
) -> None:
    assert compare_papers([scan(*first)], [scan(*second, scale=scale)]).is_same == same


@pytest.mark.parametrize(
    ("code", "same"),
    [("91130100MA07AAAA1W", True), ("91130100MA07BBBB2M", False), ("91130100MA07BBBB2L", True)],
)
def test_licences_of_two_firms_are_two_papers_however_alike(code: str, same: bool) -> None:
    """The last one fails its check: it may be the first, misread."""
    rows = (
        *ROWS[:1],
        ("统一社会信用代码91130100MA07AAAA1W", 520),
        *ROWS[2:],
    )
    other = (rows[0], (f"统一社会信用代码{code}", 520), *rows[2:])
    assert compare_papers([scan("1", 15, rows)], [scan("1", 15, other)]).is_same is same


@pytest.mark.parametrize(("last", "same"), [(1.0, False), (0.8, True)])
def test_slips_were_held_for_one_as_another_sign_of_their_number_was_unsure(last: float, same: bool) -> None:
    def numbered(number: str) -> Page:
        page = scan("1", 15)
        sure = (*(1.0 for _ in number[:-4]), 0.6, 1.0, 1.0, last)
        line = dataclasses.replace(page.lines[-1], text=number, confidence=0.94, sure=sure)
        return dataclasses.replace(page, lines=(*page.lines[:-1], line))

    assert compare_papers([numbered("NO:0999374")], [numbered("NO:0999375")]).is_same is same
