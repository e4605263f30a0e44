"""Colons that the seeker of lines left out behind brackets are read; rules and other lines are not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image, Layout, Reading
from capture.engines.rapidocr import RapidOcr
from capture.engines.recognise import crop_line
from capture.engines.tails import read_tails
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


@pytest.mark.parametrize(("behind", "times"), [("", 0), ("：", 1), ("日期", 1)])
def test_a_line_is_read_again_only_where_something_stands_behind_it(behind: str, times: int) -> None:
    text = "甲方（盖章）"
    sheet, end = _sheet(text, behind)
    quads = [np.array([[74, 76], [end, 76], [end, 132], [74, 132]], np.float32)]
    centres = tuple((place + 0.5) / len(text) for place in range(len(text)))
    read: list[Image] = []

    def kept(crops: list[Image]) -> list[Reading]:
        read.extend(crops)
        return [Reading(text, 0.99, centres) for _ in crops]

    read_tails(quads, [Reading(text, 0.99, centres)], lambda quad: crop_line(sheet, quad), kept)
    assert len(read) == times
