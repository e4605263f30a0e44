from __future__ import annotations

import pytest

from capture.cut import PagePlace, cut_pages, page_place
from capture.pages import Box, Line, Page, Reader


def _page(number: int, *foot: str, blank: bool = False) -> Page:
    lines = tuple(Line(text, Box(300, 1150, 500, 1180), 1.0, Reader.RAPIDOCR) for text in foot)
    return Page(number, 800, 1200, 0, lines, blank=blank)


def _pages(count: int) -> list[Page]:
    return [_page(number) for number in range(1, count + 1)]


@pytest.mark.parametrize(
    ("first_pages", "documents"),
    [
        ({}, ((1, 2, 3, 4),)),
        ({1: "contract"}, ((1, 2, 3, 4),)),
        ({1: "contract", 3: "delivery_slip"}, ((1, 2), (3, 4))),
        ({1: "delivery_slip", 2: "delivery_slip", 4: "delivery_slip"}, ((1,), (2, 3), (4,))),
        ({3: "contract"}, ((1, 2), (3, 4))),
    ],
)
def test_a_title_begins_a_document(
    first_pages: dict[int, str], documents: tuple[tuple[int, ...], ...]
) -> None:
    assert cut_pages(_pages(4), first_pages) == documents


def test_a_title_on_a_counted_second_page_goes_on() -> None:
    pages = [_page(1, "第 1 页 共 2 页"), _page(2, "第 2 页 共 2 页"), _page(3, "第1页 共1页")]
    assert cut_pages(pages, {1: "contract", 2: "contract", 3: "contract"}) == ((1, 2), (3,))


def test_counted_pages_stay_together_whatever_titles_stand_on_them() -> None:
    pages = [_page(1, "1/2"), _page(2, "2/2")]
    assert cut_pages(pages, {1: "contract", 2: "order"}) == ((1, 2),)


def test_blank_pages_stay_with_the_document_before() -> None:
    pages = [_page(1), _page(2, blank=True), _page(3)]
    assert cut_pages(pages, {1: "delivery_slip", 2: "contract", 3: "delivery_slip"}) == ((1, 2), (3,))


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


def test_numbers_in_the_middle_of_a_page_are_no_page_numbers() -> None:
    line = Line("- 2 -", Box(300, 600, 400, 630), 1.0, Reader.RAPIDOCR)
    assert page_place(Page(1, 800, 1200, 0, (line,))) is None
