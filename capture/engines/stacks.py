"""Cells of a narrow column that the detector took for one tall line: 支, 件, 件 in rows close together.

Slips of old printers set their rows six to the inch without rules between; the units of measure or the
figures of a column then hang together in the map. The rows beside them tell where each cell ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image

Outline = NDArray[np.int32]
Rect = tuple[int, int, int, int]
Heat = NDArray[np.float32]
Look = Callable[[Rect], Image]

_TALL = 1.7
_WIDEST = 5.0
_SAME_ROW = 0.5
_STEEPEST = 0.02
_LOOSE_END = 0.9
_LEAST_PITCH = 0.9
_ABOUT = 0.25
_DARK, _SPECK = 0.55, 0.02
_FEWEST_BESIDE = 4
_PIXEL_IS_TEXT = 0.3


def cells_of_stack(blob: Outline, others: Sequence[Rect], heat: Heat, look: Look) -> list[Outline]:
    """Return the outlines of the cells of a tall blob that stands within rows of a list; nothing of others.

    ``others`` are the rectangles (left, top, width, height) around the level blobs of the page, ``look`` cuts
    such a rectangle out of the picture.
    """
    x, y, width, height = cv2.boundingRect(blob)
    across = [other for other in others if y <= other[1] + other[3] / 2 <= y + height]
    if len(across) < _FEWEST_BESIDE:
        return []
    usual = median(other[3] for other in across)
    if height < _TALL * usual or width > _WIDEST * usual:
        return []
    rows = _rows(x, width, across, usual)
    if len(rows) < 2 or not _fill(rows, y, height, usual):
        return []
    free = _free_of_ink(look((x, y, width, height)), height)
    cuts = [_gap(free, (a + b) / 2 - y, _ABOUT * (b - a)) for a, b in pairwise(rows)]
    if None in cuts or any(free[_near(free, row - y, usual / 3)].all() for row in rows):
        return []  # characters of a column stand where they please
    inside = _inside(blob, heat)
    edges = [0, *(cut for cut in cuts if cut is not None), height]
    parts = [_outline(inside, top, bottom, (x, y)) for top, bottom in pairwise(edges)]
    return [part for part in parts if part is not None] if all(p is not None for p in parts) else []


def _rows(x: int, width: int, across: Sequence[Rect], usual: float) -> list[float]:
    """Return the heights at which rows run through a blob: as they stand next to it on both sides."""
    left = _nearest([other for other in across if other[0] + other[2] <= x + usual / 2], x, usual)
    right = _nearest([other for other in across if other[0] >= x + width - usual / 2], x, usual)
    rows = []
    for other in left:
        facing = [r for r in right if abs(_middle(r) - _middle(other)) < _reach(other, r, usual)]
        if facing:
            mate = min(facing, key=lambda r: abs(_middle(r) - _middle(other)))
            x0, x1 = other[0] + other[2] / 2, mate[0] + mate[2] / 2
            share = (x + width / 2 - x0) / max(1.0, x1 - x0)
            rows.append(_middle(other) + share * (_middle(mate) - _middle(other)))
    rows.sort()
    return [row for n, row in enumerate(rows) if not n or row - rows[n - 1] > _SAME_ROW * usual]


def _nearest(side: Sequence[Rect], x: int, usual: float) -> list[Rect]:
    """Return of each row the rectangle that stands nearest."""
    rows: list[Rect] = []
    for other in sorted(side, key=lambda o: min(abs(o[0] + o[2] - x), abs(o[0] - x))):
        if all(abs(_middle(other) - _middle(row)) > _SAME_ROW * usual for row in rows):
            rows.append(other)
    return rows


def _middle(rect: Rect) -> float:
    return rect[1] + rect[3] / 2


def _reach(left: Rect, right: Rect, usual: float) -> float:
    return _SAME_ROW * usual + _STEEPEST * (right[0] - left[0])


def _fill(rows: Sequence[float], top: int, height: int, usual: float) -> bool:
    """Tell whether rows divide a blob from top to bottom into cells of about one height."""
    pitches = [b - a for a, b in pairwise(rows)]
    widest = max(pitches)
    return (
        min(pitches) > _LEAST_PITCH * usual
        and rows[0] - top < _LOOSE_END * widest
        and top + height - rows[-1] < _LOOSE_END * widest
    )


def _inside(blob: Outline, heat: Heat) -> Heat:
    """Return the heat within a blob's rectangle, 0 where it is not of the blob."""
    x, y, width, height = cv2.boundingRect(blob)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [blob.reshape(-1, 2) - (x, y)], (1,))
    return np.asarray(heat[y : y + height, x : x + width] * mask, np.float32)


def _free_of_ink(crop: Image, height: int) -> NDArray[np.bool_]:
    """Return for each row of the map whether the picture bears no ink there."""
    if not crop.size:
        return np.zeros(height, np.bool_)
    grey = crop if crop.ndim == 2 else crop.max(axis=2)
    low, high = (float(value) for value in np.percentile(grey, (1, 90)))
    dark = (grey < low + _DARK * (high - low)).mean(axis=1, dtype=np.float64)
    bounds = np.linspace(0, len(dark), height + 1).round().astype(int)
    return np.array(
        [bool(np.min(dark[a : max(b, a + 1)], initial=1.0) < _SPECK) for a, b in pairwise(bounds)]
    )


def _near(free: NDArray[np.bool_], middle: float, reach: float) -> slice:
    low = max(0, min(len(free) - 1, round(middle - reach)))
    return slice(low, max(low + 1, min(len(free), round(middle + reach) + 1)))


def _gap(free: NDArray[np.bool_], middle: float, reach: float) -> int | None:
    """Return the row without ink nearest to where two cells should part."""
    near = _near(free, middle, reach)
    empty = np.flatnonzero(free[near]) + near.start
    return int(min(empty, key=lambda row: abs(row - middle))) if len(empty) else None


def _outline(inside: Heat, top: int, bottom: int, corner: tuple[int, int]) -> Outline | None:
    """Return the outline of what is text between two heights of a blob."""
    mask = (inside[top:bottom] > _PIXEL_IS_TEXT).astype(np.uint8)
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    largest = max(outlines, key=cv2.contourArea)
    moved: Outline = (largest + np.array([corner[0], corner[1] + top])).astype(np.int32)
    return moved
