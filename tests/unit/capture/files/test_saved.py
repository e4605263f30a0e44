from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from capture.files.saved import lines_from_json, page_from_json, page_to_json
from capture.pages import Box, Cell, Code, Line, Message, Page, PageWarning, Reader, Seal, Table

_NUMBERS = st.integers(0, 5000)
_BOXES = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS)
_SURE = st.floats(0, 1)


@st.composite
def _lines(draw: st.DrawFn) -> Line:
    text = draw(st.text(min_size=1, max_size=8))
    edges = draw(st.one_of(st.just(()), st.just(tuple(range(len(text) + 1)))))
    return Line(text, draw(st.none() | _BOXES), draw(_SURE), draw(st.sampled_from(Reader)), edges)


_PAGES = st.builds(
    Page,
    number=st.integers(1, 2000),
    width=_NUMBERS,
    height=_NUMBERS,
    rotation=st.sampled_from((0, 90, 180, 270)),
    lines=st.lists(_lines(), max_size=4).map(tuple),
    dpi=st.none() | _NUMBERS,
    blank=st.booleans(),
    tables=st.builds(Table, _BOXES, st.just(((Cell("甲", Box(1, 2, 3, 4), 0.5),),))).map(lambda t: (t,)),
    seals=st.builds(Seal, _BOXES, st.text()).map(lambda s: (s,)),
    codes=st.builds(Code, st.just("QRCode"), st.text(), st.none() | _BOXES).map(lambda c: (c,)),
    warnings=st.just((PageWarning("x", Message("{pages} pages, {share}", {"pages": 3, "share": 0.5})),)),
)


@given(_PAGES)
def test_a_saved_page_comes_back_the_same(page: Page) -> None:
    assert page_from_json(page_to_json(page)) == page


@given(_PAGES, st.sets(st.integers(0, 5)))
def test_some_lines_of_a_saved_page_are_those_of_the_whole(page: Page, wanted: set[int]) -> None:
    some = {number: line for number, line in enumerate(page.lines) if number in wanted}
    assert lines_from_json(page_to_json(page), wanted) == (page.width, page.height, some)


def test_lines_are_found_behind_text_that_looks_like_a_line() -> None:
    lines = tuple(Line(text, None, 0.5, Reader.TESSERACT) for text in (',{"text":', "乙"))
    page = Page(number=1, width=10, height=20, rotation=0, lines=lines)
    for text in (page_to_json(page), json.dumps(json.loads(page_to_json(page)), ensure_ascii=True)):
        assert lines_from_json(text, {1}) == (10, 20, {1: lines[1]})
