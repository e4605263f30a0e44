"""Two papers on one page are told, one paper never is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from capture.pages import Box, Cell, Line, Page, Reader, Table
from classify.piles.two_papers import find_between, holds_two_papers
from classify.profile import Profile

SLIP = ("送货单", "单号：0012345 日期：2026年3月5日", "收货单位：沈阳永科电气设备有限公司", "合计：1200.00")
LICENCE = (
    "营业执照",
    "统一社会信用代码：91210100MA0Y5T6X3B",
    "名称：沈阳永科电气设备有限公司",
    "住所：沈阳市",
)
CARD = ("居民身份证", "姓名 王小明", "住址 沈阳市铁西区", "公民身份号码 210106199001011234")


def _page(*papers: tuple[str, ...], band: int = 400) -> Page:
    lines, y = [], 100
    for paper in papers:
        for row, text in enumerate(paper):
            width, height = (300, 60) if row == 0 else (36 * len(text), 40)
            x = 650 if row == 0 else 200
            lines.append(Line(text, Box(x, y, x + width, y + height), 0.98, Reader.RAPIDOCR))
            y += 80
        y += band
    return Page(1, 1600, max(2300, y), 0, tuple(lines), 200)


@pytest.mark.parametrize("papers", [(SLIP, SLIP), (SLIP, LICENCE), (LICENCE, SLIP)])
def test_two_papers_below_each_other_are_told(papers: tuple[tuple[str, ...], ...], profile: Profile) -> None:
    assert holds_two_papers(_page(*papers), profile)


def test_a_paper_alone_and_a_paper_with_an_empty_band_are_one(profile: Profile) -> None:
    assert not holds_two_papers(_page(SLIP), profile)
    assert not holds_two_papers(
        _page(SLIP, ("送货人：赵师傅", "收货人：孙敏", "电话：024-1234", "备注")), profile
    )


def test_two_papers_without_a_band_between_them_are_not_guessed(profile: Profile) -> None:
    assert not holds_two_papers(_page(SLIP, LICENCE, band=0), profile)


def test_the_two_sides_of_an_identity_card_are_one_paper(profile: Profile) -> None:
    assert not holds_two_papers(_page(CARD, CARD), profile)


def _beside(left: tuple[str, ...], right: tuple[str, ...], *, gap: int = 120, lower: int = 0) -> Page:
    """Lay two papers beside each other, the second a little lower; titles stand where they stand."""
    lines = []
    for x, top, paper in ((60, 100, left), (60 + 30 * 26 + gap, 100 + lower, right)):
        for row, text in enumerate(paper):
            box = Box(x, top + 80 * row, x + 30 * len(text), top + 80 * row + 40)
            lines.append(Line(text, box, 0.98, Reader.RAPIDOCR))
    lines.sort(key=lambda line: line.box.y0 if line.box else 0)
    return Page(1, 1700, 1200, 0, tuple(lines), 200)


@pytest.mark.parametrize("lower", [0, 35])
@pytest.mark.parametrize("papers", [(SLIP, SLIP), (SLIP, LICENCE), (LICENCE, SLIP)])
def test_two_papers_beside_each_other_are_told(
    papers: tuple[tuple[str, ...], tuple[str, ...]], lower: int, profile: Profile
) -> None:
    """Two slips copied side by side were filed as one paper of the first customer."""
    assert holds_two_papers(_beside(*papers, lower=lower), profile)


def test_one_paper_in_two_columns_is_no_two(profile: Profile) -> None:
    rest = ("送货人：赵师傅", "收货人：孙敏", "电话：024-1234", "备注：无")
    assert not holds_two_papers(_beside(SLIP, rest), profile)
    assert not holds_two_papers(_beside(CARD, CARD), profile)
    assert not holds_two_papers(_beside(SLIP, SLIP, gap=-140), profile)


def test_a_table_across_the_gap_is_of_one_paper(profile: Profile) -> None:
    page = _beside(SLIP, SLIP)
    table = Table(Box(60, 300, 1600, 500), ((Cell("品名"), Cell("数量")),))
    assert not holds_two_papers(replace(page, tables=(table,)), profile)


def test_the_cut_is_proposed_in_the_middle_of_what_is_empty_and_touches_no_line(profile: Profile) -> None:
    below = _page(SLIP, LICENCE)
    found = find_between(below, profile)
    assert found is not None
    assert not found.beside
    at = found.at * below.height
    ends = [line.box.y1 for line in below.lines[: len(SLIP)] if line.box]
    begins = [line.box.y0 for line in below.lines[len(SLIP) :] if line.box]
    assert at == (max(ends) + min(begins)) / 2
    beside = _beside(SLIP, LICENCE)
    found = find_between(beside, profile)
    assert found is not None
    assert found.beside
    at = found.at * beside.width
    assert not any(line.box.x0 < at < line.box.x1 for line in beside.lines if line.box)
    assert find_between(_page(SLIP), profile) is None
