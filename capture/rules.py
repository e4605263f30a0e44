"""Finds ruled lines on a page that may lie at an angle of some degrees."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box

WORK_SIDE = 2000
LEAST_RULE = 24
_MOST_DEGREES = 6.0
_AS_DARK = 0.5
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rule:
    """A piece of a rule: at ``place``, from ``start`` to ``end``, ``depth`` darker than its surroundings."""

    place: float
    start: int
    end: int
    depth: float

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hang together, as pixels and as pieces; for ``down`` x and y are exchanged."""

    across: Image
    down: Image
    across_pieces: tuple[Rule, ...]
    down_pieces: tuple[Rule, ...]
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class RuledPage:
    """The rules of a page in a frame where they run straight; ``to_frame`` takes points of the page there."""

    tables: tuple[Rules, ...]
    to_frame: Matrix


def find_rules(image: Image, text: Sequence[Box]) -> RuledPage | None:
    """Return the rules of an upright grey page, those that hang together taken together.

    ``text`` are the boxes of its lines: strokes inside them are characters, not rules.
    """
    scale = min(1.0, WORK_SIDE / max(image.shape))
    small = image
    if scale < 1.0:
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.uint8)
    if min(small.shape) < 3 * LEAST_RULE:
        return None
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    degrees = skew_of_rules(ink.astype(np.uint8))
    turn = np.asarray(cv2.getRotationMatrix2D((small.shape[1] / 2, small.shape[0] / 2), degrees, 1.0))
    size = (small.shape[1], small.shape[0])
    straight = cv2.warpAffine(ink, turn, size, flags=cv2.INTER_LINEAR) > 100
    level = cv2.warpAffine(small, turn, size, borderMode=cv2.BORDER_REPLICATE)
    depth = cv2.subtract(cv2.blur(level, (31, 31)), level).astype(np.uint8)
    to_frame = turn.astype(np.float64)
    to_frame[:, :2] *= scale
    strips = _strips(text, to_frame, math.tan(math.radians(degrees)))
    across, down = (_without_text(rules, strips) for rules in _runs(straight.astype(np.uint8)))
    return RuledPage(tuple(_connected(across, down, depth)), to_frame)


def rules_of_strokes(strokes: Image, text: Sequence[Box]) -> RuledPage:
    """Return the rules among strokes that were drawn as such (1 on 0), so that nothing has to be sought."""
    to_frame = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    strips = _strips(text, to_frame, 0.0)
    across, down = (_without_text(rules, strips) for rules in _runs(strokes))
    depth = (strokes * 255).astype(np.uint8)
    return RuledPage(tuple(_connected(across, down, depth)), to_frame)


def skew_of_rules(ink: Image) -> float:
    """Return the angle of the horizontal rules in degrees, clockwise positive: the sharpest profile."""
    runs = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 13), np.uint8))
    rows, columns = np.nonzero(runs)
    if len(rows) < 200:
        return 0.0
    step = max(1, len(rows) // 40_000)
    down, across = rows[::step].astype(np.float32), columns[::step].astype(np.float32)
    across -= ink.shape[1] / 2

    def sharpness(degrees: float) -> float:
        places = np.round(down - across * math.tan(math.radians(degrees))).astype(np.int64)
        counts = np.bincount(places - places.min())
        return float((counts.astype(np.float64) ** 2).sum())

    best = 0.0
    for width, fine in ((_MOST_DEGREES, 0.4), (0.4, 0.1), (0.1, 0.025)):
        angles = best + np.arange(-width, width + fine / 2, fine)
        best = float(max(angles, key=sharpness))
    return best


def _runs(straight: Image) -> tuple[Image, Image]:
    """Return the pixels of long horizontal and of long vertical strokes, small breaks mended."""
    across = cv2.morphologyEx(straight, cv2.MORPH_CLOSE, np.ones((1, 7), np.uint8))
    across = cv2.dilate(across, np.ones((2, 1), np.uint8))
    across = cv2.morphologyEx(across, cv2.MORPH_OPEN, np.ones((1, 2 * LEAST_RULE), np.uint8))
    down = cv2.morphologyEx(straight, cv2.MORPH_CLOSE, np.ones((7, 1), np.uint8))
    down = cv2.dilate(down, np.ones((1, 2), np.uint8))
    down = cv2.morphologyEx(down, cv2.MORPH_OPEN, np.ones((LEAST_RULE, 1), np.uint8))
    return across.astype(np.uint8), down.astype(np.uint8)


def _strips(text: Sequence[Box], to_frame: Matrix, slope: float) -> NDArray[np.float64]:
    """Return where lines of text stand in the straight frame: left, top, right, bottom."""
    boxes = np.array([box.as_list() for box in text], np.float64).reshape(-1, 4)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2 @ to_frame[:, :2].T + to_frame[:, 2]
    scale = math.hypot(to_frame[0, 0], to_frame[0, 1])
    sizes = boxes[:, 2:] - boxes[:, :2]
    heights = np.maximum(sizes[:, 1] - sizes[:, 0] * abs(slope), np.minimum(sizes[:, 1], 12))
    half = np.stack([sizes[:, 0] + 4, heights + 4], axis=1) * scale / 2
    return np.hstack([middles - half, middles + half])


def _without_text(runs: Image, strips: NDArray[np.float64]) -> Image:
    """Take out strokes that lie altogether inside a line of text."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(runs)
    begin = stats[:, None, :2].astype(np.float64)
    end = begin + stats[:, None, 2:4]
    inside = np.all((begin >= strips[None, :, :2]) & (end <= strips[None, :, 2:]), axis=2)
    kept = np.where(np.any(inside, axis=1), 0, 1).astype(np.uint8)
    kept[0] = 0
    return np.take(kept, labels.astype(np.int32))


def _connected(across: Image, down: Image, depth: Image) -> list[Rules]:
    both = cv2.dilate(across | down, np.ones((5, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(both)
    found: list[Rules] = []
    for label in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[label])
        if width < 4 * LEAST_RULE or height < LEAST_RULE:
            continue
        window = np.s_[y : y + height, x : x + width]
        mine = (labels[window] == label).astype(np.uint8)
        found.append(_rules(across[window] & mine, (down[window] & mine).T, depth[window], x, y))
    return found


def _rules(across: Image, down: Image, depth: Image, x: int, y: int) -> Rules:
    """Keep the pieces about as dark as the rules around them: remains of seals and show-through are not."""
    across_labels, across_pieces = _pieces(across, depth)
    down_labels, down_pieces = _pieces(down, depth.T)
    all_pieces = [piece for piece in across_pieces + down_pieces if piece.length >= 4 * LEAST_RULE]
    weights = np.array([piece.length for piece in all_pieces], np.float64)
    usual = float(np.average([piece.depth for piece in all_pieces], weights=weights)) if all_pieces else 0.0
    kept_across = [piece.depth >= _AS_DARK * usual for piece in across_pieces]
    kept_down = [piece.depth >= _AS_DARK * usual for piece in down_pieces]
    return Rules(
        np.array([False, *kept_across])[across_labels].astype(np.uint8),
        np.array([False, *kept_down])[down_labels].astype(np.uint8),
        tuple(piece for piece, kept in zip(across_pieces, kept_across, strict=True) if kept),
        tuple(piece for piece, kept in zip(down_pieces, kept_down, strict=True) if kept),
        x,
        y,
    )


def _pieces(runs: Image, depth: Image) -> tuple[NDArray[np.int32], list[Rule]]:
    """Return the pieces of horizontal rules and a map of their numbers from 1."""
    count, labels, stats, centres = cv2.connectedComponentsWithStats(np.ascontiguousarray(runs))
    areas = np.maximum(stats[:, 4], 1)
    darkness = np.bincount(labels.ravel(), weights=depth.ravel(), minlength=count) / areas
    pieces = [
        Rule(
            float(centres[label][1]),
            int(stats[label][0]),
            int(stats[label][0] + stats[label][2]),
            float(darkness[label]),
        )
        for label in range(1, count)
    ]
    return labels.astype(np.int32), pieces
