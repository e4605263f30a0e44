"""Rows of dots that lead the eye from a name to its page or price: 第一章 ……………… 12.

The network that finds lines takes them together with what stands at their ends; of a price behind a hundred
dots the one that reads then loses a figure, or reads one twice. Without the dots both ends are plain lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.pages import Line
from capture.picture.components import components_of

_READ_AS_LEADER = re.compile(
    r"[.…·。・･]{4}|[.…·。・･]{2}$|(?:[.·。・]\s){3}|(?<=[\u4e00-\u9fff])[.…·・･]$"
    r"|^[.…·。・･\s]{2}|^[.…·・･]\s?(?=[\d¥￥$])"
)
"""What is read of leaders: many dots, or the last behind a name, the first before a figure."""
_FEWEST_LINES = 3
"""So many lines with dots make one look for leaders: less are what an author left out."""
_FEWEST = 9
"""So many dots in a row are a leader; …… are six."""
_INK = 170
_LOW = 0.25
_DOT = 0.3
"""How large a dot is at the most, of the height of a line."""
_ALIKE = 0.25
"""By how much of their usual size, or by a pixel, the dots of a row differ."""
_ABOVE = 0.3
"""In heights of a line."""
_PITCH, _EVEN, _STEP = 1.0, 0.35, 0.15
"""How far apart dots of a leader are at the most, in heights of a line; by how much, of that, their distance
and their height above each other differ."""


def without_leaders(page: Image, lines: Sequence[Line]) -> Image | None:
    """Return a grey page without the dots of its leaders; nothing where what was read tells of none."""
    if sum(bool(_READ_AS_LEADER.search(line.text.strip())) for line in lines) < _FEWEST_LINES:
        return None
    # long lines aslant have high boxes
    usual = float(np.quantile([line.box.y1 - line.box.y0 for line in lines if line.box], _LOW))
    patches = components_of((page < _INK).astype(np.uint8))
    boxes = patches.boxes()
    small = boxes[:, 2:].max(axis=1) <= _DOT * usual
    small[0] = False
    dots = np.flatnonzero(small)
    dots = dots[~_below_print(boxes[dots], patches.drawn(~small), usual)]
    gone = np.zeros(len(boxes), np.bool_)
    gone[dots[_leading(boxes[dots], page.shape, usual)]] = True
    if not gone.any():
        return None
    leaders = cv2.dilate(patches.drawn(gone), np.ones((5, 5), np.uint8))
    return np.where(leaders > 0, np.uint8(255), page).astype(np.uint8, copy=False)


def _below_print(dots: NDArray[np.int64], larger: Image, usual: float) -> NDArray[np.bool_]:
    """Return which dots have print close above them, as those that 照 stands on; ``larger`` is its mask."""
    sums = cv2.integral(larger)
    left, below = dots[:, 0], dots[:, 1]
    right, top = left + dots[:, 2], np.maximum(below - round(_ABOVE * usual), 0)
    ink: NDArray[np.int32] = sums[below, right] - sums[top, right] - sums[below, left] + sums[top, left]
    return ink > 0


def _leading(dots: NDArray[np.int64], shape: tuple[int, ...], usual: float) -> list[int]:
    """Return which dots (x, y, width, height) stand in rows of many at even distances."""
    middles = dots[:, :2] + dots[:, 2:] / 2
    sizes = dots[:, 2:].max(axis=1)
    across, down = middles.astype(np.int64).T
    points = np.zeros(shape, np.uint8)
    points[down, across] = 1
    reach = np.ones((1 + 2 * round(_STEP * usual), round(_PITCH * usual)), np.uint8)
    _, rows = cv2.connectedComponents(cv2.dilate(points, reach))
    row_of = rows[down, across]
    order = np.lexsort((middles[:, 0], row_of))
    leading: list[int] = []
    for row in np.split(order, np.flatnonzero(np.diff(row_of[order])) + 1):
        usual_size = float(np.median(sizes[row])) if len(row) else 0.0
        alike = row[np.abs(sizes[row] - usual_size) <= max(1.0, _ALIKE * usual_size)]
        for part in _even_parts(middles[alike], usual):
            leading += alike[part].tolist()
    return leading


def _even_parts(middles: NDArray[np.float64], usual: float) -> list[slice]:
    """Return the parts of a row, its middles from left to right, in which many follow at one distance."""
    if len(middles) < _FEWEST:
        return []
    across, down = np.abs(np.diff(middles, axis=0)).T
    regular = float(np.median(across))
    breaks = (np.abs(across - regular) > _EVEN * regular) | (down > _STEP * usual)
    edges = [0, *(np.flatnonzero(breaks) + 1).tolist(), len(middles)]
    return [slice(a, b) for a, b in pairwise(edges) if b - a >= _FEWEST]
