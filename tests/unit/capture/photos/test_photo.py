"""Sheets in photos: found where all four edges are, left alone everywhere else."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures

from capture.engines.base import Image
from capture.engines.table import engine
from capture.pages import Box, Line, Page, Reader
from capture.photos.perspective import page_in_photo
from capture.photos.photo import Sheet, find_sheet
from capture.pipeline import read_picture
from capture.probe import FileKind, Limits
from capture.raster import RasterPage, draw_page
from sample_scans.degrade import Level, degrade
from sample_scans.photos import Photo, Table, photo_bytes, photograph

Draw = Callable[..., Image]


def _photo(sheet: Image, table: Table, seed: int = 1) -> Photo:
    whole = Pictures.fromarray(sheet)
    boxes = [("middle", (0.0, 0.0, float(whole.width), float(whole.height)))]
    return photograph(whole, boxes, random.Random(seed), table=table)


@pytest.fixture(scope="module")
def printed() -> Image:
    page = np.full((2300, 1640, 3), 252, np.uint8)
    for row in range(16):
        cv2.putText(
            page, "CONTRACT 0123456789", (180, 300 + 110 * row), cv2.FONT_HERSHEY_SIMPLEX, 2, (25, 25, 25), 4
        )
    return page


@pytest.mark.parametrize(
    "table",
    [
        Table.WOOD,
        Table.DARK,
        *(pytest.param(one, marks=pytest.mark.long) for one in (Table.CLOTH, Table.STONE, Table.GREY)),
    ],
)
def test_the_corners_of_a_sheet_on_a_table_are_found(printed: Image, table: Table) -> None:
    photo = _photo(printed, table, seed=len(table))
    found = find_sheet(np.asarray(photo.image))
    assert found is not None
    assert np.abs(found.corners - np.array(photo.corners)).max() < 0.012 * max(photo.image.size)
    assert abs(found.height / found.width - 2300 / 1640) < 0.35


@pytest.mark.parametrize(
    "level", [Level.OFFICE, *(pytest.param(one, marks=pytest.mark.long) for one in (Level.CLEAN, Level.BAD))]
)
def test_a_scan_is_left_as_it_is(printed: Image, level: Level) -> None:
    for seed in range(4):
        scan = degrade(Pictures.fromarray(printed), [], 200, level, random.Random(seed))
        assert find_sheet(np.asarray(scan.image)) is None


def test_frames_and_tinted_fields_of_a_page_are_no_sheet(printed: Image) -> None:
    framed = printed.copy()
    corners = np.array([[150, 180], [1500, 240], [1480, 2150], [170, 2100]], np.int32)
    cv2.polylines(framed, [corners], isClosed=True, color=(200, 30, 30), thickness=10)
    assert find_sheet(framed) is None
    tinted = printed.copy()
    cv2.fillPoly(tinted, [corners], (225, 232, 250))
    tinted[printed[:, :, 0] < 100] = 25
    assert find_sheet(tinted) is None


def test_a_white_field_of_a_tinted_form_is_no_sheet_where_two_borders_lay_in_shadow() -> None:
    form = np.full((2300, 1640, 3), (244, 244, 252), np.uint8)
    field = np.array([[150, 180], [1500, 240], [1480, 2150], [170, 2100]], np.int32)
    cv2.fillPoly(form, [field], (252, 252, 252))
    form[:30], form[:, :30] = 120, 120
    assert find_sheet(form) is None


@pytest.mark.parametrize("shape", [(1, 1, 3), (40, 900, 3), (64, 64, 3), (5000, 100, 3)])
@pytest.mark.parametrize("tone", [0, 128, 255])
def test_odd_pictures_hold_no_sheet(shape: tuple[int, int, int], tone: int) -> None:
    assert find_sheet(np.full(shape, tone, np.uint8)) is None


def test_what_was_read_on_the_straight_sheet_lies_on_the_print_in_the_photo() -> None:
    sheet = Sheet(np.array([[200.0, 100.0], [900.0, 180.0], [1000.0, 1300.0], [100.0, 1200.0]]), 800, 1100)
    line = Line("送货单", Box(100, 500, 400, 550), 0.9, Reader.RAPIDOCR, edges=(100, 200, 300, 400))
    page = page_in_photo(Page(1, 800, 1100, 0, (line,)), sheet, (1200, 1500))
    placed = page.lines[0]
    assert (page.width, page.height) == (1200, 1500)
    assert placed.box is not None
    assert placed.slope > 0.05
    assert list(placed.edges) == sorted(placed.edges)
    assert page.flat is not None
    x, y = page.flat.at((placed.box.x0 + placed.box.x1) / 2, (placed.box.y0 + placed.box.y1) / 2)
    assert abs(x - 250) < 12
    assert abs(y - 525) < 12
    assert page.flat.at(200, 100) == pytest.approx((0, 0), abs=1e-6)
    assert page.flat.at(1000, 1300) == pytest.approx((800, 1100), abs=1e-6)


def test_a_turned_photo_is_read_straight_and_boxes_lie_in_the_photo(tmp_path: Path, sheet: Draw) -> None:
    photo = _photo(sheet(dpi=250), Table.WOOD, seed=5)
    path = tmp_path / "photo.jpg"
    path.write_bytes(photo_bytes(photo, orientation=6))
    raster = draw_page(path, FileKind.JPEG, 1, Limits())
    assert raster.image.shape[:2] == photo.image.size[::-1]
    page = read_picture(raster, 1, engine("rapidocr"))
    assert page.flat is not None
    assert (page.width, page.height) == photo.image.size
    assert "甲方：沈阳永科电气设备有限公司" in page.text
    assert "skewed" not in [warning.code for warning in page.warnings]
    title = page.lines[0]
    assert title.text == "工业品买卖合同"
    assert title.box is not None
    part = np.asarray(photo.image.convert("L"))[title.box.y0 : title.box.y1, title.box.x0 : title.box.x1]
    assert part.min() < 0.5 * np.median(part)


def test_words_across_a_false_edge_are_not_lost(sheet: Draw) -> None:
    """A bright field with slanting edges that ends within the text is not taken for the sheet."""
    page = sheet(dpi=150)
    height, width = page.shape[:2]
    dark = (page * 0.45).astype(np.uint8)
    lit = np.array([[60, 30], [width - 300, 60], [width - 340, height - 60], [90, height - 30]], np.int32)
    mask = np.zeros(page.shape[:2], np.uint8)
    cv2.fillPoly(mask, [lit], (1,))
    photo = np.where(mask[:, :, None] > 0, page, dark)
    assert find_sheet(photo) is not None
    found = read_picture(RasterPage(photo, None), 1, engine("rapidocr"), 0)
    assert found.flat is None
    assert "乙方：西安德顺管道工程有限公司" in found.text
