"""Lines the detector hardly saw: beside ornaments its map of a whole page fades, that of a strip does not."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Quad
from capture.engines.quads import area, shared_area
from capture.picture.components import components_of

_FAINT = 0.1
_GAP = 25
_LEAST_LENGTH = 40
_LEAST_AREA = 60
_SLENDER = 2.5
_MARGIN = 56
_MOST_STRIPS = 4
_SAME = 0.5
_TOUCHED = 0.1

Strip = tuple[int, int, int, int]
"""Left, top, right and bottom in the pixels of the map."""


def faint_strips(heat: NDArray[np.float32], quads: Sequence[Quad]) -> list[Strip]:
    """Return strips right across the map, about faint streaks as long as words that lie outside all quads.

    Args:
        heat: how much each pixel looks like text, 0…1.
        quads: the lines that were seen, in its pixels.
    """
    left = (heat > _FAINT).astype(np.uint8)
    cv2.fillPoly(left, [quad.round().astype(np.int32) for quad in quads], (0,))
    upright = [(x0, y0, x1, y1) for y0, x0, y1, x1 in _level_strips(cv2.transpose(left).astype(np.uint8))]
    return [*_level_strips(left), *upright][:_MOST_STRIPS]


def _level_strips(faint: NDArray[np.uint8]) -> list[Strip]:
    """Return the strips about streaks that run level, the largest first."""
    # mostly little is left, and to number the patches of a whole map takes long
    x0, y0, across, down = cv2.boundingRect(faint)
    if not across:
        return []
    part = faint[y0 : y0 + down, max(0, x0 - _GAP) : x0 + across + _GAP]
    closed = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8)).astype(np.uint8)
    height, width = faint.shape
    strips = [
        (area, (0, max(0, y0 + y - _MARGIN), width, min(height, y0 + y + high + _MARGIN)))
        for _, y, wide, high, area in components_of(closed).measured()
        if wide >= max(_LEAST_LENGTH, _SLENDER * high) and area >= _LEAST_AREA
    ]
    return [strip for _, strip in sorted(strips, reverse=True)]


def with_overlooked(quads: Sequence[Quad], found: Sequence[Quad]) -> list[Quad]:
    """Add what a second look found: what no quad shows, and lines of which quads show parts alone."""
    kept = list(quads)
    for quad in found:
        shared = [shared_area(quad, other) for other in kept]
        touched = [n for n, held in enumerate(shared) if held > _TOUCHED * area(kept[n])]
        is_new = sum(shared) <= _SAME * area(quad)
        if is_new and all(shared[n] > _SAME * area(kept[n]) for n in touched):
            kept = [other for n, other in enumerate(kept) if n not in touched]
            kept.append(quad)
    return kept
