"""The order in which lines are read: rows from top to bottom, in a row from left to right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from capture.characters.spaces import HAN
from capture.pages import Box, Line

Points = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Place:
    index: int
    left: float
    middle: float
    height: float


def reading_order(quads: Sequence[Points], tall: Mapping[int, bool] | None = None) -> list[int]:
    """Return the indices of the quads in reading order; a page at an angle is read along its lines.

    ``tall`` names the quads that run from top to bottom or from bottom to top, and tells of each whether its
    characters stand upright: such columns beside each other are read from right to left. Tall ones are read
    before the rows that begin below their top.
    """
    if len(quads) < 2:
        return list(range(len(quads)))
    tall = tall or {}
    angle = text_angle(quads)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float64)
    level = [quad @ turn.T for quad in quads]
    places = sorted(
        (_place(index, quad) for index, quad in enumerate(level) if index not in tall), key=lambda p: p.middle
    )
    rows: list[list[_Place]] = []
    for place in places:
        if rows and _same_row(place, rows[-1]):
            rows[-1].append(place)
        else:
            rows.append([place])
    parts = [
        (sum(p.middle for p in row) / len(row), [p.index for p in sorted(row, key=lambda p: p.left)])
        for row in rows
    ]
    parts += _blocks_of_columns({index: level[index] for index in tall}, tall)
    return [index for _, part in sorted(parts, key=lambda part: part[0]) for index in part]


def in_reading_order(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return upright lines in reading order; each has a box. Columns of Han are taken for upright ones."""
    columns = [n for n, line in enumerate(lines) if line.is_column and HAN.search(line.text)]
    quads = [corners_of(line.box) for line in lines if line.box]
    return tuple(lines[index] for index in reading_order(quads, dict.fromkeys(columns, True)))


def corners_of(box: Box) -> Points:
    """Return the corners of a box, clockwise from the top left."""
    x0, y0, x1, y1 = box.as_list()
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)


def _blocks_of_columns(
    quads: Mapping[int, NDArray[np.float64]], upright: Mapping[int, bool]
) -> list[tuple[float, list[int]]]:
    """Return where columns side by side begin, and their order; each other tall line stands alone."""
    blocks: list[list[int]] = []
    for index in sorted(quads, key=lambda number: -float(quads[number][:, 0].max())):
        near = [b for b in blocks if upright[index] and any(_beside(quads[index], quads[o]) for o in b)]
        others = [block for block in blocks if block not in near or not upright[block[0]]]
        joined = [number for block in near if upright[block[0]] for number in block]
        blocks = [*others, [*joined, index]]
    found = []
    for block in blocks:
        tops = {index: float(quads[index][:, 1].min()) for index in block}
        lefts = {index: float(quads[index][:, 0].mean()) for index in block}
        wide = float(np.median([np.ptp(quads[index][:, 0]) for index in block]))
        # parts of one column stand below each other
        order = sorted(block, key=lambda index: -lefts[index])
        columns: list[list[int]] = []
        for index in order:
            if columns and lefts[columns[-1][0]] - lefts[index] < 0.5 * wide:
                columns[-1].append(index)
            else:
                columns.append([index])
        found.append((min(tops.values()), [i for c in columns for i in sorted(c, key=lambda i: tops[i])]))
    return _level_with_level(found, quads)


def _level_with_level(
    blocks: list[tuple[float, list[int]]], quads: Mapping[int, NDArray[np.float64]]
) -> list[tuple[float, list[int]]]:
    """Return blocks of columns so that those that begin level, as labels of a form, go from left to right."""
    level: list[list[tuple[float, list[int]]]] = []
    for top, block in sorted(blocks, key=lambda one: one[0]):
        wide = float(np.ptp(quads[block[0]][:, 0]))
        if level and top - level[-1][0][0] < wide / 2:
            level[-1].append((top, block))
        else:
            level.append([(top, block)])
    for row in level:
        row.sort(key=lambda one: min(float(quads[index][:, 0].min()) for index in one[1]))
    return [(min(top for top, _ in row), block) for row in level for _, block in row]


def _beside(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    """Return whether two columns stand beside or below each other, near enough to be one text."""
    low, high = np.maximum(one.min(axis=0), other.min(axis=0)), np.minimum(one.max(axis=0), other.max(axis=0))
    wide = max(float(np.ptp(one[:, 0])), float(np.ptp(other[:, 0])))
    return bool(low[0] - high[0] < 1.6 * wide and low[1] - high[1] < 1.6 * wide)


def text_angle(quads: Sequence[Points]) -> float:
    """Return the angle of the lines of text in radians, clockwise positive; the median of long lines."""
    angles = []
    for quad in quads:
        run = quad[1] - quad[0]
        if np.hypot(*run) > 3 * np.hypot(*(quad[3] - quad[0])):
            angles.append(float(np.arctan2(run[1], run[0])))
    return float(np.median(angles)) if angles else 0.0


def _place(index: int, quad: NDArray[np.float64]) -> _Place:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad.tolist()
    top, bottom = (y0 + y1) / 2, (y2 + y3) / 2
    return _Place(index, min(x0, x1, x2, x3), (top + bottom) / 2, max(1.0, bottom - top))


def _same_row(place: _Place, row: Sequence[_Place]) -> bool:
    """Return whether a line stands beside the row's lines: its middle is near the nearest one's."""
    middle = sum(other.middle for other in row) / len(row)
    height = min(place.height, median(other.height for other in row))
    return abs(place.middle - middle) < 0.5 * height
