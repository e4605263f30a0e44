"""Where lines of text stand on a page turned so that its rules run straight."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Box

LINE, INNER = 1, 2
"""Where characters of a line stand: near its ends, and between them."""
_CORE = 0.42
"""Of the height of a line, from its middle up and down: there are its characters, beyond is its rim."""
_SAME_ROW, _CLOSE, _LETTERS = 0.25, 0.7, 0.8
"""Of the height of a line: how far off level another is at most, how near beside it, how high letters are."""
_MOST_PAIRS = 1_000_000
"""So many pieces on one level are no lines of a list."""


def placed_text(
    text: Sequence[Box], to_frame: NDArray[np.float64], slope: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the middles of lines of text in the straight frame, and half their sizes."""
    boxes = np.array([box.as_list() for box in text], np.float64).reshape(-1, 4)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2 @ to_frame[:, :2].T + to_frame[:, 2]
    scale = math.hypot(to_frame[0, 0], to_frame[0, 1])
    sizes = boxes[:, 2:] - boxes[:, :2]
    heights = np.maximum(sizes[:, 1] - sizes[:, 0] * abs(slope), np.minimum(sizes[:, 1], 12))
    return middles, np.stack([sizes[:, 0], heights], axis=1) * scale / 2


def strips_of(middles: NDArray[np.float64], half: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Return where lines of text stand in the straight frame: left, top, right, bottom."""
    alone = np.hstack([middles - half - 2 * scale, middles + half + 2 * scale])
    return np.vstack([alone, _strips_of_two(middles, half)])


def _strips_of_two(middles: NDArray[np.float64], half: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where two lines stand so close beside each other that their strokes may hang together.

    No higher than their characters, so that a rule above or below a whole row is not inside.
    """
    order = np.argsort(middles[:, 1])
    left, right = (middles - half)[order, 0], (middles + half)[order, 0]
    level, height = middles[order, 1], 2 * half[order, 1]
    low = np.searchsorted(level, level - _SAME_ROW * height, "left")
    high = np.searchsorted(level, level + _SAME_ROW * height, "right")
    counts = np.maximum(high - low, 0)
    if counts.sum() > _MOST_PAIRS:
        return np.zeros((0, 4))
    first = np.repeat(np.arange(len(level)), counts)
    second = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts - low, counts)
    lower, gap = np.minimum(height[first], height[second]), left[second] - right[first]
    beside = (np.abs(level[first] - level[second]) < _SAME_ROW * lower) & (np.abs(gap) < _CLOSE * lower)
    first, second, reach = first[beside], second[beside], _LETTERS * lower[beside] / 2
    y = (level[first] + level[second]) / 2
    return np.stack([left[first], y - reach, right[second], y + reach], axis=1)


def text_mask(middles: NDArray[np.float64], half: NDArray[np.float64], shape: tuple[int, ...]) -> Image:
    """Return where characters stand, `LINE` or `INNER`, given the middles of lines and half their sizes."""
    mask = np.zeros(shape, np.uint8)
    core = half * (1.0, 2 * _CORE)
    ends = np.minimum(half[:, 1], half[:, 0]) / 2
    sides = np.hstack([middles - core, middles + core, middles[:, :1] - core[:, :1] + ends[:, None]])
    sides = np.maximum(np.hstack([sides, 2 * middles[:, :1] - sides[:, 4:]]).round(), 0)
    for x0, y0, x1, y1, left, right in sides.astype(int).tolist():
        mask[y0 : y1 + 1, x0 : x1 + 1] = LINE
        mask[y0 : y1 + 1, left : right + 1] = INNER
    return mask
