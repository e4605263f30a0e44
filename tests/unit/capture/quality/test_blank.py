"""Blank backs are told from backs that bear something, in both directions."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw

from capture.engines.base import Image
from capture.pages import Box, Line, Reader
from capture.quality.blank import is_blank_page
from sample_scans.backs import BLANK, MARKED, draw_back
from sample_scans.degrade import Level, degrade
from sample_scans.fonts import font

DPI = 200


#: the short run looks at what offices scan
LEVELS = [Level.OFFICE, *(pytest.param(one, marks=pytest.mark.long) for one in (Level.CLEAN, Level.BAD))]


def _scanned(kind: str, level: Level, seed: int) -> tuple[Image, int]:
    rng = random.Random(f"{kind}/{seed}")
    scan = degrade(draw_back(kind, DPI, rng), [], DPI, level, rng)
    return np.asarray(scan.image.convert("RGB")), scan.dpi


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", BLANK)
def test_a_back_with_traces_of_use_is_blank(kind: str, level: Level) -> None:
    image, dpi = _scanned(kind, level, 0)
    assert is_blank_page(image, dpi, ())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("kind", MARKED)
def test_a_back_that_bears_something_is_not_blank(kind: str, level: Level) -> None:
    image, dpi = _scanned(kind, level, 0)
    assert not is_blank_page(image, dpi, ())


_PRINT = "甲乙双方经协商一致订立本合同，货到付款"


def _shone_through() -> tuple[Image, list[Line]]:
    """Return a back through which the print of the front shows, and the lines of that."""
    front = Pictures.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(front)
    lines = []
    for y in range(300, 1200, 100):
        pen.text((200, y), _PRINT, font=font("song", 36), fill=0)
        left, top, right, bottom = pen.textbbox((200, y), _PRINT, font=font("song", 36))
        box = Box(1240 - round(right), round(top), 1240 - round(left), round(bottom))
        lines.append(Line(_PRINT, box, 0.95, Reader.RAPIDOCR))
    soft = cv2.GaussianBlur(np.asarray(front)[:, ::-1], (0, 0), 1.2).astype(np.float32)
    back = (250 - 0.2 * (255 - soft)).astype(np.uint8)
    return cv2.merge([back] * 3).astype(np.uint8), lines


def _with_note(back: Image, y: int, colour: tuple[int, int, int], blur: float) -> Image:
    note = Pictures.new("RGB", back.shape[1::-1], (255, 255, 255))
    ImageDraw.Draw(note).text((500, y), "货已收到张伟", font=font("kai", 60), fill=colour)
    return np.minimum(back, cv2.GaussianBlur(np.asarray(note), (0, 0), blur))


def test_print_of_the_other_side_leaves_a_back_blank() -> None:
    back, shining = _shone_through()
    assert is_blank_page(back, DPI, (), shining)
    assert not is_blank_page(back, DPI, ())


def test_a_note_across_a_line_that_shines_through_told_how_dark_that_is() -> None:
    back, shining = _shone_through()
    assert not is_blank_page(_with_note(back, 690, (160, 160, 160), 1.4), DPI, (), shining)


def test_a_pale_blue_note_was_taken_for_print_of_the_other_side() -> None:
    back, shining = _shone_through()
    assert not is_blank_page(_with_note(back, 1400, (200, 200, 245), 1.2), DPI, (), shining)
    assert is_blank_page(_with_note(back, 1400, (200, 200, 200), 1.2), DPI, (), shining)


def test_a_page_of_rows_of_dots_hid_its_note_as_a_blank_back() -> None:
    page = Pictures.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(page)
    for y in range(8, 2339, 12):
        for x in range(8, 1654, 12):
            pen.ellipse((x, y, x + 4, y + 4), fill=90)
    pen.text((500, 900), "货已收到 王", font=font("song", 60), fill=20)
    assert not is_blank_page(np.dstack([np.asarray(page)] * 3), DPI, ())
