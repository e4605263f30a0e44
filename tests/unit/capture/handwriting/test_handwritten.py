"""A firm's name by a pen is less sure than a printed one, however surely it is read."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image
from capture.handwriting.handwritten import doubt_hands
from capture.pages import Box, Line, MarkKind, Reader
from sample_scans.fonts import font

NAME = "绍兴汇丰物资有限公司"
_SURE = 0.9986


def _printed(text: str, face: str, size: int) -> tuple[Image, Line]:
    type_ = font(face, size)
    edges = tuple(60 + round(type_.getlength(text[:place])) for place in range(len(text) + 1))
    sheet = Pictures.new("L", (60 + edges[-1], 4 * size), 255)
    ImageDraw.Draw(sheet).text((60, 2 * size - size // 2), text, font=type_, fill=30)
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
    (doubted,), (mark,) = doubt_hands(_as_by_a_pen(image, size), [line])
    assert doubted.confidence == 0.75
    assert set(doubted.sure) == {0.75}
    assert doubted.text == line.text
    assert (mark.kind, mark.text) == (MarkKind.FILLED_IN, NAME)


@pytest.mark.parametrize("face", ["song", "hei", "kai"])
@pytest.mark.parametrize("size", [22, 32, 52])
def test_a_printed_name_stays_as_sure_as_it_was_read(face: str, size: int) -> None:
    image, line = _printed(NAME, face, size)
    assert doubt_hands(image, [line]) == ((line,), ())


def test_words_of_no_firm_are_left_alone() -> None:
    image, line = _printed("我单位欠贵方货款计划", "kai", 48)
    assert doubt_hands(_as_by_a_pen(image, 48), [line]) == ((line,), ())


_SIZE = 36
_LABELS, _FIGURES = (
    ("收货单位名称", "产品名称及规格", "合计人民币大写"),
    ("12300.00", "4567.20", "2026", "83590"),
)


def _form(*, filled_in: bool) -> tuple[Image, list[Line]]:
    """Draw a form of printed labels and figures, those by a hand if ``filled_in``, and a name in Kai."""
    rows = [(label, "song", False) for label in _LABELS]
    rows += [(figures, "song", filled_in) for figures in _FIGURES] + [(NAME, "kai", False)]
    images, lines, top = [], [], 0
    for text, face, by_hand in rows:
        image, line = _printed(text, face, _SIZE)
        image = np.pad(image, ((0, 0), (0, 600 - image.shape[1])), constant_values=255)
        box = line.box
        assert box is not None
        images.append(_as_by_a_pen(image, _SIZE) if by_hand else image)
        lines.append(replace(line, box=replace(box, y0=box.y0 + top, y1=box.y1 + top)))
        top += image.shape[0]
    return np.vstack(images), lines


def test_a_neat_name_on_a_form_of_figures_by_hand_counted_as_print() -> None:
    image, lines = _form(filled_in=True)
    doubted, marks = doubt_hands(image, lines)
    assert doubted[-1].confidence == 0.75
    assert {mark.text for mark in marks} == {NAME, *_FIGURES}
    assert doubted[:-1] == tuple(lines[:-1])


def test_the_same_name_on_a_printed_form_is_as_sure_as_it_was_read() -> None:
    image, lines = _form(filled_in=False)
    assert doubt_hands(image, lines) == (tuple(lines), ())
