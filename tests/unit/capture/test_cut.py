from __future__ import annotations

from dataclasses import replace

import pytest

from capture.cut import PagePlace, cut_pages, page_place
from capture.pages import Box, Code, Line, Page, Reader


def _page(number: int, *foot: str, blank: bool = False) -> Page:
    lines = tuple(Line(text, Box(300, 1150, 500, 1180), 1.0, Reader.RAPIDOCR) for text in foot)
    return Page(number, 800, 1200, 0, lines, blank=blank)


def _pages(count: int) -> list[Page]:
    return [_page(number) for number in range(1, count + 1)]


def _cut(pages: list[Page], points: dict[int, float]) -> list[tuple[int, ...]]:
    return [cut.pages for cut in cut_pages(pages, points)]


@pytest.mark.parametrize(
    ("points", "documents"),
    [
        ({}, [(1, 2, 3, 4)]),
        ({2: -1, 3: -9, 4: -1}, [(1, 2, 3, 4)]),
        ({2: -2, 3: 3, 4: -2}, [(1, 2), (3, 4)]),
        ({2: 2, 3: -2, 4: 4}, [(1,), (2, 3), (4,)]),
    ],
)
def test_a_document_begins_where_more_speaks_for_it_than_against(
    points: dict[int, float], documents: list[tuple[int, ...]]
) -> None:
    assert _cut(_pages(4), points) == documents


def test_where_few_points_decide_both_readings_are_told() -> None:
    first, second = cut_pages(_pages(5), {2: -0.3, 3: -3, 4: 0.3, 5: -3})
    assert (first.pages, first.perhaps_begins, first.perhaps_goes_on) == ((1, 2, 3), (2,), True)
    assert (second.pages, second.perhaps_begins, second.perhaps_belongs) == ((4, 5), (), True)
    assert not first.perhaps_belongs
    assert not second.perhaps_goes_on


def test_a_title_on_a_counted_second_page_goes_on() -> None:
    pages = [_page(1, "第 1 页 共 2 页"), _page(2, "第 2 页 共 2 页"), _page(3, "第1页 共1页")]
    assert _cut(pages, {2: 4, 3: -1}) == [(1, 2), (3,)]


def test_counted_pages_stay_together_whatever_titles_stand_on_them() -> None:
    pages = [_page(1, "1/2"), _page(2, "2/2")]
    assert _cut(pages, {2: 6}) == [(1, 2)]


def test_behind_the_last_page_of_a_count_another_paper_begins() -> None:
    pages = [_page(1, "1/2"), _page(2, "2/2"), _page(3)]
    assert _cut(pages, {2: -1, 3: -1.5}) == [(1, 2), (3,)]


def test_blank_pages_stay_with_the_document_before() -> None:
    pages = [_page(1), _page(2, blank=True), _page(3)]
    assert _cut(pages, {2: 9, 3: 3}) == [(1, 2), (3,)]


@pytest.mark.parametrize("order", [(1, 3, 5, 6, 4, 2), (1, 3, 5, 2, 4, 6), (6, 5, 4, 3, 2, 1)])
def test_fronts_and_then_backs_are_collated_by_the_numbers_they_bear(order: tuple[int, ...]) -> None:
    pages = [_page(at, f"第 {number} 页 共 6 页") for at, number in enumerate(order, 1)]
    (document,) = cut_pages(pages, dict.fromkeys(range(2, 7), 3.0))
    assert [order[at - 1] for at in document.pages] == [1, 2, 3, 4, 5, 6]


def test_pages_that_do_not_count_one_paper_keep_their_order() -> None:
    pages = [_page(1, "第 2 页 共 2 页"), _page(2, "第 1 页 共 2 页"), _page(3)]
    assert [page for document in _cut(pages, {2: -1, 3: 3}) for page in document] == [1, 2, 3]


def _separator(number: int, kind: str = "PatchCode", text: str = "T") -> Page:
    return Page(number, 800, 1200, 0, (), codes=(Code(kind, text, None),))


@pytest.mark.parametrize(
    ("kind", "text"),
    [("PatchCode", "T"), ("PatchCode", "2"), ("Code128", "PATCHT"), ("QRCode", "DOSSIER-SEPARATOR")],
)
def test_separator_sheets_alone_cut_and_belong_to_no_document(kind: str, text: str) -> None:
    pages = [
        _page(1),
        _page(2),
        _separator(3, kind, text),
        _page(4, blank=True),
        _page(5),
        _page(6, blank=True),
    ]
    assert _cut(pages, {2: 6, 4: 6, 5: 6}) == [(1, 2), (5, 6)]


def test_the_patch_that_switches_colour_separates_nothing() -> None:
    assert _cut([_page(1), _separator(2, text="4"), _page(3)], {2: -1, 3: -1}) == [(1, 2, 3)]


def test_a_file_of_separators_alone_is_one_document_for_a_person() -> None:
    assert _cut([_separator(1), _separator(2)], {}) == [(1, 2)]


def test_no_pages_are_no_documents() -> None:
    assert cut_pages([], {}) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第 2 页 共 5 页", PagePlace(2, 5)),
        ("第二页", PagePlace(2)),
        ("第十二页，共十五页", PagePlace(12, 15)),
        ("共 5 页 第 3 页", PagePlace(3, 5)),
        ("2 / 3", PagePlace(2, 3)),
        ("- 4 -", PagePlace(4)),
        ("－2－", PagePlace(2)),
        ("Page 2 of 3", PagePlace(2, 3)),
        ("9/3", None),
        ("2026年3月2日", None),
        ("电话：024-2345", None),
    ],
)
def test_what_a_page_says_about_its_place(text: str, place: PagePlace | None) -> None:
    assert page_place(_page(1, text)) == place


def test_both_numbers_count_further_down_the_head_of_half_a_sheet() -> None:
    line = Line("第2页/共2页", Box(1000, 210, 1200, 240), 1.0, Reader.RAPIDOCR)
    assert page_place(Page(1, 1654, 1102, 0, (line,))) == PagePlace(2, 2)
    assert page_place(Page(1, 1102, 1654, 0, (replace(line, box=Box(700, 310, 900, 340)),))) is None


def test_numbers_in_the_middle_of_a_page_are_no_page_numbers() -> None:
    line = Line("- 2 -", Box(300, 600, 400, 630), 1.0, Reader.RAPIDOCR)
    assert page_place(Page(1, 800, 1200, 0, (line,))) is None
