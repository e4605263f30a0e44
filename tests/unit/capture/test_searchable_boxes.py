"""Hidden text stands where the words were read, however the page lies and is measured."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pdfplumber
import pikepdf
import pymupdf
import pypdfium2
import pytest
from PIL import Image

from bench.damagepdf import paper, write_pdf
from capture.embedded import turn_of
from capture.files.papers import open_page
from capture.formats.pdf import drawn_size, page_dpi
from capture.pages import Box, Line, Page, Reader
from capture.probe import FileKind, Limits
from capture.raster import draw_pdf_page
from capture.searchable import SourcePage, write_searchable

Draw = Callable[..., np.ndarray]
_TEXTS = ("工业品买卖合同", "合同编号：HT-2026-0318")


def _lines(slope: float = 0.0) -> tuple[Line, ...]:
    found = []
    for row, text in enumerate(_TEXTS):
        edges = tuple(200 + 40 * index for index in range(len(text) + 1))
        fall = round(abs(slope) * (edges[-1] - edges[0]))
        box = Box(200, 400 + 300 * row, edges[-1], 450 + 300 * row + fall)
        found.append(Line(text, box, 0.9, Reader.RAPIDOCR, edges, slope))
    return tuple(found)


def _check(out: Path, page: Page) -> None:
    with pymupdf.open(out) as document:
        shown = document[0]
        scale = shown.rect.width / page.width
        for line in page.lines:
            assert line.box is not None
            (hit,) = (found * turn_of(shown) for found in shown.search_for(line.text))
            wanted = pymupdf.Rect(line.box.as_list()) * pymupdf.Matrix(scale, scale)
            reach = 14 * scale
            assert all(abs(a - b) < reach for a, b in zip(hit, wanted, strict=True)), (hit, wanted)


@pytest.mark.parametrize("asked", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("odd", ["plain", "cropped", "units", "scaled"])
def test_words_stand_in_their_boxes_on_pdf_pages(
    tmp_path: Path, scanned_pdf: Path, odd: str, turn: int, asked: int
) -> None:
    path, out = tmp_path / "odd.pdf", tmp_path / "out.pdf"
    with pikepdf.open(scanned_pdf) as pdf:
        sheet = pdf.pages[0]
        sheet.obj.Rotate = asked
        if odd == "cropped":
            sheet.obj.MediaBox = [-30, -40, 420, 595]
            sheet.obj.CropBox = [10, 20, 400, 580]
        elif odd == "units":
            sheet.obj.UserUnit = 2
        elif odd == "scaled":  # a scanner's program that leaves its scale behind
            sheet.contents_add(b"0.24 0 0 0.24 7 9 cm q")
        pdf.save(path)
    with open_page(path, FileKind.PDF, 1, Limits()) as drawn:
        dpi = page_dpi(drawn, Limits().max_pixels)
        width, height = drawn_size(drawn, dpi)
    if turn in (90, 270):
        width, height = height, width
    page = Page(1, width, height, turn, _lines(), dpi=dpi)
    write_searchable([SourcePage(path, FileKind.PDF, 1, page)], out)
    _check(out, page)


@pytest.mark.parametrize(
    "entries",
    [
        b"/MediaBox [0 0 400 300] /CropBox [10 /A 390 290]",
        b"/MediaBox [0 0 400 300] /CropBox [1e30 null null]",
        b"/MediaBox [0 0 400 300] /CropBox [500 500 600 600]",
        b"/MediaBox [0 0 400 300] /CropBox 7",
        b"/MediaBox [0 0 400 300 9]",
        b"/MediaBox [/A 1 /A 14400] /CropBox [nan 0 1e400 9]",
        b"/MediaBox [0 0 400 300] /Rotate 45",
        b"/MediaBox [0 0 400 300] /Rotate 99999999990",
        b"/MediaBox [0 0 400 300] /UserUnit -2",
    ],
)
@pytest.mark.parametrize("turn", [0, 90])
def test_boxes_and_turns_that_say_nothing_broke_the_searchable_pdf(
    tmp_path: Path, turn: int, entries: bytes
) -> None:
    path, out = tmp_path / "odd.pdf", tmp_path / "out.pdf"
    path.write_bytes(write_pdf(paper(page=entries)))
    with open_page(path, FileKind.PDF, 1, Limits()) as drawn:
        width, height = drawn_size(drawn, 300)
        picture = np.rot90(draw_pdf_page(drawn, 72), -turn // 90)
    page = Page(1, *((height, width) if turn else (width, height)), turn, _lines(), dpi=300)
    write_searchable([SourcePage(path, FileKind.PDF, 1, page)], out)
    _check(out, page)
    with pypdfium2.PdfDocument(out) as other, pymupdf.open(out) as document:
        assert other[0].get_size() == pytest.approx((document[0].rect.width, document[0].rect.height))
        shown = document[0].get_pixmap(dpi=round(72 * picture.shape[1] / document[0].rect.width))
        seen = np.frombuffer(shown.samples, np.uint8).reshape(shown.height, shown.width, 3)
    assert np.abs(seen.astype(int) - picture).mean() < 1


@pytest.mark.parametrize("degrees", [-4.0, -1.5, 1.5, 4.0])
def test_words_stand_in_their_boxes_on_skewed_pages(tmp_path: Path, sheet: Draw, degrees: float) -> None:
    image = sheet()
    path, out = tmp_path / "scan.jpg", tmp_path / "out.pdf"
    Image.fromarray(image).save(path)
    slope = math.tan(math.radians(degrees))
    page = Page(1, image.shape[1], image.shape[0], 0, _lines(slope), dpi=150)
    write_searchable([SourcePage(path, FileKind.JPEG, 1, page)], out)
    with pymupdf.open(out) as document:
        scale = document[0].rect.width / page.width
        for line in page.lines:
            assert line.box is not None
            (hit,) = document[0].search_for(line.text, quads=True)
            assert abs(hit.ul.x / scale - line.box.x0) < 14
            assert abs(hit.ur.x / scale - line.box.x1) < 14
            seen = math.atan2(hit.ur.y - hit.ul.y, hit.ur.x - hit.ul.x)
            assert abs(math.degrees(seen) - degrees) < 0.5
            middle = (hit.ul.y + hit.lr.y) / 2 / scale
            assert abs(middle - (line.box.y0 + line.box.y1) / 2) < 14


def test_no_program_finds_spaces_between_han(tmp_path: Path, sheet: Draw) -> None:
    image = sheet()
    path, out = tmp_path / "scan.jpg", tmp_path / "out.pdf"
    Image.fromarray(image).save(path)
    page = Page(1, image.shape[1], image.shape[0], 0, _lines(), dpi=150)
    write_searchable([SourcePage(path, FileKind.JPEG, 1, page)], out)
    with pymupdf.open(out) as document:
        texts = [document[0].get_text()]
    with pdfplumber.open(out) as other:
        texts.append(other.pages[0].extract_text())
    chromium = pypdfium2.PdfDocument(out)
    words = chromium[0].get_textpage()
    texts.append(words.get_text_range())
    assert words.search("买卖合同").get_next() is not None
    words.close()
    chromium.close()
    for text in texts:
        assert [line.strip() for line in text.splitlines() if line.strip()] == list(_TEXTS)
