"""First characters of rows below each other that the detector took for a column: 名 of 名称, 类 of 类型."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Quad
from capture.picture.runs import runs_of

_FIRM = 0.75
_TALL = 1.5
_APART = 0.5
_SQUARE = 2.0
_FAR = 12.0
_LEVEL = 0.35
_NARROW = 1.5

Outline = NDArray[np.int32]


def parts_of_column(outline: Outline, heat: NDArray[np.float32]) -> list[Outline]:
    """Return the outlines of the characters of a tall blob that only faint bridges join, pixels of the map.

    Nothing where it is not tall, or holds together: characters of a column stand close to each other.
    """
    x, y, width, height = cv2.boundingRect(outline)
    if height < _TALL * width:
        return []
    along = heat[y : y + height, x : x + width].mean(axis=1)
    firm = along > _FIRM * np.percentile(along, 90)
    rows = [(top, bottom) for top, bottom in runs_of(firm) if bottom - top > width / _SQUARE]
    if len(rows) < 2 or any(bottom - top > _SQUARE * width for top, bottom in rows):
        return []
    if any(after[0] - before[1] < _APART * width for before, after in pairwise(rows)):
        return []
    left, right = x, x + width - 1
    spans = [(y + top, y + bottom - 1) for top, bottom in rows]
    return [
        np.array([[[left, top]], [[right, top]], [[right, bottom]], [[left, bottom]]], np.int32)
        for top, bottom in spans
    ]


def are_of_rows(parts: Sequence[Quad], others: Sequence[Quad]) -> bool:
    """Return whether each of some characters below each other has a character of its own level with it.

    Such are labels spaced out to one width. Beside a column that labels a cell stand longer lines.
    """
    mates = [_mate_of(part, others) for part in parts]
    return None not in mates and len(set(mates)) == len(mates)


def _mate_of(part: Quad, others: Sequence[Quad]) -> int | None:
    """Return the nearest of the quads that stand level with a character, if it is a character itself."""
    (left, top), (right, bottom) = part.min(axis=0), part.max(axis=0)
    near: list[tuple[float, int]] = []
    for number, other in enumerate(others):
        (x0, y0), (x1, y1) = other.min(axis=0), other.max(axis=0)
        away = float(max(x0 - right, left - x1))
        if away < _FAR * (bottom - top) and abs(y0 + y1 - top - bottom) < 2 * _LEVEL * (bottom - top):
            near.append((away, number))
    if not near:
        return None
    _, nearest = min(near)
    (x0, y0), (x1, y1) = others[nearest].min(axis=0), others[nearest].max(axis=0)
    small = x1 - x0 < _NARROW * (y1 - y0) and y1 - y0 < _NARROW * (bottom - top)
    return nearest if small else None
