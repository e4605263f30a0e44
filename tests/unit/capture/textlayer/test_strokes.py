"""Pages of good text and plain rules are read without being drawn, to the same result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from bench.damagepdf import paper, write_pdf
from capture.pipeline import read_file
from capture.textlayer.strokes import plain_rules

ROWS = (("品名", "规格", "数量"), ("镀锌钢管", "DN50", "120"), ("焊接弯头", "DN80", "36"))


def _table(page: pymupdf.Page, colour: tuple[float, float, float] = (0, 0, 0)) -> None:
    for row in range(4):
        page.draw_line((60, 100 + 30 * row), (420, 100 + 30 * row), color=colour)
    for column in range(4):
        page.draw_line((60 + 120 * column, 100), (60 + 120 * column, 190), color=colour)
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            page.insert_text((70 + 120 * column, 120 + 30 * row), text, fontname="china-s", fontsize=11)


def _tint(page: pymupdf.Page) -> None:
    page.draw_rect((300, 400, 400, 500), color=None, fill=(0.9, 0.2, 0.2))


def _picture(page: pymupdf.Page) -> None:
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 40, 40), False)
    pixels.clear_with(90)
    page.insert_image(pymupdf.Rect(300, 400, 340, 440), pixmap=pixels)


def _bars(page: pymupdf.Page) -> None:
    for bar in range(30):
        page.draw_rect((300 + 3 * bar, 400, 301 + 3 * bar, 440), color=None, fill=(0, 0, 0), width=0)


def test_a_table_of_strokes_is_found_without_drawing(tmp_path: Path) -> None:
    path = tmp_path / "table.pdf"
    with pymupdf.open() as document:
        _table(document.new_page())
        document.save(path)
    with pymupdf.open(path) as document:
        assert plain_rules(document[0], 150) is not None
    (page,) = read_file(path, reader="none")
    (table,) = page.tables
    assert tuple(tuple(cell.text for cell in row) for row in table.rows) == ROWS
    assert table.box is not None
    scale = 300 / 72
    assert all(
        abs(seen - wanted * scale) < 8
        for seen, wanted in zip(table.box.as_list(), (60, 100, 420, 190), strict=True)
    )


def _leaning_field(page: pymupdf.Page) -> None:
    page.draw_quad(pymupdf.Quad((300, 400), (340, 410), (300, 440), (340, 450)))


@pytest.mark.parametrize("more", [_tint, _picture, _bars, _leaning_field])
def test_what_may_be_a_seal_or_a_code_is_looked_at(
    tmp_path: Path, more: Callable[[pymupdf.Page], None]
) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        _table(page)
        more(page)
        assert plain_rules(page, 150) is None


def test_red_rules_are_looked_at_too() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        _table(page, (0.9, 0.1, 0.1))
        assert plain_rules(page, 150) is None


def test_white_fields_cover_rules_below_them() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.draw_line((60, 100), (420, 100))
        page.draw_rect((50, 90, 430, 110), color=None, fill=(1, 1, 1))
        strokes = plain_rules(page, 150)
    assert strokes is not None
    assert not strokes.any()


@pytest.mark.parametrize(
    "drawn",
    [
        b"999999999 0 0 999999999 0 0 cm 1 1 5 5 re S",
        b"999999999 w 0 0 m 50 50 l S",
        b"99999999999999999999999999999999999999999 0 m 0 50 l S",
    ],
)
def test_numbers_beyond_any_page_broke_the_drawing_of_rules(tmp_path: Path, drawn: bytes) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(write_pdf(paper(drawn)))
    (page,) = read_file(path, reader="none")
    assert page.text == "Delivery note, total 12,345.60"


def test_a_white_field_that_sticks_out_of_the_page_covered_nothing() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.draw_line((60, 100), (420, 100))
        page.draw_rect((-5, 90, 430, 110), color=None, fill=(1, 1, 1))
        strokes = plain_rules(page, 150)
    assert strokes is not None
    assert not strokes.any()
