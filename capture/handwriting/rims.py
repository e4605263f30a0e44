"""Rims of round seals among strokes: black copies show them, and neither they nor their stars are writing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image

_POINTS, _PARTS, _MOST = 14, 90, 0.65
"""How many points of an outline circles are laid through, in how many places one is looked for, and in what
share of them a rim has ink: print and rules across it, and pale ink, leave gaps."""
_THICK, _LARGER = 3, 0.75
"""How many pixels wide a rim is looked for; how large it is at most, in the longer side of a box."""
_RINGS = (0.86, 0.9, 0.94, 0.98, 1.02)
"""Where in the half widths of a seal's box its rim may be."""
_AMID, _ROUND = 0.12, 1.4
"""How far from its middle, in its widths, a star stands, and how far from round that is."""

Circle = tuple[float, float, float]
"""Middle and radius in pixels of a mask."""


def rim_of(strokes: Image, ink: Image, box: Sequence[int]) -> Circle | None:
    """Return the rim of a seal that the outline of strokes follows, if it does.

    Args:
        strokes: A mask of strokes, 1 on 0; ``box`` is where they keep together: x, y, width, height.
        ink: A mask of all the ink there is, of the same size.
        box: A rectangle of both.
    """
    x, y, wide, high = box
    down, across = np.nonzero(strokes[y : y + high, x : x + wide])
    hull = cv2.convexHull(np.column_stack([across, down]).astype(np.int32)).reshape(-1, 2)
    if len(hull) < _POINTS // 2:
        return None
    places = _along(hull.astype(np.float64)) + np.array([x, y])
    circles = _through(places[np.array(list(combinations(range(len(places)), 3)))])
    circles = circles[(circles[:, 2] < _LARGER * max(wide, high)) & (circles[:, 2] > 0.4 * max(wide, high))]
    if not len(circles):
        return None
    turns = np.linspace(0, 2 * np.pi, _PARTS, endpoint=False)
    at_x = np.rint(circles[:, :1] + circles[:, 2:] * np.cos(turns)).astype(np.int64)
    at_y = np.rint(circles[:, 1:2] + circles[:, 2:] * np.sin(turns)).astype(np.int64)
    inside = (at_x >= 0) & (at_y >= 0) & (at_x < ink.shape[1]) & (at_y < ink.shape[0])
    near = cv2.dilate(ink, np.ones((_THICK, _THICK), np.uint8))
    met = near[np.clip(at_y, 0, ink.shape[0] - 1), np.clip(at_x, 0, ink.shape[1] - 1)].astype(bool) & inside
    shares = met.mean(axis=1)
    best = int(shares.argmax())
    middle_x, middle_y, radius = circles[best].tolist()
    return (middle_x, middle_y, radius) if shares[best] >= _MOST else None


def _along(outline: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return points at equal ways along a closed outline."""
    closed = np.vstack([outline, outline[:1]])
    way = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    at = np.linspace(0, way[-1], _POINTS, endpoint=False)
    return np.column_stack([np.interp(at, way, closed[:, axis]) for axis in (0, 1)])


def _through(three: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return middle and radius of the circle through each three points; those on a line have none."""
    (ax, ay), (bx, by), (cx, cy) = three[:, 0].T, three[:, 1].T, three[:, 2].T
    twice = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by))
    a, b, c = ax**2 + ay**2, bx**2 + by**2, cx**2 + cy**2
    known = np.abs(twice) > 1
    twice = np.where(known, twice, 1)
    x = (a * (by - cy) + b * (cy - ay) + c * (ay - by)) / twice
    y = (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / twice
    return np.asarray(np.column_stack([x, y, np.hypot(ax - x, ay - y)])[known], np.float64)


def is_amid(box: Sequence[int], rim: Circle) -> bool:
    """Return whether a box is a rim's, or holds what stands in the middle of one: the star of a seal."""
    x, y, wide, high = box
    aside = max(abs(x + wide / 2 - rim[0]), abs(y + high / 2 - rim[1])) / (2 * rim[2])
    return aside < _AMID and 1 / _ROUND <= wide / high <= _ROUND and max(wide, high) <= 2.2 * rim[2]


def is_left(ink: Image, box: tuple[int, int, int, int]) -> bool:
    """Return whether the rim of a seal in a box (left, top, right, bottom) is seen among ink, 1 on 0.

    A red seal is taken out of a page before; what is printed in black cannot be.
    """
    x0, y0, x1, y1 = box
    turns = np.linspace(0, 2 * np.pi, _PARTS, endpoint=False)
    out = np.array(_RINGS)[:, None] / 2
    x = np.rint((x0 + x1) / 2 + (x1 - x0) * out * np.cos(turns)).astype(np.int64)
    y = np.rint((y0 + y1) / 2 + (y1 - y0) * out * np.sin(turns)).astype(np.int64)
    seen = ink[np.clip(y, 0, ink.shape[0] - 1), np.clip(x, 0, ink.shape[1] - 1)].any(axis=0)
    return float(seen.mean()) >= _MOST
