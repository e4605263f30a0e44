"""Colons that the seeker of lines left out behind brackets are read; rules and other lines are not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image, Layout
from capture.engines.rapidocr import RapidOcr
from sample_scans.fonts import font


@pytest.fixture(scope="module")
def reader() -> RapidOcr:
    return RapidOcr()


def _sheet(text: str, behind: str) -> tuple[Image, int]:
    """Return a picture of a text with something behind it, and the x where a line found there ends."""
    picture = Pictures.new("L", (900, 200), 255)
    pen = ImageDraw.Draw(picture)
    pen.text((80, 80), text + behind, font=font("song", 44), fill=20)
    # a quarter of a character behind the bracket's ink, which is at the left of its square
    return np.array(picture), round(80 + pen.textlength(text, font=font("song", 44)) - 11)


@pytest.mark.parametrize(
    ("text", "behind", "read"),
    [
        ("甲方（盖章）", "：", "甲方（盖章）："),
        ("收货单位（公章）", "：", "收货单位（公章）："),
        ("甲方（盖章）", "", "甲方（盖章）"),
        ("甲方（盖章）", "日期", "甲方（盖章）"),
        ("有限公司（北京）", "|", "有限公司（北京）"),
    ],
)
def test_the_colon_behind_a_bracket_that_no_line_reached(
    reader: RapidOcr, text: str, behind: str, read: str
) -> None:
    sheet, end = _sheet(text, behind)
    quad = np.array([[74, 76], [end, 76], [end, 132], [74, 132]], np.float32)
    (line,) = reader.read(sheet, Layout(0, (quad,)))
    assert "".join(line.text.split()).replace("(", "（").replace(")", "）") == read
    assert line.box is not None
    assert (line.box.x1 > end + 5) == read.endswith("：")
