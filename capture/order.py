"""The order in which lines are read: rows from top to bottom, in a row from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Place:
    index: int
    left: float
    middle: float
    height: float


def reading_order(quads: Sequence[Points]) -> list[int]:
    """Return the indices of the quads in reading order; a page at an angle is read along its lines."""
    if not quads:
        return []
    angle = text_angle(quads)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float64)
    places = sorted(
        (_place(index, quad @ turn.T) for index, quad in enumerate(quads)), key=lambda p: p.middle
    )
    rows: list[list[_Place]] = []
    for place in places:
        if rows and _same_row(place, rows[-1]):
            rows[-1].append(place)
        else:
            rows.append([place])
    return [place.index for row in rows for place in sorted(row, key=lambda p: p.left)]


def text_angle(quads: Sequence[Points]) -> float:
    """Return the angle of the lines of text in radians, clockwise positive; the median of long lines."""
    angles = []
    for quad in quads:
        run = quad[1] - quad[0]
        if np.hypot(*run) > 3 * np.hypot(*(quad[3] - quad[0])):
            angles.append(float(np.arctan2(run[1], run[0])))
    return float(np.median(angles)) if angles else 0.0


def _place(index: int, quad: NDArray[np.float64]) -> _Place:
    top, bottom = quad[:2, 1].mean(), quad[2:, 1].mean()
    return _Place(index, float(quad[:, 0].min()), float((top + bottom) / 2), float(max(1.0, bottom - top)))


def _same_row(place: _Place, row: Sequence[_Place]) -> bool:
    """Return whether a line stands beside the row's lines: its middle is near the nearest one's."""
    middle = float(np.mean([other.middle for other in row]))
    height = min(place.height, float(np.median([other.height for other in row])))
    return abs(place.middle - middle) < 0.5 * height
