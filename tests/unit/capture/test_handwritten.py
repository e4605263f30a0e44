"""A firm's name by a pen is less sure than a printed one, however surely it is read."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image
from capture.handwritten import with_doubted_names
from capture.pages import Box, Line, Reader
from sample_scans.fonts import font

NAME = "绍兴汇丰物资有限公司"
_SURE = 0.9986


def _printed(text: str, face: str, size: int) -> tuple[Image, Line]:
    sheet = Pictures.new("L", (120 + size * len(text), 4 * size), 255)
    ImageDraw.Draw(sheet).text((60, 2 * size - size // 2), text, font=font(face, size), fill=30)
    edges = tuple(60 + size * place for place in range(len(text) + 1))
    box = Box(56, 2 * size - size // 2 - 6, edges[-1] + 4, 2 * size + size // 2 + 8)
    return np.asarray(sheet), Line(text, box, _SURE, Reader.RAPIDOCR, edges, sure=tuple(_SURE for _ in text))


def _as_by_a_pen(image: Image, size: int) -> Image:
    """Bend strokes and lean characters as a hand does, each otherwise."""
    random = np.random.default_rng(7)
    height, width = image.shape
    grid = (max(2, round(2.5 * height / size)), max(2, round(2.5 * width / size)))
    bent = [
        cv2.resize(
            random.normal(0, 0.075 * size, grid).astype(np.float32),
            (width, height),
            interpolation=cv2.INTER_CUBIC,
        )
        for _ in range(2)
    ]
    across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    return np.asarray(
        cv2.remap(image, across + bent[0], down + bent[1], cv2.INTER_LINEAR, borderValue=(255,)), np.uint8
    )


@pytest.mark.parametrize("size", [30, 48])
def test_a_misread_name_by_a_pen_founded_a_customer(size: int) -> None:
    image, line = _printed(NAME, "kai", size)
    (doubted,) = with_doubted_names(_as_by_a_pen(image, size), [line])
    assert doubted.confidence == 0.75
    assert set(doubted.sure) == {0.75}
    assert doubted.text == line.text


@pytest.mark.parametrize("face", ["song", "hei", "kai"])
@pytest.mark.parametrize("size", [22, 32, 52])
def test_a_printed_name_stays_as_sure_as_it_was_read(face: str, size: int) -> None:
    image, line = _printed(NAME, face, size)
    assert with_doubted_names(image, [line]) == (line,)


def test_words_of_no_firm_are_left_alone() -> None:
    image, line = _printed("我单位欠贵方货款计划", "kai", 48)
    assert with_doubted_names(_as_by_a_pen(image, 48), [line]) == (line,)
