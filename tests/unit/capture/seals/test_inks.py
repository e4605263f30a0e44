"""The ink of a seal is set apart from print, whatever shade of red it is."""

from __future__ import annotations

import numpy as np
import pytest

from capture.engines.base import Image
from capture.seals.inks import ink_of
from capture.seals.stamps import Ink

PAPER = 250
RED, DARK_RED = (208, 28, 40), (100, 10, 20)


def crossed(ink: tuple[int, int, int]) -> Image:
    """Return a red bar, 12 pixels wide, and a line of print across it with grey edges."""
    page = np.full((120, 120, 3), PAPER, np.uint8)
    page[20:100, 54:66] = ink
    for rows, light in ((slice(58, 62), 120), (slice(59, 61), 20)):
        page[rows] = np.minimum(page[rows], light)
    return page


@pytest.mark.parametrize("ink", [RED, DARK_RED])
def test_ink_as_dark_as_it_may_be_is_not_taken_for_print(ink: tuple[int, int, int]) -> None:
    picture = ink_of(crossed(ink), 60, 60, 55, Ink.RED)
    stroke = picture.ink[30 - picture.top : 50 - picture.top, 57 - picture.left : 63 - picture.left]
    assert stroke.min() > 200
    assert picture.ink[30 - picture.top, 40 - picture.left] < 10
