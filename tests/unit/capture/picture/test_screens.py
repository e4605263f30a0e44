"""Grey made of dots hides no words; print that is no screen stays as it is."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from bench.lcer import flat
from capture.engines.base import Image
from capture.engines.rapidocr import RapidOcr
from capture.picture.screens import without_screens
from capture.pipeline import read_picture
from capture.raster import RasterPage
from sample_scans.fonts import font

_ROWS = ("联系人周桂英电话18856946210", "名称北京博远环保设备有限公司", "签订日期2022年7月9日",
         "统一社会信用代码917283859X", "乙方应当按照约定交付货物", "合计金额237,541.20元")  # fmt: skip


def _form(ground: int, size: int = 52) -> Pictures.Image:
    """Return a page whose lower part is grey, words in both."""
    sheet = Pictures.new("L", (1700, 1800), 255)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((60, 700, 1640, 1500), fill=ground)
    for row, text in enumerate((*_ROWS, *_ROWS)):
        pen.text((100, 80 + 130 * row), text, font=font("sans", size), fill=0)
    return sheet


def _screened(sheet: Pictures.Image, dots: float) -> Image:
    """Return what a black-and-white scanner makes of a screen turned by 45 degrees; ``dots`` is its pitch."""
    grey = np.asarray(sheet)
    y, x = np.mgrid[0 : grey.shape[0], 0 : grey.shape[1]] * (2 * np.pi / dots * np.sqrt(0.5))
    level = (np.cos(x + y) + np.cos(x - y)) / 4 + 0.5
    black = (grey / 255 < level) & (grey < 255) | (grey < 60)
    return np.dstack([np.where(black, 0, 255).astype(np.uint8)] * 3)


def _scattered(sheet: Pictures.Image) -> Image:
    """Return the page as strewn dots (Floyd and Steinberg), as scanners do with tinted paper."""
    tinted = sheet.point(lambda tone: round(tone * 0.75))
    return np.dstack([np.asarray(tinted.convert("1").convert("L"))] * 3)


@pytest.mark.parametrize(
    "page", [_screened(_form(165), 3.5), _screened(_form(150), 2.8), _scattered(_form(220, 30))]
)
def test_words_on_grey_made_of_dots_were_lost(page: Image) -> None:
    text = flat(read_picture(RasterPage(page, 300), 1, RapidOcr()).text)
    assert [text.count(row) for row in _ROWS] == [2] * len(_ROWS)


@pytest.mark.parametrize("size", [9, 13, 20, 52])
@pytest.mark.parametrize("ground", [255, 150])
def test_print_and_even_grey_are_no_screen(ground: int, size: int) -> None:
    grain = np.random.default_rng(5).normal(0, 4, (1800, 1700, 3))
    page = np.clip(np.dstack([np.asarray(_form(ground, size))] * 3) + grain, 0, 255).astype(np.uint8)
    assert without_screens(page) is page


def test_what_is_not_dotted_keeps_its_pixels() -> None:
    page = _screened(_form(165), 3.5)
    even = without_screens(page)
    assert (even[:560] == page[:560]).all()
    assert (even[800:1400, 700:1600] != page[800:1400, 700:1600]).mean() > 0.9
