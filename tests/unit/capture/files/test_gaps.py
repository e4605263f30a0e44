from __future__ import annotations

import pytest

from capture.files.gaps import PageGap, find_gaps
from capture.pages import Box, Line, Page, Reader


def _pages(*feet: str | None) -> list[Page]:
    """Return pages by what stands in their foot; None is a blank back."""
    return [
        Page(
            number,
            800,
            1200,
            0,
            (Line(foot, Box(300, 1150, 500, 1180), 1.0, Reader.RAPIDOCR),) if foot else (),
            blank=foot is None,
        )
        for number, foot in enumerate(feet, start=1)
    ]


@pytest.mark.parametrize(
    "feet",
    [
        (),
        ("",),
        ("第 1 页 共 1 页",),
        ("第1页 共2页", "第2页 共2页"),
        ("第1页 共2页", None, "第2页 共2页", None),
        ("", "第2页 共3页", "第3页 共3页"),
        ("第1页 共3页", "", ""),
        ("第1页 共2页", "第2页 共2页", "", "", "第1页 共1页"),
        ("- 1 -", "- 3 -"),
        ("第2页 共2页", "第1页 共2页"),
    ],
)
def test_whole_papers_miss_nothing(feet: tuple[str | None, ...]) -> None:
    assert find_gaps(_pages(*feet)) == ()


@pytest.mark.parametrize(
    ("feet", "of", "listed"),
    [
        (("第1页 共3页", "第2页 共3页"), 3, "3"),
        (("第 2 页 共 5 页",), 5, "1, 3–5"),
        (("第1页 共4页", "第3页 共4页", "第4页 共4页"), 4, "2"),
        (("第1页 共4页", None, "第4页 共4页"), 4, "2–3"),
        (("第二页，共三页", ""), 3, "1"),
        (("1/2",), 2, "2"),
    ],
)
def test_pages_that_did_not_come_are_named(feet: tuple[str | None, ...], of: int, listed: str) -> None:
    (gap,) = find_gaps(_pages(*feet))
    assert (gap.of, gap.listed) == (of, listed)


def test_each_count_in_a_pile_is_its_own() -> None:
    pages = _pages("第1页 共2页", "第2页 共2页", "第1页 共3页", "第3页 共3页")
    assert find_gaps(pages) == (PageGap(3, (2,)),)
