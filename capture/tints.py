"""White text on dark ground, as headings of tables have it: no ground for rules between its letters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from capture.engines.base import Image
from capture.pages import Box

_MAYBE, _DARK, _BRIGHTER = 185, 165, 30
"""So dark is the neighbourhood of white text at most, its ground, and so much brighter are its letters."""


def with_text_filled(
    page: Image, around: Image, text: Sequence[Box], scale: float
) -> tuple[Image, tuple[Box, ...]]:
    """Return a grey page with white text painted over in the colour of its ground, and the lines of that text.

    ``around`` is the mean about each pixel; the boxes of ``text`` are those of the page at ``scale`` 1.
    Where there is none the page itself comes back.
    """
    filled = page
    white: list[Box] = []
    height, width = page.shape
    for box in text:
        x0, y0, x1, y1 = (round(side * scale) for side in box.as_list())
        middle = min((y0 + y1) // 2, height - 1), min((x0 + x1) // 2, width - 1)
        if around[middle] > _MAYBE:
            continue
        part = page[y0 : y1 + 1, x0 : x1 + 1]
        ground = float(np.median(part)) if part.size else 255.0
        if ground > _DARK or np.percentile(part, 95) < ground + _BRIGHTER:
            continue
        filled = page.copy() if filled is page else filled
        filled[y0 : y1 + 1, x0 : x1 + 1] = np.minimum(part, round(ground))
        white.append(box)
    return filled, tuple(white)
