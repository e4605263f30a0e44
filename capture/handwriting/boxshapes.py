"""Shapes in the ink of a page that may be boxes of choices: squares and rings, empty, ticked or filled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.picture.components import components_of

Rectangle = tuple[int, int, int, int]
"""Left, top, width and height."""

_SIDE = (0.45, 1.5)
_SQUARE = 0.8
_DRAWN = 0.55
_TICK, _INSET = 0.08, 0.26
_TICKED_OVER, _SIDES_SEEN = 2.3, 0.85
_SOLID = 0.72
_ROUND, _ROUNDNESS = (0.68, 0.87), 0.78
_HOLE, _DOT = 0.3, 0.4


def squares(ink: Image, unit: float) -> Iterator[tuple[Rectangle, bool]]:
    """Yield squares drawn all round, and whether something is drawn in them; ``unit`` is a row's height."""
    side = round(_SIDE[0] * unit)
    level = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, side), np.uint8))
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((side, 1), np.uint8))
    straight = cv2.bitwise_or(level, upright).astype(np.uint8)
    patches = [(x, y, width, height) for x, y, width, height in components_of(straight).boxes()[1:].tolist()]
    plain = [
        (x, y, width, height)
        for x, y, width, height in patches
        if _is_sized(width, height, unit) and _has_four_sides(straight[y : y + height, x : x + width])
    ]
    usual = round(float(np.median([max(place[2:]) for place in plain]))) if plain else 0
    # a stroke of the tick that runs as straight as the sides hangs on to them
    within = [_square_within(straight, place, usual) for place in set(patches) - set(plain)] if usual else []
    for x, y, width, height in (*plain, *(place for place in within if place)):
        inset = max(2, round(_INSET * width))
        inner = ink[y + inset : y + height - inset, x + inset : x + width - inset]
        yield (x, y, width, height), bool(inner.size and inner.mean() > _TICK)


def _square_within(straight: Image, patch: Rectangle, side: int) -> Rectangle | None:
    """Return where in a patch, somewhat larger than the squares of a page, one of them is drawn."""
    left, top, width, height = patch
    if not (side <= max(width, height) <= _TICKED_OVER * side and min(width, height) >= _SQUARE * side):
        return None
    part = cv2.dilate(straight[top : top + height, left : left + width], np.ones((3, 3), np.uint8))
    wide, high = min(side, width), min(side, height)
    level = sliding_window_view(part, wide, axis=1).mean(axis=2)
    upright = sliding_window_view(part, high, axis=0).mean(axis=2)
    down, across = len(upright), level.shape[1]  # so many places there are for one
    edges = (
        level[1 : 1 + down],
        level[high - 2 : high - 2 + down],
        upright[:, 1 : 1 + across],
        upright[:, wide - 2 : wide - 2 + across],
    )
    seen = np.minimum.reduce(edges)
    y, x = divmod(int(seen.argmax()), across)
    return (left + x, top + y, wide, high) if seen[y, x] > _SIDES_SEEN else None


def fillings(ink: Image, unit: float) -> Iterator[tuple[Rectangle, bool]]:
    """Yield rings, and squares and discs that are filled, and whether they are chosen: filled or dotted."""
    outlines, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    whole = [outline for number, outline in enumerate(outlines) if tree[0][number][3] < 0]  # no holes
    for outline in whole:
        x, y, width, height = cv2.boundingRect(outline)
        if not _is_sized(width, height, unit):
            continue
        chosen = _filling(ink, outline, (x, y, width, height))
        if chosen is not None:
            yield (x, y, width, height), chosen


def _filling(ink: Image, outline: NDArray[Any], place: Rectangle) -> bool | None:
    """Return whether a ring or a filled shape is chosen; nothing where it is neither."""
    x, y, width, height = place
    around = np.zeros((height, width), np.uint8)
    cv2.drawContours(around, [outline - (x, y)], -1, (1,), -1)
    part = ink[y : y + height, x : x + width] & around
    area = cv2.countNonZero(around)
    share, full = area / around.size, cv2.countNonZero(part) / max(1, area)
    is_round = _ROUND[0] <= share <= _ROUND[1] and _roundness(outline) >= _ROUNDNESS
    if full >= _SOLID and (is_round or share > _ROUND[1]):
        return True
    if is_round and full <= 1 - _HOLE and _is_open(part):
        middle = part[height // 3 : -(height // 3), width // 3 : -(width // 3)]
        return float(middle.mean()) > _DOT
    return None


def _is_sized(width: int, height: int, unit: float) -> bool:
    short, long = min(width, height), max(width, height)
    return short >= _SIDE[0] * unit and long <= _SIDE[1] * unit and short >= _SQUARE * long


def _has_four_sides(part: NDArray[np.uint8]) -> bool:
    """Return whether a square patch is drawn all round, and open within."""
    rim = max(2, round(0.25 * part.shape[1]))  # a tick drawn over a corner makes the square wider
    sides = ((part[:rim], 0), (part[-rim:], 0), (part[:, :rim], 1), (part[:, -rim:], 1))
    inner = part[rim + 1 : -rim - 1, rim + 1 : -rim - 1]
    drawn = all(
        np.count_nonzero(side.any(axis=axis)) / side.shape[1 - axis] >= _DRAWN for side, axis in sides
    )
    return drawn and bool(inner.mean() < _DRAWN)


def _roundness(outline: NDArray[Any]) -> float:
    around = cv2.arcLength(outline, True)
    return float(4 * np.pi * cv2.contourArea(outline) / max(1.0, around * around))


def _is_open(ring: NDArray[np.uint8]) -> bool:
    """Return whether a ring is one thin stroke: what lies between it and its middle is empty."""
    height, width = ring.shape
    y, x = np.mgrid[0:height, 0:width]
    off = np.hypot((x - (width - 1) / 2) / (width / 2), (y - (height - 1) / 2) / (height / 2))
    between = ring[(off > 0.52) & (off < 0.66)]
    return bool(between.size and between.mean() < 0.25)
