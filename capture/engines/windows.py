"""Long strips of paper: they are looked at in overlapping windows, and what two windows saw is told once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from capture.engines.base import Quad
from capture.engines.quads import is_tall, side_lengths

_STRIP = 2.6
_LEAST_LONG = 1920
"""Pixels; a strip no longer than this is hardly made smaller as a whole."""
_SAME_LINE = 0.5
_AS_HIGH = 0.6
_LOOKED_BACK = 200
_LONGEST = 50
"""How many times its height a line is long at the most: longer ones are pressed together to be read."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the page that goes through the network in one piece, in pixels of the page."""

    x: int
    y: int
    width: int
    height: int


def windows_of(width: int, height: int) -> list[Window]:
    """Return the windows, each overlapping the next by a quarter, that a page is looked at through."""
    short, long = min(width, height), max(width, height)
    if long <= _STRIP * short or long <= _LEAST_LONG:
        return [Window(0, 0, width, height)]
    length = max(round(1.6 * short), 320)
    step = max(length - max(length // 4, 120), 80)
    starts = range(0, max(long - length, 0) + step, step)
    if width < height:
        return [Window(0, start, width, min(length, long - start)) for start in starts if start < long]
    return [Window(start, 0, min(length, long - start), height) for start in starts if start < long]


def take_in(found: list[Quad], quad: Quad, window: Window, width: int, height: int) -> None:
    """Add a quad seen in a window to those of the strip, which is ``width`` by ``height`` pixels.

    A line that an inner edge of a window cuts across is left to the next window, which sees it whole. Along
    a wide strip a line may be longer than any window: its pieces are put together while they can be read so.
    """
    if _is_cut(quad, window, width, height):
        return
    if width > height and not is_tall(quad):
        known = range(max(0, len(found) - _LOOKED_BACK), len(found))
        begun = next((number for number in reversed(known) if _is_begun(found[number], quad)), None)
        if begun is not None and _is_readable(whole := _put_together(found[begun], quad)):
            found[begun] = whole
            return
    elif any(_is_same(other, quad) for other in found[-_LOOKED_BACK:]):
        return
    found.append(quad)


def _is_cut(quad: Quad, window: Window, width: int, height: int) -> bool:
    low, high = quad.min(axis=0), quad.max(axis=0)
    below, right = window.y + window.height, window.x + window.width
    if height >= width:
        return bool((low[1] <= window.y + 1 and window.y > 0) or (high[1] >= below - 1 and below < height))
    return bool(low[0] >= right - 60 and right < width)


def _is_same(other: Quad, quad: Quad) -> bool:
    """Return whether the window before saw this line already: their middles are one."""
    apart = float(np.linalg.norm(other.mean(axis=0) - quad.mean(axis=0)))
    return apart < _SAME_LINE * min(side_lengths(quad))


def _is_begun(other: Quad, quad: Quad) -> bool:
    """Return whether a level quad goes on with, or repeats, what another one shows of a line."""
    if is_tall(other):
        return False
    (_, high), (_, low) = side_lengths(other), side_lengths(quad)
    if min(high, low) < _AS_HIGH * max(high, low):
        return False
    begin, end = (other[0] + other[3]) / 2, (other[1] + other[2]) / 2
    left, right = (quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2
    if left[0] >= end[0] or right[0] <= begin[0]:
        return False
    steep = (end[1] - begin[1]) / max(end[0] - begin[0], 1.0)
    middle = (max(begin[0], left[0]) + min(end[0], right[0])) / 2
    there = left[1] + (right[1] - left[1]) * (middle - left[0]) / max(right[0] - left[0], 1.0)
    return bool(abs(begin[1] + steep * (middle - begin[0]) - there) < _SAME_LINE * min(high, low))


def _put_together(one: Quad, two: Quad) -> Quad:
    """Return the quad from the left end of two pieces of a line to their right end."""
    first = one if one[[0, 3], 0].mean() <= two[[0, 3], 0].mean() else two
    last = one if one[[1, 2], 0].mean() >= two[[1, 2], 0].mean() else two
    return np.stack([first[0], last[1], last[2], first[3]]).astype(np.float32)


def _is_readable(quad: Quad) -> bool:
    width, height = side_lengths(quad)
    return width <= _LONGEST * height
