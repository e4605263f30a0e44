"""Print that is faded or out of focus is read, and its page is no blank back."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from bench.lcer import judge_lines
from capture.engines.base import Image
from capture.engines.rapidocr import RapidOcr
from capture.pages import Page
from capture.pipeline import read_picture
from capture.raster import RasterPage
from sample_scans.fonts import font

_ROWS = (
    "甲乙双方经协商一致订立本合同",
    "货到付款，余款于验收后三十日内付清",
    "统一社会信用代码由登记机关核发",
    "交货地点为需方仓库，运费由供方承担",
    "本合同一式两份，双方各执一份",
    "违约方应当赔偿对方因此受到的损失",
    "技术资料及图纸应当严格保密",
    "经核对无误后在回执上签字并加盖公章",
    "验收合格后十五个工作日内支付",
    "产品质量保证期自验收之日起计算",
    "因不可抗力不能履行的互不承担责任",
)


def _page(size: int, face: str) -> Image:
    sheet = Pictures.new("L", (1654, 1500), 255)
    pen = ImageDraw.Draw(sheet)
    for row, text in enumerate(_ROWS):
        pen.text((140, 120 + 105 * row), text, font=font(face, size), fill=0)
    return np.asarray(sheet)


def _blurred(page: Image, pixels: float) -> Image:
    return cv2.GaussianBlur(page, (0, 0), pixels).astype(np.uint8)


def _read(page: Image) -> Page:
    return read_picture(RasterPage(np.dstack([page] * 3), 150), 1, RapidOcr())


def _wrong(page: Page) -> int:
    return judge_lines(_ROWS, page.text).edits


@pytest.mark.parametrize(
    ("face", "size", "blur", "most"), [("hei", 22, 2.8, 10), ("kai", 18, 2.1, 6), ("song", 18, 2.1, 3)]
)
def test_print_out_of_focus_was_read_worse_than_it_looks(
    face: str, size: int, blur: float, most: int
) -> None:
    assert _wrong(_read(_blurred(_page(size, face), blur))) <= most


@pytest.mark.parametrize("share", [0.05, 0.1])
def test_a_faded_page_was_hidden_as_a_blank_back(share: float) -> None:
    faded = 255 - (255 - _page(30, "song").astype(np.float32)) * share
    read = _read(faded.astype(np.uint8))
    assert not read.blank
    assert _wrong(read) <= 2


def test_a_page_out_of_focus_was_hidden_as_a_blank_back() -> None:
    read = _read(_blurred(_page(15, "song"), 2.1))
    assert not read.blank
    assert _wrong(read) <= 35  # of 168


def test_print_that_shines_through_is_no_print_out_of_focus() -> None:
    through = 255 - (255 - _blurred(_page(20, "song"), 2.4)[:, ::-1].astype(np.float32)) * 0.4
    assert _read(np.ascontiguousarray(through.astype(np.uint8))).blank
