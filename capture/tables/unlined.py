"""Rows of a ruled table that no rule parts: figures on common levels in several of its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from capture.pages import Box

_SAME_LEVEL = 0.4
"""Of the height of a line, how far text of one row stands off its level at most."""
_FEWEST_COLUMNS = 2
"""So many columns of figures tell rows; one may be a sum and its share, or a number set in two lines."""
_MOSTLY = 0.6
"""Such a column has figures on that share of the levels or more."""
_CLOSE = 0.8
"""Lines of one cell stand closer than that share of what is usual between rows."""
_FIGURE = re.compile(
    r"[-－(（]?[¥￥$]?\s*\d[\d\s,.，]*[%‰)）]?\s*[\u4e00-\u9fff]{0,2}"  # 1 296,50 元
    r"|\d{4}([-./年])\d{1,2}[-./月]\d{1,2}日?"
    r"|[-－—–/]+"  # nothing
)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a line that stands in one cell; ``y`` and ``height`` are the line's, in the grid."""

    text: str
    box: Box
    confidence: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class _Level:
    """What stands on one level of a cell."""

    y: float
    parts: tuple[Part, ...]

    @property
    def is_figure(self) -> bool:
        return _FIGURE.fullmatch(" ".join(part.text for part in self.parts)) is not None


def rows_within(cells: Mapping[int, Sequence[Part]]) -> list[dict[int, list[Part]]]:
    """Return the rows that the text of one row of cells forms, top to bottom; one where nothing parts it.

    ``cells`` holds what stands in each cell, and so does each of the rows. A row begins where figures of two
    columns or more stand level; text between belongs to the row above when it is as near as lines of one
    cell are.
    """
    whole = [{number: list(parts) for number, parts in cells.items()}]
    heights = [part.height for parts in cells.values() for part in parts]
    if not heights:
        return whole
    near = _SAME_LEVEL * median(heights)
    levels = {number: _levels(parts, near) for number, parts in cells.items() if parts}
    columns = [found for found in levels.values() if _is_of_figures(found)]
    if sum(map(_breadth, columns)) < _FEWEST_COLUMNS:
        return whole
    rows = _grouped(sorted(level.y for column in columns for level in column), near)
    full = [column for column in columns if len(column) >= _MOSTLY * len(rows)]
    if sum(map(_breadth, full)) < _FEWEST_COLUMNS:
        return whole
    places = {number: _places(found, rows, near) for number, found in levels.items()}
    if any(place is None for place in places.values()):
        return whole
    return _divided(levels, {number: place for number, place in places.items() if place is not None})


def _levels(parts: Sequence[Part], near: float) -> list[_Level]:
    """Return what a cell holds, level by level, each from left to right."""
    found: list[list[Part]] = []
    for part in sorted(parts, key=lambda part: part.y):
        if found and part.y - found[-1][0].y < near:
            found[-1].append(part)
        else:
            found.append([part])
    return [
        _Level(median(part.y for part in row), tuple(sorted(row, key=lambda part: part.box.x0)))
        for row in found
    ]


def _is_of_figures(column: Sequence[_Level]) -> bool:
    """Tell whether a cell holds figures below each other, perhaps under a heading."""
    begin = 0 if column[0].is_figure else 1
    return len(column) - begin >= 2 and all(level.is_figure for level in column[begin:])


def _breadth(column: Sequence[_Level]) -> float:
    """Return how many columns a cell holds: none of them need be ruled."""
    return median(len(level.parts) for level in column)


def _grouped(ys: Sequence[float], near: float) -> list[float]:
    """Return the levels that several columns share, top to bottom."""
    groups: list[list[float]] = []
    for y in ys:
        if groups and y - groups[-1][0] < near:
            groups[-1].append(y)
        else:
            groups.append([y])
    return [median(group) for group in groups]


def _places(column: Sequence[_Level], rows: Sequence[float], near: float) -> list[float] | None:
    """Return on which row each level of a cell stands, by its place; None where it stands between them.

    What belongs to no row is one of its own: a heading above some, an entry without figures.
    """
    pitch = min(b - a for a, b in pairwise(rows))
    found: list[float] = []
    for level in column:
        row = min(rows, key=lambda row: abs(row - level.y))
        if abs(row - level.y) < near:
            found.append(row)
        elif found and level.y - column[len(found) - 1].y < _CLOSE * pitch:
            found.append(found[-1])
        else:
            found.append(level.y)
    return found if any(place in rows for place in found) else None


def _divided(
    levels: Mapping[int, Sequence[_Level]], places: Mapping[int, Sequence[float]]
) -> list[dict[int, list[Part]]]:
    rows: dict[float, dict[int, list[Part]]] = {}
    for number, column in levels.items():
        for level, place in zip(column, places[number], strict=True):
            rows.setdefault(place, {}).setdefault(number, []).extend(level.parts)
    return [rows[place] for place in sorted(rows)]
