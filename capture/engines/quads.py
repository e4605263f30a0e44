"""Quads of lines: how wide and how high they are, and which way they run."""

from __future__ import annotations

import math

from capture.engines.base import Quad

_TALL, _NARROWEST = 1.5, 2.4


def side_lengths(quad: Quad) -> tuple[float, float]:
    """Return how wide and how high a quad is along its own sides."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad.tolist()
    width = max(math.hypot(x1 - x0, y1 - y0), math.hypot(x2 - x3, y2 - y3))
    height = max(math.hypot(x3 - x0, y3 - y0), math.hypot(x2 - x1, y2 - y1))
    return width, height


def is_tall(quad: Quad) -> bool:
    """Return whether a quad holds text that runs from top to bottom."""
    width, height = side_lengths(quad)
    return height > _TALL * width


def may_be_one_character(quad: Quad) -> bool:
    """Return whether a tall quad is short enough to hold one narrow character alone: the 1 of a cell."""
    width, height = side_lengths(quad)
    return height <= _NARROWEST * width
