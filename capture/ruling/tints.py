"""How deep the ink of a page is; a dark field of white letters is a frame, as heads of tables have them."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from capture.engines.base import Image
from capture.pages import Box

_MAYBE, _DARK, _BRIGHTER = 185, 165, 30
"""So dark is the neighbourhood of white text at most, its ground, and so much brighter are its letters."""
_SOLID, _RIM = 9, 5
"""No rule is that broad; of a dark field half of the second number is left all round."""


def depth_of_ink(page: Image, text: Sequence[Box], scale: float) -> tuple[Image, tuple[Box, ...]]:
    """Return how much darker each pixel of a grey page is than those around it, and what text is white.

    The boxes of ``text`` are those of the page at ``scale`` 1. The dark fields that white text stands on
    count as paper but for their rims.
    """
    around = _around_each(page)
    white: list[Box] = []
    plain = page
    for box in text:
        x0, y0, x1, y1 = (round(side * scale) for side in box.as_list())
        middle = min((y0 + y1) // 2, page.shape[0] - 1), min((x0 + x1) // 2, page.shape[1] - 1)
        if around[middle] > _MAYBE:
            continue
        part = page[y0 : y1 + 1, x0 : x1 + 1]
        ground = float(np.median(part)) if part.size else 255.0
        if ground > _DARK or np.percentile(part, 95) < ground + _BRIGHTER:
            continue
        plain = page.copy() if plain is page else plain
        plain[y0 : y1 + 1, x0 : x1 + 1] = np.minimum(part, round(ground))
        white.append(box)
    if white:
        _empty_fields(plain, white, scale)
        around = _around_each(plain)
    return cv2.subtract(around, plain).astype(np.uint8, copy=False), tuple(white)


def _empty_fields(page: Image, white: Sequence[Box], scale: float) -> None:
    """Make the dark fields of white text white but for their rims, in place."""
    seeds = np.array([(box.y0 + box.y1, box.x0 + box.x1) for box in white], np.float64) * scale / 2
    rows, columns = np.minimum(seeds.round().astype(np.intp), np.array(page.shape) - 1).T
    dark = (page < (255.0 + page[rows, columns].max()) / 2).astype(np.uint8)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((_SOLID, _SOLID), np.uint8))
    _, labels = cv2.connectedComponents(solid)
    fields = np.isin(labels, np.unique(labels[rows, columns])) & (solid != 0)
    page[cv2.erode(fields.astype(np.uint8), np.ones((_RIM, _RIM), np.uint8)) != 0] = 255


def _around_each(page: Image) -> Image:
    return cv2.blur(page, (25, 25), borderType=cv2.BORDER_REPLICATE).astype(np.uint8, copy=False)
