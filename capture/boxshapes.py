"""Shapes in the ink of a page that may be boxes of choices: squares and rings, empty, ticked or filled."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.components import components_of
from capture.engines.base import Image

Rectangle = tuple[int, int, int, int]
"""Left, top, width and height."""

_SIDE = (0.45, 1.5)
_SQUARE = 0.8
_DRAWN = 0.55
_TICK = 0.08
_SOLID = 0.72
_ROUND, _ROUNDNESS = (0.68, 0.87), 0.78
_HOLE = 0.3


def squares(ink: Image, unit: float) -> Iterator[tuple[Rectangle, bool]]:
    """Yield squares drawn all round, and whether something is drawn in them; ``unit`` is a row's height."""
    side = round(_SIDE[0] * unit)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, side), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((side, 1), np.uint8))
    straight = cv2.bitwise_or(level, upright).astype(np.uint8)
    for x, y, width, height in _sized(straight, unit):
        if not _has_four_sides(straight[y : y + height, x : x + width]):
            continue
        inset = max(2, round(0.2 * width))
        inner = ink[y + inset : y + height - inset, x + inset : x + width - inset]
        yield (x, y, width, height), float(inner.mean()) > _TICK


def fillings(ink: Image, unit: float) -> Iterator[tuple[Rectangle, bool]]:
    """Yield rings, and squares and discs that are filled, and whether they are chosen: filled or dotted."""
    outlines, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    low, high = _SIDE[0] * unit, _SIDE[1] * unit
    for number, outline in enumerate(outlines):
        if tree[0][number][3] >= 0:  # a hole
            continue
        x, y, width, height = cv2.boundingRect(outline)
        if not low <= min(width, height) <= max(width, height) <= high:
            continue
        if min(width, height) < _SQUARE * max(width, height):
            continue
        around = np.zeros((height, width), np.uint8)
        cv2.drawContours(around, [outline - (x, y)], -1, (1,), -1)
        share = float(around.mean())
        part = ink[y : y + height, x : x + width] & around
        full = float(part.sum() / max(1, around.sum()))
        is_round = _ROUND[0] <= share <= _ROUND[1] and _roundness(outline) >= _ROUNDNESS
        if full >= _SOLID and (is_round or share > _ROUND[1]):
            yield (x, y, width, height), True
        elif is_round and full <= 1 - _HOLE and _is_open(part):
            third = part[height // 3 : -(height // 3), width // 3 : -(width // 3)]
            yield (x, y, width, height), float(third.mean()) > 0.4


def _sized(mask: Image, unit: float) -> list[Rectangle]:
    patches = components_of(mask).boxes()[1:]
    short, long = patches[:, 2:].min(axis=1), patches[:, 2:].max(axis=1)
    sized = (short >= _SIDE[0] * unit) & (long <= _SIDE[1] * unit) & (short >= _SQUARE * long)
    return [(x, y, width, height) for x, y, width, height in patches[sized].tolist()]


def _has_four_sides(part: NDArray[np.uint8]) -> bool:
    """Return whether a square patch is drawn all round, and open within."""
    rim = max(2, round(0.25 * part.shape[1]))  # a tick drawn over a corner makes the square wider
    sides = ((part[:rim], 0), (part[-rim:], 0), (part[:, :rim], 1), (part[:, -rim:], 1))
    inner = part[rim + 1 : -rim - 1, rim + 1 : -rim - 1]
    drawn = all(
        np.count_nonzero(side.any(axis=axis)) / side.shape[1 - axis] >= _DRAWN for side, axis in sides
    )
    return drawn and bool(inner.mean() < _DRAWN)


def _roundness(outline: NDArray[np.int32]) -> float:
    around = cv2.arcLength(outline, True)
    return float(4 * np.pi * cv2.contourArea(outline) / max(1.0, around * around))


def _is_open(ring: NDArray[np.uint8]) -> bool:
    """Return whether a ring is one thin stroke: what lies between it and its middle is empty."""
    height, width = ring.shape
    y, x = np.mgrid[0:height, 0:width]
    off = np.hypot((x - (width - 1) / 2) / (width / 2), (y - (height - 1) / 2) / (height / 2))
    between = ring[(off > 0.52) & (off < 0.66)]
    return bool(between.size and between.mean() < 0.25)
