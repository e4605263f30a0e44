"""Square and cubic metres are told by their raised figures; metres and figures on the line stay."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.rapidocr import RapidOcr
from sample_scans.fonts import font


@pytest.fixture(scope="module")
def reader() -> RapidOcr:
    return RapidOcr()


def read(reader: RapidOcr, name: str, rows: tuple[str, ...], size: int = 32) -> list[str]:
    sheet = Pictures.new("L", (700, 80 * len(rows) + 60), 245)
    pen = ImageDraw.Draw(sheet)
    for row, text in enumerate(rows):
        pen.text((40, 40 + 80 * row), text, font=font(name, size), fill=20)
    lines = reader.read(np.asarray(sheet))
    return [unicodedata.normalize("NFKC", line.text).replace(" ", "") for line in lines]


@pytest.mark.parametrize("size", [26, 32, 40])
@pytest.mark.parametrize("name", ["sans", "serif", "hei"])
def test_square_and_cubic_metres_were_read_as_metres(reader: RapidOcr, name: str, size: int) -> None:
    rows = ("建筑面积120.5㎡", "混凝土36㎥", "单价元/㎡")
    assert read(reader, name, rows, size) == [unicodedata.normalize("NFKC", row) for row in rows]


@pytest.mark.parametrize("name", ["sans", "serif", "hei", "kai"])
def test_what_has_no_raised_figure_stays(reader: RapidOcr, name: str) -> None:
    rows = ("长度12m", "共计30m2以上", "土方18m3以上", "线径5mm", "宽2m高3m")
    assert read(reader, name, rows) == list(rows)
