from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from capture.embedded import read_embedded

from_lines = "甲方委托乙方加工镀锌钢管一批，数量以实际发货为准。"


def _read(path: Path, number: int = 0):  # type: ignore[no-untyped-def]  # a Page or None
    with pymupdf.open(path) as document:
        return read_embedded(document[number], 300)


def test_good_text_is_used_as_it_is(digital_pdf: Path) -> None:
    found = _read(digital_pdf, 1)
    assert found is not None
    assert [line.text for line in found.lines] == [
        "送货单",
        "收货单位：沈阳永科电气设备有限公司",
        "PO 2026 delivered by truck",
    ]
    assert found.rotation == 0
    assert abs(found.width - 420 / 72 * 300) <= 1


def test_boxes_and_edges_are_in_pixels_of_the_drawn_page(digital_pdf: Path) -> None:
    found = _read(digital_pdf, 1)
    assert found is not None
    line = found.lines[2]
    assert line.box is not None
    assert abs(line.box.x0 - 50 / 72 * 300) < 5
    assert line.box.y0 < 150 / 72 * 300 < line.box.y1
    assert line.edges[0] == line.box.x0
    assert list(line.edges) == sorted(line.edges)


def test_text_laid_behind_a_scan_is_not_used(scanned_pdf: Path) -> None:
    assert _read(scanned_pdf) is None


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_text_on_a_turned_page_is_turned_with_it(tmp_path: Path, rotation: int) -> None:
    path = tmp_path / "turned.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=600)
        page.insert_text((60, 100), from_lines, fontname="china-s", fontsize=9)
        page.set_rotation(rotation)
        document.save(path)
    found = _read(path)
    assert found is not None
    assert found.rotation == (360 - rotation) % 360
    assert abs(found.width - 400 / 72 * 300) <= 1
    (line,) = found.lines
    assert line.text == from_lines
    assert line.box is not None
    assert abs(line.box.x0 - 60 / 72 * 300) < 6
    assert line.box.y0 < 100 / 72 * 300 < line.box.y1


def test_characters_without_meaning_are_not_used(tmp_path: Path) -> None:
    path = tmp_path / "garbage.pdf"
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((60, 100), "\ue001\ue002\ue003\ue004" * 8, fontname="china-s")
        document.save(path)
    assert _read(path) is None


def test_a_page_that_is_mostly_a_picture_is_not_taken_for_text(tmp_path: Path) -> None:
    path = tmp_path / "mixed.pdf"
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((60, 40), from_lines, fontname="china-s")
        pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 200, 300), False)
        pixels.clear_with(200)
        page.insert_image(pymupdf.Rect(40, 60, 555, 800), pixmap=pixels)
        document.save(path)
    assert _read(path) is None


@pytest.mark.parametrize("text", ["附件一", "正本"])
@pytest.mark.parametrize("drawn", [False, True])
def test_the_few_words_of_a_title_sheet_were_lost(tmp_path: Path, text: str, drawn: bool) -> None:
    path = tmp_path / "title.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=595, height=842)
        page.insert_text((260, 400), text, fontname="china-s", fontsize=10.5)
        if drawn:  # what else is there may be letters drawn as outlines
            page.draw_bezier((50, 50), (80, 90), (120, 40), (150, 80))
        document.save(path)
    found = _read(path)
    assert (found is None) == drawn
    assert found is None or [line.text for line in found.lines] == [text]
