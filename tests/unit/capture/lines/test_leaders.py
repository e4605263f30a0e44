"""Dots that lead from a name to its price or page take no figure with them."""

from __future__ import annotations

import numpy as np
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image
from capture.engines.rapidocr import RapidOcr
from capture.lines.leaders import without_leaders
from capture.pages import Box, Line, Reader
from capture.pipeline import read_picture
from capture.raster import RasterPage
from sample_scans.fonts import font

_ENTRIES = {
    "复印纸C型": "70.40", "参照": "80.64", "第四章验收": "9", "硒鼓": "47.23", "附件三质量标准": "228",
    "瓦楞纸箱A型": "6.90", "螺栓B型": "¥7,145.00", "第七章按照": "12",
}  # fmt: skip


def _page(dot: str, left: int = 140, right: int = 1500, size: int = 34) -> Image:
    """Return a list: names at the left, their dots up to the right edge of the price."""
    sheet = Pictures.new("L", (1654, 900), 255)
    pen = ImageDraw.Draw(sheet)
    face = font("hei", size)
    for row, (name, price) in enumerate(_ENTRIES.items()):
        y = 120 + 85 * row
        begin, end = left + pen.textlength(name, font=face), right - pen.textlength(price, font=face)
        pen.text((left, y), name, font=face, fill=0)
        pen.text((end, y), price, font=face, fill=0)
        count = int((end - begin - 4) // pen.textlength(dot, font=face))
        pen.text((begin + 2, y), dot * count, font=face, fill=0)
    return np.asarray(sheet)


def _lines(page: Image, texts: tuple[str, ...]) -> tuple[Line, ...]:
    width = page.shape[1]
    return tuple(
        Line(text, Box(140, 120 + 85 * row, width - 140, 160 + 85 * row), 0.9, Reader.RAPIDOCR)
        for row, text in enumerate(texts)
    )


def test_prices_behind_leaders_lost_or_doubled_a_figure() -> None:
    for dot in (".", "·", ". "):
        page = _page(dot)
        read = read_picture(RasterPage(np.dstack([page] * 3), 200), 1, RapidOcr())
        texts = [line.text for line in read.lines]
        assert [name for name in _ENTRIES if name not in texts] == []
        assert [price for price in _ENTRIES.values() if price not in texts] == []


def test_only_the_dots_of_leaders_are_taken_out() -> None:
    page = _page(".")
    bare = without_leaders(page, _lines(page, ("复印纸......70.40",) * len(_ENTRIES)))
    assert bare is not None
    assert (bare[:, 600:1200] > 250).all()
    assert (page[:, 600:1200] < 100).any()
    plain = _page(" ")
    assert np.array_equal(bare[:, :300], plain[:, :300])
    assert (np.asarray(bare, int) - plain)[:, 1300:].max() <= 0


def test_without_dots_in_what_was_read_none_are_sought() -> None:
    page = _page(".")
    assert without_leaders(page, _lines(page, ("等等……", "复印纸C型", "……", "70.40"))) is None
    assert without_leaders(_page(" "), _lines(page, ("......",) * len(_ENTRIES))) is None


def test_which_way_up_a_list_lies_is_not_told_by_its_dots() -> None:
    page = _page("…", left=60, right=2100)
    wide = np.dstack([np.pad(page[:, :1654], ((0, 0), (0, 600)), constant_values=255)] * 3)
    reader = RapidOcr()
    assert reader.look(wide).rotation == 0
    assert reader.look(np.ascontiguousarray(wide[::-1, ::-1])).rotation == 180
