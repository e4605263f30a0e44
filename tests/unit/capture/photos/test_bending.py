"""Rows that bow or fan out, on curved paper and where no edge of the sheet is seen, are laid level."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image, Quad
from capture.engines.table import engine
from capture.pages import Page
from capture.photos.bending import find_bend, laid_level
from capture.pipeline import read_picture
from capture.raster import RasterPage
from sample_scans.fonts import font

_CELLS = [
    ["序号", "货品名称", "规格", "数量", "单价"],
    ["1", "不锈钢法兰", "DN50", "120", "36.50"],
    ["2", "橡胶密封圈", "DN80", "300", "4.20"],
    ["3", "镀锌钢管", "DN25", "85", "18.90"],
    ["4", "减速电机", "YE3", "6", "960.00"],
]


def _slip() -> Image:
    """Draw a slip with a ruled table on a sheet as pale as the desk it lies on."""
    picture = Pictures.new("RGB", (1600, 1100), (236, 234, 230))
    pen = ImageDraw.Draw(picture)
    pen.text((620, 90), "送货单", font=font("song", 64), fill=(20, 20, 20))
    pen.text((170, 220), "收货单位：芜湖市天衡包装制品有限公司", font=font("song", 36), fill=(20, 20, 20))
    across, down = [160, 290, 640, 930, 1150, 1430], [320 + 90 * row for row in range(6)]
    for y in down:
        pen.line((across[0], y, across[-1], y), fill=(20, 20, 20), width=3)
    for x in across:
        pen.line((x, down[0], x, down[-1]), fill=(20, 20, 20), width=3)
    for row, cells in enumerate(_CELLS):
        for x, cell in zip(across, cells, strict=False):
            pen.text((x + 24, down[row] + 24), cell, font=font("song", 36), fill=(20, 20, 20))
    return np.asarray(picture)


def _bowed(picture: Image, height: float) -> Image:
    """Bend a picture as a sheet that curves away at both sides, seen from above: rows bow, columns lean."""
    tall, wide = picture.shape[:2]
    x, y = np.meshgrid(np.arange(wide, dtype=np.float32), np.arange(tall, dtype=np.float32))
    u, v = x / wide - 0.5, y / tall - 0.5
    away = (4 * u * u * height * (1 - 0.5 * v)).astype(np.float32)
    lean = (0.1 * u * (v + 0.5) * wide).astype(np.float32)
    return cv2.remap(picture, x + lean, y - away, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _rows(page: Page) -> list[list[str]]:
    return [[cell.text for cell in row] for table in page.tables for row in table.rows]


def test_a_table_on_a_sheet_that_curves_keeps_its_rows() -> None:
    bowed = _bowed(_slip(), 90)
    page = read_picture(RasterPage(bowed, None), 1, engine("rapidocr"), 0)
    assert page.flat is not None
    rows = _rows(page)
    assert [row[:4] for row in rows] == [row[:4] for row in _CELLS]
    assert (page.width, page.height) == (1600, 1100)


def test_what_was_read_level_lies_where_it_is_in_the_picture() -> None:
    bowed = _bowed(_slip(), 90)
    page = read_picture(RasterPage(bowed, None), 1, engine("rapidocr"), 0)
    boxes = {line.text: line.box for line in page.lines}
    for words in ("橡胶密封圈", "960.00", "序号"):
        box = boxes[words]
        assert box is not None
        part = bowed[box.y0 : box.y1, box.x0 : box.x1]
        assert part.min() < 60
        rim = np.concatenate([part[:, :2].reshape(-1, 3), part[:, -2:].reshape(-1, 3)])
        assert np.median(rim) > 180


def _quads(slope: float, bow: float, noise: float = 0.0) -> list[Quad]:
    """Return lines of text of a page 2000 wide whose rows fall by ``slope`` and bow by ``bow`` pixels."""
    rng = np.random.default_rng(7)

    def height(x: float, y: float) -> float:
        return y + slope * (x - 1000) + bow * ((x - 1000) / 1000) ** 2

    quads = []
    for y in range(300, 2400, 100):
        for x in (200, 600, 1000, 1400):
            ends = [(x, height(x, y)), (x + 320, height(x + 320, y))]
            ends = [(a, b + rng.normal(0, noise)) for a, b in ends]
            low = [(a, b + 40) for a, b in reversed(ends)]
            quads.append(np.array([*ends, *low], np.float32))
    return quads


@pytest.mark.parametrize(("slope", "bow", "noise"), [(0.0, 0.0, 0.0), (0.02, 0.0, 0.0), (0.01, 0.0, 1.5)])
def test_rows_of_a_scan_are_left_as_they_are(slope: float, bow: float, noise: float) -> None:
    page = np.full((2600, 2000), 255, np.uint8)
    assert find_bend(page, _quads(slope, bow, noise), photo=False) is None


def test_nothing_of_the_picture_is_cut_away() -> None:
    page = np.full((2600, 2000), 255, np.uint8)
    bend = find_bend(page, _quads(0.2, 120.0), photo=True)
    assert bend is not None
    for x, y in ((0, 0), (2000, 0), (2000, 2600), (0, 2600), (1000, 0), (1000, 2600)):
        level = bend.at(x, y)
        assert -1 <= level[0] <= bend.width + 1
        assert -1 <= level[1] <= bend.height + 1
        back = bend.in_picture(np.array([level]))[0]
        assert math.dist(back, (x, y)) < 2
    assert laid_level(page, bend).shape == (bend.height, bend.width)


def test_small_print_is_not_drawn_anew() -> None:
    page = np.full((1300, 1000), 255, np.uint8)
    assert find_bend(page, [quad / 2.2 for quad in _quads(0.0, 120.0)], photo=True) is None
