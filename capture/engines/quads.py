"""Quads of lines: how wide and how high they are, and which way they run."""

from __future__ import annotations

import math

import cv2

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


def area(quad: Quad) -> float:
    """Return how many pixels a quad covers, at least one."""
    return max(1.0, float(cv2.contourArea(quad)))


def shared_area(one: Quad, other: Quad) -> float:
    """Return how many pixels two quads share."""
    if one[:, 0].min() > other[:, 0].max() or other[:, 0].min() > one[:, 0].max():
        return 0.0
    if one[:, 1].min() > other[:, 1].max() or other[:, 1].min() > one[:, 1].max():
        return 0.0
    return float(cv2.intersectConvexConvex(one, other)[0])
