"""Strokes that only the mending of breaks made: from a character to the rules near it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.components import Components
from capture.engines.base import Image

_CORE = 0.42
"""Half the height of the characters in the box of a line, whose rim is empty."""
_THROUGH, _FEWEST, _INKED = 0.3, 3, 0.3
"""A bridge runs through text with this share of it or more, and of so many pixels or more beside the text
it has ink in a smaller share than this."""

_REACH = (3, 9)
"""A rule is that wide with its rim; characters do not reach so near to it."""


def text_mask(
    middles: NDArray[np.float64], half: NDArray[np.float64], shape: tuple[int, ...], inset: float
) -> Image:
    """Return where characters stand, 1 on 0, given the middles and half the sizes of their lines.

    A line's ends are left out, ``inset`` times half its height.
    """
    mask = np.zeros(shape, np.uint8)
    inner = half * (1.0, 2 * _CORE)
    inner[:, 0] -= inset * np.minimum(half[:, 1], half[:, 0])
    for (x0, y0), (x1, y1) in np.stack([middles - inner, middles + inner], axis=1).round().tolist():
        mask[max(0, int(y0)) : max(0, int(y1)) + 1, max(0, int(x0)) : max(0, int(x1)) + 1] = 1
    return mask


def are_bridges(
    strokes: Components, kept: NDArray[np.bool_], ink: Image, text: Image, crossing: Image
) -> NDArray[np.bool_]:
    """Tell of each stroke whether it is there only because breaks in the ink were mended.

    ``ink`` is what was on the page, as wide as the strokes; ``crossing`` are the strokes of the other direction.
    """
    places, numbers = strokes.pixels(kept)
    on, near = (cv2.dilate(crossing, np.ones((side, side), np.uint8)).reshape(-1)[places] != 0 for side in _REACH)
    within = (text.reshape(-1)[places] != 0) & ~near
    beside = ~within & ~on
    inked = beside & (ink.reshape(-1)[places] != 0)
    count = len(kept)
    text_area, free, drawn = (
        np.bincount(numbers[chosen], minlength=count).astype(np.float64) for chosen in (within, beside, inked)
    )
    through = text_area >= _THROUGH * np.maximum(strokes.areas, 1)
    return through & (free >= _FEWEST) & (drawn < _INKED * free)
