"""Is a page blank? Backs of sheets bear dust, holes, staples, streaks, and what shines through.

A page is blank when no mark of a hand or a printer is on it: a pencil note, a signature or a pale stamp is a
mark, in whatever colour. What shines through is pale and soft, because paper scatters light.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box, Line

_LOOK_DPI = 120
_A4_LONG_MM = 297.0
_FAINT = 0.09
_PALE = 0.13
"""The least darkness of a mark: what is paler can't be told from shine-through and folds."""
_PLAIN = 0.45
_SIGN = 0.28
_DARKER, _SHARPER = 1.6, 0.7
"""How many times as dark as print that shines through a mark or its fills are; how much sharper marks are."""
_DEPTH, _MOST_LINES = 97, 75
"""Which percent of a line's points tells how dark it is, which percent of lines how dark they are."""
_SOFT = 2.7
"""Edges wider than this many pixels of the look are soft: shine-through, shadows, folds."""
_SPECK_MM = 1.1
_JOIN_MM = 3.0
_MARK_MM = 4.0
_SIGN_MM = 2.2
_HOLE_MM = (3.5, 9.0)
_AT_EDGE_MM = 24.0
_STAPLE_MM = (7.0, 17.0)
_THIN_MM = 1.6
_STREAK, _MOST_STREAKED = 0.55, 0.2
"""How much of a page a streak runs through at least; what covers more of it is a pattern, and hides marks."""
_SURE = 0.88
_FEW = 3
_CLEARER = 3
"""How many times as many lines are sure in a mirror where they shine through."""
_COLOURED, _FEW_COLOURED = 24, 0.0003
"""How much of a colour other than the paper's is a mark's, and on how much of a page."""
_BLACK = 50


@dataclass(frozen=True, slots=True)
class _Spot:
    """A dark spot: its upright rectangle in mm, how much of it is dark, and its lean rectangle's sides."""

    x: float
    y: float
    width: float
    height: float
    fill: float
    long: float
    short: float
    points: NDArray[np.int32]


def is_blank_page(image: Image, dpi: int | None, lines: Sequence[Line], shining: Sequence[Line] = ()) -> bool:
    """Return whether an upright page bears nothing.

    Args:
        image: The page as scanned.
        dpi: Its resolution, if known.
        lines: What a reader believes to stand on it.
        shining: The lines that shine through from its other side: nothing paler is a mark.
    """
    sure = sure_lines(lines)
    if len(sure) >= _FEW and len(shining) < _CLEARER * len(sure):
        return False
    if float(np.median(image[::8, ::8])) < _BLACK:
        return False  # a lid left open, or a sheet of black: there is no paper to judge by
    if shining and _has_coloured_marks(image):
        return False
    dark, scale = _darkness(image, dpi)
    shade, sharp = _shade(dark, image, shining)
    marked = _is_marked(dark, scale, max(_PALE, shade), sharp)
    return not marked and not any(_is_dark(dark, line, image, max(_FAINT, shade)) for line in sure)


def sure_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are surely text."""
    return [line for line in lines if line.confidence >= _SURE and len(line.text) >= _FEW]


def _shade(dark: NDArray[np.float32], image: Image, shining: Sequence[Line]) -> tuple[float, float]:
    """Return how dark what shines through may be at most, less than print, and how sharp its edges.

    A note that lies across one of its lines must not tell how dark they are.
    """
    parts = [_part(dark, line.box, image) for line in shining if line.box is not None]
    parts = [part for part in parts if part.size]
    if not parts:
        return 0.0, 0.0
    depths = [float(np.percentile(part, _DEPTH)) for part in parts]
    sharp = _SHARPER * float(np.median([_edge(part) for part in parts]))
    return min(_PLAIN, _DARKER * float(np.percentile(depths, _MOST_LINES))), sharp


def _part(dark: NDArray[np.float32], box: Box, image: Image) -> NDArray[np.float32]:
    """Cut out of the darkness of a page what a box of its picture holds."""
    scale = dark.shape[1] / image.shape[1]
    x0, y0, x1, y1 = (round(value * scale) for value in box.as_list())
    return dark[y0 : y1 + 1, x0 : x1 + 1]


def _has_coloured_marks(image: Image) -> bool:
    """Tell whether a page bears marks of a colour that is not its paper's: what shines through is grey."""
    small = cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).astype(np.int16)
    tint = np.median(small.reshape(-1, 3), axis=0)
    other = np.ptp(small - tint, axis=2) > _COLOURED
    return float(np.mean(other)) > _FEW_COLOURED


def _darkness(image: Image, dpi: int | None) -> tuple[NDArray[np.float32], float]:
    """Return how much darker than the paper each point is in its darkest colour, 0…1, and its pixels a mm."""
    long = max(image.shape[:2])
    resolution = dpi or max(72.0, long / (_A4_LONG_MM / 25.4))
    factor = min(1.0, _LOOK_DPI / resolution)
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), 8)
    even = cv2.divide(small, np.maximum(paper, 24), scale=255)
    dark = 1 - np.asarray(even, np.float32).min(axis=2) / 255
    return dark - np.float32(np.median(dark)), resolution * factor / 25.4


def _is_dark(dark: NDArray[np.float32], line: Line, image: Image, shade: float) -> bool:
    """Return whether a line that was read stands there in more than a shade."""
    if line.box is None:
        return True
    part = _part(dark, line.box, image)
    return bool(part.size) and float(np.percentile(part, _DEPTH)) > shade and _edge(part) < _SOFT


def _is_marked(dark: NDArray[np.float32], scale: float, pale: float, sharp: float) -> bool:
    """Tell whether there is a mark darker than ``pale``, or one with edges below ``sharp`` pixels."""
    noise = float(np.median(np.abs(dark))) * 1.48
    mask = (dark > max(_FAINT, 5 * noise)).astype(np.uint8)
    for spot in _groups(_without_streaks(mask), scale, mask.shape):
        x0, y0 = (max(0, int(v * scale) - 2) for v in (spot.x, spot.y))
        part = dark[y0 : int((spot.y + spot.height) * scale) + 3, x0 : int((spot.x + spot.width) * scale) + 3]
        inked = part[part > _FAINT]
        depth = float(np.percentile(inked, 90)) if inked.size else 0.0
        long, fill = max(spot.width, spot.height), inked.size / part.size
        if depth > _PLAIN and long >= 2 * _MARK_MM:
            return True
        written = long >= _MARK_MM or (long >= _SIGN_MM and depth > _SIGN and fill < 0.7)
        if written and depth > _PALE and _edge(part) < (_SOFT if depth > pale else sharp):
            return True
    return False


def _edge(part: NDArray[np.float32]) -> float:
    """Return how many pixels wide the sharpest edges of a part are: their step by its steepest pixel."""
    if min(part.shape) < 3:
        return 1.0
    steps = np.maximum(np.abs(np.diff(part, axis=0))[:, :-1], np.abs(np.diff(part, axis=1))[:-1])
    return float(np.percentile(part, 99) / max(1e-3, float(np.percentile(steps, 99))))


def _without_streaks(mask: Image) -> Image:
    """Take out lines that run through most of the page: a scanner's streaks, folds, the edge of the glass."""
    left = mask
    for side, shape in ((0, (1, -1)), (1, (-1, 1))):
        length = max(3, round(_STREAK * mask.shape[side]))
        closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones(_bar(9, shape), np.uint8))
        run = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(_bar(length, shape), np.uint8))
        streaks = cv2.dilate(run, np.ones((5, 5), np.uint8))
        if np.count_nonzero(streaks) <= _MOST_STREAKED * streaks.size:
            left = cv2.subtract(left, streaks).astype(np.uint8)
    return left


def _bar(length: int, shape: tuple[int, int]) -> tuple[int, int]:
    """Return the size of an upright bar for ``(1, -1)``, of a level one for ``(-1, 1)``."""
    return (length, 1) if shape[0] == 1 else (1, length)


def _groups(mask: Image, scale: float, shape: tuple[int, ...]) -> list[_Spot]:
    """Return what is left without dust, holes, staples and the borders, neighbours taken together."""
    kept = np.zeros_like(mask)
    for spot in _spots(mask, scale):
        if not _is_wear(spot, shape[1] / scale, shape[0] / scale):
            kept[spot.points[:, 0], spot.points[:, 1]] = 1
    reach = max(3, round(_JOIN_MM * scale))
    joined = cv2.morphologyEx(kept, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)).astype(np.uint8)
    return list(_spots(joined, scale))


def _spots(mask: Image, scale: float) -> list[_Spot]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    found = []
    for number in range(1, len(stats)):
        x, y, width, height, area = (int(value) for value in stats[number])
        if max(width, height) < _SPECK_MM * scale:
            continue
        points = np.argwhere(labels[y : y + height, x : x + width] == number) + np.array([y, x])
        _, (one, other), _ = cv2.minAreaRect(points[:, ::-1].astype(np.int32))
        found.append(
            _Spot(
                x / scale,
                y / scale,
                width / scale,
                height / scale,
                area / (width * height),
                max(one, other) / scale,
                min(one, other) / scale,
                points.astype(np.int32),
            )
        )
    return found


def _is_wear(spot: _Spot, width: float, height: float) -> bool:
    """Return whether a spot is a border's shadow, a punched hole or a staple; all in mm."""
    right, below = width - spot.x - spot.width, height - spot.y - spot.height
    gaps = sorted((spot.x, right, spot.y, below))
    if gaps[0] < 1.5:
        return True
    round_ = 0.75 < spot.width / spot.height < 1.33 and _HOLE_MM[0] < spot.long < _HOLE_MM[1]
    if round_ and gaps[0] < _AT_EDGE_MM and (spot.fill > 0.6 or spot.long > 4.5) and _is_ring_or_disc(spot):
        return True
    staple = spot.short < _THIN_MM and _STAPLE_MM[0] < spot.long < _STAPLE_MM[1]
    return staple and gaps[0] < _AT_EDGE_MM and gaps[1] < 2 * _AT_EDGE_MM


def _is_ring_or_disc(spot: _Spot) -> bool:
    """Return whether a spot's outline is a circle: the hull fills its rectangle as a circle does."""
    hull = cv2.convexHull(spot.points[:, ::-1].astype(np.int32))
    rows = spot.points[:, 0].max() - spot.points[:, 0].min() + 1
    columns = spot.points[:, 1].max() - spot.points[:, 1].min() + 1
    outline = cv2.contourArea(hull) / max(1, rows * columns)
    if not 0.66 < outline < 0.86:
        return False
    middle = spot.points.mean(axis=0)
    reach = np.hypot(*(spot.points - middle).T)
    ring = float(np.percentile(reach, 10)) > 0.6 * float(reach.max())
    return bool(spot.fill > 0.6 or ring)
