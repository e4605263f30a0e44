"""Rows that fall, fan out or bow, as on curved paper and on sheets whose edges are not seen, laid level.

The lines of text tell it themselves: both ends of each belong on one height, both ends of an upright rule on
one breadth. Two polynomials of low degree say how far every place is moved for that; they tell of the places
of text alone, beyond which all is moved as at its border. Nothing is cut away: the picture grows instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np

from capture.engines.base import Image, Quad
from capture.picture.bend import LEVEL_POWERS, UPRIGHT_POWERS, Bend, Numbers, terms
from capture.picture.shrink import shrunk

_FEWEST, _LONG = 8, 2.0
"""So many lines tell of a page, each so many times as long as high."""
_FEW_STANDING = 0.15
"""A larger share of columns, and the page is not one of rows."""
_ROUNDS, _CALM = 12, 1e-6
"""How often lines that do not fit lose weight, and how much against higher powers."""
_FITTING, _MISSES = 0.8, 0.25
"""So large a share of lines must fit, each to so many heights of a line."""
_LEAST_BENT, _LEAST_LEANING = 0.35, 0.7
"""How far ends of lines lie apart in height, and those of upright rules in breadth, in heights of a line,
before it is worth laying them level."""
_STEEP, _STEEPEST = 0.05, 0.7
"""From what fall on rows are laid level though all fall alike, and up to which they are rows at all."""
_EXPLAINED = 0.6
"""Bows must leave so little of the misfit that one slope leaves."""
_GLANCE = 1400
"""Pixels of the longer side, for upright strokes."""
_UPRIGHT, _STROKE, _AROUND = 0.6, 0.8, 0.04
"""How far a stroke leans at most, how many heights of a line it is long, how far beside text it may stand."""
_GRID, _COARSE = 24, 16
"""At how many places across and down a bend is tried, and every how many pixels it is worked out."""
_LEAST_STRETCH, _LARGEST = 0.4, 2.6
"""How much closer places may come to lie, and how many times as large the level picture may be."""
_LEAST_HEIGHT = 22.0
"""Of a line, in pixels: smaller print is read worse once it is drawn anew."""
_SMALL = 3_000_000
"""Pixels: smaller pictures are drawn in the finer way."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """Where things begin and end that belong on one height (or breadth): rows of along and across."""

    first: Numbers
    last: Numbers
    weight: Numbers


def find_bend(image: Image, quads: Sequence[Quad], *, photo: bool) -> Bend | None:
    """Return how the rows of an upright picture are laid level; nothing where they are so well enough.

    Args:
        image: The picture, grey or RGB, which is looked at for upright rules.
        quads: Its lines of text, in its pixels.
        photo: Whether it may be one: only then upright rules may fan out where rows are level.
    """
    lines = [quad for quad in quads if _length(quad) > _LONG * _height(quad) and _fall(quad) < _STEEPEST]
    standing = sum(_height(quad) > _LONG * _length(quad) for quad in quads)
    if len(lines) < _FEWEST or standing > _FEW_STANDING * len(quads):
        return None
    size = np.array([image.shape[1], image.shape[0]], np.float64)
    scale = float(size.max())
    points = np.concatenate(lines).astype(np.float64) / scale
    low, high = points.min(axis=0), points.max(axis=0)
    usual = median(_height(quad) for quad in lines) / scale
    if usual * scale < _LEAST_HEIGHT:
        return None
    starts = np.array([(quad[0] + quad[3]) / 2 for quad in lines], np.float64) / scale
    ends = np.array([(quad[1] + quad[2]) / 2 for quad in lines], np.float64) / scale
    rows = _Ends(starts, ends, np.ones(len(lines)))
    middle = (low + high) / 2
    falls = _fit(rows, LEVEL_POWERS, middle, usual)
    if falls is None:
        return None
    slope = float(np.median((ends - starts)[:, 1] / (ends - starts)[:, 0]))
    level = _is_level(falls, middle, low, high, slope, usual) or not _explains(rows, falls, middle, slope)
    if level and not photo:
        return None
    strokes = _upright_strokes(image, low, high, usual, -slope)
    leans = _leans(strokes, middle, usual, slope)
    if level and _is_upright(leans, middle, low, high, slope, usual):
        return None
    return _bend(size, scale, (low, high), middle, falls, leans)


def _length(quad: Quad) -> float:
    return float(np.linalg.norm(quad[1] - quad[0]))


def _height(quad: Quad) -> float:
    return max(1.0, float(np.linalg.norm(quad[3] - quad[0])))


def _fall(quad: Quad) -> float:
    run = quad[1] - quad[0]
    return abs(float(run[1])) / max(1.0, float(run[0]))


def _fit(rows: _Ends, powers: tuple[tuple[int, int], ...], middle: Numbers, usual: float) -> Numbers | None:
    """Return the factors that set both ends of most rows on one height; nothing where too many will not."""
    apart = _apart(rows, powers, middle)
    wanted = (rows.first - middle)[:, 1] - (rows.last - middle)[:, 1]
    weight: Numbers = rows.weight
    factors: Numbers = np.zeros(len(powers))
    # higher powers come in only where many lines ask for them
    calm = _CALM * len(wanted) * np.diag([1e-6 + (sum(power) - 1.0) ** 2 for power in powers])
    for _ in range(_ROUNDS):  # lines that will not fit lose their weight
        heavy = apart * weight[:, None]
        factors = np.asarray(np.linalg.solve(heavy.T @ apart + calm, heavy.T @ wanted), np.float64)
        missed = np.abs(apart @ factors - wanted)
        weight = rows.weight / np.maximum(1.0, missed / (0.1 * usual))
    fitting = float((missed < _MISSES * usual).mean())
    return factors if fitting >= _FITTING else None


def _apart(rows: _Ends, powers: tuple[tuple[int, int], ...], middle: Numbers) -> Numbers:
    """Return by how much the two ends of each row differ in each power of their places."""
    first, last = rows.first - middle, rows.last - middle
    return terms(last[:, 0], last[:, 1], powers) - terms(first[:, 0], first[:, 1], powers)


def _is_level(
    falls: Numbers, middle: Numbers, low: Numbers, high: Numbers, slope: float, usual: float
) -> bool:
    """Return whether rows run level, or all aslant alike and little: tables and sheets allow for that."""
    x, y = _grid(low - middle, high - middle)
    moved = terms(x, y, LEVEL_POWERS) @ falls
    return abs(slope) < _STEEP and float(np.ptp(moved + slope * x, axis=1).max()) < _LEAST_BENT * usual


def _explains(rows: _Ends, falls: Numbers, middle: Numbers, slope: float) -> bool:
    """Return whether lines fit much better than to one slope: bows seen in noise alone do not."""
    if abs(slope) >= _STEEP:
        return True
    run = rows.last - rows.first
    left = np.median(np.abs(run[:, 1] + _apart(rows, LEVEL_POWERS, middle) @ falls))
    return bool(left < _EXPLAINED * np.median(np.abs(run[:, 1] - slope * run[:, 0])))


def _is_upright(
    leans: Numbers, middle: Numbers, low: Numbers, high: Numbers, slope: float, usual: float
) -> bool:
    x, y = _grid(low - middle, high - middle)
    moved = terms(y, x, UPRIGHT_POWERS) @ leans
    return float(np.ptp(moved - slope * y, axis=0).max()) < _LEAST_LEANING * usual


def _grid(low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    x, y = np.meshgrid(np.linspace(low[0], high[0], _GRID), np.linspace(low[1], high[1], _GRID))
    return x, y


def _upright_strokes(image: Image, low: Numbers, high: Numbers, usual: float, lean: float) -> _Ends:
    """Return long strokes among the text that run down, ends as (down, across); ``lean`` is the usual one."""
    grey = image if image.ndim == 2 else np.ascontiguousarray(image[:, :, 1])
    size = max(grey.shape)
    shrink = min(1.0, _GLANCE / size)
    small = shrunk(grey, shrink)
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(small)[0]
    nothing = np.zeros((0, 2))
    if found is None:
        return _Ends(nothing, nothing, np.zeros(0))
    strokes = found.reshape(-1, 4).astype(np.float64) / (shrink * size)
    run = strokes[:, 2:] - strokes[:, :2]
    down = np.abs(run[:, 0] - lean * run[:, 1]) < _UPRIGHT * np.abs(run[:, 1])
    long = np.abs(run[:, 1]) > _STROKE * usual
    rim = _AROUND * (high - low)
    inside = ((strokes[:, :2] > low - rim) & (strokes[:, :2] < high + rim)).all(axis=1)
    inside &= ((strokes[:, 2:] > low - rim) & (strokes[:, 2:] < high + rim)).all(axis=1)
    kept = strokes[down & long & inside]
    return _Ends(kept[:, 1::-1], kept[:, :1:-1], np.abs(kept[:, 3] - kept[:, 1]) / usual)


def _leans(strokes: _Ends, middle: Numbers, usual: float, slope: float) -> Numbers:
    """Return the factors that set upright strokes upright; of too few, those of a page that is turned."""
    turned = np.zeros(len(UPRIGHT_POWERS))
    turned[0] = slope
    if len(strokes.weight) < _FEWEST:
        return turned
    found = _fit(strokes, UPRIGHT_POWERS, middle[::-1], usual)
    return turned if found is None else found


def _bend(
    size: Numbers,
    scale: float,
    hull: tuple[Numbers, Numbers],
    middle: Numbers,
    falls: Numbers,
    leans: Numbers,
) -> Bend | None:
    """Return the bend with room for the whole picture; nothing where places would be folded over others."""
    low, high = hull
    pair = (float(middle[0]), float(middle[1]))
    around = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    bend = Bend(scale, pair, around, tuple(falls.tolist()), tuple(leans.tolist()))
    x, y = np.meshgrid(np.linspace(0, size[0], 4 * _GRID), np.linspace(0, size[1], 4 * _GRID))
    right, down = bend.moves(x, y)
    flat_x, flat_y = x + right, y + down
    step_x, step_y = size / (4 * _GRID - 1)
    if np.diff(flat_x, axis=1).min() < _LEAST_STRETCH * step_x:
        return None
    if np.diff(flat_y, axis=0).min() < _LEAST_STRETCH * step_y:
        return None
    width, height = round(float(np.ptp(flat_x))), round(float(np.ptp(flat_y)))
    if width * height > _LARGEST * size[0] * size[1]:
        return None
    return replace(
        bend,
        right=-float(flat_x.min()),
        down=-float(flat_y.min()),
        width=max(1, width),
        height=max(1, height),
    )


def laid_level(image: Image, bend: Bend) -> Image:
    """Return a picture with its rows level, all of it; what is beyond its border is as the border is."""
    across = np.arange(0, bend.width + 2 * _COARSE, _COARSE, dtype=np.float64)
    down = np.arange(0, bend.height + 2 * _COARSE, _COARSE, dtype=np.float64)
    points = np.stack(np.meshgrid(across, down), axis=-1)
    maps = bend.in_picture(points).astype(np.float32)
    finer = np.array([[1 / _COARSE, 0, 0], [0, 1 / _COARSE, 0]], np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    full = cv2.warpAffine(maps, finer, (bend.width, bend.height), flags=flags)
    # small print bears no further blur
    way = cv2.INTER_LANCZOS4 if bend.width * bend.height < _SMALL else cv2.INTER_LINEAR
    level = cv2.remap(image, full[:, :, 0], full[:, :, 1], way, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, np.uint8)
