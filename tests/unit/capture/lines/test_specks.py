"""Dust all over a page hides no lines, and no decimal point is taken for dust."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from bench.lcer import flat
from capture.engines.base import Image, Layout
from capture.engines.rapidocr import RapidOcr
from capture.lines.specks import look_past_specks
from capture.pipeline import read_picture
from capture.raster import RasterPage
from sample_scans.fonts import font

_ROWS = ("名称成都嘉禾食品有限公司", "签订日期2023年5月13日", "合计金额218,462.35元",
         "验收合格后十五个工作日内支付", "产品质量保证期自验收之日起", "单价12.05数量186件")  # fmt: skip


def _page(size: int = 32, face: str = "hei") -> Image:
    sheet = Pictures.new("L", (1654, 1500), 255)
    pen = ImageDraw.Draw(sheet)
    for row, text in enumerate((*_ROWS, *_ROWS)):
        pen.text((140, 120 + 105 * row), text, font=font(face, size), fill=0)
    return np.asarray(sheet)


def _dusted(page: Image, share: float, size: int) -> Image:
    """Return a black-and-white page on so large a share of which lie specks of so many pixels."""
    rows, columns = (side // size + 1 for side in page.shape)
    dust = np.kron(np.random.default_rng(2).random((rows, columns)) < share, np.ones((size, size), bool))
    dust = dust[: page.shape[0], : page.shape[1]]
    return np.where(dust | (page < 150), 0, 255).astype(np.uint8)


def _dotted(page: Image, pitch: int) -> Image:
    """Return a page on a ground of dots in rows."""
    y, x = np.mgrid[0 : page.shape[0], 0 : page.shape[1]] % pitch - pitch // 2
    return np.where((x * x + y * y <= 4) | (page < 150), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "page",
    [
        _dusted(_page(30, "song"), 0.02, 1),
        _dusted(_page(), 0.02, 2),
        _dotted(_page(), 13),
        _dotted(_page(44), 18),
    ],
)
def test_dust_hid_the_lines_of_whole_pages(page: Image) -> None:
    read = read_picture(RasterPage(np.dstack([page] * 3), 200), 1, RapidOcr())
    assert not read.blank
    found = flat(read.text)
    assert sum(found.count(row[:6]) for row in _ROWS) >= len(_ROWS)
    assert len(read.lines) >= 2 * len(_ROWS)


@pytest.mark.parametrize("size", [2, 3])
def test_parts_of_small_figures_were_taken_for_dust(size: int) -> None:
    numbers = ("37.91", "6.774", "0.145", "218,462.35", "51.06", "9.144")
    sheet = Pictures.new("L", (1654, 1500), 255)
    pen = ImageDraw.Draw(sheet)
    for place in range(60):
        row, column = divmod(place, 5)
        pen.text((100 + 300 * column, 80 + 90 * row), numbers[place % 6], font=font("song", 18), fill=0)
    dusty = _dusted(np.asarray(sheet), 0.005, size)
    read = read_picture(RasterPage(np.dstack([dusty] * 3), 200), 1, RapidOcr())
    found = " ".join(line.text for line in read.lines).split()
    assert sum(text in numbers for text in found) > 40


@pytest.mark.parametrize("size", [14, 20, 32])
def test_a_clean_page_is_looked_at_as_it_is(size: int) -> None:
    page = _page(size, "song")
    looks: list[Image] = []

    class Counting(RapidOcr):
        def look(self, page: Image, *, upright: bool = False) -> Layout:
            looks.append(page)
            return super().look(page, upright=upright)

    look_past_specks(page, Counting(), upright=True)
    assert len(looks) == 1
